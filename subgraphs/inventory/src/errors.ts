import { defineErrors } from '@opticworks/kernel';

/** Every answer of "no" this subgraph can give. Sentences are for the person at the shelf or at the checkout. */
export const ERRORS = defineErrors('inventory', {
  STOCK_SHORT: {
    message: 'Some items are no longer available in this quantity. Reduce the quantity or choose another item.',
    status: 409,
    retryable: false,
  },
  RESERVATION_ENDED: {
    message: 'The reservation has ended. Start the checkout again.',
    status: 409,
    retryable: false,
  },
  STOCK_ITEM_UNKNOWN: { message: 'Item {sku} is not kept in stock. Check the code.', status: 404, retryable: false },
  BIN_UNKNOWN: { message: 'There is no bin {bin}. Scan the label on the shelf.', status: 404, retryable: false },
  PICK_TASK_UNKNOWN: { message: 'There is no such pick task. Reload the list.', status: 404, retryable: false },
  PICK_TASK_STATE: {
    message: 'Pick task {number} is {status}. {hint}',
    status: 409,
    retryable: false,
  },
  PICK_TASK_WAITS: {
    message: 'Pick task {number} waits for the customer’s prescription. Leave the frame on its shelf.',
    status: 409,
    retryable: false,
  },
  WRONG_BIN: { message: 'Wrong bin: take {item} from {expected}, not from {bin}.', status: 409, retryable: false },
  WRONG_ITEM: {
    message: 'Wrong item: {code} is not on pick task {number}. Put it back.',
    status: 409,
    retryable: false,
  },
  ITEM_ALREADY_PICKED: { message: '{item} is already picked completely.', status: 409, retryable: false },
  ITEM_NOT_ALLOCATED: {
    message: '{item} is out of stock and on order. It can be picked when the goods have arrived.',
    status: 409,
    retryable: false,
  },
  QUANTITY_TOO_HIGH: { message: 'Only {open} more of {item} are needed.', status: 409, retryable: false },
  BIN_EMPTY: {
    message: 'Bin {bin} holds only {quantity} of {item}. Count the bin to correct it.',
    status: 409,
    retryable: false,
  },
  LAB_NOT_FINISHED: {
    message: 'The lab has not finished: {waiting}. Pack when the glasses have passed the final inspection.',
    status: 409,
    retryable: true,
  },
  TRAY_REQUIRED: { message: 'Scan the tray in which the frame goes to the lab.', status: 400, retryable: false },
  TRAY_IN_USE: {
    message: 'Tray {tray} already carries order {order}. Take another tray.',
    status: 409,
    retryable: false,
  },
  TASK_ASSIGNED_TO_OTHER: {
    message: '{name} is working on pick task {number}. Ask them or take another task.',
    status: 409,
    retryable: false,
  },
  STOCK_COMMITTED: {
    message: '{committed} of {item} are reserved or allocated, so the stock cannot go below that. Release them first.',
    status: 409,
    retryable: false,
  },
  STOCK_QUANTITY_INVALID: {
    message: 'Give a whole number of pieces from {least} to {most}.',
    status: 400,
    retryable: false,
  },
  STOCK_REASON_REQUIRED: { message: 'Say why the stock changes.', status: 400, retryable: false },
  SAME_BIN: { message: 'Choose two different bins.', status: 400, retryable: false },
});
