import { refusalFields } from '../../graph/refusal.documents.ts';
import { graphql } from '../../graph/tada.ts';
import { proposalRow, purchaseOrderRow } from './purchasing-rows.documents.ts';

export const proposalsQuery = graphql(
  `query Proposals($urgentOnly: Boolean, $first: Int!, $after: String) {
    replenishmentProposals(urgentOnly: $urgentOnly, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...ProposalRow } }
    }
  }`,
  [proposalRow],
);
export const purchaseOrdersQuery = graphql(
  `query PurchaseOrders($status: [PurchaseOrderStatus!], $first: Int!, $after: String) {
    purchaseOrders(status: $status, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { ...PurchaseOrderRow } }
    }
  }`,
  [purchaseOrderRow],
);

const purchaseOrderDetail = graphql(`
  fragment PurchaseOrderDetail on PurchaseOrder {
    id number status createdAt createdBy approvedAt approvedBy requestedOn sentAt version
    supplier { id name code email ediKind }
    total { amount currencyCode }
    lines {
      id sku itemName supplierSku quantity receivedQuantity rejectedQuantity invoicedQuantity confirmedOn demand
      unitCost { amount currencyCode } total { amount currencyCode }
    }
    receipts { id at receivedBy lines { sku quantity rejected binCode lot } }
    invoices { id number at matchStatus total { amount currencyCode } holds { code message sku amount { amount currencyCode } } }
    documents { id at kind format direction status controlNumber text }
    history { at actor kind text }
  }
`);
export const purchaseOrderQuery = graphql(
  `query PurchaseOrder($number: String!) { purchaseOrder(number: $number) { ...PurchaseOrderDetail } }`,
  [purchaseOrderDetail],
);
export const homeBinQuery = graphql(`query HomeBin($sku: String!) { stockLevel(sku: $sku) { id bin { id code } } }`);

export const orderProposals = graphql(
  `mutation OrderProposals($proposalIds: [ID!]!, $quantities: [Int!]) {
    orderProposals(proposalIds: $proposalIds, quantities: $quantities) {
      ... on PurchaseOrders { purchaseOrders { id number status supplier { id name } } }
      ...RefusalFields
    }
  }`,
  [refusalFields],
);
export const dismissProposal = graphql(
  `mutation DismissProposal($id: ID!, $reason: String!) { dismissProposal(id: $id, reason: $reason) }`,
);
export const recalculateProposals = graphql(`mutation RecalculateProposals { recalculateProposals }`);
export const approvePurchaseOrder = graphql(
  `mutation ApprovePurchaseOrder($id: ID!) { approvePurchaseOrder(id: $id) { ... on PurchaseOrder { id status } ...RefusalFields } }`,
  [refusalFields],
);
export const cancelPurchaseOrder = graphql(
  `mutation CancelPurchaseOrder($id: ID!, $reason: String!) {
    cancelPurchaseOrder(id: $id, reason: $reason) { ... on PurchaseOrder { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
export const receiveGoods = graphql(
  `mutation ReceiveGoods($purchaseOrderId: ID!, $lines: [ReceiptLineInput!]!) {
    receiveGoods(purchaseOrderId: $purchaseOrderId, lines: $lines) { ... on PurchaseOrder { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
export const recordSupplierInvoice = graphql(
  `mutation RecordSupplierInvoice($purchaseOrderId: ID!, $number: String!, $lines: [InvoiceLineInput!]!) {
    recordSupplierInvoice(purchaseOrderId: $purchaseOrderId, number: $number, lines: $lines) { ... on PurchaseOrder { id status } ...RefusalFields }
  }`,
  [refusalFields],
);
export const receiveEdi = graphql(
  `mutation ReceiveEdi($text: String!) { receiveEdi(text: $text) { ... on PurchaseOrder { id number status } ...RefusalFields } }`,
  [refusalFields],
);
