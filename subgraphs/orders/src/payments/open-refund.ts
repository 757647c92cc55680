import { newId, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { MakeRefund } from '../jobs.ts';
import { inWords } from '../money.ts';
import type { Services } from '../services.ts';

export interface RefundWish {
  order: { id: string; currency: string; locale: 'en' | 'de' };
  returnId?: string;
  /** What it is for; the same purpose is refunded once. */
  purpose: string;
  amountMinor: bigint;
  taxMinor: bigint;
  reason: string;
  /** The goods had not left yet. */
  beforeSale: boolean;
}

/**
 * Sets money aside for a refund: the statement that adds it also checks that it is still there, so rivals cannot give back
 * more than was captured. The provider is asked after the commit.
 * @returns the refund's id, or null when this purpose was refunded before
 * @throws REFUND_TOO_HIGH
 */
export async function openRefund(services: Services, tx: Tx, wish: RefundWish): Promise<string | null> {
  const [payment] = await tx.query<{ id: string; left: string }>(
    `SELECT id, captured_minor - refunded_minor AS left FROM payment
     WHERE order_id = $1 AND captured_minor > 0 ORDER BY captured_minor - refunded_minor DESC LIMIT 1 FOR UPDATE`,
    [wish.order.id],
  );
  const known = await tx.query('SELECT 1 FROM refund WHERE purpose = $1', [wish.purpose]);
  if (known.length > 0) return null;
  const taken = payment
    ? await tx.query(
        `UPDATE payment SET refunded_minor = refunded_minor + $2::bigint,
           status = CASE WHEN refunded_minor + $2::bigint = captured_minor THEN 'REFUNDED' ELSE 'PARTIALLY_REFUNDED' END
         WHERE id = $1 AND refunded_minor + $2::bigint <= captured_minor RETURNING 1`,
        [payment.id, wish.amountMinor.toString()],
      )
    : [];
  if (!payment || taken.length === 0) {
    const left = { amountMinor: BigInt(payment?.left ?? 0), currency: wish.order.currency };
    refuse(ERRORS.REFUND_TOO_HIGH, { left: inWords(left, wish.order.locale) });
  }
  const refundId = newId('refund');
  await tx.query(
    `INSERT INTO refund (id, payment_id, order_id, return_id, purpose, currency, amount_minor, tax_minor, reason, before_sale,
       idempotency_key, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', $12)`,
    [
      refundId,
      payment.id,
      wish.order.id,
      wish.returnId ?? null,
      wish.purpose,
      wish.order.currency,
      wish.amountMinor.toString(),
      wish.taxMinor.toString(),
      wish.reason,
      wish.beforeSale,
      `${refundId}:refund`,
      services.clock.now(),
    ],
  );
  await tx.enqueue(MakeRefund, { refundId }, { singletonKey: refundId });
  return refundId;
}
