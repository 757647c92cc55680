import type Stripe from 'stripe';
import { randomText } from '../ids.ts';
import { hash, mergeMetadata, plainValues, type RawParams, text } from './params.ts';
import { invalidRequest, missing, StripeFailure } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';
import { brandOf, cardByNumber, cardByToken, passesLuhn } from './test-cards.ts';

interface CardDetails {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  country: string;
  funding: string;
  testCard: string | null;
  fingerprint: string;
  wallet: string | null;
}

const cardError = (code: string, message: string, param: string): StripeFailure =>
  new StripeFailure(402, { type: 'card_error', code, message, param });

/**
 * Reads `card[…]` of a new payment method. Card numbers are taken with a publishable key only, as Stripe does for
 * accounts that never asked to handle them; a server uses `pm_card_…` or `card[token]`.
 */
export function readCard(world: StripeWorld, raw: RawParams, isPublishable: boolean): CardDetails {
  const token = text(raw.token, 'card[token]');
  if (token) {
    const known = cardByToken(token);
    if (!known) throw missing('token', token, 'card[token]', 400);
    return { ...detailsOf(known.number, known), expMonth: 12, expYear: thisYear(world) + 2, testCard: known.number };
  }
  const number = (text(raw.number, 'card[number]') ?? '').replaceAll(/[\s-]/g, '');
  if (!isPublishable)
    throw new StripeFailure(402, {
      type: 'card_error',
      message:
        'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.',
    });
  if (!passesLuhn(number)) throw cardError('incorrect_number', 'Your card number is incorrect.', 'number');
  const expMonth = Number(raw.exp_month);
  if (!(expMonth >= 1 && expMonth <= 12))
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  const shortYear = Number(raw.exp_year);
  const expYear = shortYear < 100 ? 2000 + shortYear : shortYear;
  const now = world.context.clock.now();
  const isPast =
    expYear < now.getUTCFullYear() || (expYear === now.getUTCFullYear() && expMonth < now.getUTCMonth() + 1);
  if (!Number.isInteger(expYear) || isPast || expYear > now.getUTCFullYear() + 50)
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  const brand = brandOf(number);
  if (raw.cvc !== undefined && !(brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/).test(String(raw.cvc)))
    throw cardError('invalid_cvc', "Your card's security code is invalid.", 'cvc');
  const known = cardByNumber(number);
  return { ...detailsOf(number, known), expMonth, expYear, testCard: known?.number ?? null };
}

const thisYear = (world: StripeWorld): number => world.context.clock.now().getUTCFullYear();

function detailsOf(number: string, known: { country: string; funding: string } | undefined) {
  return {
    brand: brandOf(number),
    last4: number.slice(-4),
    country: known?.country ?? 'US',
    funding: known?.funding ?? 'credit',
    // Stable per number without being the number: two uses of one card can be recognised.
    fingerprint: fingerprintOf(number),
    wallet: null,
  };
}

function fingerprintOf(number: string): string {
  let state = 2_166_136_261;
  let text = '';
  while (text.length < 16) {
    for (const character of `${number}:${text.length}`) state = Math.imul(state ^ character.charCodeAt(0), 16_777_619);
    text += (state >>> 0).toString(36);
  }
  return text.slice(0, 16);
}

export function buildMethod(
  world: StripeWorld,
  card: CardDetails,
  billing: RawParams | undefined,
  metadata: Record<string, string> = {},
): Stripe.PaymentMethod {
  const address = plainValues(billing?.address ?? {}) as Record<string, string | null>;
  return {
    id: `pm_1${randomText(23)}`,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: {
        city: address.city ?? null,
        country: address.country ?? null,
        line1: address.line1 ?? null,
        line2: address.line2 ?? null,
        postal_code: address.postal_code ?? null,
        state: address.state ?? null,
      },
      email: (billing?.email as string) || null,
      name: (billing?.name as string) || null,
      phone: (billing?.phone as string) || null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: {
        address_line1_check: address.line1 ? 'unchecked' : null,
        address_postal_code_check: address.postal_code ? 'unchecked' : null,
        cvc_check: 'unchecked',
      },
      country: card.country,
      display_brand: card.brand,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: card.fingerprint,
      funding: card.funding,
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: card.wallet
        ? ({
            dynamic_last4: card.last4,
            type: card.wallet,
            [card.wallet]: {},
          } as unknown as Stripe.PaymentMethod.Card.Wallet)
        : null,
    },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata,
    type: 'card',
  } as Stripe.PaymentMethod;
}

/** `payment_method_data` or the body of `POST /v1/payment_methods`, not stored yet. */
export function readMethod(world: StripeWorld, raw: RawParams, isPublishable: boolean, prefix = '') {
  const type = text(raw.type, `${prefix}type`) ?? 'card';
  if (type !== 'card' && type !== 'link')
    throw invalidRequest(`The payment method type "${type}" is invalid. This account accepts: card, link.`, {
      param: `${prefix}type`,
    });
  const wallet = type === 'link' ? 'link' : (text(raw.wallet, `${prefix}wallet`) ?? null);
  const card = wallet
    ? readCard(world, { token: 'tok_visa' }, isPublishable)
    : readCard(world, hash(raw.card, `${prefix}card`) ?? {}, isPublishable);
  const method = buildMethod(world, { ...card, wallet }, hash(raw.billing_details, `${prefix}billing_details`));
  return { method, testCard: card.testCard };
}

export function keepMethod(
  world: StripeWorld,
  method: Stripe.PaymentMethod,
  testCard: string | null,
): Stripe.PaymentMethod {
  world.cardMemory.set(method.id, { testCard, isSetUp: false });
  return world.methods.set(method.id, method);
}

/** A stored method by id; `pm_card_…` names make a fresh one each time, as in Stripe's test mode. */
export function resolveMethod(world: StripeWorld, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const stored = world.methods.get(id);
  if (stored) return stored;
  const known = cardByToken(id);
  if (!known) throw missing('PaymentMethod', id, param, 404);
  const token = known.tokens.find((name) => name.startsWith('tok_'));
  const details = token
    ? readCard(world, { token }, false)
    : readCard(world, { number: known.number, exp_month: 12, exp_year: thisYear(world) + 2, cvc: '123' }, true);
  return keepMethod(world, buildMethod(world, details, undefined), known.number);
}

export function attachMethod(
  world: StripeWorld,
  method: Stripe.PaymentMethod,
  customerId: string,
): Stripe.PaymentMethod {
  if (method.customer && method.customer !== customerId)
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_already_attached',
    });
  world.customer(customerId, 'customer');
  if (method.customer === customerId) return method;
  method.customer = customerId;
  world.methods.set(method.id, method);
  world.emit('payment_method.attached', method);
  return method;
}

export function updateMethod(
  world: StripeWorld,
  method: Stripe.PaymentMethod,
  change: {
    billing?: RawParams | undefined;
    metadata?: Record<string, string> | null | undefined;
    allow?: string | undefined;
  },
): Stripe.PaymentMethod {
  const address = plainValues(change.billing?.address ?? {}) as object;
  const { address: _address, ...contact } = (plainValues(change.billing ?? {}) ?? {}) as Record<string, unknown>;
  Object.assign(method.billing_details, contact);
  Object.assign(method.billing_details.address ?? {}, address);
  method.metadata = mergeMetadata(method.metadata ?? {}, change.metadata);
  if (change.allow) method.allow_redisplay = change.allow as 'always';
  world.methods.set(method.id, method);
  world.emit('payment_method.updated', method);
  return method;
}
