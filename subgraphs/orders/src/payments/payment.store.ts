import type { Database } from '@opticworks/kernel';
import type { Payment } from './payment.entity.ts';
import type { AttemptState, PaymentAttempt } from './payment-attempt.entity.ts';

type Query = Pick<Database, 'query'>;

const PAYMENT = `SELECT id, order_id AS "orderId", checkout_id AS "checkoutId", provider, provider_id AS "providerId", status, currency,
  amount_minor AS "amountMinor", captured_minor AS "capturedMinor", refunded_minor AS "refundedMinor", method, last4,
  created_at AS "createdAt", captured_at AS "capturedAt" FROM payment`;

function paymentFrom(row: Payment): Payment {
  return {
    ...row,
    amountMinor: BigInt(row.amountMinor),
    capturedMinor: BigInt(row.capturedMinor),
    refundedMinor: BigInt(row.refundedMinor),
  };
}

export async function paymentOfCheckout(database: Query, checkoutId: string): Promise<Payment | null> {
  const [row] = await database.query<Payment>(`${PAYMENT} WHERE checkout_id = $1`, [checkoutId]);
  return row ? paymentFrom(row) : null;
}

export async function paymentByProviderId(database: Query, providerId: string): Promise<Payment | null> {
  const [row] = await database.query<Payment>(`${PAYMENT} WHERE provider_id = $1`, [providerId]);
  return row ? paymentFrom(row) : null;
}

/** Whether the provider's payment is booked already. */
export async function isCaptured(database: Query, providerId: string | null): Promise<boolean> {
  if (!providerId) return false;
  return (
    (await database.query(`SELECT 1 FROM payment WHERE provider_id = $1 AND status = 'CAPTURED'`, [providerId]))
      .length > 0
  );
}

export async function paymentsOfOrders(database: Query, orderIds: readonly string[]): Promise<Payment[]> {
  const rows = await database.query<Payment>(
    `${PAYMENT} WHERE order_id = ANY($1) AND status <> 'CANCELLED' ORDER BY created_at`,
    [orderIds],
  );
  return rows.map(paymentFrom);
}

const ATTEMPT = `SELECT id, payment_id AS "paymentId", number, idempotency_key AS "idempotencyKey",
  confirmation_token AS "confirmationToken", return_url AS "returnUrl", state, decline_code AS "declineCode",
  created_at AS "createdAt", settled_at AS "settledAt" FROM payment_attempt`;

/** The attempt whose outcome is still open; there is at most one. */
export async function runningAttempt(database: Query, paymentId: string): Promise<PaymentAttempt | null> {
  const [row] = await database.query<PaymentAttempt>(
    `${ATTEMPT} WHERE payment_id = $1 AND state IN ('sent', 'action', 'processing')`,
    [paymentId],
  );
  return row ?? null;
}

/** Notes what the provider answered to an attempt that did not end in success. */
export async function noteAttempt(
  database: Query,
  attempt: { id: string; paymentId: string },
  answer: { providerId: string; state: AttemptState; declineCode: string | null; at: Date },
): Promise<void> {
  await database.query(
    `WITH known AS (UPDATE payment SET provider_id = $3::text WHERE id = $2 AND provider_id IS DISTINCT FROM $3::text)
     UPDATE payment_attempt SET state = $4::text, decline_code = $5,
       settled_at = CASE WHEN $4::text IN ('declined', 'cancelled') THEN $6::timestamptz END
     WHERE id = $1 AND state IN ('sent', 'action', 'processing')`,
    [attempt.id, attempt.paymentId, answer.providerId, answer.state, answer.declineCode, answer.at],
  );
}
