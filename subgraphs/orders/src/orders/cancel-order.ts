import { type RequestContext, refuse } from '@opticworks/kernel';
import { OrderCancelled } from '@opticworks/schema/events/orders';
import { ERRORS } from '../errors.ts';
import { ReleaseOrderCoupons } from '../jobs.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { makeRefund } from '../payments/make-refund.ts';
import { openRefund } from '../payments/open-refund.ts';
import { AT_PROVIDER } from '../payments/refund-at-provider.ts';
import { actorName, staffMay } from '../permissions.ts';
import type { Services } from '../services.ts';
import { voidLabelOfCancelledOrder } from '../shipping/void-label.ts';
import { moveOrder } from './move-order.ts';
import { isCancellable, ORDER_STATUSES } from './order.state.ts';
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
  const byStaff = staffMay(ctx, 'orders.cancel');
  if (ctx.principal.kind === 'staff' && !byStaff) refuse(ERRORS.ORDER_NOT_CANCELLABLE);
  const actor = actorName(ctx.principal);
  const now = services.clock.now();
  const refundId = await services.database.transaction(
    async (tx) => {
      const moved = await moveOrder(tx, {
        orderId: order.id,
        to: 'CANCELLED',
        at: now,
        actor,
        text: reason.trim() ? `Cancelled: ${reason.trim().slice(0, 300)}` : 'Cancelled.',
        from: ORDER_STATUSES.filter((status) => isCancellable(status, byStaff)),
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
      await tx.query('UPDATE sales_order SET cancel_reason = $2 WHERE id = $1', [
        order.id,
        reason.trim().slice(0, 300),
      ]);
      await tx.publish(
        OrderCancelled,
        { orderId: order.id, number: order.number, reason: byStaff ? 'STAFF' : 'CUSTOMER' },
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
        taxMinor: BigInt(owed!.tax),
        reason: 'Order cancelled',
        beforeSale: true,
      });
    },
    { name: 'cancel order' },
  );
  // Tried at once so that the page shows it; the job tries again when this fails.
  if (refundId) {
    await makeRefund(services, refundId).catch((error: unknown) =>
      services.log.warn({ err: error, refundId }, 'A refund will be tried again.'),
    );
  }
  await voidLabelOfCancelledOrder(services, order.id, actor);
  return (await loadOrder(services.database, order.id))!;
}
