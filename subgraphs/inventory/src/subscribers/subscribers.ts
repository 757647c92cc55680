import { on, type Subscription } from '@opticworks/kernel';
import { VariantCreated } from '@opticworks/schema/events/catalog';
import { LabJobPassed, LabPairRecalled } from '@opticworks/schema/events/lab';
import {
  OrderCancelled,
  OrderLineCancelled,
  OrderLinePrescribed,
  OrderPlaced,
  ReturnInspected,
} from '@opticworks/schema/events/orders';
import { GoodsReceived, PurchaseOrderCancelled, PurchaseOrderSent } from '@opticworks/schema/events/procurement';
import { expectGoods, stopExpecting } from '../inbound/expect-goods.ts';
import { receiveGoods } from '../inbound/receive-goods.ts';
import { takeBackReturn } from '../inbound/take-back-return.ts';
import { cancelLineDemand } from '../picking/cancel-line-demand.ts';
import { cancelOrderDemand } from '../picking/cancel-order-demand.ts';
import { placeOrderDemand } from '../picking/place-order-demand.ts';
import { recallFinishedPair, receiveFinishedPair } from '../picking/receive-finished-pair.ts';
import { releaseWaitingTask } from '../picking/release-waiting-task.ts';
import { mirrorVariant } from '../stock/mirror-variant.ts';
import type { Warehouse } from '../use-case.ts';

/** How the warehouse reacts to what others did. Each runs in the transaction that marks the event done. */
export function subscribersOf(warehouse: Warehouse): Subscription[] {
  return [
    on(VariantCreated, (variant, { tx }) => mirrorVariant(tx, warehouse, variant)),
    on(OrderPlaced, (order, { tx }) => placeOrderDemand(tx, warehouse, order)),
    on(OrderLinePrescribed, (prescribed, { tx }) => releaseWaitingTask(tx, warehouse, prescribed)),
    on(OrderCancelled, (order, { tx }) => cancelOrderDemand(tx, warehouse, order)),
    on(OrderLineCancelled, (line, { tx }) => cancelLineDemand(tx, warehouse, line)),
    on(LabJobPassed, (pair, { tx }) => receiveFinishedPair(tx, warehouse, pair)),
    on(LabPairRecalled, (pair, { tx }) => recallFinishedPair(tx, warehouse, pair)),
    on(ReturnInspected, (inspected, { tx }) => takeBackReturn(tx, warehouse, inspected)),
    on(PurchaseOrderSent, (order, { tx }) => expectGoods(tx, warehouse, order)),
    on(PurchaseOrderCancelled, (order, { tx }) => stopExpecting(tx, warehouse, order.purchaseOrderId)),
    on(GoodsReceived, (receipt, { tx }) => receiveGoods(tx, warehouse, receipt)),
  ];
}
