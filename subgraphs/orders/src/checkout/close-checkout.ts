import type { Tx } from '@opticworks/kernel';
import { ReleaseOrderCoupons } from '../jobs.ts';
import { paymentOfCheckout } from '../payments/payment.store.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { loadCheckout, lockCheckout } from './checkout.store.ts';
import { finaliseOrder } from './finalise-order.ts';

export type Closed = 'completed' | 'expired' | 'cancelled' | 'undecided';

/**
 * Ends a checkout that is not going to be paid: the payment is cancelled at the provider first, so that no money can arrive
 * for goods that are free again. When the money had come in the meantime, the order is placed instead.
 * @returns `undecided` when the provider does not answer: the sweeper tries again
 */
export async function closeCheckout(
  services: Services,
  checkoutId: string,
  to: 'expired' | 'cancelled',
): Promise<Closed> {
  const checkout = await loadCheckout(services.database, checkoutId);
  if (!checkout) return to;
  if (checkout.state !== 'open') return checkout.state;
  const settled = await cancelPayment(services, checkoutId);
  if (settled !== 'none') return settled;
  const closed = await services.database.transaction(
    async (tx): Promise<Closed> => {
      const locked = await lockCheckout(tx, checkoutId);
      if (!locked) return to;
      if (locked.state !== 'open') return locked.state;
      await release(services, tx, locked.id, locked.orderId, to, locked.couponsRedeemed);
      return to;
    },
    { name: 'close checkout' },
  );
  // Outside: a lease that cannot be given back now ends by itself.
  if (closed === to && checkout.reservationId) {
    await services.stock.release(checkout.reservationId).catch((error: unknown) => {
      services.log.warn({ err: error, checkoutId }, 'A lease could not be released; it will run out.');
    });
  }
  return closed;
}

async function cancelPayment(
  services: Services,
  checkoutId: string,
): Promise<'none' | 'completed' | 'expired' | 'undecided'> {
  const payment = await paymentOfCheckout(services.database, checkoutId);
  if (payment?.status !== 'PENDING') return 'none';
  let { providerId } = payment;
  if (!providerId) {
    // The first attempt may have reached the provider: asking again under its key tells.
    const found = await settlePayment(services, checkoutId);
    if (found === 'unknown') return 'undecided';
    if (found === 'placed') return 'completed';
    providerId = (await paymentOfCheckout(services.database, checkoutId))?.providerId ?? null;
    if (!providerId) return 'none';
  }
  try {
    const truth = await services.payments.cancel(providerId, `${payment.id}:cancel`);
    if (truth.state !== 'succeeded') return 'none';
    const outcome = await finaliseOrder(services, checkoutId, truth);
    return outcome === 'placed' ? 'completed' : 'expired';
  } catch (error) {
    services.log.warn({ err: error, checkoutId }, 'A payment could not be cancelled yet.');
    return 'undecided';
  }
}

async function release(
  services: Services,
  tx: Tx,
  checkoutId: string,
  orderId: string,
  to: 'expired' | 'cancelled',
  couponsRedeemed: boolean,
): Promise<void> {
  const now = services.clock.now();
  await tx.query(
    `WITH ended AS (UPDATE checkout SET state = $2, settled_at = $3 WHERE id = $1),
     unpaid AS (UPDATE payment SET status = 'CANCELLED' WHERE checkout_id = $1 AND status = 'PENDING' RETURNING id),
     attempts AS (UPDATE payment_attempt SET state = 'cancelled', settled_at = $3
       WHERE state IN ('sent', 'action', 'processing') AND payment_id IN (SELECT id FROM payment WHERE checkout_id = $1))
     UPDATE sales_order SET status = 'CANCELLED', cancelled_at = $3, version = version + 1, cancel_reason = $5
     WHERE id = $4 AND status = 'PENDING_PAYMENT'`,
    [checkoutId, to, now, orderId, to === 'expired' ? 'CHECKOUT_EXPIRED' : 'CHECKOUT_CANCELLED'],
  );
  if (couponsRedeemed) await tx.enqueue(ReleaseOrderCoupons, { orderId }, { singletonKey: orderId });
}
