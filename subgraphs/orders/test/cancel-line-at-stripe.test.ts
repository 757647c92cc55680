import { type RunningTwins, startTwins } from '@opticworks/twins';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StripePayments } from '../src/payments/providers/stripe/stripe-payments.ts';
import { reconcile } from '../src/reconciliation/reconcile.ts';
import type { Services } from '../src/services.ts';
import { aCheckout, CONFIRM, type House, openHouse, staff } from './orders-house.ts';

const SECRET = 'whsec_lines';
const KEY = 'sk_test_lines';

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

async function buy(): Promise<{ id: string; lineId: string; intent: string }> {
  const answer = await fetch(`${twins.url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ payment_method: 'pm_card_visa' }),
  });
  const { id: token } = (await answer.json()) as { id: string };
  const checkout = await aCheckout(house, [
    { variantId: 'variant_frame', quantity: 1 },
    { variantId: 'variant_cloth', quantity: 2 },
  ]);
  const { confirmPayment } = await house.ask(CONFIRM, { checkout: checkout.id, token });
  const [row] = await db().query<{ id: string; intent: string; lineId: string }>(
    `SELECT o.id, p.provider_id AS intent, l.id AS "lineId" FROM sales_order o JOIN payment p ON p.order_id = o.id
     JOIN order_line l ON l.order_id = o.id AND l.sku = 'AC-1' WHERE o.id = $1`,
    [confirmPayment.order.id],
  );
  return row!;
}

const cancel = async (order: { id: string; lineId: string }) =>
  (
    await house.ask(
      `mutation ($o: ID!, $l: ID!) { cancelOrderLine(orderId: $o, orderLineId: $l, reason: "Not needed") { __typename } }`,
      { o: order.id, l: order.lineId },
      staff('associate'),
    )
  ).cancelOrderLine;

async function deliver(type: string, object: object): Promise<void> {
  const { default: fastify } = await import('fastify');
  const app = fastify();
  await app.register(house.subgraph.routes!, { prefix: '/orders' });
  const payload = JSON.stringify({ id: `evt_line_${type}_${Math.random()}`, object: 'event', type, data: { object } });
  const timestamp = Math.floor(house.clock.now().getTime() / 1000);
  const signature = atStripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp });
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  const { statusCode } = await app.inject({ method: 'POST', url: '/orders/webhooks/stripe', payload, headers });
  await app.close();
  expect(statusCode).toBe(200);
  await house.settle();
}

const books = async (orderId: string) => ({
  refunds: await db().query('SELECT state, amount_minor::int AS amount FROM refund WHERE order_id = $1', [orderId]),
  entries: await db().query("SELECT 1 FROM journal_entry WHERE order_id = $1 AND kind = 'REFUND'", [orderId]),
  letters: await db().query("SELECT 1 FROM mail WHERE order_id = $1 AND kind = 'REFUND'", [orderId]),
});

it('gives its money back at Stripe once, under the key of its own refund', async () => {
  const order = await buy();

  await Promise.all([cancel(order), cancel(order)]);
  await house.settle();

  const { data } = await atStripe.refunds.list({ payment_intent: order.intent });
  expect(data.map(({ amount }) => amount)).toEqual([2_681]);
  expect(await books(order.id)).toMatchObject({
    refunds: [{ state: 'succeeded', amount: 2_681 }],
    entries: [{}],
    letters: [{}],
  });
});

it('is booked once when Stripe tells of the refund before it has answered', async () => {
  const order = await buy();
  const { payments } = services();
  const { refund } = payments;
  payments.refund = async (request) => {
    payments.refund = refund;
    const truth = await refund.call(payments, request);
    const made = await atStripe.refunds.retrieve(truth.id);
    await deliver('refund.created', made);
    await deliver('charge.refunded', await atStripe.charges.retrieve(String(made.charge)));
    return truth;
  };

  await cancel(order);
  await house.settle();

  expect(await books(order.id)).toMatchObject({ refunds: [{ state: 'succeeded' }], entries: [{}], letters: [{}] });
});

it('is made after all when its answer was lost, and not twice', async () => {
  const order = await buy();
  const { payments } = services();
  const { refund } = payments;
  payments.refund = async (request) => {
    payments.refund = refund;
    await refund.call(payments, request);
    throw new Error('the line went dead');
  };

  await cancel(order);
  house.clock.advance(120_000);
  await reconcile(services());
  await house.settle();

  expect((await atStripe.refunds.list({ payment_intent: order.intent })).data).toHaveLength(1);
  expect(await books(order.id)).toMatchObject({ refunds: [{ state: 'succeeded' }], entries: [{}] });
});

it('gives back at most what somebody left of the payment at Stripe itself', async () => {
  const order = await buy();
  const intent = await atStripe.paymentIntents.retrieve(order.intent);
  const foreign = await atStripe.refunds.create({ payment_intent: order.intent, amount: intent.amount - 1_000 });
  await deliver('refund.created', foreign);

  await cancel(order);
  await house.settle();

  expect((await books(order.id)).refunds).toContainEqual({ state: 'succeeded', amount: 1_000 });
  const [payment] = await db().query('SELECT status FROM payment WHERE order_id = $1', [order.id]);
  expect(payment).toEqual({ status: 'REFUNDED' });
});
