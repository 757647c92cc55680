import { type Checkout, loadCheckout } from '../checkout/checkout.store.ts';
import { finaliseOrder } from '../checkout/finalise-order.ts';
import type { Services } from '../services.ts';
import type { Payment } from './payment.entity.ts';
import { PaymentOutcomeUnknown, PaymentRefused, type PaymentTruth } from './payment.provider.ts';
import { noteAttempt, paymentOfCheckout, runningAttempt } from './payment.store.ts';
import type { PaymentAttempt } from './payment-attempt.entity.ts';

/**
 * What became of a payment:
 * - `placed`: paid, the order is there;  `late`: paid too late, the refund is on its way;
 * - `action`: the customer has a step to do;  `processing`: the bank takes its time;
 * - `declined`: the card was refused, another attempt may follow;  `none`: there is no payment yet;
 * - `unknown`: the provider does not answer.
 */
export type Settled = 'placed' | 'late' | 'mismatch' | 'action' | 'processing' | 'declined' | 'none' | 'unknown';

/** What is needed of a payment to send it. */
export type PaymentRef = Pick<Payment, 'id' | 'providerId'>;

/** Asks the provider how the payment of a checkout stands and acts on the answer. Safe to call at any time by anybody. */
export async function settlePayment(services: Services, checkoutId: string): Promise<Settled> {
  const payment = await paymentOfCheckout(services.database, checkoutId);
  if (!payment) return 'none';
  if (payment.status !== 'PENDING' && payment.status !== 'CANCELLED') {
    return (await loadCheckout(services.database, checkoutId))?.state === 'completed' ? 'placed' : 'late';
  }
  const attempt = await runningAttempt(services.database, payment.id);
  try {
    const truth = payment.providerId
      ? await services.payments.look(payment.providerId)
      : attempt
        ? await askAgain(services, (await loadCheckout(services.database, checkoutId))!, payment, attempt)
        : null;
    return truth ? await actOn(services, checkoutId, payment, attempt, truth) : 'none';
  } catch (error) {
    if (error instanceof PaymentRefused && attempt) return refused(services, attempt, error);
    if (error instanceof PaymentOutcomeUnknown) {
      services.log.warn({ err: error, checkoutId }, 'The outcome of a payment is not known yet.');
      return 'unknown';
    }
    throw error;
  }
}

/** Sends the stored attempt once more, word for word under its own key: the provider replays its first answer. */
export function askAgain(
  services: Services,
  checkout: Checkout,
  payment: PaymentRef,
  attempt: PaymentAttempt,
): Promise<PaymentTruth> {
  return services.payments.pay({
    key: attempt.idempotencyKey,
    paymentId: payment.providerId,
    checkoutId: checkout.id,
    orderId: checkout.orderId,
    orderNumber: checkout.orderNumber,
    amount: { amountMinor: checkout.amountMinor, currency: checkout.currency },
    confirmationToken: attempt.confirmationToken,
    returnUrl: attempt.returnUrl,
    email: checkout.orderEmail,
  });
}

export async function actOn(
  services: Services,
  checkoutId: string,
  payment: Pick<Payment, 'id'>,
  attempt: PaymentAttempt | null,
  truth: PaymentTruth,
  known?: Checkout,
): Promise<Settled> {
  if (truth.state === 'succeeded') {
    const outcome = await finaliseOrder(services, checkoutId, truth, { checkout: known, paymentId: payment.id });
    return outcome === 'unpaid' ? 'processing' : outcome;
  }
  const state =
    truth.state === 'action'
      ? 'action'
      : truth.state === 'processing' || truth.state === 'authorized'
        ? 'processing'
        : truth.state === 'canceled'
          ? 'cancelled'
          : 'declined';
  const kept = { providerId: truth.id, state, declineCode: truth.declineCode, at: services.clock.now() } as const;
  if (attempt) await noteAttempt(services.database, { id: attempt.id, paymentId: payment.id }, kept);
  return state === 'cancelled' ? 'declined' : state;
}

/** The provider would not take the request at all, for example a confirmation token that was used before. */
async function refused(services: Services, attempt: PaymentAttempt, error: PaymentRefused): Promise<Settled> {
  services.log.warn({ err: error, attemptId: attempt.id }, 'The payment provider refused an attempt.');
  await services.database.query(
    `UPDATE payment_attempt SET state = 'declined', decline_code = $2, settled_at = $3 WHERE id = $1 AND state = 'sent'`,
    [attempt.id, error.code, services.clock.now()],
  );
  return 'declined';
}
