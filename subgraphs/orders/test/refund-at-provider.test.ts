import { type RunningTwins, startTwins } from '@opticworks/twins';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRefund } from '../src/payments/open-refund.ts';
import { StripePayments } from '../src/payments/providers/stripe/stripe-payments.ts';
import { reconcile } from '../src/reconciliation/reconcile.ts';
import type { Services } from '../src/services.ts';
import { aCheckout, CONFIRM, type House, openHouse, staff } from './orders-house.ts';

const SECRET = 'whsec_refunds';
const KEY = 'sk_test_refunds';

let twins: RunningTwins;
let house: House;
let atStripe: Stripe;
beforeAll(async () => {
  twins = await startTwins({ port: 0, aftermathMs: 60_000 });
  const { hostname, port } = new URL(twins.url);
  atStripe = new Stripe(KEY, { host: hostname, port, protocol: 'http' });
  house = await openHouse({
    payments: new StripePayments({ secretKey: KEY, webhookSecret: SECRET, apiBase: twins.url }),
  });
});
afterAll(async () => {
  await house?.close();
  await twins?.close();
});

const db = () => house.subgraph.database;
const services = () =>
  (house.subgraph.context({ principal: staff('associate') }) as unknown as { orders: Services }).orders;

/** An order somebody paid at the twin, and its payment there. */
let order: { id: string; totalMinor: bigint; taxMinor: bigint };
let intent: string;
beforeEach(() => buy('pm_card_visa'));
async function buy(card: string): Promise<void> {
  const token = await tokenOf(card);
  const checkout = await aCheckout(house);
  const { confirmPayment } = await house.ask(CONFIRM, { checkout: checkout.id, token });
  expect(confirmPayment.__typename).toBe('PlacedOrder');
  const [row] = await db().query<{ id: string; total: string; tax: string; intent: string }>(
    `SELECT o.id, o.total_minor AS total, o.tax_minor AS tax, p.provider_id AS intent
     FROM sales_order o JOIN payment p ON p.order_id = o.id WHERE o.id = $1`,
    [confirmPayment.order.id],
  );
  order = { id: row!.id, totalMinor: BigInt(row!.total), taxMinor: BigInt(row!.tax) };
  intent = row!.intent;
}

async function tokenOf(paymentMethod: string): Promise<string> {
  const answer = await fetch(`${twins.url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_method: paymentMethod }),
  });
  return ((await answer.json()) as { id: string }).id;
}

let events = 0;
const anEvent = (type: string, object: object) => {
  events += 1;
  return { id: `evt_refund_${events}`, object: 'event', type, data: { object } };
};
type Event = ReturnType<typeof anEvent>;

/** Signed by Stripe's own library, as it would come. */
async function deliver(...notices: Event[]): Promise<void> {
  const { default: fastify } = await import('fastify');
  const app = fastify();
  await app.register(house.subgraph.routes!, { prefix: '/orders' });
  const answers = await Promise.all(
    notices.map((notice) => {
      const payload = JSON.stringify(notice);
      const timestamp = Math.floor(house.clock.now().getTime() / 1000);
      const signature = atStripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp });
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      return app.inject({ method: 'POST', url: '/orders/webhooks/stripe', payload, headers });
    }),
  );
  await app.close();
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(notices.map(() => 200));
  await house.settle();
}

const chargeOf = async (refund: Stripe.Refund) => atStripe.charges.retrieve(String(refund.charge));
/** What Stripe tells of one refund. */
const noticesOf = async (refund: Stripe.Refund) => [
  anEvent('refund.created', refund),
  anEvent('charge.refunded', await chargeOf(refund)),
  anEvent('refund.updated', refund),
  anEvent('charge.refund.updated', refund),
];

const books = async () => {
  const [payment] = await db().query<{ status: string; refunded: string }>(
    'SELECT status, refunded_minor AS refunded FROM payment WHERE order_id = $1',
    [order.id],
  );
  const refunds = await db().query<Record<string, unknown>>(
    'SELECT state, amount_minor AS amount, tax_minor AS tax, provider_id AS "providerId", reason FROM refund WHERE order_id = $1 ORDER BY created_at',
    [order.id],
  );
  const entries = await db().query<{ kind: string; account: string; side: string; amount: string }>(
    `SELECT e.kind, p.account, p.side, p.amount_minor AS amount FROM journal_entry e JOIN journal_posting p ON p.entry_id = e.id
     WHERE e.order_id = $1 AND e.kind <> 'CAPTURE' ORDER BY e.at, e.id, p.position`,
    [order.id],
  );
  const breaks = await db().query<{ detail: string }>(
    "SELECT b.detail FROM reconciliation_break b JOIN refund r ON r.provider_id = b.subject WHERE b.kind = 'REFUND_AT_PROVIDER' AND r.order_id = $1",
    [order.id],
  );
  return { payment, refunds, entries, breaks: breaks.map(({ detail }) => detail) };
};

describe('a refund made at Stripe itself', () => {
  it('is booked once with its share of the tax, however often and in whichever order it is told, and a person is told', async () => {
    const refund = await atStripe.refunds.create({ payment_intent: intent, amount: 1_000 });
    const notices = await noticesOf(refund);

    await deliver(...notices.reverse());
    await deliver(...notices, ...(await noticesOf(refund)));

    const { payment, refunds, entries, breaks } = await books();
    const tax = (1_000n * order.taxMinor) / order.totalMinor;
    expect(tax).toBeGreaterThan(0n);
    expect(payment).toEqual({ status: 'PARTIALLY_REFUNDED', refunded: '1000' });
    expect(refunds).toEqual([
      { state: 'succeeded', amount: '1000', tax: String(tax), providerId: refund.id, reason: 'Made at Stripe' },
    ]);
    expect(entries).toEqual([
      { kind: 'REFUND', account: 'customer_deposits', side: 'debit', amount: '1000' },
      { kind: 'REFUND', account: 'stripe_clearing', side: 'credit', amount: '1000' },
    ]);
    expect(breaks).toEqual([expect.stringContaining(`$10.00 were refunded at Stripe itself (${refund.id})`)]);
    expect((await atStripe.refunds.list({ payment_intent: intent })).data).toHaveLength(1);
  });

  it('after the parcel left takes its tax out of what is owed', async () => {
    await db().query('UPDATE sales_order SET shipped_at = now() WHERE id = $1', [order.id]);
    await deliver(...(await noticesOf(await atStripe.refunds.create({ payment_intent: intent }))));

    const { payment, entries } = await books();
    expect(payment).toEqual({ status: 'REFUNDED', refunded: String(order.totalMinor) });
    expect(entries.map(({ account, side, amount }) => `${side} ${account} ${amount}`)).toEqual([
      `debit sales_returns ${order.totalMinor - order.taxMinor}`,
      `debit tax_payable ${order.taxMinor}`,
      `credit stripe_clearing ${order.totalMinor}`,
    ]);
  });

  it('and returned by the bank is taken back in the books', async () => {
    await buy('pm_card_refundFail');
    const refund = await atStripe.refunds.create({ payment_intent: intent, amount: 500 });
    await deliver(anEvent('refund.created', refund));
    await twins.runTimers();
    const failed = await atStripe.refunds.retrieve(refund.id);
    expect(failed.status).toBe('failed');
    await deliver(anEvent('refund.failed', failed), anEvent('refund.updated', failed));

    const { payment, refunds, entries } = await books();
    expect(payment).toEqual({ status: 'CAPTURED', refunded: '0' });
    expect(refunds).toMatchObject([{ state: 'failed' }]);
    expect(entries.map(({ kind }) => kind)).toEqual(['REFUND', 'REFUND', 'REVERSAL', 'REVERSAL']);
  });

  it('of which no notice ever came is found by the sweeper', async () => {
    const refund = await atStripe.refunds.create({ payment_intent: intent, amount: 700 });
    toTheTenthMinute();
    await reconcile(services());
    await reconcile(services());

    const { refunds, breaks } = await books();
    expect(refunds).toMatchObject([{ providerId: refund.id, state: 'succeeded' }]);
    expect(breaks).toHaveLength(1);
  });

  it('that is told before the payment itself books both', async () => {
    twins.fault({ service: 'stripe', match: { method: 'POST', path: '/v1/payment_intents' }, kind: 'reset', count: 2 });
    const checkout = await aCheckout(house);
    await house.ask(CONFIRM, { checkout: checkout.id, token: await tokenOf('pm_card_visa') });
    const [made] = (await atStripe.paymentIntents.list({ limit: 1 })).data;
    expect(made).toMatchObject({ status: 'succeeded', metadata: { checkout_id: checkout.id } });
    await deliver(...(await noticesOf(await atStripe.refunds.create({ payment_intent: made!.id, amount: 300 }))));

    order = { ...order, id: made!.metadata.order_id! };
    expect((await books()).payment).toEqual({ status: 'PARTIALLY_REFUNDED', refunded: '300' });
    expect((await books()).breaks).toHaveLength(1);
  });

  it('leaves the rest of the order to be cancelled', async () => {
    await deliver(...(await noticesOf(await atStripe.refunds.create({ payment_intent: intent, amount: 1_000 }))));
    const { cancelOrder } = await house.ask(
      'mutation($id: ID!) { cancelOrder(id: $id, reason: "at Stripe") { __typename ... on Refusal { code } } }',
      { id: order.id },
      staff('associate'),
    );

    expect(cancelOrder.__typename).toBe('Order');
    await house.settle();
    expect((await books()).payment).toEqual({ status: 'REFUNDED', refunded: String(order.totalMinor) });
  });
});

describe('our own refund', () => {
  const ask = (amountMinor: bigint) =>
    db().transaction((tx) =>
      openRefund(services(), tx, {
        order: { id: order.id, currency: 'USD', locale: 'en' },
        purpose: `test:${order.id}`,
        amountMinor,
        taxMinor: 0n,
        reason: 'test',
        beforeSale: true,
      }),
    );

  it('whose notice comes before its answer is settled as ours: booked once, nobody has to look', async () => {
    const refundId = await ask(900n);
    // Made at Stripe by our request, whose answer is still under way.
    const made = await services().payments.refund({
      key: `${refundId}:refund`,
      paymentId: intent,
      amount: { amountMinor: 900n, currency: 'USD' },
      refundId: refundId!,
    });
    await deliver(...(await noticesOf(await atStripe.refunds.retrieve(made.id))));

    const { payment, refunds, entries, breaks } = await books();
    expect(payment).toEqual({ status: 'PARTIALLY_REFUNDED', refunded: '900' });
    expect(refunds).toMatchObject([{ state: 'succeeded', providerId: made.id, reason: 'test' }]);
    expect(entries).toHaveLength(2);
    expect(breaks).toEqual([]);
  });

  it('that finds the money gone gives way: what was made at Stripe is booked, ours is not', async () => {
    const made = await atStripe.refunds.create({ payment_intent: intent });
    const notices = await noticesOf(made);
    await ask(order.totalMinor);
    await deliver(...notices);
    house.clock.advance(120_000);
    await reconcile(services());
    await house.settle();

    const { payment, refunds, breaks } = await books();
    expect(payment).toEqual({ status: 'REFUNDED', refunded: String(order.totalMinor) });
    expect(refunds.map(({ state, reason }) => `${reason} ${state}`).sort()).toEqual([
      'Made at Stripe succeeded',
      'test failed',
    ]);
    expect(breaks).toHaveLength(1);
  });
});

/** A full ten minutes of the house's clock, which is when refunds are compared. */
function toTheTenthMinute(): void {
  const minute = 60_000;
  house.clock.advance(10 * minute - (house.clock.now().getTime() % (10 * minute)));
}
