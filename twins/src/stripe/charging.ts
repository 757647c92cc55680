import type Stripe from 'stripe';
import { randomText, stripeId } from '../ids.ts';
import { attachMethod } from './payment-methods.ts';
import { type StripeErrorBody, StripeFailure } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';
import { cardByNumber, type TestCard } from './test-cards.ts';

const UNKNOWN_CARD: TestCard['decline'] = {
  code: 'card_declined',
  declineCode: 'test_mode_live_card',
  message:
    'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
};

/** Uncaptured authorisations end after seven days. */
export const AUTHORIZATION_SECONDS = 7 * 86_400;

export function testCardOf(world: StripeWorld, methodId: string): TestCard | undefined {
  const number = world.cardMemory.get(methodId)?.testCard;
  return number ? cardByNumber(number) : undefined;
}

/** Charges the method now. A decline puts the intent back to `requires_payment_method` and is thrown as a 402. */
export function chargeIntent(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  wasAuthenticated: boolean,
): Stripe.PaymentIntent {
  const known = testCardOf(world, method.id);
  const decline = known ? known.decline : UNKNOWN_CARD;
  const charge = buildCharge(world, intent, method, decline, wasAuthenticated);
  intent.latest_charge = charge.id;
  intent.next_action = null;
  if (decline) throw refuse(world, intent, method, charge, decline);

  const isManual = intent.capture_method === 'manual';
  intent.payment_method = method.id;
  intent.last_payment_error = null;
  intent.status = isManual ? 'requires_capture' : 'succeeded';
  intent.amount_capturable = isManual ? intent.amount : 0;
  intent.amount_received = isManual ? 0 : intent.amount;
  world.intents.set(intent.id, intent);
  if (!isManual) settle(world, charge, intent.amount);
  world.emit('charge.succeeded', charge);
  world.emit(isManual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
  saveForLater(world, intent, method);
  if (!isManual) scheduleAftermath(world, charge, known);
  return intent;
}

/** The charge's money reaches the balance, at once for every capture method (Stripe's `automatic_async` takes a moment). */
export function settle(world: StripeWorld, charge: Stripe.Charge, amount: number): void {
  charge.captured = true;
  charge.amount_captured = amount;
  charge.balance_transaction = world.recordTransaction(
    'charge',
    amount,
    charge.currency,
    charge.id,
    charge.description,
  ).id;
  world.charges.set(charge.id, charge);
}

export function scheduleAftermath(world: StripeWorld, charge: Stripe.Charge, known: TestCard | undefined): void {
  const isDispute = known?.aftermath?.startsWith('dispute') || known?.aftermath === 'inquiry';
  if (isDispute) world.context.timers.schedule('stripe.dispute', charge.id, world.context.aftermathMs);
}

function saveForLater(world: StripeWorld, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  if (!intent.customer || !intent.setup_future_usage) return;
  const memory = world.cardMemory.get(method.id);
  if (memory) world.cardMemory.set(method.id, { ...memory, isSetUp: true });
  attachMethod(world, method, String(intent.customer));
}

/** Records the refusal on the intent and returns the error to throw. */
export function refuse(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge | undefined,
  decline: { code: string; declineCode?: string; message: string; param?: string; type?: StripeErrorBody['type'] },
): StripeFailure {
  const body: StripeErrorBody = {
    type: decline.type ?? 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    ...(decline.param ? { param: decline.param } : {}),
    ...(charge ? { charge: charge.id } : {}),
    payment_method: method,
  };
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  const failure = new StripeFailure(402, body);
  intent.last_payment_error = structuredClone(failure.body) as unknown as Stripe.PaymentIntent.LastPaymentError;
  world.intents.set(intent.id, intent);
  failure.body.payment_intent = structuredClone(intent);
  if (charge) world.emit('charge.failed', charge);
  world.emit('payment_intent.payment_failed', intent);
  return failure;
}

function buildCharge(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: TestCard['decline'],
  wasAuthenticated: boolean,
): Stripe.Charge {
  const card = method.card as Stripe.PaymentMethod.Card;
  const address = method.billing_details.address;
  const check = decline ? 'unchecked' : 'pass';
  const isManual = intent.capture_method === 'manual';
  const charge: Stripe.Charge = {
    id: stripeId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details as Stripe.Charge.BillingDetails,
    calculated_statement_descriptor: 'OPTICWORKS',
    captured: false,
    created: world.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: decline ? '01' : null,
      network_status: decline ? 'declined_by_network' : 'approved_by_network',
      reason: decline?.declineCode ?? null,
      risk_level: decline?.declineCode === 'fraudulent' ? 'highest' : 'normal',
      risk_score: decline?.declineCode === 'fraudulent' ? 92 : 14,
      seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
      type: decline ? 'issuer_declined' : 'authorized',
    },
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      card: {
        amount_authorized: decline ? null : intent.amount,
        authorization_code: decline ? null : randomText(6).toUpperCase(),
        brand: card.brand,
        ...(isManual && !decline ? { capture_before: world.now() + AUTHORIZATION_SECONDS } : {}),
        checks: {
          address_line1_check: address?.line1 ? check : null,
          address_postal_code_check: address?.postal_code ? check : null,
          cvc_check: decline?.code === 'incorrect_cvc' ? 'fail' : 'pass',
        },
        country: card.country,
        electronic_commerce_indicator: wasAuthenticated ? '05' : null,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        fingerprint: card.fingerprint ?? null,
        funding: card.funding,
        installments: null,
        last4: card.last4,
        mandate: null,
        network: card.brand,
        network_transaction_id: randomText(15),
        regulated_status: 'unregulated',
        three_d_secure: wasAuthenticated
          ? ({
              authentication_flow: 'challenge',
              electronic_commerce_indicator: '05',
              exemption_indicator: null,
              result: 'authenticated',
              result_reason: null,
              transaction_id: null,
              version: '2.2.0',
            } as unknown as Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure)
          : null,
        transaction_link_id: null,
        wallet: (card.wallet as unknown as Stripe.Charge.PaymentMethodDetails.Card.Wallet) ?? null,
      },
      type: 'card',
    } as Stripe.Charge.PaymentMethodDetails,
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
  return world.charges.set(charge.id, charge);
}
