import { type Principal, subscribeLocal } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { CustomerErased } from '@opticworks/schema/events/customer-rx';
import { ParcelPacked } from '@opticworks/schema/events/inventory';
import { LabJobMoved, LabJobPassed } from '@opticworks/schema/events/lab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOrders } from '../src/privacy/erase-from-orders.ts';
import { aCheckout, aPaidOrder, CONFIRM, customer, guest, type House, openHouse, staff } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const warehouse = staff('warehouse');
const associate = staff('associate');
const LENS = { prescriptionId: 'prescription_1', use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] };
const db = () => house.subgraph.database;

/** Something a sibling tells; the inbox takes it as it would from the bus. */
async function tell(event: { name: string }, aggregateId: string, payload: object): Promise<void> {
  const id = `event_${Math.random().toString(36).slice(2)}`;
  sequence += 1;
  await house.subgraph.inbox.receive([
    {
      id,
      name: event.name,
      source: 'sibling',
      aggregate: 'thing',
      aggregateId,
      sequence: String(sequence),
      payload,
      occurredAt: house.clock.now().toISOString(),
      trace: null,
    },
  ]);
  await house.settle();
}
let sequence = 0;

const packed = (orderId: string) => tell(ParcelPacked, orderId, { pickTaskId: 'pick_1', orderId, weightGrams: 120 });
const statusOf = async (id: string, who: Principal = associate) =>
  (await house.ask('query($id: ID) { order(id: $id) { status } }', { id }, who)).order?.status;
const CANCEL = 'mutation($id: ID!) { cancelOrder(id: $id, reason: "Ordered twice") { __typename } }';
const BUY = `mutation($order: ID!, $rate: ID!) { buyLabel(orderId: $order, rateId: $rate) { __typename ... on Shipment { id status trackingCode labelUrl } ... on Refusal { code } } }`;

async function aReadyOrder(lines?: Parameters<typeof aPaidOrder>[1], who?: Principal) {
  const order = await aPaidOrder(house, lines, who as never);
  await packed(order.id);
  return order;
}

async function rateOf(orderId: string): Promise<string> {
  const { quoteShipment } = await house.ask(
    'mutation($id: ID!) { quoteShipment(orderId: $id) { __typename ... on ShipmentQuote { recommendedRateId rates { id } promiseDate } ... on Refusal { code } } }',
    { id: orderId },
    warehouse,
  );
  return quoteShipment.recommendedRateId;
}

async function aShippedOrder(lines?: Parameters<typeof aPaidOrder>[1], who?: Principal) {
  const order = await aReadyOrder(lines, who);
  const { buyLabel } = await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse);
  await house.ask('mutation($id: ID!) { markShipped(shipmentId: $id) { __typename } }', { id: buyLabel.id }, warehouse);
  return { ...order, shipment: buyLabel };
}

async function track(code: string, status: string, eventId = Math.random().toString(36)) {
  const body = {
    eventId,
    report: {
      trackingCode: code,
      shipmentId: null,
      status,
      details: [{ at: house.clock.now(), status, message: status, location: null }],
    },
  };
  const { default: fastify } = await import('fastify');
  const app = fastify();
  await app.register(house.subgraph.routes!, { prefix: '/orders' });
  const answer = await app.inject({
    method: 'POST',
    url: '/orders/webhooks/easypost',
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  await app.close();
  await house.settle();
  return answer.statusCode;
}

async function aDeliveredOrder(lines?: Parameters<typeof aPaidOrder>[1], who?: Principal) {
  const order = await aShippedOrder(lines, who);
  await track(order.shipment.trackingCode, 'delivered');
  return order;
}

describe('contact lenses', () => {
  const prescribed = { eye: 'OD', power: '-3.25', baseCurveMm: '8.6', diameterMm: '14.2' };
  const aBox = (over: object = {}) => [
    { variantId: 'variant_lens', contactLens: { ...prescribed, ...over }, prescriptionId: 'prescription_cl' },
  ];

  it('do not leave the house before their prescription is presented or verified', async () => {
    const order = await aReadyOrder(aBox() as never);
    const rate = await rateOf(order.id);
    house.world.released = false;

    const { buyLabel: early } = await house.ask(BUY, { order: order.id, rate }, warehouse);
    house.world.released = true;
    const { buyLabel: label } = await house.ask(BUY, { order: order.id, rate }, warehouse);
    house.world.released = false;
    const SHIP =
      'mutation($id: ID!) { markShipped(shipmentId: $id) { ... on Shipment { status } ... on Refusal { code } } }';
    const { markShipped: stopped } = await house.ask(SHIP, { id: label.id }, warehouse);
    house.world.released = true;
    const { markShipped: gone } = await house.ask(SHIP, { id: label.id }, warehouse);

    expect(early.code).toBe('PRESCRIPTION_NOT_VERIFIED');
    expect(label.status).toBe('LABEL_BOUGHT');
    expect(stopped.code).toBe('PRESCRIPTION_NOT_VERIFIED');
    expect(gone.status).toBe('IN_TRANSIT');
  });

  it('that are not the prescribed ones are not checked out', async () => {
    await expect(
      aCheckout(house, aBox({ power: '-3.00' }) as never, guest('guest-wrong-lens') as never),
    ).rejects.toThrow(/CART_LINE_NOT_ORDERABLE|not the prescribed/);
  });
});

describe('an order', () => {
  it('follows lab, packing, parcel and delivery, with a letter at each step', async () => {
    const order = await aPaidOrder(house, [{ variantId: 'variant_frame', lens: LENS }]);
    await house.settle();
    await tell(LabJobMoved, 'job_1', {
      jobId: 'job_1',
      number: 'L1',
      orderId: order.id,
      orderLineId: 'l',
      from: 'RELEASED',
      to: 'SURFACING',
      version: 2,
    });
    expect(await statusOf(order.id)).toBe('IN_PRODUCTION');
    await tell(LabJobPassed, 'job_1', { jobId: 'job_1', number: 'L1', orderId: order.id, orderLineId: 'l' });
    await packed(order.id);
    expect(await statusOf(order.id)).toBe('READY_TO_SHIP');

    const { buyLabel } = await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse);
    await house.ask(
      'mutation($id: ID!) { markShipped(shipmentId: $id) { __typename } }',
      { id: buyLabel.id },
      warehouse,
    );
    await track(buyLabel.trackingCode, 'out_for_delivery');
    await track(buyLabel.trackingCode, 'delivered');

    const seen = (
      await house.ask(
        'query($id: ID) { order(id: $id) { status mails { kind status subject } shipments { status events { status } } history { kind } } }',
        { id: order.id },
      )
    ).order;
    expect(seen.status).toBe('DELIVERED');
    expect(seen.mails.map(({ kind }: any) => kind)).toEqual([
      'ORDER_CONFIRMATION',
      'IN_PRODUCTION',
      'SHIPPED',
      'OUT_FOR_DELIVERY',
      'DELIVERED',
    ]);
    expect(seen.mails.every(({ status, subject }: any) => status === 'sent' && subject.includes(order.number))).toBe(
      true,
    );
    expect(house.world.reviews).toContain('prescription_1');
  });

  it('goes forward only, whatever order and however often the carrier reports', async () => {
    const order = await aShippedOrder();

    await track(order.shipment.trackingCode, 'delivered', 'same');
    await track(order.shipment.trackingCode, 'delivered', 'same');
    await track(order.shipment.trackingCode, 'in_transit');

    expect(await statusOf(order.id)).toBe('DELIVERED');
    const [mails] = await db().query<{ n: number }>(
      "SELECT count(*)::int AS n FROM mail WHERE order_id = $1 AND kind = 'DELIVERED'",
      [order.id],
    );
    expect(mails!.n).toBe(1);
  });

  it('books the sale when the parcel leaves, and every entry balances', async () => {
    const order = await aShippedOrder();

    const { journal } = (
      await house.ask(
        'query($id: ID) { order(id: $id) { journal { kind postings { account debit { amount } credit { amount } } } } }',
        { id: order.id },
        associate,
      )
    ).order;

    expect(journal.map(({ kind }: any) => kind)).toEqual(['CAPTURE', 'SALE']);
    expect(journal[1].postings).toContainEqual({ account: 'sales', debit: null, credit: { amount: '25.00' } });
    expect(journal[1].postings).toContainEqual({ account: 'tax_payable', debit: null, credit: { amount: '1.81' } });
  });

  it('is cancelled by its customer until work begins, money and goods given back', async () => {
    const order = await aPaidOrder(house);
    const CANCEL =
      'mutation($id: ID!) { cancelOrder(id: $id, reason: "wrong size") { __typename ... on Order { status payments { status refunded { amount } } } ... on Refusal { code } } }';

    const { cancelOrder } = await house.ask(CANCEL, { id: order.id });
    const again = await house.ask(CANCEL, { id: order.id });

    expect(cancelOrder).toMatchObject({
      status: 'CANCELLED',
      payments: [{ status: 'REFUNDED', refunded: { amount: '33.01' } }],
    });
    expect(again.cancelOrder.code).toBe('ORDER_NOT_CANCELLABLE');
    const [event] = await db().query('SELECT 1 FROM outbox WHERE name = $1 AND aggregate_id = $2', [
      'orders.OrderCancelled.v1',
      order.id,
    ]);
    expect(event).toBeDefined();
  });

  it('tells a live listener what happened, from the cursor on', async () => {
    const order = await aPaidOrder(house);
    const context = () => house.subgraph.context({ principal: guest() });
    const document =
      'subscription($id: ID!, $after: String) { orderChanged(id: $id, after: $after) { cursor kind order { status } } }';
    const stream: any = await subscribeLocal(house.subgraph, { document, variables: { id: order.id }, context });

    await packed(order.id);
    // The placing itself may still arrive first: the log is read up to what every running transaction has settled.
    let { value } = await stream.next();
    if (value.data.orderChanged.kind === 'orders.OrderPlaced.v1') ({ value } = await stream.next());
    await stream.return();

    expect(value.data.orderChanged).toMatchObject({
      kind: 'orders.OrderStatusChanged.v1',
      order: { status: 'READY_TO_SHIP' },
    });
  });
});

describe('a label', () => {
  it('is bought once by two people at once', async () => {
    const order = await aReadyOrder();
    const rate = await rateOf(order.id);

    const results = await Promise.all([
      house.ask(BUY, { order: order.id, rate }, warehouse),
      house.ask(BUY, { order: order.id, rate }, warehouse),
    ]);

    const kinds = results.map(({ buyLabel }) => buyLabel.__typename).sort();
    expect(kinds).toContain('Shipment');
    const live = await db().query("SELECT 1 FROM shipment WHERE order_id = $1 AND status = 'LABEL_BOUGHT'", [order.id]);
    expect(live).toHaveLength(1);
  });

  it('that was bought although nobody heard the answer is found, not bought again', async () => {
    const order = await aReadyOrder();
    const rate = await rateOf(order.id);
    const buy = house.shipping.buy.bind(house.shipping);
    let calls = 0;
    house.shipping.buy = async (shipment, rateId) => {
      calls += 1;
      await buy(shipment, rateId);
      throw new Error('socket hang up');
    };

    const { buyLabel } = await house.ask(BUY, { order: order.id, rate }, warehouse);
    house.shipping.buy = buy;

    expect(buyLabel).toMatchObject({ __typename: 'Shipment', status: 'LABEL_BOUGHT' });
    expect(calls).toBe(1);
  });

  it('can be voided and bought anew', async () => {
    const order = await aReadyOrder();
    const first = (await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse)).buyLabel;

    await house.ask('mutation($id: ID!) { voidLabel(shipmentId: $id) { __typename } }', { id: first.id }, warehouse);
    const second = (await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse)).buyLabel;

    expect(second).toMatchObject({ status: 'LABEL_BOUGHT' });
    expect(second.id).not.toBe(first.id);
  });

  it('is given back when its order is cancelled', async () => {
    const order = await aReadyOrder();
    const { buyLabel } = await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse);

    await house.ask(CANCEL, { id: order.id }, associate);

    const [row] = await db().query<{ status: string }>('SELECT status FROM shipment WHERE id = $1', [buyLabel.id]);
    expect(row?.status).toBe('VOIDED');
  });

  it('of a cancelled order ships nothing: no sale, no letter, and a person is told when the parcel left', async () => {
    const order = await aReadyOrder();
    const { buyLabel } = await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse);
    const giveBack = house.shipping.void;
    house.shipping.void = async () => {
      throw new Error('socket hang up');
    };
    await house.ask(CANCEL, { id: order.id }, associate);
    house.shipping.void = giveBack;

    const { markShipped } = await house.ask(
      'mutation($id: ID!) { markShipped(shipmentId: $id) { __typename ... on Refusal { code } } }',
      { id: buyLabel.id },
      warehouse,
    );
    await track(buyLabel.trackingCode, 'in_transit');
    await house.settle();

    expect(markShipped.code).toBe('ORDER_CANCELLED_NOT_SHIPPED');
    expect(await statusOf(order.id)).toBe('CANCELLED');
    const mails = await db().query("SELECT 1 FROM mail WHERE order_id = $1 AND kind = 'SHIPPED'", [order.id]);
    expect(mails).toHaveLength(0);
    const breaks = await db().query<{ kind: string }>(
      'SELECT kind FROM reconciliation_break WHERE subject = $1 ORDER BY kind',
      [buyLabel.id],
    );
    expect(breaks.map(({ kind }) => kind)).toEqual(['LABEL_OF_CANCELLED_ORDER', 'SHIPPED_AFTER_CANCEL']);
  });
});

describe('a return', () => {
  const REQUEST = `mutation($order: ID!, $lines: [ReturnLineInput!]!) { requestReturn(orderId: $order, lines: $lines) { __typename ... on Return { id number status } ... on Refusal { code message } } }`;
  const linesOf = async (id: string) =>
    (await house.ask('query($id: ID) { order(id: $id) { lines { id returnableQuantity } } }', { id })).order.lines;

  it('is offered once the goods are there, and no longer than the window', async () => {
    const underWay = await aPaidOrder(house, [{ variantId: 'variant_cloth', quantity: 2 }]);
    const delivered = await aDeliveredOrder([
      { variantId: 'variant_cloth', quantity: 2 },
      { variantId: 'variant_frame', lens: LENS },
    ]);

    expect(await linesOf(underWay.id)).toMatchObject([{ returnableQuantity: 0 }]);
    expect((await linesOf(delivered.id)).map((line: any) => line.returnableQuantity).sort()).toEqual([0, 2]);

    house.clock.advance(32 * 86_400_000);
    expect((await linesOf(delivered.id)).map((line: any) => line.returnableQuantity)).toEqual([0, 0]);
    house.clock.advance(-32 * 86_400_000);
  });

  it('gives back exactly what was paid for the units, over several returns', async () => {
    const order = await aDeliveredOrder([{ variantId: 'variant_cloth', quantity: 3 }]);
    const [line] = await linesOf(order.id);
    const refunds: string[] = [];
    for (let unit = 0; unit < 3; unit += 1) {
      const { requestReturn } = await house.ask(REQUEST, {
        order: order.id,
        lines: [{ orderLineId: line.id, quantity: 1, reason: 'DOES_NOT_FIT' }],
      });
      await house.settle();
      await house.ask(
        'mutation($id: ID!) { receiveReturn(id: $id) { __typename } }',
        { id: requestReturn.id },
        warehouse,
      );
      const { inspectReturn } = await house.ask(
        `mutation($id: ID!, $line: ID!) { inspectReturn(id: $id, lines: [{ orderLineId: $line, verdict: AS_NEW, restock: true }]) { ... on Return { status refund { amount } labelUrl } ... on Refusal { code } } }`,
        { id: requestReturn.id, line: line.id },
        warehouse,
      );
      expect(inspectReturn).toMatchObject({ status: 'REFUNDED', labelUrl: expect.any(String) });
      refunds.push(inspectReturn.refund.amount);
    }

    const sum = refunds.reduce((all, amount) => all + Math.round(Number(amount) * 100), 0);
    // 3 × 12.50 and 7.25 % tax: 37.50 + 2.72
    expect(sum).toBe(4022);
    const more = await house.ask(REQUEST, {
      order: order.id,
      lines: [{ orderLineId: line.id, quantity: 1, reason: 'CHANGED_MIND' }],
    });
    expect(more.requestReturn.code).toBe('RETURN_QUANTITY');
  });

  it('of several goods is judged and paid back line by line', async () => {
    house.world.goods.variant_spray = { sku: 'AC-2', priceMinor: 900, kind: 'ACCESSORY' };
    house.world.stock['AC-2'] = 10;
    const order = await aDeliveredOrder([
      { variantId: 'variant_cloth', quantity: 2 },
      { variantId: 'variant_spray', quantity: 3 },
    ]);
    const lines = await db().query<{ id: string; sku: string }>(
      'SELECT id, sku FROM order_line WHERE order_id = $1 ORDER BY sku',
      [order.id],
    );
    const [cloth, spray] = lines.map(({ id }) => id) as [string, string];
    const { requestReturn } = await house.ask(REQUEST, {
      order: order.id,
      lines: [
        { orderLineId: spray, quantity: 2, reason: 'CHANGED_MIND' },
        { orderLineId: cloth, quantity: 1, reason: 'DOES_NOT_FIT' },
      ],
    });
    await house.settle();
    await house.ask(
      'mutation($id: ID!) { receiveReturn(id: $id) { __typename } }',
      { id: requestReturn.id },
      warehouse,
    );

    const { inspectReturn } = await house.ask(
      'mutation($id: ID!, $lines: [InspectReturnLineInput!]!) { inspectReturn(id: $id, lines: $lines) { ... on Return { status refund { amount } } ... on Refusal { code } } }',
      {
        id: requestReturn.id,
        lines: [
          { orderLineId: cloth, verdict: 'USED', restock: false },
          { orderLineId: spray, verdict: 'AS_NEW', restock: true },
        ],
      },
      warehouse,
    );

    // 2 of 3 × 9.00 and 7.25 % tax; the used cloth gives nothing.
    expect(inspectReturn).toEqual({ status: 'REFUNDED', refund: { amount: '19.31' } });
    const kept = await db().query(
      `SELECT o.sku, o.returned_quantity AS returned, o.refunded_minor AS refunded, r.quantity, r.reason, r.verdict, r.restock
       FROM order_line o JOIN return_line r ON r.order_line_id = o.id WHERE o.order_id = $1 ORDER BY o.sku`,
      [order.id],
    );
    expect(kept).toEqual([
      {
        sku: 'AC-1',
        returned: 1,
        refunded: '0',
        quantity: 1,
        reason: 'DOES_NOT_FIT',
        verdict: 'USED',
        restock: false,
      },
      {
        sku: 'AC-2',
        returned: 2,
        refunded: '1931',
        quantity: 2,
        reason: 'CHANGED_MIND',
        verdict: 'AS_NEW',
        restock: true,
      },
    ]);
  });

  it('is told live at each step to whoever watches the order', async () => {
    const order = await aDeliveredOrder([{ variantId: 'variant_cloth', quantity: 1 }]);
    const [line] = await linesOf(order.id);
    const { requestReturn } = await house.ask(REQUEST, {
      order: order.id,
      lines: [{ orderLineId: line.id, quantity: 1, reason: 'DOES_NOT_FIT' }],
    });
    await house.settle();
    await house.ask(
      'mutation($id: ID!) { receiveReturn(id: $id) { __typename } }',
      { id: requestReturn.id },
      warehouse,
    );
    await house.ask(
      `mutation($id: ID!, $line: ID!) { inspectReturn(id: $id, lines: [{ orderLineId: $line, verdict: AS_NEW, restock: true }]) { __typename } }`,
      { id: requestReturn.id, line: line.id },
      warehouse,
    );

    const told = await db().query<{ status: string; topics: string[] }>(
      "SELECT payload->>'status' AS status, topics FROM outbox WHERE name = 'orders.ReturnMoved.v1' AND aggregate_id = $1 ORDER BY sequence",
      [requestReturn.id],
    );
    expect(told.map(({ status }) => status)).toEqual([
      'REQUESTED',
      'APPROVED',
      'LABEL_SENT',
      'RECEIVED',
      'INSPECTED',
      'REFUNDED',
    ]);
    for (const { topics } of told) expect(topics).toEqual(expect.arrayContaining(['orders', `order:${order.id}`]));
  });

  it('of lenses made to a prescription is refused, except as a remake a person decides on', async () => {
    const order = await aDeliveredOrder([{ variantId: 'variant_frame', lens: LENS }]);
    const [line] = await linesOf(order.id);

    const refused = await house.ask(REQUEST, {
      order: order.id,
      lines: [{ orderLineId: line.id, quantity: 1, reason: 'DOES_NOT_FIT' }],
    });
    const remake = await house.ask(REQUEST, {
      order: order.id,
      lines: [{ orderLineId: line.id, quantity: 1, reason: 'REMAKE' }],
    });

    expect(refused.requestReturn.code).toBe('RETURN_MADE_TO_ORDER');
    expect(remake.requestReturn.status).toBe('REQUESTED');
  });

  it('is refused after the window', async () => {
    const order = await aDeliveredOrder();
    const [line] = await linesOf(order.id);
    house.clock.advance(32 * 86_400_000);

    const { requestReturn } = await house.ask(REQUEST, {
      order: order.id,
      lines: [{ orderLineId: line.id, quantity: 1, reason: 'CHANGED_MIND' }],
    });
    house.clock.advance(-32 * 86_400_000);

    expect(requestReturn.code).toBe('RETURN_WINDOW_PASSED');
  });

  it('cannot take the same unit twice at once', async () => {
    const order = await aDeliveredOrder([{ variantId: 'variant_cloth', quantity: 1 }]);
    const [line] = await linesOf(order.id);
    const request = () =>
      house.ask(REQUEST, { order: order.id, lines: [{ orderLineId: line.id, quantity: 1, reason: 'CHANGED_MIND' }] });

    const results = await Promise.all([request(), request(), request()]);

    expect(results.filter(({ requestReturn }) => requestReturn.__typename === 'Return')).toHaveLength(1);
  });

  it('of which somebody else took a unit first takes nothing of its other lines', async () => {
    const order = await aDeliveredOrder([
      { variantId: 'variant_cloth', quantity: 1 },
      { variantId: 'variant_set', quantity: 1 },
    ]);
    const ids = (await linesOf(order.id)).map(({ id }: { id: string }) => id) as string[];
    const request = (orderLineIds: string[]) =>
      house.ask(REQUEST, {
        order: order.id,
        lines: orderLineIds.map((orderLineId) => ({ orderLineId, quantity: 1, reason: 'CHANGED_MIND' })),
      });

    const results = await Promise.all([...ids, ...ids].map((_, i) => request(i % 2 ? ids : [...ids].reverse())));

    const codes = results.map(({ requestReturn }) => requestReturn.code ?? requestReturn.__typename);
    expect(codes.sort()).toEqual(['RETURN_QUANTITY', 'RETURN_QUANTITY', 'RETURN_QUANTITY', 'Return']);
    const lines = await db().query<{ returned: number }>(
      'SELECT returned_quantity AS returned FROM order_line WHERE order_id = $1',
      [order.id],
    );
    expect(lines.map(({ returned }) => returned)).toEqual([1, 1]);
  });
});

describe('money', () => {
  it('is never given back beyond what was captured, however many ask at once', async () => {
    const order = await aPaidOrder(house);
    const { openRefund } = await import('../src/payments/open-refund.ts');
    const services = (house.subgraph.context({ principal: associate }) as any).orders;
    const wish = (purpose: string) =>
      db()
        .transaction((tx) =>
          openRefund(services, tx, {
            order: { id: order.id, currency: 'USD', locale: 'en' },
            purpose,
            amountMinor: 1_000n,
            taxMinor: 0n,
            reason: 'test',
            beforeSale: true,
          }),
        )
        .then(
          () => 'taken',
          (error: { code: string }) => error.code,
        );

    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => wish(`test:${order.id}:${index}`)));

    expect(results.filter((result) => result === 'taken')).toHaveLength(3);
    expect(results.filter((result) => result === 'REFUND_TOO_HIGH')).toHaveLength(5);
  });

  it('cannot be written out of balance, changed or deleted in the journal', async () => {
    const order = await aPaidOrder(house);
    const write = (sql: string, params: unknown[] = []) => db().transaction((tx) => tx.query(sql, params));
    const unbalanced = db().transaction(async (tx) => {
      await tx.query(
        "INSERT INTO journal_entry (id, order_id, source, kind, memo, currency, at) VALUES ('e', $1, 's', 'K', 'm', 'USD', now())",
        [order.id],
      );
      await tx.query(
        "INSERT INTO journal_posting (entry_id, position, account, side, amount_minor) VALUES ('e', 1, 'sales', 'debit', 5), ('e', 2, 'sales', 'credit', 4)",
      );
    });

    await expect(unbalanced).rejects.toThrow(/does not balance/);
    await expect(write('UPDATE journal_posting SET amount_minor = 1')).rejects.toThrow(/append-only/);
    await expect(write('DELETE FROM journal_entry')).rejects.toThrow(/append-only/);
  });

  it('that arrives after the goods were released goes back by itself, and the customer is told', async () => {
    const checkout = await aCheckout(house);
    await house.ask(CONFIRM, { checkout: checkout.id, token: 'action' });
    const [payment] = await db().query<{ provider_id: string }>(
      'SELECT provider_id FROM payment WHERE checkout_id = $1',
      [checkout.id],
    );
    const services = (house.subgraph.context({ principal: associate }) as any).orders;
    const { closeCheckout } = await import('../src/checkout/close-checkout.ts');
    await closeCheckout(services, checkout.id, 'expired');
    // The bank did it anyway: what a cancelled intent cannot do at Stripe, but a lost cancellation can.
    house.payments.complete(payment!.provider_id);
    const { settlePayment } = await import('../src/payments/settle-payment.ts');

    const outcomes = [await settlePayment(services, checkout.id), await settlePayment(services, checkout.id)];
    await house.settle();

    expect(outcomes).toEqual(['late', 'late']);
    const [row] = await db().query<any>(
      'SELECT p.status, r.state, o.status AS "order" FROM payment p JOIN refund r ON r.payment_id = p.id JOIN sales_order o ON o.id = p.order_id WHERE p.checkout_id = $1',
      [checkout.id],
    );
    expect(row).toEqual({ status: 'REFUNDED', state: 'succeeded', order: 'CANCELLED' });
    const mails = await db().query(
      "SELECT 1 FROM mail m JOIN checkout c ON c.order_id = m.order_id WHERE c.id = $1 AND m.kind = 'LATE_PAYMENT_REFUNDED'",
      [checkout.id],
    );
    expect(mails).toHaveLength(1);
  });
});

describe('one finaliser', () => {
  it('makes one order of twenty at once: browser, webhook and sweeper', async () => {
    const checkout = await aCheckout(house);
    await house.ask(CONFIRM, { checkout: checkout.id, token: 'action' });
    const [payment] = await db().query<{ provider_id: string }>(
      'SELECT provider_id FROM payment WHERE checkout_id = $1',
      [checkout.id],
    );
    house.payments.complete(payment!.provider_id);
    const services = (house.subgraph.context({ principal: associate }) as any).orders;
    const { settlePayment } = await import('../src/payments/settle-payment.ts');
    const { finaliseOrder } = await import('../src/checkout/finalise-order.ts');
    const { reconcile } = await import('../src/reconciliation/reconcile.ts');
    house.clock.advance(60_000);

    const truth = await house.payments.look(payment!.provider_id);
    await Promise.all([
      ...Array.from({ length: 12 }, () => finaliseOrder(services, checkout.id, truth)),
      ...Array.from({ length: 6 }, () => settlePayment(services, checkout.id)),
      reconcile(services),
      reconcile(services),
    ]);

    const placed = await db().query(
      "SELECT 1 FROM outbox WHERE name = 'orders.OrderPlaced.v1' AND payload ->> 'number' = $1",
      [checkout.orderNumber],
    );
    const entries = await db().query(
      'SELECT 1 FROM journal_entry e JOIN checkout c ON c.order_id = e.order_id WHERE c.id = $1',
      [checkout.id],
    );
    expect(placed).toHaveLength(1);
    expect(entries).toHaveLength(1);
  });

  it('gives goods and codes back when nobody pays in time', async () => {
    const before = house.world.stock['AC-1'];
    const checkout = await aCheckout(house);
    const services = (house.subgraph.context({ principal: associate }) as any).orders;
    const { reconcile } = await import('../src/reconciliation/reconcile.ts');
    house.clock.advance(31 * 60_000);

    await reconcile(services);

    expect(house.world.stock['AC-1']).toBe(before);
    expect((await house.ask(CONFIRM, { checkout: checkout.id, token: 'ok' })).confirmPayment.code).toBe(
      'CHECKOUT_EXPIRED',
    );
  });
});

describe('what is held about a customer', () => {
  const REQUEST =
    'mutation($order: ID!, $lines: [ReturnLineInput!]!) { requestReturn(orderId: $order, lines: $lines) { __typename } }';
  const held = async (who: Principal) =>
    JSON.parse((await house.ask('mutation { exportMyOrders }', {}, who)).exportMyOrders);

  it('can be taken along by them alone, and is forgotten once nothing is on its way', async () => {
    const who = customer('customer_leaves');
    const order = await aPaidOrder(
      house,
      [
        { variantId: 'variant_cloth', quantity: 2 },
        {
          variantId: 'variant_lens',
          prescriptionId: 'prescription_cl',
          contactLens: { eye: 'OD', power: '-3.25', baseCurveMm: '8.6', diameterMm: '14.2' },
        },
      ] as never,
      who as never,
    );
    const open = async () => (await openOrders(db(), 'customer_leaves')).numbers;
    expect(await open()).toEqual([order.number]);
    await packed(order.id);
    const { buyLabel } = await house.ask(BUY, { order: order.id, rate: await rateOf(order.id) }, warehouse);
    await house.ask(
      'mutation($id: ID!) { markShipped(shipmentId: $id) { __typename } }',
      { id: buyLabel.id },
      warehouse,
    );
    expect(await open()).toEqual([order.number]);
    await track(buyLabel.trackingCode, 'delivered');
    expect(await open()).toEqual([]);
    const { lines } = (
      await house.ask('query($id: ID) { order(id: $id) { lines { id variant { id } } } }', { id: order.id }, who)
    ).order;
    const cloth = lines.find((line: any) => line.variant.id === 'variant_cloth');
    await house.ask(
      REQUEST,
      { order: order.id, lines: [{ orderLineId: cloth.id, quantity: 1, reason: 'CHANGED_MIND', note: 'Dana canary' }] },
      who,
    );
    await house.ask(
      'mutation($id: ID!) { addOrderNote(id: $id, text: "Dana canary called") { __typename } }',
      { id: order.id },
      associate,
    );
    await house.settle();

    const mine = await held(who);
    expect(mine.orders).toHaveLength(1);
    expect(mine.orders[0]).toMatchObject({
      number: order.number,
      status: 'DELIVERED',
      lines: [{ title: 'Goods AC-1', quantity: 2 }, { contactLens: { power: '-3.25' } }],
      payments: [{ status: 'CAPTURED', currency: 'USD' }],
      shipments: [{ status: 'DELIVERED', tracking: [{ status: 'delivered' }] }, { direction: 'return' }],
      returns: [{ items: [{ quantity: 1, note: 'Dana canary' }] }],
    });
    expect(mine.orders[0].total).toMatch(/^\d+\.\d\d$/);
    expect(mine.orders[0].mails.length).toBeGreaterThan(2);
    // Notes of the staff among themselves are not told.
    expect(JSON.stringify(mine.orders[0].history)).not.toContain('canary');
    expect((await held(customer('customer_other'))).orders).toEqual([]);
    await expect(held(guest())).rejects.toThrow(/UNAUTHENTICATED|sign in/i);

    await tell(CustomerErased, 'customer_leaves', { customerId: 'customer_leaves' });
    const rows = await db().query(
      `SELECT to_jsonb(o) - 'search' AS o, (SELECT jsonb_agg(to_jsonb(e)) FROM order_event e WHERE e.order_id = o.id) AS e,
         (SELECT jsonb_agg(to_jsonb(m)) FROM mail m WHERE m.order_id = o.id) AS m,
         (SELECT jsonb_agg(to_jsonb(l)) FROM return_line l JOIN return_request r ON r.id = l.return_id WHERE r.order_id = o.id) AS r
       FROM sales_order o WHERE o.id = $1`,
      [order.id],
    );
    expect(JSON.stringify(rows)).not.toMatch(/canary|@example|1 Main/i);
    expect((await held(who)).orders[0]).toMatchObject({ email: 'erased@invalid', lines: [{}, { contactLens: null }] });
  });
});

describe('who may see what', () => {
  it('shows an order to its owner, to holders of its link and to staff, to nobody else', async () => {
    const order = await aPaidOrder(house);
    const ask = (who: Principal) => statusOf(order.id, who);

    expect(await ask(guest())).toBe('PLACED');
    expect(await ask(guest('stranger', [order.id]))).toBe('PLACED');
    for (const role of ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin'])
      expect(await ask(staff(role))).toBe('PLACED');
    for (const who of [guest('stranger'), guest('stranger', ['order_other']), customer(), staff(), staff('unknown')])
      expect(await ask(who)).toBeUndefined();
  });

  it('hides orders, carts, parcels and returns from entity look-ups of strangers', async () => {
    const order = await aShippedOrder();
    const { cart } = await house
      .ask('mutation { addToCart(lines: [{ variantId: "variant_cloth", quantity: 1 }]) { ... on Cart { id } } }')
      .then((data) => ({ cart: data.addToCart }));
    const representations = [
      { __typename: 'Order', id: order.id },
      { __typename: 'Cart', id: cart.id },
      { __typename: 'Shipment', id: order.shipment.id },
    ];
    const ENTITIES =
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Order { number } ... on Cart { version } ... on Shipment { carrier } } }';

    const own = await house.ask(ENTITIES, { r: representations });
    const strange = await house.ask(ENTITIES, { r: representations }, guest('stranger'));

    expect(own._entities.every(Boolean)).toBe(true);
    expect(strange._entities).toEqual([null, null, null]);
  });

  it('lets each role do its own work only', async () => {
    const order = await aReadyOrder();
    const codeOf = async (document: string, who: Principal) => {
      try {
        const data = await house.ask(document, { id: order.id }, who);
        const value: any = Object.values(data)[0];
        return value?.code ?? 'ok';
      } catch (error) {
        return /"code":"(\w+)"/.exec((error as Error).message)?.[1] ?? 'failed';
      }
    };
    const QUOTE = 'mutation($id: ID!) { quoteShipment(orderId: $id) { __typename ... on Refusal { code } } }';
    const NOTE =
      'mutation($id: ID!) { addOrderNote(id: $id, text: "called back") { __typename ... on Refusal { code } } }';
    const FIGURES = '{ salesFigures(from: "2026-03-01", to: "2026-03-31") { orders } }';
    const BREAKS = '{ reconciliationBreaks { id } }';
    const RETURNS = '{ returns { totalCount } }';
    const allowed: Record<string, string[]> = {
      [QUOTE]: ['warehouse', 'admin'],
      [NOTE]: ['associate', 'optician', 'lab', 'warehouse', 'admin'],
      [FIGURES]: ['buyer', 'admin'],
      [BREAKS]: ['admin'],
      [RETURNS]: ['associate', 'warehouse', 'admin'],
    };
    for (const [document, roles] of Object.entries(allowed)) {
      for (const role of ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin']) {
        const code = await codeOf(document, staff(role));
        expect(`${document.slice(0, 40)} ${role} ${code === 'FORBIDDEN'}`).toBe(
          `${document.slice(0, 40)} ${role} ${!roles.includes(role)}`,
        );
      }
      expect(await codeOf(document, guest())).toBe('UNAUTHENTICATED');
    }
  });

  it('keeps the journal and notes from customers', async () => {
    const order = await aPaidOrder(house);
    await house.ask(
      'mutation($id: ID!) { addOrderNote(id: $id, text: "secret") { __typename } }',
      { id: order.id },
      associate,
    );

    const { order: seen } = await house.ask('query($id: ID) { order(id: $id) { journal { id } history { text } } }', {
      id: order.id,
    });

    expect(seen.journal).toEqual([]);
    expect(JSON.stringify(seen.history)).not.toContain('secret');
  });
});

describe('lists', () => {
  it('search by number, mail address and name, page by page, with a fixed number of statements', async () => {
    const { countStatements } = await import('@opticworks/kernel');
    await Promise.all(Array.from({ length: 6 }, (_, index) => aPaidOrder(house, undefined, guest(`list-${index}`))));
    const LIST = `query($after: String, $q: String) { orders(first: 4, after: $after, filter: { query: $q }) {
      edges { cursor node { number totals { total { amount } } lines { title } payments { status } shipments { status } } } pageInfo { hasNextPage endCursor } totalCount } }`;
    let page: any;
    const used = await countStatements(async () => {
      page = (await house.ask(LIST, { q: 'hopper' }, associate)).orders;
    });
    const next = (await house.ask(LIST, { q: 'grace', after: page.pageInfo.endCursor }, associate)).orders;

    expect(used).toBeLessThanOrEqual(5);
    expect(page.edges).toHaveLength(4);
    expect(page.totalCount).toBeGreaterThanOrEqual(6);
    const numbers = [...page.edges, ...next.edges].map(({ node }: any) => node.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const byNumber = (await house.ask(LIST, { q: numbers[0] }, associate)).orders;
    expect(byNumber.edges.map(({ node }: any) => node.number)).toEqual([numbers[0]]);
  });

  it('add up the figures of the shop by its own days', async () => {
    const { salesFigures } = await house.ask(
      '{ salesFigures(from: "2026-03-10", to: "2026-03-10") { orders revenue { amount } averageOrderValue { amount } formulaAverageOrderValue days { day orders } topProducts { sku units } cartAbandonmentPercent } }',
      {},
      staff('buyer'),
    );

    expect(salesFigures.orders).toBeGreaterThan(5);
    expect(salesFigures.days).toEqual([{ day: '2026-03-10', orders: salesFigures.orders }]);
    expect(salesFigures.formulaAverageOrderValue).toContain(`÷ ${salesFigures.orders} orders`);
  });
});

it('leaves every sibling event settled and no dead letter', async () => {
  await drain(house.subgraph, { jobs: house.deps.jobs });
  expect(await db().query("SELECT * FROM inbox WHERE state = 'dead'")).toEqual([]);
});
