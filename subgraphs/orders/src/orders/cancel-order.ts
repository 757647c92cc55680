import { type RequestContext, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { OrderCancelled } from '@opticworks/schema/events/orders';
import { ERRORS } from '../errors.ts';
import { ReleaseOrderCoupons } from '../jobs.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { tryRefund } from '../payments/make-refund.ts';
import { openRefund } from '../payments/open-refund.ts';
import { AT_PROVIDER } from '../payments/refund-at-provider.ts';
import { actorName, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { voidLabelOfCancelledOrder } from '../shipping/void-label.ts';
import { moveOrder } from './move-order.ts';
import { isCancellable, ORDER_STATUSES, type OrderStatus } from './order.state.ts';
import { loadOrder } from './order.store.ts';
import type { SalesOrder } from './sales-order.entity.ts';
import { visibleOrder } from './visible-order.ts';

/**
 * Cancels a placed order: state, refund and event in one transaction; stock and lab jobs follow the event, the money follows
 * the refund. The customer may do it until work begins, staff until the parcel leaves.
 */
export async function cancelOrder(
  services: Services,
  ctx: RequestContext,
  orderId: string,
  reason: string,
): Promise<SalesOrder> {
  const order = await visibleOrder(services, ctx, orderId);
  const isStaff = staffMay(ctx, 'orders.cancel');
  if (ctx.principal.kind === 'staff' && !isStaff) refuse(ERRORS.ORDER_NOT_CANCELLABLE);
  const by = { actor: actorName(ctx.principal), isStaff };
  const from = ORDER_STATUSES.filter((status) => isCancellable(status, isStaff));
  const refundId = await services.database.transaction((tx) => cancelWhole(services, tx, { order, reason, by, from }), {
    name: 'cancel order',
  });
  if (refundId) await tryRefund(services, refundId);
  await voidLabelOfCancelledOrder(services, order.id, by.actor);
  return (await loadOrder(services.database, order.id))!;
}

export interface WholeCancelling {
  order: SalesOrder;
  reason: string;
  by: { actor: string; isStaff: boolean };
  from: readonly OrderStatus[];
}

/** @returns the refund to make; null where nothing is owed */
export async function cancelWhole(
  services: Services,
  tx: Tx,
  { order, reason, by, from }: WholeCancelling,
): Promise<string | null> {
  const now = services.clock.now();
  const why = writtenText(reason, 300, 'reason');
  const moved = await moveOrder(tx, {
    orderId: order.id,
    to: 'CANCELLED',
    at: now,
    actor: by.actor,
    text: why ? `Cancelled: ${why}` : 'Cancelled.',
    from,
  });
  if (!moved) refuse(ERRORS.ORDER_NOT_CANCELLABLE);
  // A price may have been settled since the order was read: what goes back is what is owed now.
  // Less what somebody gave back at the provider itself.
  const [owed] = await tx.query<{ total: string; tax: string }>(
    `SELECT o.total_minor - coalesce(sum(r.amount_minor), 0) AS total, o.tax_minor - coalesce(sum(r.tax_minor), 0) AS tax
     FROM sales_order o LEFT JOIN refund r ON r.order_id = o.id AND r.state <> 'failed' AND starts_with(r.purpose, $2)
     WHERE o.id = $1 GROUP BY o.id`,
    [order.id, AT_PROVIDER],
  );
  const amountMinor = BigInt(owed!.total) > 0n ? BigInt(owed!.total) : 0n;
  await tx.query('UPDATE sales_order SET cancel_reason = $2 WHERE id = $1', [order.id, why ?? '']);
  await tx.publish(
    OrderCancelled,
    { orderId: order.id, number: order.number, reason: by.isStaff ? 'STAFF' : 'CUSTOMER' },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders'] },
  );
  if (order.coupons.length > 0)
    await tx.enqueue(ReleaseOrderCoupons, { orderId: order.id }, { singletonKey: order.id });
  await writeMail(tx, {
    order,
    kind: 'ORDER_CANCELLED',
    facts: { amount: inWords({ amountMinor, currency: order.currency }, order.locale) },
    at: now,
  });
  if (amountMinor === 0n) return null;
  return openRefund(services, tx, {
    order,
    purpose: `cancel:${order.id}`,
    amountMinor,
    taxMinor: BigInt(owed!.tax) > 0n ? BigInt(owed!.tax) : 0n,
    reason: 'Order cancelled',
    beforeSale: true,
  });
}
