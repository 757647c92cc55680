import { newId, type RequestContext, refuse, type Tx } from '@opticworks/kernel';
import { removeSpentCoupons } from '../carts/remove-spent-coupons.ts';
import { ERRORS } from '../errors.ts';
import { declineSentence } from '../german-sentences.ts';
import type { Payment } from '../payments/payment.entity.ts';
import { PaymentOutcomeUnknown, PaymentRefused, type PaymentTruth } from '../payments/payment.provider.ts';
import { paymentOfCheckout } from '../payments/payment.store.ts';
import type { PaymentAttempt } from '../payments/payment-attempt.entity.ts';
import { actOn, askAgain, type PaymentRef, type Settled, settlePayment } from '../payments/settle-payment.ts';
import type { Services } from '../services.ts';
import { type Checkout, lockCheckout, ownCheckout } from './checkout.store.ts';
import { closeCheckout } from './close-checkout.ts';

export type PlaceOutcome =
  | { kind: 'placed'; orderId: string }
  | { kind: 'action'; checkoutId: string; clientSecret: string };

/** Leases shorter than this are prolonged before the bank is asked: a payment takes as long as its customer. */
const LEASE_MARGIN_MS = 10 * 60_000;

/**
 * Pays a checkout. The attempt with its key is committed before the provider hears of it, so a crash at any point leaves
 * something to look up. Pressing twice is one attempt; after a decline the next press is the next one.
 */
export async function confirmPayment(
  services: Services,
  ctx: RequestContext,
  input: { checkoutId: string; confirmationToken: string; returnUrl: string },
): Promise<PlaceOutcome> {
  const checkout = await ownCheckout(services.database, ctx, input.checkoutId);
  if (checkout.state === 'completed') return { kind: 'placed', orderId: checkout.orderId };
  refuseClosed(checkout);
  await prolongLease(services, checkout);
  await redeemCoupons(services, ctx, checkout);
  for (let round = 0; round < 2; round += 1) {
    const { payment, attempt } = await openAttempt(services, checkout, input);
    const settled = await send(services, checkout, payment, attempt);
    // An earlier attempt with another card was still open: now that it is known to be declined, this one gets its turn.
    if (settled.outcome === 'declined' && attempt.confirmationToken !== input.confirmationToken && round === 0)
      continue;
    return answerOf(services, ctx, checkout, settled);
  }
  refuse(ERRORS.PAYMENT_PROCESSING);
}

/** After 3-D Secure or a browser return: what the provider says decides, not what the browser brings. */
export async function finishCheckout(
  services: Services,
  ctx: RequestContext,
  checkoutId: string,
): Promise<PlaceOutcome> {
  const checkout = await ownCheckout(services.database, ctx, checkoutId);
  if (checkout.state === 'completed') return { kind: 'placed', orderId: checkout.orderId };
  const outcome = await settlePayment(services, checkoutId);
  if (outcome === 'none') {
    refuseClosed(checkout);
    refuse(ERRORS.PAYMENT_DECLINED, { reason: declineSentence(null, ctx.locale) });
  }
  const payment = await paymentOfCheckout(services.database, checkoutId);
  const truth = outcome === 'action' && payment?.providerId ? await services.payments.look(payment.providerId) : null;
  return answerOf(services, ctx, checkout, { outcome, truth, declineCode: await lastDecline(services, payment) });
}

function refuseClosed(checkout: Checkout): void {
  if (checkout.state === 'expired') refuse(ERRORS.CHECKOUT_EXPIRED);
  if (checkout.state === 'cancelled') refuse(ERRORS.CHECKOUT_CANCELLED);
}

async function prolongLease(services: Services, checkout: Checkout): Promise<void> {
  const left = checkout.expiresAt.getTime() - services.clock.now().getTime();
  if (left > LEASE_MARGIN_MS) return;
  const until = checkout.reservationId
    ? await services.stock.extend(
        checkout.reservationId,
        services.settings.CHECKOUT_LEASE_SECONDS,
        `${checkout.id}:extend:${Math.floor(services.clock.now().getTime() / 1000)}`,
      )
    : new Date(services.clock.now().getTime() + services.settings.CHECKOUT_LEASE_SECONDS * 1000);
  if (!until) {
    await closeCheckout(services, checkout.id, 'expired');
    refuse(ERRORS.CHECKOUT_EXPIRED);
  }
  await services.database.query("UPDATE checkout SET expires_at = $2 WHERE id = $1 AND state = 'open'", [
    checkout.id,
    until,
  ]);
}

/**
 * Counted before the money moves: the last use of a code goes to one checkout, and is given back when that one ends. The mark says
 * that there may be something to give back, not that the use was granted: it is asked at every press, which counts once per order.
 */
async function redeemCoupons(services: Services, ctx: RequestContext, checkout: Checkout): Promise<void> {
  if (!checkout.hasCoupons) return;
  const [row] = await services.database.query<{ coupons: { code: string }[] }>(
    'SELECT coupons FROM sales_order WHERE id = $1',
    [checkout.orderId],
  );
  const codes = row!.coupons.map(({ code }) => code);
  if (!checkout.couponsRedeemed)
    await services.database.query('UPDATE checkout SET coupons_redeemed = true WHERE id = $1', [checkout.id]);
  const { refused } = await services.pricing.redeem(checkout.orderId, codes);
  if (refused.length === 0) return;
  await closeCheckout(services, checkout.id, 'cancelled');
  await removeSpentCoupons(
    services,
    ctx,
    checkout.cartId,
    refused.map(({ code }) => code),
  );
  refuse(ERRORS.COUPON_USED_UP, { code: refused[0]!.code });
}

interface Running {
  paymentId: string | null;
  providerId: string | null;
  last: number | null;
  attempt: PaymentAttempt | null;
}

const PRESENT = `SELECT p.id AS "paymentId", p.provider_id AS "providerId",
    (SELECT max(number) FROM payment_attempt WHERE payment_id = p.id) AS last,
    CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'paymentId', a.payment_id, 'number', a.number,
      'idempotencyKey', a.idempotency_key, 'confirmationToken', a.confirmation_token, 'returnUrl', a.return_url,
      'state', a.state, 'declineCode', a.decline_code) END AS attempt
  FROM (SELECT 1) one
  LEFT JOIN payment p ON p.checkout_id = $1
  LEFT JOIN payment_attempt a ON a.payment_id = p.id AND a.state IN ('sent', 'action', 'processing')`;

/**
 * The lock comes in a statement of its own: what is read together with a lock that had to be waited for would be as old as the
 * beginning of the wait, and a rival's attempt would go unseen.
 */
async function openAttempt(
  services: Services,
  checkout: Checkout,
  input: { confirmationToken: string; returnUrl: string },
): Promise<{ payment: PaymentRef; attempt: PaymentAttempt }> {
  return services.database.transaction(
    async (tx) => {
      const [locked, [present]] = await Promise.all([
        lockCheckout(tx, checkout.id),
        tx.query<Running>(PRESENT, [checkout.id]),
      ]);
      if (locked) refuseClosed(locked);
      const { attempt: running, providerId, paymentId } = present!;
      // An attempt that waits for its customer is given up when they come back with another card.
      if (running && (running.state !== 'action' || running.confirmationToken === input.confirmationToken)) {
        return { payment: { id: running.paymentId, providerId }, attempt: running };
      }
      if (running) {
        tx.send("UPDATE payment_attempt SET state = 'cancelled', settled_at = $2 WHERE id = $1", [
          running.id,
          services.clock.now(),
        ]);
      }
      const payment = { id: paymentId ?? newId('payment'), providerId };
      return {
        payment,
        attempt: writeAttempt(services, tx, checkout, payment.id, (present!.last ?? 0) + 1, input),
      };
    },
    { name: 'open attempt' },
  );
}

function writeAttempt(
  services: Services,
  tx: Tx,
  checkout: Checkout,
  paymentId: string,
  number: number,
  input: { confirmationToken: string; returnUrl: string },
): PaymentAttempt {
  const now = services.clock.now();
  const attempt: PaymentAttempt = {
    id: newId('attempt'),
    paymentId,
    number,
    idempotencyKey: `${checkout.id}:pay:${number}`,
    confirmationToken: input.confirmationToken,
    returnUrl: input.returnUrl,
    state: 'sent',
    declineCode: null,
    createdAt: now,
    settledAt: null,
  };
  tx.send(
    `WITH payment AS (
       INSERT INTO payment (id, order_id, checkout_id, provider, status, currency, amount_minor, created_at)
       VALUES ($1, $2, $3, $4, 'PENDING', $5, $6, $7) ON CONFLICT (checkout_id) DO NOTHING
     )
     INSERT INTO payment_attempt (id, payment_id, number, idempotency_key, confirmation_token, return_url, state, created_at)
     VALUES ($8, $1, $9, $10, $11, $12, 'sent', $7)`,
    [
      paymentId,
      checkout.orderId,
      checkout.id,
      services.payments.name,
      checkout.currency,
      checkout.amountMinor.toString(),
      now,
      attempt.id,
      number,
      attempt.idempotencyKey,
      attempt.confirmationToken,
      attempt.returnUrl,
    ],
  );
  return attempt;
}

interface Sent {
  outcome: Settled;
  truth: PaymentTruth | null;
  declineCode: string | null;
}

async function send(
  services: Services,
  checkout: Checkout,
  payment: PaymentRef,
  attempt: PaymentAttempt,
): Promise<Sent> {
  try {
    const truth =
      attempt.state === 'sent'
        ? await askAgain(services, checkout, payment, attempt)
        : await services.payments.look(payment.providerId ?? '');
    const outcome = await actOn(services, checkout.id, payment, attempt, truth, checkout);
    return { outcome, truth, declineCode: truth.declineCode };
  } catch (error) {
    if (error instanceof PaymentOutcomeUnknown) {
      services.log.warn({ err: error, checkoutId: checkout.id }, 'The outcome of a payment is not known yet.');
      return { outcome: 'unknown', truth: null, declineCode: null };
    }
    if (!(error instanceof PaymentRefused)) throw error;
    await services.database.query(
      "UPDATE payment_attempt SET state = 'declined', decline_code = $2, settled_at = $3 WHERE id = $1 AND state = 'sent'",
      [attempt.id, error.code, services.clock.now()],
    );
    services.log.warn({ err: error, checkoutId: checkout.id }, 'The payment provider refused an attempt.');
    return { outcome: 'declined', truth: null, declineCode: error.code };
  }
}

function answerOf(services: Services, ctx: RequestContext, checkout: Checkout, sent: Sent): PlaceOutcome {
  switch (sent.outcome) {
    case 'placed':
      return { kind: 'placed', orderId: checkout.orderId };
    case 'action':
      return { kind: 'action', checkoutId: checkout.id, clientSecret: sent.truth?.clientSecret ?? '' };
    case 'late':
      refuse(ERRORS.PAYMENT_LATE);
      break;
    case 'mismatch':
      refuse(ERRORS.PAYMENT_MISMATCH);
      break;
    case 'processing':
      refuse(ERRORS.PAYMENT_PROCESSING);
      break;
    case 'unknown':
      refuse(ERRORS.PAYMENT_UNKNOWN);
      break;
    default:
      services.log.info({ checkoutId: checkout.id, code: sent.declineCode }, 'A card was declined.');
      refuse(ERRORS.PAYMENT_DECLINED, {
        reason: declineSentence(sent.declineCode, ctx.locale),
        code: sent.declineCode,
      });
  }
}

async function lastDecline(services: Services, payment: Payment | null): Promise<string | null> {
  if (!payment) return null;
  const [row] = await services.database.query<{ code: string | null }>(
    'SELECT decline_code AS code FROM payment_attempt WHERE payment_id = $1 ORDER BY number DESC LIMIT 1',
    [payment.id],
  );
  return row?.code ?? null;
}
