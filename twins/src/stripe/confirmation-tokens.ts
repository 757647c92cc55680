import type Stripe from 'stripe';
import { stripeId } from '../ids.ts';
import { flag, hash, integer, oneOf, plainValues, type RawParams, readParams, text } from './params.ts';
import { keepMethod, readMethod, resolveMethod } from './payment-methods.ts';
import { invalidRequest, missing } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';

/** A token lives twelve hours and confirms one intent. */
const LIFETIME_SECONDS = 12 * 3600;

const PARAMS = {
  payment_method: text,
  payment_method_data: hash,
  payment_method_options: hash,
  return_url: text,
  setup_future_usage: oneOf('off_session', 'on_session', ''),
  shipping: hash,
  set_as_default_payment_method: flag,
  // Sent by Stripe.js: what Elements showed the customer when the token was made.
  client_context: hash,
  mandate_data: hash,
  key: text,
  amount: integer,
  currency: text,
};

export type TokenParams = ReturnType<typeof readToken>;
export const readToken = (raw: RawParams) => readParams(raw, PARAMS);

export function createToken(world: StripeWorld, params: TokenParams, isPublishable: boolean): Stripe.ConfirmationToken {
  const { method, testCard } = params.payment_method
    ? (() => {
        const stored = resolveMethod(world, params.payment_method);
        return { method: stored, testCard: world.cardMemory.get(stored.id)?.testCard ?? null };
      })()
    : readMethod(world, params.payment_method_data ?? {}, isPublishable, 'payment_method_data.');
  const { id: _id, object: _object, created: _created, livemode: _livemode, metadata: _metadata, ...preview } = method;
  const context = params.client_context ?? {};
  const token = {
    id: stripeId('ctoken'),
    object: 'confirmation_token',
    created: world.now(),
    expires_at: world.now() + LIFETIME_SECONDS,
    livemode: false,
    mandate_data: null,
    metadata: {},
    payment_intent: null,
    payment_method_options: { card: { cvc_token: null } },
    payment_method_preview: structuredClone(preview),
    return_url: params.return_url ?? null,
    setup_future_usage: params.setup_future_usage || null,
    setup_intent: null,
    shipping: plainValues(params.shipping) ?? null,
    use_stripe_sdk: isPublishable,
  } as unknown as Stripe.ConfirmationToken;
  world.tokenMemory.set(token.id, {
    method,
    testCard,
    amount: context.amount === undefined ? null : Number(context.amount),
    currency: context.currency === undefined ? null : String(context.currency).toLowerCase(),
  });
  return world.tokens.set(token.id, token);
}

export interface ConsumedToken {
  method: Stripe.PaymentMethod;
  returnUrl: string | null;
  useStripeSdk: boolean;
  setupFutureUsage: Stripe.PaymentIntent.SetupFutureUsage | null;
  shipping: Stripe.PaymentIntent.Shipping | null;
}

/** Ties the token to the intent and makes its payment method real. */
export function consumeToken(world: StripeWorld, id: string, intent: Stripe.PaymentIntent): ConsumedToken {
  const token = world.tokens.get(id);
  const memory = world.tokenMemory.get(id);
  if (!token || !memory) throw missing('confirmation_token', id, 'confirmation_token');
  if (token.payment_intent)
    throw invalidRequest(
      `The provided confirmation_token (${id}) has already been used to confirm ${token.payment_intent}. Create a new ConfirmationToken to confirm this PaymentIntent.`,
      { param: 'confirmation_token' },
    );
  if ((token.expires_at ?? Number.POSITIVE_INFINITY) < world.now())
    throw invalidRequest(`The provided confirmation_token (${id}) has expired.`, { param: 'confirmation_token' });
  // Elements in deferred mode promised the customer an amount; the intent has to keep it.
  if (memory.amount !== null && memory.amount !== intent.amount)
    throw invalidRequest(
      `The PaymentIntent's amount (${intent.amount}) does not match the amount Elements was given (${memory.amount}).`,
      { param: 'confirmation_token' },
    );
  if (memory.currency !== null && memory.currency !== intent.currency)
    throw invalidRequest(
      `The PaymentIntent's currency (${intent.currency}) does not match the currency Elements was given (${memory.currency}).`,
      { param: 'confirmation_token' },
    );
  const method = world.methods.get(memory.method.id) ?? keepMethod(world, memory.method, memory.testCard);
  token.payment_intent = intent.id;
  world.tokens.set(id, token);
  return {
    method,
    returnUrl: token.return_url,
    useStripeSdk: token.use_stripe_sdk,
    setupFutureUsage: token.setup_future_usage as Stripe.PaymentIntent.SetupFutureUsage | null,
    shipping: token.shipping as Stripe.PaymentIntent.Shipping | null,
  };
}
