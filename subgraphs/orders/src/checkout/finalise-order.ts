import { isRefusal, newId, type Tx } from '@opticworks/kernel';
import { OrderPlaced } from '@opticworks/schema/events/orders';
import { awaitPrescriptions } from '../awaited/awaited.store.ts';
import { stockDemand } from '../carts/cart.pricing.ts';
import { AskReview, MakeRefund } from '../jobs.ts';
import { captureEntry } from '../journal/journal.rules.ts';
import { postEntry } from '../journal/post-entry.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { loadLines, loadOrder } from '../orders/order.store.ts';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { PaymentTruth } from '../payments/payment.provider.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import type { Services } from '../services.ts';
import { type Checkout, loadCheckout, lockCheckout } from './checkout.store.ts';

export type Finalised = 'placed' | 'late' | 'mismatch' | 'unpaid';

/** Below this the lease is asked for again before it is relied on. */
const LEASE_MARGIN_MS = 10_000;

/**
 * The one place where a paid checkout becomes an order. The browser's return, the webhook and the sweeper all end here, as
 * often as they like: the row lock lets one of them do it, the rest find it done. Only what the provider's API said counts.
 *
 * A payment that succeeded after its goods were released is refunded by itself, and the customer is told.
 */
export async function finaliseOrder(
  services: Services,
  checkoutId: string,
  truth: PaymentTruth,
  /** What the caller read a moment ago; the state of the checkout is read again under the lock. */
  known: { checkout?: Checkout | undefined; paymentId?: string } = {},
): Promise<Finalised> {
  if (truth.state !== 'succeeded') return 'unpaid';
  const checkout = known.checkout ?? (await loadCheckout(services.database, checkoutId));
  if (!checkout || !matches(checkout, truth)) {
    await services.database.transaction((tx) =>
      noteBreak(tx, services.clock, {
        kind: 'PAYMENT_MISMATCH',
        subject: truth.id,
        detail: `Payment ${truth.id} over ${truth.amount.amountMinor} ${truth.amount.currency} does not fit checkout ${checkoutId}.`,
      }),
    );
    return 'mismatch';
  }
  if (checkout.state === 'completed') return 'placed';
  const lease = checkout.state === 'open' ? await keepLease(services, checkout) : { alive: false, reservationId: null };
  return services.database.transaction(
    async (tx) => {
      const [locked, paymentId, order, lines] = await Promise.all([
        lockCheckout(tx, checkoutId),
        known.paymentId ?? paymentIdOf(tx, checkoutId),
        loadOrder(tx, checkout.orderId),
        loadLines(tx, [checkout.orderId]),
      ]);
      if (locked?.state === 'completed') return 'placed';
      if (locked?.state === 'open' && lease.alive) {
        if (!paymentId) throw new Error(`Checkout ${checkoutId} has no payment.`);
        const sold = { checkout: locked, paymentId, order: order!, lines };
        await place(services, tx, sold, truth, lease.reservationId);
        return 'placed';
      }
      await refundLate(services, tx, checkout, order!, truth);
      return 'late';
    },
    { name: 'finalise order' },
  );
}

async function paymentIdOf(tx: Tx, checkoutId: string): Promise<string | undefined> {
  const [payment] = await tx.query<{ id: string }>('SELECT id FROM payment WHERE checkout_id = $1', [checkoutId]);
  return payment?.id;
}

function matches(checkout: Checkout, truth: PaymentTruth): boolean {
  return (
    truth.checkoutId === checkout.id &&
    truth.amount.currency === checkout.currency &&
    truth.amount.amountMinor === checkout.amountMinor &&
    truth.receivedMinor === checkout.amountMinor
  );
}

async function keepLease(
  services: Services,
  checkout: Checkout,
): Promise<{ alive: boolean; reservationId: string | null }> {
  const { reservationId } = checkout;
  if (!reservationId || checkout.expiresAt.getTime() - LEASE_MARGIN_MS > services.clock.now().getTime()) {
    return { alive: true, reservationId };
  }
  const until = await services.stock.extend(
    reservationId,
    services.settings.CHECKOUT_LEASE_SECONDS,
    `${checkout.id}:finalise`,
  );
  if (until) return { alive: true, reservationId };
  try {
    // The lease ended a moment ago but nobody took the goods: lease them again rather than disappoint somebody who paid.
    const again = await services.stock.reserve(
      `${checkout.id}-again`,
      stockDemand(await loadLines(services.database, [checkout.orderId])),
      services.settings.CHECKOUT_LEASE_SECONDS,
    );
    return { alive: true, reservationId: again.reservationId };
  } catch (error) {
    if (isRefusal(error)) return { alive: false, reservationId: null };
    throw error;
  }
}

const PAYMENT_CAPTURED = `
  UPDATE payment SET provider_id = $3, status = 'CAPTURED', captured_minor = amount_minor, method = $4, last4 = $5, captured_at = $2
  WHERE checkout_id = $1 RETURNING id`;

interface Sold {
  checkout: Checkout;
  paymentId: string;
  order: SalesOrder;
  lines: readonly OrderLineRow[];
}

async function place(
  services: Services,
  tx: Tx,
  { checkout, paymentId, order, lines }: Sold,
  truth: PaymentTruth,
  reservationId: string | null,
): Promise<void> {
  const now = services.clock.now();
  // One statement for the rows that only this transaction may touch: each statement costs more than its work.
  tx.send(
    `WITH done AS (UPDATE checkout SET state = 'completed', settled_at = $2, reservation_id = $6 WHERE id = $1),
     paid AS (${PAYMENT_CAPTURED}),
     attempt AS (UPDATE payment_attempt SET state = 'succeeded', settled_at = $2
       WHERE state IN ('sent', 'action', 'processing') AND payment_id = (SELECT id FROM payment WHERE checkout_id = $1)),
     bought AS (UPDATE sales_order SET status = 'PLACED', placed_at = $2, version = version + 1, reservation_id = $6
       WHERE id = $7 AND status = 'PENDING_PAYMENT'),
     emptied AS (UPDATE cart SET state = 'converted', updated_at = $2 WHERE id = $8 AND state = 'open')
     INSERT INTO order_event (id, order_id, at, kind, text, actor) VALUES ($9, $7, $2, 'PLACED', $10, 'customer')`,
    [
      checkout.id,
      now,
      truth.id,
      truth.method,
      truth.last4,
      reservationId,
      order.id,
      checkout.cartId,
      newId('note'),
      'The order was placed and paid.',
    ],
  );
  postEntry(tx, order, captureEntry(paymentId, order.number, order.totalMinor), now);
  await tx.publish(
    OrderPlaced,
    {
      orderId: order.id,
      number: order.number,
      owner: { kind: order.ownerKind, id: order.ownerId },
      reservationId: reservationId ?? '',
      placedAt: now.toISOString(),
      promiseDate: order.promiseDate,
      readyBy: order.readyBy,
      total: { amountMinor: order.totalMinor.toString(), currency: order.currency },
      lines: lines.map((line) => ({
        orderLineId: line.id,
        variantId: line.variantId,
        sku: line.sku,
        title: line.title,
        kind: line.kind,
        quantity: line.quantity,
        lens: line.lens,
        frame: line.frame,
        components: line.bundle,
        prescriptionId: line.prescriptionId,
      })),
    },
    { aggregate: 'order', aggregateId: order.id, topics: ['orders'] },
  );
  await awaitPrescriptions(services, tx, lines, now);
  await writeMail(tx, { order, kind: 'ORDER_CONFIRMATION', at: now });
  if (lines.some((line) => line.prescriptionId))
    await tx.enqueue(AskReview, { orderId: order.id }, { singletonKey: order.id });
}

/** The money came, the goods are gone: book it in, send it back, say so. */
async function refundLate(
  services: Services,
  tx: Tx,
  checkout: Checkout,
  order: SalesOrder,
  truth: PaymentTruth,
): Promise<void> {
  const now = services.clock.now();
  const purpose = `late:${checkout.id}`;
  const known = await tx.query('SELECT 1 FROM refund WHERE purpose = $1', [purpose]);
  if (known.length > 0) return;
  if (checkout.state === 'open') {
    await tx.query("UPDATE checkout SET state = 'expired', settled_at = $2 WHERE id = $1 AND state = 'open'", [
      checkout.id,
      now,
    ]);
    await tx.query(
      `UPDATE sales_order SET status = 'CANCELLED', cancelled_at = $2, version = version + 1, cancel_reason = 'LATE_PAYMENT'
       WHERE id = $1 AND status = 'PENDING_PAYMENT'`,
      [order.id, now],
    );
  }
  const [payment] = await tx.query<{ id: string }>(PAYMENT_CAPTURED, [
    checkout.id,
    now,
    truth.id,
    truth.method,
    truth.last4,
  ]);
  if (!payment) throw new Error(`Checkout ${checkout.id} has no payment.`);
  await tx.query(
    `UPDATE payment_attempt SET state = 'succeeded', settled_at = $2
     WHERE payment_id = $1 AND state IN ('sent', 'action', 'processing')`,
    [payment.id, now],
  );
  postEntry(tx, order, captureEntry(payment.id, order.number, checkout.amountMinor), now);
  const refundId = newId('refund');
  await tx.query("UPDATE payment SET refunded_minor = captured_minor, status = 'REFUNDED' WHERE id = $1", [payment.id]);
  await tx.query(
    `INSERT INTO refund (id, payment_id, order_id, purpose, currency, amount_minor, reason, before_sale, idempotency_key, state, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'The payment arrived after the goods were released.', true, $7, 'pending', $8)`,
    [
      refundId,
      payment.id,
      order.id,
      purpose,
      order.currency,
      checkout.amountMinor.toString(),
      `${refundId}:refund`,
      now,
    ],
  );
  await tx.enqueue(MakeRefund, { refundId }, { singletonKey: refundId });
  await writeMail(tx, {
    order,
    kind: 'LATE_PAYMENT_REFUNDED',
    facts: { amount: inWords({ amountMinor: checkout.amountMinor, currency: order.currency }, order.locale) },
    at: now,
  });
}
