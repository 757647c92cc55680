import { defineErrors } from '@opticworks/kernel';

/** Every answer of "no" this subgraph can give. Sentences are for buyers and for whoever receives goods. */
export const ERRORS = defineErrors('procurement', {
  PROPOSAL_NOT_OPEN: {
    message: 'Some of the proposals were ordered or dismissed meanwhile. Reload the list and choose again.',
    status: 409,
    retryable: false,
  },
  NOTHING_CHOSEN: { message: 'Choose at least one proposal.', status: 400, retryable: false },
  PURCHASE_ORDER_UNKNOWN: {
    message: 'There is no such purchase order. Reload the list.',
    status: 404,
    retryable: false,
  },
  PURCHASE_ORDER_STATE: {
    message: 'Purchase order {number} is {status}, so this cannot be done now.',
    status: 409,
    retryable: false,
  },
  FOUR_EYES: {
    message: 'Orders above {limit} need a second person. Ask a colleague to approve purchase order {number}.',
    status: 403,
    retryable: false,
  },
  ORDER_REASON_REQUIRED: {
    message: 'Say why, so that the supplier and your colleagues understand.',
    status: 400,
    retryable: false,
  },
  RECEIPT_EMPTY: { message: 'Enter at least one line with a quantity.', status: 400, retryable: false },
  RECEIPT_LINE_UNKNOWN: {
    message: 'A line does not belong to purchase order {number}.',
    status: 400,
    retryable: false,
  },
  RECEIPT_OVER: {
    message: 'Only {open} more of {item} are open on this order. Send the surplus back or raise a new order.',
    status: 409,
    retryable: false,
  },
  RECEIPT_QUANTITY: { message: 'Quantities are whole numbers of zero or more.', status: 400, retryable: false },
  RECEIPT_BIN_REQUIRED: { message: 'Scan the bin into which {item} goes.', status: 400, retryable: false },
  INVOICE_EMPTY: { message: 'Enter the number of the invoice and at least one line.', status: 400, retryable: false },
  INVOICE_AMOUNT: {
    message: 'Prices look like 3.25, quantities are whole numbers above zero.',
    status: 400,
    retryable: false,
  },
  EDI_INVALID: {
    message: 'The document breaks rule {rule}: {detail} Ask the partner to send it again.',
    status: 422,
    retryable: false,
  },
  EDI_TEST_IN_PRODUCTION: {
    message: 'This is a test document. Ask the partner to send the production one.',
    status: 422,
    retryable: false,
  },
  EDI_PARTNER_UNKNOWN: { message: 'No supplier is known by the sender {sender}.', status: 404, retryable: false },
  EDI_NOT_OURS: { message: 'The document is addressed to {receiver}, not to us.', status: 422, retryable: false },
  EDI_ORDER_UNKNOWN: {
    message: 'The document speaks of order {number}, which this supplier does not have.',
    status: 404,
    retryable: false,
  },
  EDI_ITEM_UNKNOWN: {
    message: 'The document names {code}, which is not on order {number}.',
    status: 422,
    retryable: false,
  },
  EDI_DUPLICATE: {
    message: 'Document {control} was taken in before. Nothing was changed.',
    status: 409,
    retryable: false,
  },
});
