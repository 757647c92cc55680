import type { Tx } from '@opticworks/kernel';
import { SETTLED_PRICE, settledReason } from '../awaited/awaited.rules.ts';
import { entry, refundEntry, reversalOf } from '../journal/journal.rules.ts';
import { postEntry } from '../journal/post-entry.ts';
import { writeMail } from '../mail/write-mail.ts';
import { inWords } from '../money.ts';
import { loadOrder } from '../orders/order.store.ts';
import { recordEvent } from '../orders/record-event.ts';
import { noteBreak } from '../reconciliation/note-break.ts';
import { moveReturn } from '../returns/move-return.ts';
import type { Services } from '../services.ts';
import { type PaymentProvider, PaymentRefused, type RefundTruth } from './payment.provider.ts';

interface RefundRow {
  id: string;
  paymentId: string;
  orderId: string;
  returnId: string | null;
  purpose: string;
  currency: string;
  amountMinor: string;
  taxMinor: string;
  beforeSale: boolean;
  idempotencyKey: string;
  providerId: string | null;
  state: 'pending' | 'accepted' | 'succeeded' | 'failed';
  paymentProviderId: string;
  paymentProvider: string;
}

const SELECT = `SELECT r.id, r.payment_id AS "paymentId", r.order_id AS "orderId", r.return_id AS "returnId", r.purpose, r.currency,
  r.amount_minor AS "amountMinor", r.tax_minor AS "taxMinor", r.before_sale AS "beforeSale", r.idempotency_key AS "idempotencyKey",
  r.provider_id AS "providerId", r.state, p.provider_id AS "paymentProviderId",
  p.provider AS "paymentProvider"
  FROM refund r JOIN payment p ON p.id = r.payment_id`;

/** Gives the money back at the provider. Its key is the refund's own, so trying again cannot pay twice. */
export async function makeRefund(services: Services, refundId: string): Promise<void> {
  const [refund] = await services.database.query<RefundRow>(`${SELECT} WHERE r.id = $1`, [refundId]);
  if (!refund || refund.state === 'succeeded' || refund.state === 'failed') return;
  const provider = providerOf(services, refund.paymentProvider);
  let truth: RefundTruth;
  try {
    truth = refund.providerId
      ? await provider.lookRefund(refund.providerId)
      : await provider.refund({
          key: refund.idempotencyKey,
          paymentId: refund.paymentProviderId,
          amount: { amountMinor: BigInt(refund.amountMinor), currency: refund.currency },
          refundId,
        });
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
    await settleRefund(services, refund, { id: refund.providerId ?? '', state: 'failed' }, error.message);
    return;
  }
  await settleRefund(services, refund, truth);
}

/** Made at once after its commit, so that the page shows it; the job tries again when this fails. */
export async function tryRefund(services: Services, refundId: string): Promise<void> {
  await makeRefund(services, refundId).catch((error: unknown) =>
    services.log.warn({ err: error, refundId }, 'A refund will be tried again.'),
  );
}

/** Who took a payment. What a demonstration left behind is asked of the real provider in production, which does not know it. */
export function providerOf({ demonstrationPayments, payments }: Services, name: string | undefined): PaymentProvider {
  return demonstrationPayments && name === demonstrationPayments.name ? demonstrationPayments : payments;
}

async function settleRefund(services: Services, known: RefundRow, truth: RefundTruth, why?: string): Promise<void> {
  await services.database.transaction((tx) => applyRefund(services, tx, known.id, truth, why), {
    name: 'settle refund',
  });
}

/** Brings a refund to what the provider says of it, with everything that follows. Applied before, nothing happens. */
export async function applyRefund(
  services: Services,
  tx: Tx,
  refundId: string,
  truth: RefundTruth,
  why = 'The bank returned the refund.',
): Promise<void> {
  const [refund] = await tx.query<RefundRow>(`${SELECT} WHERE r.id = $1 FOR UPDATE OF r`, [refundId]);
  if (!refund || refund.state === 'failed' || refund.state === truth.state) return;
  const now = services.clock.now();
  await tx.query(
    `UPDATE refund SET state = $2::text, provider_id = coalesce(nullif($3::text, ''), provider_id),
       settled_at = CASE WHEN $2::text IN ('succeeded', 'failed') THEN $4::timestamptz END WHERE id = $1`,
    [refund.id, truth.state, truth.id, now],
  );
  if (truth.state === 'failed') await takeBack(services, tx, refund, why);
  else if (refund.state === 'pending') await book(services, tx, refund);
}

async function entryOf(services: Services, refund: RefundRow) {
  const order = (await loadOrder(services.database, refund.orderId))!;
  const amounts = {
    amountMinor: BigInt(refund.amountMinor),
    taxMinor: BigInt(refund.taxMinor),
    beforeSale: refund.beforeSale,
  };
  return { order, booked: refundEntry(refund.id, order.number, amounts) };
}

async function book(services: Services, tx: Tx, refund: RefundRow): Promise<void> {
  const { order, booked } = await entryOf(services, refund);
  const now = services.clock.now();
  const amount = inWords({ amountMinor: BigInt(refund.amountMinor), currency: refund.currency }, order.locale);
  postEntry(tx, order, booked, now);
  await recordEvent(tx, {
    orderId: order.id,
    returnId: refund.returnId,
    at: now,
    kind: 'REFUND',
    text: `${amount} were refunded.`,
    actor: 'system',
  });
  if (!refund.purpose.startsWith('late:'))
    await writeMail(tx, {
      order,
      kind: 'REFUND',
      key: refund.id,
      facts: { amount, ...(refund.purpose.startsWith(SETTLED_PRICE) ? { reason: settledReason[order.locale] } : {}) },
      at: now,
    });
  if (refund.returnId) await moveReturn(tx, { returnId: refund.returnId, to: 'REFUNDED', at: now, actor: 'system' });
}

/** A refund can fail days after it was accepted: the journal is reversed, the money is available again, a person is told. */
async function takeBack(services: Services, tx: Tx, refund: RefundRow, why: string): Promise<void> {
  const now = services.clock.now();
  const { order, booked } = await entryOf(services, refund);
  await tx.query(
    `UPDATE payment SET refunded_minor = refunded_minor - $2::bigint,
       status = CASE WHEN refunded_minor - $2::bigint = 0 THEN 'CAPTURED' ELSE 'PARTIALLY_REFUNDED' END WHERE id = $1`,
    [refund.paymentId, refund.amountMinor],
  );
  if (refund.state !== 'pending') {
    const reversal = reversalOf(booked, `Refund failed for ${order.number}`);
    postEntry(tx, order, entry(reversal.source, reversal.kind, reversal.memo, reversal.postings), now);
  }
  await recordEvent(tx, {
    orderId: order.id,
    returnId: refund.returnId,
    at: now,
    kind: 'REFUND_FAILED',
    text: 'A refund did not arrive; we are looking into it.',
    actor: 'system',
  });
  await noteBreak(tx, services.clock, { kind: 'REFUND_FAILED', subject: refund.id, detail: `${order.number}: ${why}` });
}
