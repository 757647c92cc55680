import { graphql } from '../graph/tada.ts';
import { labCard } from '../screens/lab/lab-card.documents.ts';
import { orderRow } from '../screens/orders/order-row.documents.ts';
import { pickTaskRow } from '../screens/picking/pick-task-row.documents.ts';
import { prescriptionRow } from '../screens/prescriptions/prescription-row.documents.ts';
import { proposalRow, purchaseOrderRow } from '../screens/purchasing/purchasing-rows.documents.ts';
import { stockRow } from '../screens/stock/stock-row.documents.ts';

export const orderFeed = graphql(
  `subscription OrderFeed($after: String) { orderFeed(after: $after) { cursor kind order { ...OrderRow } } }`,
  [orderRow],
);
export const labBoardFeed = graphql(
  `subscription LabBoardFeed($after: String) { labBoard(after: $after) { cursor kind job { ...LabCard } } }`,
  [labCard],
);
export const inventoryFeed = graphql(
  `subscription InventoryFeed($after: String) {
    inventoryFeed(after: $after) { cursor kind pickTask { ...PickTaskRow } stockLevel { ...StockRow } }
  }`,
  [pickTaskRow, stockRow],
);
export const purchasingFeed = graphql(
  `subscription PurchasingFeed($after: String) {
    purchasingFeed(after: $after) { cursor kind purchaseOrder { ...PurchaseOrderRow } proposal { ...ProposalRow } }
  }`,
  [purchaseOrderRow, proposalRow],
);
export const prescriptionQueueFeed = graphql(
  `subscription PrescriptionQueueFeed($after: String) {
    prescriptionQueue(after: $after) { cursor kind prescription { ...PrescriptionRow } }
  }`,
  [prescriptionRow],
);
