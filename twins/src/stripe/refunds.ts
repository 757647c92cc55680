import type Stripe from 'stripe';
import { stripeId } from '../ids.ts';
import { testCardOf } from './charging.ts';
import { flag, integer, mergeMetadata, metadata, oneOf, type RawParams, readParams, text } from './params.ts';
import { shown } from './payment-intents.ts';
import { invalidRequest, missing } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';

const CREATE = {
  charge: text,
  payment_intent: text,
  amount: integer,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  metadata,
  refund_application_fee: flag,
  reverse_transfer: flag,
  instructions_email: text,
  currency: text,
  customer: text,
  origin: text,
};

export type RefundParams = ReturnType<typeof readRefund>;

export function readRefund(raw: RawParams) {
  const params = readParams(raw, CREATE);
  if (!params.charge && !params.payment_intent)
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  if (params.amount !== undefined && params.amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  return params;
}

export function createRefund(world: StripeWorld, params: RefundParams): Stripe.Refund {
  const charge = chargeToRefund(world, params);
  if (charge.disputed)
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  if (charge.refunded)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const remaining = charge.amount_captured - charge.amount_refunded;
  const amount = params.amount ?? remaining;
  if (amount > remaining)
    throw invalidRequest(
      `Refund amount (${shown(amount, charge.currency).replace(/ .*/, '')}) is greater than unrefunded amount on charge (${shown(remaining, charge.currency).replace(/ .*/, '')})`,
      { param: 'amount' },
    );

  const aftermath = charge.payment_method ? testCardOf(world, charge.payment_method)?.aftermath : undefined;
  const refund = {
    id: stripeId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: aftermath === 'refund_pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  } as unknown as Stripe.Refund;
  refund.balance_transaction = world.recordTransaction(
    'refund',
    -amount,
    charge.currency,
    refund.id,
    'REFUND FOR CHARGE',
  ).id;
  world.refunds.set(refund.id, refund);
  setRefunded(world, charge, charge.amount_refunded + amount);
  world.emit('refund.created', refund);
  world.emit('charge.refunded', charge);
  if (aftermath === 'refund_fails' || aftermath === 'refund_pending')
    world.context.timers.schedule(`stripe.${aftermath}`, refund.id, world.context.aftermathMs);
  return refund;
}

function chargeToRefund(world: StripeWorld, params: RefundParams): Stripe.Charge {
  if (params.charge) {
    const charge = world.charges.get(params.charge);
    if (!charge) throw missing('charge', params.charge, 'charge');
    if (!charge.captured)
      throw invalidRequest(`Charge ${charge.id} has not been captured; cancel its PaymentIntent instead.`, {
        param: 'charge',
      });
    return charge;
  }
  const id = String(params.payment_intent);
  const intent = world.intents.get(id);
  if (!intent) throw missing('payment_intent', id, 'payment_intent');
  const charge = intent.latest_charge ? world.charges.get(String(intent.latest_charge)) : undefined;
  if (!charge?.captured)
    throw invalidRequest(`This PaymentIntent (${id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    });
  return charge;
}

function setRefunded(world: StripeWorld, charge: Stripe.Charge, total: number): void {
  charge.amount_refunded = total;
  charge.refunded = total >= charge.amount_captured;
  world.charges.set(charge.id, charge);
}

/** A refund that was accepted and comes back: the money returns to the balance and the charge counts as not refunded. */
export function failRefund(world: StripeWorld, id: string): void {
  const refund = world.refunds.get(id);
  if (!refund || refund.status === 'failed' || refund.status === 'canceled') return;
  const before = refund.status;
  refund.status = 'failed';
  refund.failure_reason = 'expired_or_canceled_card';
  refund.failure_balance_transaction = world.recordTransaction(
    'refund_failure',
    refund.amount,
    refund.currency,
    refund.id,
    'REFUND FAILURE',
  ).id;
  world.refunds.set(id, refund);
  const charge = world.charge(String(refund.charge));
  setRefunded(world, charge, charge.amount_refunded - refund.amount);
  world.emit('refund.failed', refund);
  world.emit('refund.updated', refund, { status: before });
  world.emit('charge.refund.updated', refund, { status: before });
}

export function completeRefund(world: StripeWorld, id: string): void {
  const refund = world.refunds.get(id);
  if (refund?.status !== 'pending') return;
  refund.status = 'succeeded';
  world.refunds.set(id, refund);
  world.emit('refund.updated', refund, { status: 'pending' });
  world.emit('charge.refund.updated', refund, { status: 'pending' });
}

export function cancelRefund(_world: StripeWorld, refund: Stripe.Refund): Stripe.Refund {
  throw invalidRequest(
    `Refund ${refund.id} with a status of ${refund.status} cannot be canceled. Only refunds with a status of requires_action may be canceled.`,
  );
}
