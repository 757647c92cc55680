import { newId, type Principal } from '@opticworks/kernel';
import { PrescriptionSignedOff } from '@opticworks/schema/events/customer-rx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { remindAwaited } from '../src/awaited/remind-awaited.ts';
import { settleAwaitedPrice } from '../src/awaited/settle-awaited-price.ts';
import type { Services } from '../src/services.ts';
import { aPaidOrder, guest, type House, openHouse, staff } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  Object.assign(house.world, { saleable: true, lensIssue: null, band: 'A', signedOff: new Set() });
});

const services = () => (house.subgraph.context({ principal: staff() }) as never as { orders: Services }).orders;
const ORDER = `query ($id: ID!) { order(id: $id) { status totals { subtotal { amount } } history { kind }
  payments { amount { amount } refunded { amount } } lines { id } mails { kind } awaitedPrescriptions { state } } }`;
const SEND = `mutation ($o: ID!, $l: ID!, $p: ID!) { sendPrescription(orderId: $o, orderLineId: $l, prescriptionId: $p) {
  __typename ... on Order { id } ... on Refusal { code } } }`;
const CANCEL = 'mutation ($id: ID!) { cancelOrder(id: $id, reason: "x") { __typename } }';
const see = async (id: string, who: Principal = staff('associate')) => (await house.ask(ORDER, { id }, who)).order;
const send = async (order: { id: string; lineId: string }, p = newId('rx')) =>
  (await house.ask(SEND, { o: order.id, l: order.lineId, p }, guest())).sendPrescription;
const made = async (id: string) =>
  (
    await house.subgraph.database.query(
      `SELECT 1 FROM outbox WHERE aggregate_id = $1 AND name = 'orders.OrderLinePrescribed.v1'`,
      [id],
    )
  ).length;
const count = (seen: { history: { kind: string }[] }, kind: string) =>
  seen.history.filter((one) => one.kind === kind).length;

async function aWaitingOrder() {
  const pair = {
    variantId: 'variant_frame',
    lens: { prescriptionLater: true, use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] },
  };
  const order = await aPaidOrder(house, [pair], guest() as never);
  return { id: order.id as string, lineId: (await see(order.id)).lines[0].id as string };
}
const signOff = async (prescriptionId: string) => {
  house.world.signedOff.add(prescriptionId);
  await house.subgraph.inbox.receive([
    {
      id: newId('event'),
      name: PrescriptionSignedOff.name,
      source: 'customer-rx',
      aggregate: 'prescription',
      aggregateId: prescriptionId,
      sequence: String(Date.now()),
      payload: { prescriptionId, by: 'staff:o' },
      occurredAt: house.clock.now().toISOString(),
      trace: null,
    },
  ]);
  await house.settle();
};

describe('a prescription and a cancellation that meet', () => {
  it('while the cancellation is not committed yet: the sending waits for it, and nothing is made', async () => {
    const order = await aWaitingOrder();

    let sent: ReturnType<typeof send> | undefined;
    await house.subgraph.database.transaction(async (tx) => {
      await tx.query(`UPDATE sales_order SET status = 'CANCELLED' WHERE id = $1`, [order.id]);
      sent = send(order);
      // Long enough to come as far as it can: to the lock of this row.
      await new Promise((resolve) => setTimeout(resolve, 700));
    });

    expect((await sent)?.code).toBe('ORDER_WAITS_NO_LONGER');
    expect(await made(order.id)).toBe(0);
  });

  it('between the judging and the writing: the status under the lock decides', async () => {
    const order = await aWaitingOrder();
    const { pricing } = services();
    const { quote } = pricing;
    pricing.quote = async (request) => {
      pricing.quote = quote;
      await house.ask(CANCEL, { id: order.id }, staff('associate'));
      return quote.call(pricing, request);
    };

    const sent = await send(order);

    expect(sent.code).toBe('ORDER_WAITS_NO_LONGER');
    expect(await made(order.id)).toBe(0);
    const seen = await see(order.id);
    expect(seen.payments[0].refunded.amount).toBe(seen.payments[0].amount.amount);
  });
});

describe('the price', () => {
  it('is settled once by two who settle it at the same time', async () => {
    const order = await aWaitingOrder();
    await send(order, 'rx_twice');
    await house.settle();
    house.world.signedOff.add('rx_twice');

    await Promise.all([1, 2, 3].map(() => settleAwaitedPrice(services(), order.lineId)));
    await house.settle();

    const seen = await see(order.id);
    expect(seen.totals.subtotal.amount).toBe('420.00');
    expect(seen.payments[0].refunded.amount).toBe('45.00');
    expect(count(seen, 'PRICE_SETTLED')).toBe(1);
  });

  it('of a cancelled order is not settled again: everything has gone back', async () => {
    const order = await aWaitingOrder();
    await send(order, 'rx_too_late');
    await house.settle();
    await house.ask(CANCEL, { id: order.id }, staff('associate'));
    await signOff('rx_too_late');

    const seen = await see(order.id);
    expect(seen.payments[0].refunded.amount).toBe(seen.payments[0].amount.amount);
    expect(count(seen, 'PRICE_SETTLED')).toBe(0);
    expect(seen.totals.subtotal.amount).toBe('465.00');
  });

  it('waits for the sign-off, however often somebody asks', async () => {
    const order = await aWaitingOrder();
    await send(order, 'rx_unsigned');
    await house.settle();

    await settleAwaitedPrice(services(), order.lineId);

    expect((await see(order.id)).awaitedPrescriptions[0].state).toBe('RECEIVED');
    expect((await see(order.id)).payments[0].refunded.amount).toBe('0.00');
  });
});

describe('reminders', () => {
  const DAY_MS = 86_400_000;

  it('are written once by two rounds that run at the same time', async () => {
    const order = await aWaitingOrder();
    house.clock.advance(3 * DAY_MS);

    await Promise.all([1, 2, 3].map(() => remindAwaited(services())));
    await house.settle();

    expect(count(await see(order.id), 'PRESCRIPTION_REMINDER')).toBe(1);
  });

  it('go to nobody who sent theirs or cancelled', async () => {
    const [sent, cancelled] = [await aWaitingOrder(), await aWaitingOrder()];
    await send(sent);
    await house.ask(CANCEL, { id: cancelled.id }, staff('associate'));
    house.clock.advance(20 * DAY_MS);

    await remindAwaited(services());
    await house.settle();

    for (const { id } of [sent, cancelled]) {
      const seen = await see(id);
      expect([count(seen, 'PRESCRIPTION_REMINDER'), count(seen, 'PRESCRIPTION_OVERDUE')]).toEqual([0, 0]);
    }
  });

  it('end with the order where an owner has set a day, and only then', async () => {
    const order = await aWaitingOrder();
    const { settings } = services();
    house.clock.advance(29 * DAY_MS);
    const ending = { ...services(), settings: { ...settings, AWAITED_RX_CANCEL_AFTER_DAYS: 30 } };

    await remindAwaited(ending);
    const early = await see(order.id);
    house.clock.advance(DAY_MS);
    await remindAwaited(ending);
    await house.settle();

    expect(early.status).toBe('PLACED');
    expect((await see(order.id)).status).toBe('CANCELLED');
  });
});
