import type Stripe from 'stripe';
import { randomText } from '../ids.ts';
import { chargeIntent, refuse, scheduleAftermath, settle, testCardOf } from './charging.ts';
import { consumeToken } from './confirmation-tokens.ts';
import {
  anything,
  clearableText,
  flag,
  hash,
  integer,
  mergeMetadata,
  metadata,
  oneOf,
  type Parsed,
  plainValues,
  type RawParams,
  readParams,
  required,
  text,
  textList,
} from './params.ts';
import { keepMethod, readMethod, resolveMethod } from './payment-methods.ts';
import { invalidRequest, type StripeFailure, unexpectedState } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';

const CONFIRM = {
  payment_method: clearableText,
  payment_method_data: hash,
  payment_method_options: hash,
  payment_method_types: textList,
  confirmation_token: text,
  return_url: text,
  off_session: anything,
  use_stripe_sdk: flag,
  error_on_requires_action: flag,
  setup_future_usage: oneOf('off_session', 'on_session', ''),
  receipt_email: clearableText,
  shipping: hash,
  mandate: text,
  mandate_data: hash,
  capture_method: oneOf('automatic', 'automatic_async', 'manual'),
  amount_details: hash,
  radar_options: hash,
  excluded_payment_method_types: textList,
  hooks: hash,
  payment_details: hash,
};

const CREATE = {
  ...CONFIRM,
  amount: required(integer),
  currency: required(text),
  confirm: flag,
  confirmation_method: oneOf('automatic', 'manual'),
  automatic_payment_methods: hash,
  customer: clearableText,
  description: clearableText,
  metadata,
  statement_descriptor: clearableText,
  statement_descriptor_suffix: clearableText,
  transfer_group: text,
  on_behalf_of: text,
  transfer_data: hash,
  application_fee_amount: integer,
  payment_method_configuration: text,
};

const UPDATE = {
  ...CREATE,
  amount: integer,
  currency: text,
};

/** What Stripe.js adds to a confirmation made with a publishable key. */
const FROM_BROWSER = { client_secret: text, expected_payment_method_type: text, key: text, client_context: hash };

export type CreateIntentParams = Parsed<typeof CREATE>;
export type ConfirmIntentParams = Parsed<typeof CONFIRM>;
export type UpdateIntentParams = Parsed<typeof UPDATE>;

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const MINIMUM: Record<string, number> = {
  usd: 50,
  eur: 50,
  gbp: 30,
  cad: 50,
  aud: 50,
  chf: 50,
  jpy: 50,
  dkk: 250,
  sek: 300,
  nok: 300,
  pln: 200,
};
const SYMBOL: Record<string, string> = { usd: '$', eur: '€', gbp: '£', cad: '$', aud: '$', jpy: '¥' };

export const shown = (amount: number, currency: string): string => {
  const value = ZERO_DECIMAL.has(currency) ? String(amount) : (amount / 100).toFixed(2);
  return `${SYMBOL[currency] ?? ''}${value} ${currency}`;
};

function checkAmount(amount: number | undefined, currency: string): void {
  if (amount === undefined) return;
  if (amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  if (amount > 99_999_999)
    throw invalidRequest(`Amount must be no more than ${shown(99_999_999, currency)}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  const least = MINIMUM[currency] ?? 50;
  if (amount < least)
    throw invalidRequest(`Amount must be at least ${shown(least, currency)}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
}

function checkCurrency(currency: string): string {
  const lower = currency.toLowerCase();
  if (!/^[a-z]{3}$/.test(lower))
    throw invalidRequest(
      `Invalid currency: ${currency}. Stripe currently supports these currencies: usd, eur, gbp, …`,
      {
        param: 'currency',
      },
    );
  return lower;
}

export function readCreate(raw: RawParams): CreateIntentParams {
  const params = readParams(raw, CREATE);
  params.currency = checkCurrency(params.currency);
  checkAmount(params.amount, params.currency);
  if (params.payment_method_types && isTrue(params.automatic_payment_methods?.enabled))
    throw invalidRequest(
      'You may only specify one of these parameters: automatic_payment_methods, payment_method_types.',
    );
  return params;
}

export const readConfirm = (raw: RawParams, isPublishable: boolean): ConfirmIntentParams =>
  readParams(raw, isPublishable ? { ...CONFIRM, ...FROM_BROWSER } : CONFIRM);

export function readUpdate(raw: RawParams): UpdateIntentParams {
  const params = readParams(raw, UPDATE);
  if (params.currency) params.currency = checkCurrency(params.currency);
  checkAmount(params.amount, params.currency ?? 'usd');
  return params;
}

const isTrue = (value: unknown): boolean => value === 'true' || value === true;

export function createIntent(world: StripeWorld, params: CreateIntentParams): Stripe.PaymentIntent {
  const automatic = params.automatic_payment_methods;
  const isAutomatic = automatic ? isTrue(automatic.enabled) : !params.payment_method_types;
  if (params.customer) world.customer(params.customer, 'customer');
  const id = `pi_3${randomText(23)}`;
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: params.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: isAutomatic
      ? { allow_redirects: automatic?.allow_redirects === 'never' ? 'never' : 'always', enabled: true }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: params.confirmation_method ?? 'automatic',
    created: world.now(),
    currency: params.currency,
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: (params.excluded_payment_method_types as never) ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: isAutomatic ? { id: 'pmc_opticworks', parent: null } : null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    } as unknown as Stripe.PaymentIntent.PaymentMethodOptions,
    payment_method_types: params.payment_method_types ?? ['card', 'link'],
    payment_record: null,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage || null,
    shipping: (plainValues(params.shipping) as Stripe.PaymentIntent.Shipping) ?? null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  };
  const method = params.payment_method
    ? resolveMethod(world, params.payment_method)
    : params.payment_method_data && !params.confirm
      ? newMethod(world, params.payment_method_data, false)
      : undefined;
  if (method) {
    intent.payment_method = method.id;
    intent.status = 'requires_confirmation';
  }
  if (params.confirm) checkReturnUrl(intent, params);
  world.intents.set(id, intent);
  world.emit('payment_intent.created', intent);
  return params.confirm ? confirmIntent(world, intent, { ...params, payment_method: method?.id }, false) : intent;
}

function newMethod(world: StripeWorld, raw: RawParams, isPublishable: boolean): Stripe.PaymentMethod {
  const { method, testCard } = readMethod(world, raw, isPublishable, 'payment_method_data.');
  return keepMethod(world, method, testCard);
}

/** Stripe's rule for server-side confirmation of intents that may redirect. */
function checkReturnUrl(intent: Stripe.PaymentIntent, params: ConfirmIntentParams): void {
  const mayRedirect = intent.automatic_payment_methods && intent.automatic_payment_methods.allow_redirects !== 'never';
  if (
    mayRedirect &&
    !params.return_url &&
    !params.use_stripe_sdk &&
    !params.confirmation_token &&
    !isTrue(params.off_session)
  )
    throw invalidRequest(
      "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    );
}

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

export function confirmIntent(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  params: ConfirmIntentParams,
  isPublishable: boolean,
): Stripe.PaymentIntent {
  if (intent.status === 'succeeded')
    throw unexpectedState(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
      intent,
    );
  if (!CONFIRMABLE.includes(intent.status))
    throw unexpectedState(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action, requires_payment_method.`,
      intent,
    );
  if (!isPublishable) checkReturnUrl(intent, params);

  const token = params.confirmation_token ? consumeToken(world, params.confirmation_token, intent) : undefined;
  const method =
    token?.method ??
    (params.payment_method_data
      ? newMethod(world, params.payment_method_data, isPublishable)
      : params.payment_method
        ? resolveMethod(world, params.payment_method)
        : intent.payment_method
          ? resolveMethod(world, String(intent.payment_method))
          : undefined);
  if (!method)
    throw unexpectedState(
      `You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.`,
      intent,
    );
  if (method.customer && method.customer !== intent.customer)
    throw invalidRequest(
      `The provided PaymentMethod cannot be attached to this PaymentIntent. The PaymentMethod ${method.id} belongs to a Customer, the PaymentIntent to ${intent.customer ? 'another' : 'none'}.`,
      { param: 'payment_method' },
    );

  intent.payment_method = method.id;
  intent.setup_future_usage = params.setup_future_usage || token?.setupFutureUsage || intent.setup_future_usage;
  intent.receipt_email = params.receipt_email ?? intent.receipt_email;
  intent.shipping =
    ((plainValues(params.shipping) as Stripe.PaymentIntent.Shipping) ?? token?.shipping ?? intent.shipping) || null;
  if (params.capture_method) intent.capture_method = params.capture_method;

  return needsAuthentication(world, method, intent)
    ? askForAuthentication(world, intent, method, params, token, isPublishable)
    : chargeIntent(world, intent, method, false);
}

function needsAuthentication(world: StripeWorld, method: Stripe.PaymentMethod, intent: Stripe.PaymentIntent): boolean {
  const card = testCardOf(world, method.id);
  if (card?.threeDSecure === 'required') return true;
  if (card?.threeDSecure === 'setup') return !world.cardMemory.get(method.id)?.isSetUp;
  const wish = (intent.payment_method_options?.card as { request_three_d_secure?: string } | undefined)
    ?.request_three_d_secure;
  return card?.threeDSecure === 'optional' && (wish === 'any' || wish === 'challenge');
}

function askForAuthentication(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  params: ConfirmIntentParams,
  token: { returnUrl: string | null; useStripeSdk: boolean } | undefined,
  isPublishable: boolean,
): Stripe.PaymentIntent {
  if ((params.off_session !== undefined && params.off_session !== 'false') || params.error_on_requires_action)
    throw refuse(world, intent, method, undefined, {
      code: params.error_on_requires_action ? 'card_declined' : 'authentication_required',
      declineCode: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    });
  const useStripeSdk = isPublishable || params.use_stripe_sdk === true || token?.useStripeSdk === true;
  const returnUrl = params.return_url ?? token?.returnUrl ?? null;
  world.intentMemory.set(intent.id, { useStripeSdk, returnUrl, pendingMethod: method.id, saveMethod: false });
  intent.status = 'requires_action';
  intent.last_payment_error = null;
  const challenge = `${world.context.publicUrl()}/stripe/3ds/${intent.id}?secret=${intent.client_secret}`;
  intent.next_action = (useStripeSdk || !returnUrl
    ? {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect', source: `src_${randomText(24)}`, stripe_js: challenge },
      }
    : {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: returnUrl, url: challenge },
      }) as unknown as Stripe.PaymentIntent.NextAction;
  world.intents.set(intent.id, intent);
  world.emit('payment_intent.requires_action', intent);
  return intent;
}

/** The cardholder's answer to the 3-D Secure challenge. */
export function authenticate(world: StripeWorld, id: string, succeeded: boolean): Stripe.PaymentIntent {
  const intent = world.intent(id);
  const memory = world.intentMemory.get(id);
  if (intent.status !== 'requires_action' || !memory?.pendingMethod) return intent;
  const method = resolveMethod(world, memory.pendingMethod);
  world.intentMemory.set(id, { ...memory, pendingMethod: null });
  try {
    if (succeeded) return chargeIntent(world, intent, method, true);
    throw refuse(world, intent, method, undefined, {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    });
  } catch (error) {
    if (isFailure(error)) return intent;
    throw error;
  }
}

const isFailure = (error: unknown): error is StripeFailure => error instanceof Error && 'status' in error;

export function captureIntent(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  params: { amount_to_capture?: number | undefined; metadata?: Record<string, string> | null | undefined },
): Stripe.PaymentIntent {
  if (intent.status !== 'requires_capture')
    throw unexpectedState(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      intent,
    );
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount < 1)
    throw invalidRequest('This value must be greater than or equal to 1.', {
      param: 'amount_to_capture',
      code: 'parameter_invalid_integer',
    });
  if (amount > intent.amount_capturable)
    throw invalidRequest(
      `The payment intent requested a capture amount of ${shown(amount, intent.currency)}, which is greater than the authorized amount of ${shown(intent.amount_capturable, intent.currency)}.`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    );
  intent.status = 'succeeded';
  intent.amount_received = amount;
  intent.amount_capturable = 0;
  intent.metadata = mergeMetadata(intent.metadata, params.metadata);
  world.intents.set(intent.id, intent);
  const charge = world.charge(String(intent.latest_charge));
  settle(world, charge, amount);
  world.emit('charge.captured', charge);
  world.emit('payment_intent.succeeded', intent);
  scheduleAftermath(world, charge, testCardOf(world, String(intent.payment_method)));
  return intent;
}

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

export function cancelIntent(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  reason: string | undefined,
): Stripe.PaymentIntent {
  if (!CANCELABLE.includes(intent.status))
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      intent,
    );
  const wasAuthorized = intent.status === 'requires_capture';
  intent.status = 'canceled';
  intent.canceled_at = world.now();
  intent.cancellation_reason = (reason ?? null) as Stripe.PaymentIntent.CancellationReason | null;
  intent.amount_capturable = 0;
  intent.next_action = null;
  world.intents.set(intent.id, intent);
  if (wasAuthorized) {
    const charge = world.charge(String(intent.latest_charge));
    charge.refunded = true;
    charge.amount_refunded = charge.amount;
    world.charges.set(charge.id, charge);
    world.emit(reason === 'automatic' ? 'charge.expired' : 'charge.refunded', charge);
  }
  world.emit('payment_intent.canceled', intent);
  return intent;
}

export function updateIntent(
  world: StripeWorld,
  intent: Stripe.PaymentIntent,
  params: UpdateIntentParams,
): Stripe.PaymentIntent {
  const isOpen = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status);
  const locked = ['amount', 'currency', 'payment_method', 'payment_method_data', 'capture_method'] as const;
  const refused = locked.find((name) => params[name] !== undefined);
  if (!isOpen && refused)
    throw unexpectedState(
      `This PaymentIntent's ${refused} could not be updated because it has a status of ${intent.status}. You may only update the ${refused} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      intent,
    );
  if (params.customer) world.customer(params.customer, 'customer');
  if (params.amount !== undefined) intent.amount = params.amount;
  if (params.currency) intent.currency = params.currency;
  if (params.customer !== undefined) intent.customer = params.customer;
  if (params.description !== undefined) intent.description = params.description;
  if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
  if (params.capture_method) intent.capture_method = params.capture_method;
  if (params.setup_future_usage !== undefined) intent.setup_future_usage = params.setup_future_usage || null;
  if (params.shipping !== undefined) intent.shipping = plainValues(params.shipping) as Stripe.PaymentIntent.Shipping;
  if (params.statement_descriptor_suffix !== undefined)
    intent.statement_descriptor_suffix = params.statement_descriptor_suffix;
  if (params.transfer_group) intent.transfer_group = params.transfer_group;
  if (params.payment_method_types) intent.payment_method_types = params.payment_method_types;
  intent.metadata = mergeMetadata(intent.metadata, params.metadata);
  const method = params.payment_method_data
    ? newMethod(world, params.payment_method_data, false)
    : params.payment_method
      ? resolveMethod(world, params.payment_method)
      : undefined;
  if (method) {
    intent.payment_method = method.id;
    intent.status = 'requires_confirmation';
    intent.next_action = null;
  }
  return world.intents.set(intent.id, intent);
}

/** Cancels authorisations older than seven days, as Stripe does by itself. */
export function expireAuthorizations(world: StripeWorld, olderThanSeconds: number): number {
  const limit = world.now() - olderThanSeconds;
  const stale = world.intents.filter((intent) => {
    if (intent.status !== 'requires_capture') return false;
    return world.charge(String(intent.latest_charge)).created <= limit;
  });
  for (const intent of stale) cancelIntent(world, intent, 'automatic');
  return stale.length;
}

/** What a publishable key may see of an intent. */
export function publicIntent(intent: Stripe.PaymentIntent): Partial<Stripe.PaymentIntent> {
  const {
    metadata: _m,
    customer: _c,
    latest_charge: _l,
    amount_received: _r,
    application: _a,
    review: _v,
    ...rest
  } = intent;
  return rest;
}
