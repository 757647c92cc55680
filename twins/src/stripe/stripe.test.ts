import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningTwins, startTwins } from '../start-twins.ts';
import { type Receiver, startReceiver } from '../testing/receiver.ts';

let twins: RunningTwins;
let receiver: Receiver;
let stripe: Stripe;

const client = (key = 'sk_test_123', retries = 0): Stripe =>
  new Stripe(key, {
    host: '127.0.0.1',
    port: twins.port,
    protocol: 'http',
    maxNetworkRetries: retries,
    telemetry: false,
  });

const paid = (method = 'pm_card_visa', more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 19800,
    currency: 'usd',
    confirm: true,
    payment_method: method,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...more,
  });

const failure = async (work: Promise<unknown>): Promise<Stripe.errors.StripeError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('expected Stripe to refuse');
};

const raw = (path: string, init: RequestInit = {}) =>
  fetch(`${twins.url}${path}`, {
    ...init,
    headers: {
      authorization: 'Bearer pk_test_1',
      'content-type': 'application/x-www-form-urlencoded',
      ...init.headers,
    },
  });

beforeAll(async () => {
  receiver = await startReceiver();
  twins = await startTwins({ port: 0, webhookTargets: { stripe: receiver.url }, aftermathMs: 60_000 });
  stripe = client();
});

beforeEach(() => {
  twins.reset();
  receiver.received.length = 0;
  receiver.respond = () => 200;
});

afterAll(async () => {
  await twins.close();
  await receiver.close();
});

describe('payment intents', () => {
  it('charges a test card and expands the charge, its balance transaction and the payment method', async () => {
    const intent = await paid('pm_card_visa', {
      metadata: { order: 'order_1' },
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    });

    const charge = intent.latest_charge as Stripe.Charge;
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 19800, metadata: { order: 'order_1' } });
    expect(charge).toMatchObject({ paid: true, captured: true, amount_captured: 19800 });
    expect(charge.balance_transaction).toMatchObject({ amount: 19800, fee: 604, net: 19196 });
    expect((intent.payment_method as Stripe.PaymentMethod).card).toMatchObject({ brand: 'visa', last4: '4242' });
    expect(intent.lastResponse.requestId).toMatch(/^req_/);
    expect(intent.lastResponse.headers['stripe-version']).toBe('2026-10-28.endive');
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('declines %s with %s / %s', async (method, code, declineCode) => {
    const error = await failure(paid(method));

    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code, decline_code: declineCode, type: 'StripeCardError' });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method' });
    const stored = await stripe.paymentIntents.retrieve(error.payment_intent?.id as string);
    expect(stored.last_payment_error).toMatchObject({ code, decline_code: declineCode, type: 'card_error' });
  });

  it('asks for 3-D Secure and goes on after the challenge', async () => {
    const intent = await paid('pm_card_threeDSecure2Required', {
      automatic_payment_methods: { enabled: true },
      return_url: 'https://shop.example/back',
    });
    expect(intent.status).toBe('requires_action');
    expect(intent.next_action).toMatchObject({ type: 'redirect_to_url' });

    const answer = await raw(`/stripe/3ds/${intent.id}`, {
      method: 'POST',
      body: new URLSearchParams({ client_secret: intent.client_secret as string, outcome: 'complete' }),
    });

    expect(answer.status).toBe(200);
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(after.status).toBe('succeeded');
    expect((after.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure).toMatchObject({
      result: 'authenticated',
    });
  });

  it('returns to requires_payment_method when the challenge fails', async () => {
    const intent = await paid('pm_card_authenticationRequired', { use_stripe_sdk: true });
    expect(intent.next_action?.type).toBe('use_stripe_sdk');

    await raw(`/stripe/3ds/${intent.id}`, {
      method: 'POST',
      body: new URLSearchParams({ client_secret: intent.client_secret as string, outcome: 'fail' }),
    });

    const after = await stripe.paymentIntents.retrieve(intent.id);
    expect(after.status).toBe('requires_payment_method');
    expect(after.last_payment_error?.code).toBe('payment_intent_authentication_failure');
  });

  it('refuses off-session payments that need the cardholder', async () => {
    const error = await failure(paid('pm_card_authenticationRequired', { off_session: true }));
    expect(error).toMatchObject({ code: 'authentication_required', statusCode: 402 });
  });

  it('captures a part of a manual authorisation and refuses a second capture', async () => {
    const intent = await paid('pm_card_visa', { capture_method: 'manual' });
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 19800, amount_received: 0 });

    const tooMuch = await failure(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 19801 }));
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 15000 });
    const again = await failure(stripe.paymentIntents.capture(intent.id));

    expect(tooMuch.code).toBe('amount_too_large');
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 15000, amount_capturable: 0 });
    expect(again).toMatchObject({ code: 'payment_intent_unexpected_state', statusCode: 400 });
  });

  it('cancels an authorisation after seven days by itself', async () => {
    const intent = await paid('pm_card_visa', { capture_method: 'manual' });

    twins.clock.advance(7 * 86_400_000 + 1000);
    await twins.runTimers();

    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    });
  });

  it('updates, lists, searches and cancels', async () => {
    const first = await stripe.paymentIntents.create({ amount: 5000, currency: 'eur', metadata: { checkout: 'c1' } });
    await stripe.paymentIntents.create({ amount: 6000, currency: 'eur' });
    const updated = await stripe.paymentIntents.update(first.id, { amount: 5500, metadata: { note: 'x' } });
    const canceled = await stripe.paymentIntents.cancel(first.id, { cancellation_reason: 'abandoned' });
    const confirming = await failure(
      stripe.paymentIntents.confirm(first.id, { payment_method: 'pm_card_visa', return_url: 'https://x.y' }),
    );

    const pages: string[] = [];
    for await (const intent of stripe.paymentIntents.list({ limit: 1 })) pages.push(intent.id);
    const found = await stripe.paymentIntents.search({ query: "metadata['checkout']:'c1'" });

    expect(updated).toMatchObject({ amount: 5500, metadata: { checkout: 'c1', note: 'x' } });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect(confirming.code).toBe('payment_intent_unexpected_state');
    expect(pages).toHaveLength(2);
    expect(found.data.map((intent) => intent.id)).toEqual([first.id]);
  });

  it('answers mistakes in Stripe’s words', async () => {
    expect(await failure(stripe.paymentIntents.create({ currency: 'usd' } as never))).toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
      statusCode: 400,
    });
    expect(await failure(stripe.paymentIntents.create({ amount: 10, currency: 'usd' }))).toMatchObject({
      code: 'amount_too_small',
    });
    expect(
      await failure(stripe.paymentIntents.create({ amount: 1000, currency: 'usd', colour: 'red' } as never)),
    ).toMatchObject({
      code: 'parameter_unknown',
      param: 'colour',
    });
    expect(await failure(stripe.paymentIntents.retrieve('pi_nothing'))).toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
    expect(await failure(client('not-a-key').paymentIntents.list())).toMatchObject({ statusCode: 401 });
    expect(await failure(client('pk_test_1').paymentIntents.list())).toMatchObject({
      statusCode: 403,
      code: 'secret_key_required',
    });
  });
});

describe('idempotency', () => {
  const create = (amount: number, idempotencyKey: string, using = stripe) =>
    using.paymentIntents.create({ amount, currency: 'usd' }, { idempotencyKey });

  it('replays the first result and refuses other parameters', async () => {
    const first = await create(1000, 'key-1');
    const again = await create(1000, 'key-1');
    const other = await failure(create(2000, 'key-1'));

    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(other).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  });

  it('replays a 500 although the effect happened', async () => {
    await twins.fault({ service: 'stripe', kind: 'afterEffect500', match: { path: '/v1/payment_intents' } });

    const first = await failure(create(1000, 'key-2'));
    const again = await failure(create(1000, 'key-2'));

    expect(first.statusCode).toBe(500);
    expect(again.statusCode).toBe(500);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('answers 409 while the first request still runs', async () => {
    await twins.fault({ service: 'stripe', kind: 'slow', delayMs: 400 });

    const slow = create(1000, 'key-3');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const rival = await failure(create(1000, 'key-3'));

    expect(rival.statusCode).toBe(409);
    expect((await slow).amount).toBe(1000);
  });

  it('leaves the key unused by validation errors and 429', async () => {
    await failure(create(1, 'key-4'));
    await twins.fault({ service: 'stripe', kind: 'status', status: 429 });
    const limited = await failure(create(1000, 'key-4'));

    expect(limited).toMatchObject({ statusCode: 429, type: 'StripeRateLimitError' });
    expect((await create(1000, 'key-4')).amount).toBe(1000);
  });

  it('forgets a key after 24 hours', async () => {
    const first = await create(1000, 'key-5');
    twins.clock.advance(24 * 3_600_000 + 1);
    expect((await create(1000, 'key-5')).id).not.toBe(first.id);
  });

  it('charges once when the connection breaks after the effect and the SDK retries', async () => {
    await twins.fault({ service: 'stripe', kind: 'reset', match: { method: 'POST' } });

    const intent = await create(1000, 'key-6', client('sk_test_123', 2));

    expect((await stripe.paymentIntents.list()).data.map((each) => each.id)).toEqual([intent.id]);
  });
});

describe('refunds and disputes', () => {
  it('refunds in parts, never past the captured amount', async () => {
    const intent = await paid();

    const first = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 5000,
      reason: 'requested_by_customer',
    });
    const tooMuch = await failure(stripe.refunds.create({ payment_intent: intent.id, amount: 14801 }));
    const rest = await stripe.refunds.create({ payment_intent: intent.id });
    const nothingLeft = await failure(stripe.refunds.create({ payment_intent: intent.id }));

    expect(first).toMatchObject({ status: 'succeeded', amount: 5000 });
    expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
    expect(rest.amount).toBe(14800);
    expect(nothingLeft.code).toBe('charge_already_refunded');
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(2);
    expect((await stripe.refunds.retrieve(first.id)).balance_transaction).toMatch(/^txn_/);
  });

  it('accepts a refund that fails later and gives the charge its amount back', async () => {
    const intent = await paid('pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('succeeded');

    await twins.runTimers();

    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
    expect(await stripe.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    });
    await receiver.waitFor((event) => event.type === 'refund.failed');
  });

  it('refuses refunds while a dispute is open', async () => {
    const intent = await paid('pm_card_createDispute');
    await twins.runTimers();

    const error = await failure(stripe.refunds.create({ payment_intent: intent.id }));

    expect(error.code).toBe('charge_disputed');
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({ status: 'needs_response', reason: 'fraudulent', amount: 19800 });
    await receiver.waitFor((event) => event.type === 'charge.dispute.created');
  });
});

describe('customers and saved cards', () => {
  it('saves a card set up for later payments, which then needs no challenge', async () => {
    const customer = await stripe.customers.create({
      email: 'ada@example.com',
      name: 'Ada',
      metadata: { id: 'cust_1' },
    });
    const intent = await paid('pm_card_authenticationRequiredOnSetup', {
      customer: customer.id,
      setup_future_usage: 'off_session',
      use_stripe_sdk: true,
    });
    await raw(`/stripe/3ds/${intent.id}`, {
      method: 'POST',
      body: new URLSearchParams({ client_secret: intent.client_secret as string, outcome: 'complete' }),
    });

    const [saved] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    const later = await paid(saved?.id as string, { customer: customer.id, off_session: true });

    expect(saved?.card?.last4).toBe('3155');
    expect(later.status).toBe('succeeded');
    expect(await stripe.customers.update(customer.id, { phone: '+15550100' })).toMatchObject({
      phone: '+15550100',
      name: 'Ada',
    });
    await stripe.paymentMethods.detach(saved?.id as string);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });
});

describe('confirmation tokens', () => {
  const tokenFor = async (number: string, context = { amount: '19800', currency: 'usd' }) => {
    const body = new URLSearchParams({
      'payment_method_data[type]': 'card',
      'payment_method_data[card][number]': number,
      'payment_method_data[card][exp_month]': '12',
      'payment_method_data[card][exp_year]': '34',
      'payment_method_data[card][cvc]': '123',
      'payment_method_data[billing_details][address][postal_code]': '94103',
      'client_context[amount]': context.amount,
      'client_context[currency]': context.currency,
      return_url: 'https://shop.example/return',
    });
    return (await (
      await raw('/v1/confirmation_tokens', { method: 'POST', body })
    ).json()) as Stripe.ConfirmationToken & {
      error?: { code: string };
    };
  };

  it('confirms one intent on the server with what the browser collected', async () => {
    const token = await tokenFor('4242 4242 4242 4242');
    expect((await stripe.confirmationTokens.retrieve(token.id)).payment_method_preview?.card?.last4).toBe('4242');

    const intent = await stripe.paymentIntents.create({
      amount: 19800,
      currency: 'usd',
      confirm: true,
      confirmation_token: token.id,
      automatic_payment_methods: { enabled: true },
    });
    const again = await failure(
      stripe.paymentIntents.create({ amount: 19800, currency: 'usd', confirm: true, confirmation_token: token.id }),
    );

    expect(intent.status).toBe('succeeded');
    expect(again.message).toContain('already been used');
  });

  it('refuses an amount other than the one Elements showed', async () => {
    const token = await tokenFor('4242424242424242', { amount: '100', currency: 'usd' });
    const error = await failure(
      stripe.paymentIntents.create({ amount: 19800, currency: 'usd', confirm: true, confirmation_token: token.id }),
    );
    expect(error.message).toContain('amount');
  });

  it('checks card numbers and takes none from a server', async () => {
    expect((await tokenFor('4242424242424241')).error?.code).toBe('incorrect_number');
    const error = await failure(
      stripe.paymentMethods.create({
        type: 'card',
        card: { number: '4242424242424242', exp_month: 1, exp_year: 2034 },
      }),
    );
    expect(error.message).toContain('generally unsafe');
  });

  it('shows an intent to a publishable key only with its client secret', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', metadata: { secret: 'x' } });

    const without = await raw(`/v1/payment_intents/${intent.id}`);
    const shown = (await (
      await raw(`/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}`)
    ).json()) as object;

    expect(without.status).toBe(404);
    expect(shown).toMatchObject({ id: intent.id, status: 'requires_payment_method' });
    expect(shown).not.toHaveProperty('metadata');
  });
});

describe('events', () => {
  it('signs events so that constructEvent accepts them, and lists them', async () => {
    const intent = await paid();

    const [delivery] = await receiver.waitFor((event) => event.type === 'payment_intent.succeeded');
    const event = stripe.webhooks.constructEvent(
      delivery?.body as string,
      delivery?.headers['stripe-signature'] as string,
      twins.secrets.stripeWebhook,
    );

    expect((event.data.object as Stripe.PaymentIntent).id).toBe(intent.id);
    expect((await stripe.events.retrieve(event.id)).type).toBe('payment_intent.succeeded');
    expect((await stripe.events.list({ type: 'payment_intent.*' })).data.length).toBeGreaterThanOrEqual(2);
  });

  it('delivers to registered endpoints with their own secret, only what they asked for', async () => {
    const own = await startReceiver();
    const endpoint = await stripe.webhookEndpoints.create({ url: own.url, enabled_events: ['charge.refunded'] });
    const intent = await paid();
    await stripe.refunds.create({ payment_intent: intent.id });

    const [delivery] = await own.waitFor((event) => event.type === 'charge.refunded');

    expect(own.received).toHaveLength(1);
    stripe.webhooks.constructEvent(
      delivery?.body as string,
      delivery?.headers['stripe-signature'] as string,
      endpoint.secret as string,
    );
    await stripe.webhookEndpoints.del(endpoint.id);
    await own.close();
  });

  it('tries again until the shop answers 2xx', async () => {
    receiver.respond = (nth) => (nth < 3 ? 503 : 200);
    await stripe.customers.create({ email: 'x@example.com' });
    await receiver.waitFor((event) => event.type === 'customer.created');
    await twins.runTimers();
    await twins.runTimers();
    await twins.runTimers();
    await receiver.waitFor((event) => event.type === 'customer.created', 4);
  });

  it('repeats, holds, reorders and mis-signs events on demand', async () => {
    await twins.webhooks('stripe', { duplicate: 1 });
    await stripe.customers.create({ email: 'twice@example.com' });
    await receiver.waitFor((event) => event.type === 'customer.created', 2);

    receiver.received.length = 0;
    await twins.webhooks('stripe', { duplicate: 0, hold: true });
    await paid();
    expect(receiver.received).toEqual([]);
    await twins.releaseWebhooks('stripe', 'reversed');
    expect(receiver.received.map((item) => JSON.parse(item.body).type)).toEqual([
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
    ]);

    await twins.webhooks('stripe', { hold: false, badSignature: true });
    await stripe.customers.create({ email: 'forged@example.com' });
    const [forged] = await receiver.waitFor((event) => event.type === 'customer.created');
    expect(() =>
      stripe.webhooks.constructEvent(
        forged?.body as string,
        forged?.headers['stripe-signature'] as string,
        twins.secrets.stripeWebhook,
      ),
    ).toThrow(/No signatures found/);
  });
});

describe('state', () => {
  it('survives a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'twins-'));
    const before = await startTwins({ port: 0, dataDir });
    const make = (port: number) => new Stripe('sk_test_1', { host: '127.0.0.1', port, protocol: 'http' });
    const intent = await make(before.port).paymentIntents.create(
      { amount: 700, currency: 'usd' },
      { idempotencyKey: 'kept' },
    );
    await before.close();

    const after = await startTwins({ port: 0, dataDir });
    const again = await make(after.port).paymentIntents.create(
      { amount: 700, currency: 'usd' },
      { idempotencyKey: 'kept' },
    );

    expect(again.id).toBe(intent.id);
    expect((await make(after.port).paymentIntents.retrieve(intent.id)).amount).toBe(700);
    await after.close();
    rmSync(dataDir, { recursive: true });
  });
});
