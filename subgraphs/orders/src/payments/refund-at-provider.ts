import { newId, type Tx } from '@opticworks/kernel';
import { inWords } from '../money.ts';
import { loadOrder } from '../orders/order.store.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import type { Services } from '../services.ts';
import { applyRefund, providerOf } from './make-refund.ts';
import type { ProviderRefund } from './payment.provider.ts';
import { paymentByProviderId } from './payment.store.ts';
import { settlePayment } from './settle-payment.ts';

/** Of a refund nobody here asked for; its purpose makes sure that it is booked once. */
export const AT_PROVIDER = 'provider:';

/** A notice about a refund: looked up and applied. */
export async function takeRefundNotice(services: Services, providerId: string): Promise<void> {
  const [ours] = await services.database.query<{ provider: string }>(
    'SELECT p.provider FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.provider_id = $1',
    [providerId],
  );
  await takeRefund(services, await providerOf(services, ours?.provider).lookRefund(providerId));
}

/** A notice that something of a payment was refunded: it does not say which refund, so all of them are looked at. */
export async function takeRefundsOf(services: Services, paymentId: string): Promise<void> {
  for (const refund of await services.payments.refundsOf(paymentId)) await takeRefund(services, refund);
}

/**
 * A refund as the provider has it. One of ours is settled, also when the answer to our own request has not come yet: it carries
 * our id. Any other was made by somebody at the provider itself: the money has moved, so it is booked, and a person is told.
 */
export async function takeRefund(services: Services, refund: ProviderRefund): Promise<void> {
  if (await settleOurs(services, refund)) return;
  if (!refund.paymentId || refund.state === 'failed') return;
  const paymentId = await capturedPayment(services, refund.paymentId);
  if (paymentId) await bookForeign(services, paymentId, refund);
}

async function settleOurs(services: Services, refund: ProviderRefund): Promise<boolean> {
  // A refund of ours that was given up has no id at the provider: should it have happened after all, it is booked like a foreign one.
  const [ours] = await services.database.query<{ id: string }>(
    `SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment_id
     WHERE r.provider_id = $1
       OR (r.id = $2 AND r.provider_id IS NULL AND r.state <> 'failed' AND p.provider_id = $3 AND r.amount_minor = $4::bigint)`,
    [refund.id, refund.refundId, refund.paymentId, refund.amount.amountMinor.toString()],
  );
  if (!ours) return false;
  await services.database.transaction((tx) => applyRefund(services, tx, ours.id, refund), { name: 'settle refund' });
  return true;
}

/** Our payment behind the provider's, its capture booked first when the notices came in another order. Null when it is not ours. */
async function capturedPayment(services: Services, providerId: string): Promise<string | null> {
  const known = await paymentByProviderId(services.database, providerId);
  if (known && known.capturedMinor > 0n) return known.id;
  const { checkoutId } = await services.payments.look(providerId);
  if (!checkoutId) return null;
  await settlePayment(services, checkoutId);
  const settled = await paymentByProviderId(services.database, providerId);
  return settled && settled.capturedMinor > 0n ? settled.id : null;
}

async function bookForeign(services: Services, paymentId: string, refund: ProviderRefund): Promise<void> {
  await services.database.transaction(
    async (tx) => {
      const order = await lockedOrder(tx, paymentId);
      const [payment] = await tx.query<{ left: string }>(
        'SELECT captured_minor - refunded_minor AS left FROM payment WHERE id = $1 FOR UPDATE',
        [paymentId],
      );
      // Under the lock of its payment: whoever else was told of it has booked it or waits here.
      if ((await tx.query('SELECT 1 FROM refund WHERE provider_id = $1', [refund.id])).length > 0) return;
      const { amountMinor } = refund.amount;
      if (amountMinor > BigInt(payment!.left))
        // A refund of ours has the money set aside and will be refused at the provider: then there is room for this one.
        throw new Error(
          `Refund ${refund.id} has no room in payment ${paymentId} until our own refund of it is settled.`,
        );
      const refundId = newId('refund');
      await tx.query(
        `WITH taken AS (UPDATE payment SET refunded_minor = refunded_minor + $4::bigint,
           status = CASE WHEN refunded_minor + $4::bigint = captured_minor THEN 'REFUNDED' ELSE 'PARTIALLY_REFUNDED' END
           WHERE id = $2)
         INSERT INTO refund (id, payment_id, order_id, purpose, currency, amount_minor, tax_minor, reason, before_sale,
           idempotency_key, provider_id, state, created_at)
         VALUES ($1, $2, $3, $5, $6, $4::bigint, $7, $8, $9, $1 || ':refund', $10, 'pending', $11)`,
        [
          refundId,
          paymentId,
          order.id,
          amountMinor.toString(),
          `${AT_PROVIDER}${refund.id}`,
          refund.amount.currency,
          taxShare(amountMinor, order).toString(),
          'Made at Stripe',
          !order.isSold,
          refund.id,
          services.clock.now(),
        ],
      );
      await applyRefund(services, tx, refundId, refund);
      const known = (await loadOrder(tx, order.id))!;
      await noteBreak(tx, services.clock, {
        kind: 'REFUND_AT_PROVIDER',
        subject: refund.id,
        detail: `${known.number}: ${inWords(refund.amount, 'en')} were refunded at Stripe itself (${refund.id}), by nobody here. It is booked; see whether the order still stands.`,
      });
    },
    { name: 'book refund of provider' },
  );
}

interface RefundedOrder {
  id: string;
  taxMinor: bigint;
  totalMinor: bigint;
  isSold: boolean;
}

/** Under its lock, so that the parcel leaves before or after, not meanwhile. */
async function lockedOrder(tx: Tx, paymentId: string): Promise<RefundedOrder> {
  const [row] = await tx.query<{ id: string; tax: string; total: string; isSold: boolean }>(
    `SELECT o.id, o.tax_minor AS tax, o.total_minor AS total, o.shipped_at IS NOT NULL AS "isSold"
     FROM sales_order o JOIN payment p ON p.order_id = o.id WHERE p.id = $1 FOR UPDATE OF o`,
    [paymentId],
  );
  return { id: row!.id, taxMinor: BigInt(row!.tax), totalMinor: BigInt(row!.total), isSold: row!.isSold };
}

/** Nobody said which goods it was for: its tax is the share the order's tax has in its total. */
const taxShare = (amountMinor: bigint, order: RefundedOrder): bigint =>
  order.totalMinor === 0n ? 0n : (amountMinor * order.taxMinor) / order.totalMinor;
