import { newId, type Principal, subscribeLocal } from '@opticworks/kernel';
import { ParcelPacked } from '@opticworks/schema/events/inventory';
import { LabJobMoved } from '@opticworks/schema/events/lab';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleAwaitedPrice } from '../src/awaited/settle-awaited-price.ts';
import type { Services } from '../src/services.ts';
import { aCart, aPaidOrder, guest, type House, openHouse, payFor, staff, type WishedLine } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  Object.assign(house.world, { saleable: true, lensIssue: null, band: 'A', signedOff: new Set() });
});

const associate = staff('associate');
const db = () => house.subgraph.database;
const services = () => (house.subgraph.context({ principal: staff() }) as never as { orders: Services }).orders;

const pair = (about: object = {}): WishedLine => ({
  variantId: 'variant_frame',
  lens: { prescriptionId: newId('rx'), use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] },
  ...about,
});
const later = (): WishedLine =>
  pair({ lens: { prescriptionLater: true, use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] } });
const cloths = (quantity = 2): WishedLine => ({ variantId: 'variant_cloth', quantity });

const MONEY = '{ amount }';
const ORDER = `query ($id: ID!) { order(id: $id) { status version promiseDate
  totals { subtotal ${MONEY} discount ${MONEY} shipping ${MONEY} tax ${MONEY} total ${MONEY} taxLines { amount ${MONEY} } }
  coupons { code amount ${MONEY} } awaitedPrescriptions { orderLineId }
  lines { id sku quantity cancelledQuantity canCancel cancelCosts returnableQuantity tax ${MONEY} total ${MONEY}
    cancellations { quantity reason by refund ${MONEY} cost ${MONEY} refundFailed } }
  payments { status amount ${MONEY} refunded ${MONEY} } history { kind text } mails { kind status subject } } }`;
const see = async (id: string, who: Principal = associate) => (await house.ask(ORDER, { id }, who)).order;

const CANCEL = `mutation ($o: ID!, $l: ID!, $keep: Int, $cost: Decimal, $why: String!) {
  cancelOrderLine(orderId: $o, orderLineId: $l, keep: $keep, cost: $cost, reason: $why) {
    __typename ... on Order { id status } ... on Refusal { code message } } }`;
const cancel = async (o: string, l: string, about: object = {}, who: Principal = associate) =>
  (await house.ask(CANCEL, { o, l, keep: 0, cost: null, why: 'Wrong colour', ...about }, who)).cancelOrderLine;

const minor = (money: { amount: string }) => Math.round(Number(money.amount) * 100);
const lineOf = (order: { lines: { sku: string }[] }, sku: string) =>
  order.lines.find((line) => line.sku === sku) as never as { id: string } & Record<string, any>;

let sequence = 0;
async function tell(event: { name: string }, aggregateId: string, payload: object): Promise<void> {
  sequence += 1;
  const occurredAt = house.clock.now().toISOString();
  await house.subgraph.inbox.receive([
    {
      id: newId('event'),
      name: event.name,
      source: 'sibling',
      aggregate: 'thing',
      aggregateId,
      sequence: String(sequence),
      payload,
      occurredAt,
      trace: null,
    },
  ]);
  await house.settle();
}
let versions = 0;
const labMoves = (
  orderId: string,
  orderLineId: string,
  to: string,
  from = 'RELEASED',
  jobId = `job_${orderLineId}`,
) => {
  versions += 1;
  return tell(LabJobMoved, jobId, { jobId, number: 'L-1', orderId, orderLineId, from, to, version: versions });
};

/** What the order was paid for is what it still costs and what went back; every entry balances; the deposit is what is still owed. */
async function booksBalance(orderId: string): Promise<void> {
  const order = await see(orderId);
  const [deposit] = await db().query<{ left: string }>(
    `SELECT coalesce(sum(CASE side WHEN 'credit' THEN amount_minor ELSE -amount_minor END), 0)::text AS left
     FROM journal_posting p JOIN journal_entry e ON e.id = p.entry_id WHERE e.order_id = $1 AND account = 'customer_deposits'`,
    [orderId],
  );
  const [refunds] = await db().query<{ sum: string }>(
    `SELECT coalesce(sum(amount_minor), 0)::text AS sum FROM refund WHERE order_id = $1 AND state <> 'failed'`,
    [orderId],
  );
  const paid = minor(order.payments[0].amount);
  const cost = order.status === 'CANCELLED' ? 0 : minor(order.totals.total);
  expect(Number(refunds!.sum)).toBe(paid - cost);
  expect(minor(order.payments[0].refunded)).toBe(paid - cost);
  expect(Number(deposit!.left)).toBe(cost);
  const { subtotal, discount, shipping, tax, total, taxLines } = order.totals;
  expect(minor(total)).toBe(minor(subtotal) - minor(discount) + minor(shipping) + minor(tax));
  expect(taxLines.reduce((sum: number, { amount }: any) => sum + minor(amount), 0)).toBe(minor(tax));
}

describe('a cancelled line', () => {
  it('gives back its price with its tax, is struck from the totals, and the rest goes on', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const before = await see(id);
    const frame = lineOf(before, 'FR-1');

    const answer = await cancel(id, frame.id);
    await house.settle();

    expect(answer).toMatchObject({ __typename: 'Order', status: 'PLACED' });
    const after = await see(id);
    const paid = minor(frame.total) + minor(frame.tax);
    expect(lineOf(after, 'FR-1')).toMatchObject({
      quantity: 0,
      cancelledQuantity: 1,
      canCancel: false,
      returnableQuantity: 0,
      total: { amount: '0.00' },
      cancellations: [{ quantity: 1, reason: 'Wrong colour', by: 'Ada', cost: null, refundFailed: false }],
    });
    expect(minor(lineOf(after, 'FR-1').cancellations[0].refund)).toBe(paid);
    expect(minor(after.totals.shipping)).toBe(minor(before.totals.shipping));
    expect(minor(after.totals.total)).toBe(minor(before.totals.total) - paid);
    expect(after.version).toBeGreaterThan(before.version);
    await booksBalance(id);
    expect(after.history.map(({ kind }: any) => kind)).toContain('LINE_CANCELLED');
    const letter = after.mails.find(({ kind }: any) => kind === 'ORDER_LINE_CANCELLED');
    expect(letter).toMatchObject({ status: 'sent', subject: expect.stringContaining('Part of order') });
    const [event] = await db().query<{ payload: object }>(
      `SELECT payload FROM outbox WHERE name = 'orders.OrderLineCancelled.v1' AND aggregate_id = $1`,
      [id],
    );
    expect(event!.payload).toMatchObject({ orderLineId: frame.id, quantity: 1, left: 0, awaits: false });
  });

  it('can lose some of its pieces, and each piece gives back what is left to the cent', async () => {
    const { id } = await aPaidOrder(house, [cloths(3), pair()]);
    const before = lineOf(await see(id), 'AC-1');

    for (const keep of [2, 1, 0]) expect((await cancel(id, before.id, { keep })).__typename).toBe('Order');
    await house.settle();

    const after = lineOf(await see(id), 'AC-1');
    expect(after).toMatchObject({ quantity: 0, cancelledQuantity: 3 });
    const back = after.cancellations.reduce((sum: number, { refund }: any) => sum + minor(refund), 0);
    expect(back).toBe(minor(before.total) + minor(before.tax));
    await booksBalance(id);
  });

  it('is an order cancelled whole, with its delivery, when nothing else is left', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const order = await see(id);

    await cancel(id, lineOf(order, 'FR-1').id);
    const last = await cancel(id, lineOf(order, 'AC-1').id);
    await house.settle();

    expect(last).toMatchObject({ status: 'CANCELLED' });
    expect((await see(id)).payments[0]).toMatchObject({ status: 'REFUNDED' });
    await booksBalance(id);
    expect((await cancel(id, lineOf(order, 'AC-1').id)).code).toBe('ORDER_LINE_NOT_CANCELLABLE');
  });

  it('keeps what a coupon took off the rest, and shrinks the coupon by its own part', async () => {
    const who = guest('guest-coupon');
    const cart = await aCart(house, [pair(), cloths()], who);
    await house.ask('mutation ($c: ID!) { applyCoupon(cartId: $c, code: "TEN") { __typename } }', { c: cart.id }, who);
    const { id } = await payFor(house, cart.id, who);
    const before = await see(id);
    expect(minor(before.totals.discount)).toBeGreaterThan(0);

    await cancel(id, lineOf(before, 'FR-1').id);
    await house.settle();

    const after = await see(id);
    expect(minor(after.coupons[0].amount)).toBe(minor(after.totals.discount));
    expect(lineOf(after, 'AC-1').total).toEqual(lineOf(before, 'AC-1').total);
    await booksBalance(id);
  });

  it('sells the rest at what the rest costs when the parcel leaves', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    await cancel(id, lineOf(await see(id), 'FR-1').id);
    await tell(ParcelPacked, id, { pickTaskId: 'pick', orderId: id, weightGrams: 100 });
    const warehouse = staff('warehouse');
    const { quoteShipment } = await house.ask(
      'mutation ($id: ID!) { quoteShipment(orderId: $id) { ... on ShipmentQuote { recommendedRateId } } }',
      { id },
      warehouse,
    );
    const { buyLabel } = await house.ask(
      'mutation ($id: ID!, $r: ID!) { buyLabel(orderId: $id, rateId: $r) { ... on Shipment { id } } }',
      { id, r: quoteShipment.recommendedRateId },
      warehouse,
    );
    await house.ask(
      'mutation ($id: ID!) { markShipped(shipmentId: $id) { __typename } }',
      { id: buyLabel.id },
      warehouse,
    );

    const [deposit] = await db().query<{ left: string }>(
      `SELECT sum(CASE side WHEN 'credit' THEN amount_minor ELSE -amount_minor END)::text AS left
       FROM journal_posting p JOIN journal_entry e ON e.id = p.entry_id WHERE e.order_id = $1 AND account = 'customer_deposits'`,
      [id],
    );
    expect(deposit!.left).toBe('0');
    expect((await cancel(id, lineOf(await see(id), 'AC-1').id)).code).toBe('ORDER_LINE_NOT_CANCELLABLE');
  });

  it('that was the last to wait for a prescription leaves the order a day to arrive', async () => {
    const { id } = await aPaidOrder(house, [later(), pair()]);
    const order = await see(id);
    expect(order.promiseDate).toBeNull();

    await cancel(id, order.awaitedPrescriptions[0].orderLineId, {}, guest());

    const after = await see(id);
    expect(after.awaitedPrescriptions).toEqual([]);
    expect(after.promiseDate).not.toBeNull();
    const [event] = await db().query<{ payload: { promiseDate: string } }>(
      `SELECT payload FROM outbox WHERE name = 'orders.OrderLineCancelled.v1' AND aggregate_id = $1`,
      [id],
    );
    expect(event!.payload.promiseDate).toBe(after.promiseDate);
    const [kept] = await db().query('SELECT 1 FROM kept_promise WHERE order_id = $1 AND replaced_at IS NULL', [id]);
    expect(kept).toBeDefined();
  });

  it('teaches the promises nothing: the day stands, its parts are no longer of this order', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const { promiseDate } = await see(id);

    await cancel(id, lineOf(await see(id), 'FR-1').id);

    expect((await see(id)).promiseDate).toBe(promiseDate);
    expect(await db().query('SELECT 1 FROM kept_promise WHERE order_id = $1 AND replaced_at IS NULL', [id])).toEqual(
      [],
    );
  });

  it('is settled at its price for the pieces that are left', async () => {
    const { id } = await aPaidOrder(house, [{ ...later(), quantity: 2 }, cloths()]);
    const line = lineOf(await see(id), 'FR-1');
    const rx = newId('rx');
    await house.ask(
      'mutation ($o: ID!, $l: ID!, $p: ID!) { sendPrescription(orderId: $o, orderLineId: $l, prescriptionId: $p) { __typename } }',
      { o: id, l: line.id, p: rx },
    );
    house.world.signedOff.add(rx);
    const { prescriptions } = services();
    const { read } = prescriptions;
    // Between the reading and the writing of the settling one of the two is cancelled.
    prescriptions.read = async (...asked) => {
      prescriptions.read = read;
      await cancel(id, line.id, { keep: 1 });
      return read.call(prescriptions, ...asked);
    };

    await settleAwaitedPrice(services(), line.id);
    await house.settle();

    const after = lineOf(await see(id), 'FR-1');
    expect(after).toMatchObject({ quantity: 1, total: { amount: '420.00' } });
    await booksBalance(id);
  });

  it('reaches whoever watches the order', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const document =
      'subscription ($id: ID!) { orderChanged(id: $id) { kind order { lines { quantity cancelledQuantity } } } }';
    const context = () => house.subgraph.context({ principal: guest() });
    const stream: any = await subscribeLocal(house.subgraph, { document, variables: { id }, context });

    await cancel(id, lineOf(await see(id), 'AC-1').id);
    let { value } = await stream.next();
    while (value.data.orderChanged.kind !== 'orders.OrderLineCancelled.v1') ({ value } = await stream.next());
    await stream.return();

    expect(value.data.orderChanged.order.lines).toEqual([
      { quantity: 1, cancelledQuantity: 0 },
      { quantity: 0, cancelledQuantity: 2 },
    ]);
  });
});

describe('who may cancel a line, and when', () => {
  it('its customer until the pair is begun, staff until lenses are cut, then with what it costs', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const line = lineOf(await see(id), 'FR-1');

    await labMoves(id, line.id, 'PICKED');
    expect(lineOf(await see(id, guest()), 'FR-1').canCancel).toBe(false);
    expect((await cancel(id, line.id, {}, guest())).code).toBe('ORDER_LINE_BEGUN');
    // Goods beside a pair that is begun are still theirs to cancel.
    expect(lineOf(await see(id, guest()), 'AC-1').canCancel).toBe(true);

    await labMoves(id, line.id, 'FINISHING');
    expect(lineOf(await see(id), 'FR-1')).toMatchObject({ canCancel: true, cancelCosts: true });
    expect((await cancel(id, line.id)).code).toBe('ORDER_LINE_COST_MISSING');
    expect((await cancel(id, line.id, { why: ' ' })).code).toBe('ORDER_LINE_REASON_MISSING');
    expect((await cancel(id, line.id, { cost: '38.50' })).__typename).toBe('Order');
    await house.settle();

    expect(lineOf(await see(id), 'FR-1').cancellations[0].cost).toEqual({ amount: '38.50' });
    expect(lineOf(await see(id, guest()), 'FR-1').cancellations[0].cost).toBeNull();
    await booksBalance(id);
  });

  it('nobody who may not cancel orders, and nobody else', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const line = lineOf(await see(id), 'AC-1');

    expect((await cancel(id, line.id, {}, staff('warehouse'))).code).toBe('FORBIDDEN');
    expect((await cancel(id, line.id, {}, guest('somebody-else'))).code).toBe('ORDER_NOT_FOUND');
    expect((await cancel(id, 'order_line_none')).code).toBe('ORDER_LINE_NOT_FOUND');
    expect((await cancel(id, line.id, { keep: 2 })).code).toBe('ORDER_LINE_QUANTITY');
    expect((await cancel(id, line.id, { keep: -1 })).code).toBe('ORDER_LINE_QUANTITY');
    expect((await see(id)).payments[0].refunded.amount).toBe('0.00');
  });

  it('nobody once the parcel is packed', async () => {
    const { id } = await aPaidOrder(house, [cloths(), pair()]);
    await tell(ParcelPacked, id, { pickTaskId: 'pick', orderId: id, weightGrams: 100 });

    expect((await cancel(id, lineOf(await see(id), 'AC-1').id)).code).toBe('ORDER_LINE_NOT_CANCELLABLE');
  });
});

describe('a cancelled line that meets', () => {
  it('itself, pressed twice and by two: one refund', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths(3)]);
    const line = lineOf(await see(id), 'AC-1');

    const answers = await Promise.all([
      ...[1, 2, 3].map(() => cancel(id, line.id, { keep: 1 })),
      ...[1, 2].map(() => cancel(id, line.id, { keep: 1 }, guest())),
    ]);
    await house.settle();

    expect(answers.map(({ __typename }) => __typename)).toEqual(answers.map(() => 'Order'));
    expect(lineOf(await see(id), 'AC-1')).toMatchObject({
      quantity: 1,
      cancelledQuantity: 2,
      cancellations: [{ quantity: 2 }],
    });
    await booksBalance(id);
  });

  it('the other lines, each cancelled at the same moment: the last one takes the order with it', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths(), { variantId: 'variant_set', quantity: 1 }]);
    const { lines } = await see(id);

    const answers = await Promise.all(lines.map((line: { id: string }) => cancel(id, line.id)));
    await house.settle();

    expect(answers.map(({ __typename }) => __typename)).toEqual(['Order', 'Order', 'Order']);
    expect((await see(id)).status).toBe('CANCELLED');
    await booksBalance(id);
  });

  it('the whole order being cancelled: everything goes back once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await aPaidOrder(house, [pair(), cloths()]);
      const line = lineOf(await see(id), 'FR-1');
      const whole = () =>
        house.ask('mutation ($id: ID!) { cancelOrder(id: $id, reason: "x") { __typename } }', { id }, associate);

      await Promise.all(round % 2 ? [whole(), cancel(id, line.id)] : [cancel(id, line.id), whole()]);
      await house.settle();

      expect((await see(id)).status).toBe('CANCELLED');
      await booksBalance(id);
    }
  });

  it('the first cut in the lab, heard of too late: the money stands, and somebody looks at the loss', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const line = lineOf(await see(id), 'FR-1');

    // The lab had begun when the customer cancelled; its news comes only now, and then that it stopped.
    expect((await cancel(id, line.id, {}, guest())).__typename).toBe('Order');
    await labMoves(id, line.id, 'SURFACING');
    await labMoves(id, line.id, 'CANCELLED', 'SURFACING');

    await booksBalance(id);
    const breaks = await db().query<{ detail: string }>(
      "SELECT detail FROM reconciliation_break WHERE kind = 'CANCELLED_AFTER_CUT' AND subject = $1 AND open",
      [`job_${line.id}`],
    );
    expect(breaks).toHaveLength(1);
    expect((await see(id)).history.map(({ kind }: any) => kind)).toContain('LENSES_LOST');
  });

  it('a loss that was noted is nobody’s surprise', async () => {
    const { id } = await aPaidOrder(house, [pair(), cloths()]);
    const line = lineOf(await see(id), 'FR-1');
    await labMoves(id, line.id, 'SURFACING');

    await cancel(id, line.id, { cost: '12.00' });
    await labMoves(id, line.id, 'CANCELLED', 'SURFACING');

    expect(
      await db().query("SELECT 1 FROM reconciliation_break WHERE kind = 'CANCELLED_AFTER_CUT' AND subject = $1", [
        `job_${line.id}`,
      ]),
    ).toEqual([]);
  });

  it('its parcel being packed: that parcel is not ready, the one packed anew is', async () => {
    const { id } = await aPaidOrder(house, [cloths(3), { variantId: 'variant_set', quantity: 2 }]);
    const order = await see(id);
    const [cloth, set] = [lineOf(order, 'AC-1'), lineOf(order, 'SET-1')];
    const packed = (pieces: number, parts: number) =>
      tell(ParcelPacked, id, {
        pickTaskId: 'pick',
        orderId: id,
        weightGrams: 100,
        contents: [{ orderLineId: cloth.id, pieces }, ...(parts > 0 ? [{ orderLineId: set.id, pieces: parts }] : [])],
      });

    await cancel(id, set.id, { keep: 1 });
    await cancel(id, cloth.id, { keep: 2 });
    await packed(2, 4);
    expect((await see(id)).status).toBe('PLACED');
    await packed(3, 2);
    expect((await see(id)).status).toBe('PLACED');
    await packed(2, 2);
    expect((await see(id)).status).toBe('READY_TO_SHIP');
  });

  it('a prescription that is sent: one of them wins, and nothing is made of a cancelled pair', async () => {
    const SEND = `mutation ($o: ID!, $l: ID!, $p: ID!) { sendPrescription(orderId: $o, orderLineId: $l, prescriptionId: $p) {
      __typename ... on Refusal { code } } }`;
    const { id } = await aPaidOrder(house, [later(), cloths()]);
    const line = lineOf(await see(id), 'FR-1');
    const { pricing } = services();
    const { quote } = pricing;
    pricing.quote = async (request) => {
      pricing.quote = quote;
      await cancel(id, line.id);
      return quote.call(pricing, request);
    };

    const { sendPrescription } = await house.ask(SEND, { o: id, l: line.id, p: newId('rx') });

    expect(sendPrescription.code).toBe('PRESCRIPTION_NOT_AWAITED');
    expect(
      await db().query("SELECT 1 FROM outbox WHERE aggregate_id = $1 AND name = 'orders.OrderLinePrescribed.v1'", [id]),
    ).toEqual([]);
    await booksBalance(id);
  });
});
