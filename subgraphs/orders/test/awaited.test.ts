import { newId, type Principal } from '@opticworks/kernel';
import type { EventDef } from '@opticworks/schema';
import {
  PrescriptionEntered,
  PrescriptionRejected,
  PrescriptionSignedOff,
} from '@opticworks/schema/events/customer-rx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { remindAwaited } from '../src/awaited/remind-awaited.ts';
import type { Services } from '../src/services.ts';
import {
  aCart,
  anAddressedCart,
  aPaidOrder,
  customer,
  guest,
  type House,
  openHouse,
  payFor,
  staff,
} from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  Object.assign(house.world, { saleable: true, lensIssue: null, band: 'A', signedOff: new Set() });
});

const aLaterPair = (over: object = {}) => ({
  variantId: 'variant_frame',
  lens: {
    prescriptionLater: true,
    use: 'DISTANCE',
    designId: 'd',
    materialId: 'm',
    treatmentIds: [],
    ...over,
  },
});

const ORDER = `query ($id: ID!) { order(id: $id) { status promiseDate totals { subtotal { amount } discount { amount } tax { amount } total { amount } }
  payments { amount { amount } refunded { amount } } history { kind } mails { kind subject } coupons { amount { amount } }
  lines { id total { amount } prescription { id } lens { prescription { id } } components { code amount { amount } } }
  awaitedPrescriptions { orderLineId state rejected overdue dueAt pricesByBand { band maxPower unitPrice { amount } refund { amount } } } } }`;
const SEND = `mutation ($o: ID!, $l: ID!, $p: ID!) { sendPrescription(orderId: $o, orderLineId: $l, prescriptionId: $p) {
  __typename ... on Order { id promiseDate awaitedPrescriptions { state } } ... on Refusal { code message issues { code } } } }`;
const CANCEL = `mutation ($id: ID!) { cancelOrder(id: $id, reason: "x") { __typename ... on Order { status } ... on Refusal { code } } }`;

const see = async (id: string, who: Principal = staff('associate')) => (await house.ask(ORDER, { id }, who)).order;
const lineOf = async (id: string): Promise<string> => (await see(id)).lines[0].id;

async function aWaitingOrder(who: Principal = guest()) {
  const order = await aPaidOrder(house, [aLaterPair()], who as never);
  return { ...order, lineId: await lineOf(order.id) };
}

const send = async (order: { id: string; lineId: string }, prescription = newId('rx'), who: Principal = guest()) =>
  (await house.ask(SEND, { o: order.id, l: order.lineId, p: prescription }, who)).sendPrescription;

let sequence = 0;
/** What the opticians tell. */
async function tell<P extends { prescriptionId: string }>(event: EventDef<P>, payload: P): Promise<void> {
  sequence += 1;
  await house.subgraph.inbox.receive([
    {
      id: newId('event'),
      name: event.name,
      source: 'customer-rx',
      aggregate: 'prescription',
      aggregateId: payload.prescriptionId,
      sequence: String(sequence),
      payload,
      occurredAt: house.clock.now().toISOString(),
      trace: null,
    },
  ]);
  await house.settle();
}

const eventsOf = (orderId: string, name: string) =>
  house.subgraph.database.query<{
    payload: Record<string, unknown> & { lines: unknown[]; line: { lens: { unitByBand?: unknown } } };
  }>('SELECT payload FROM outbox WHERE aggregate_id = $1 AND name = $2', [orderId, name]);

describe('glasses whose prescription is sent later', () => {
  it('cost the dearest they can become, and promise no day', async () => {
    const cart = await anAddressedCart(house, [aLaterPair()], guest('looking'));

    expect(cart.totals.subtotal.amount).toBe('465.00');
    expect(cart.promiseDate).toBeNull();
    expect(new Set(cart.shippingRates.map((rate: { arrivesOn: string | null }) => rate.arrivesOn))).toEqual(
      new Set([null]),
    );
  });

  it('have to be said to come later: a forgotten prescription is refused', async () => {
    const cart = await aCart(house, [aLaterPair({ prescriptionLater: null })]);

    expect(cart.code).toBe('PRESCRIPTION_MISSING');
  });

  it('are ordered and paid, tell the house that nothing can be made yet, and the customer what is missing', async () => {
    const order = await aWaitingOrder();
    await house.settle();

    const seen = await see(order.id);
    const [placed] = await eventsOf(order.id, 'orders.OrderPlaced.v1');

    expect(placed!.payload.lines[0]).toMatchObject({ prescriptionId: null, lens: { prescriptionId: null } });
    expect(seen).toMatchObject({ status: 'PLACED', promiseDate: null });
    expect(seen.awaitedPrescriptions).toMatchObject([
      {
        state: 'AWAITED',
        overdue: false,
        dueAt: '2026-03-24T15:00:00.000Z',
        pricesByBand: [
          { band: 'A', maxPower: '4.00', unitPrice: { amount: '420.00' }, refund: { amount: '45.00' } },
          { band: 'B', maxPower: '6.00' },
          { band: 'C', maxPower: null, refund: { amount: '0.00' } },
        ],
      },
    ]);
    const letter = house.mail.sent.find(({ html }) => html.includes('Send your prescription'));
    expect(letter?.subject).toContain(order.number);
  });

  it('go on like any other once it is sent: promise, event for lab and warehouse, optician, letter', async () => {
    const order = await aWaitingOrder();

    const sent = await send(order, 'rx_sent');
    await house.settle();

    const seen = await see(order.id);
    const [event] = await eventsOf(order.id, 'orders.OrderLinePrescribed.v1');
    expect(sent.awaitedPrescriptions).toEqual([{ state: 'RECEIVED' }]);
    expect(seen.promiseDate).toMatch(/^2026-03-/);
    expect(seen.lines[0]).toMatchObject({ prescription: { id: 'rx_sent' }, lens: { prescription: { id: 'rx_sent' } } });
    expect(event!.payload).toMatchObject({
      promiseDate: seen.promiseDate,
      line: { orderLineId: order.lineId, prescriptionId: 'rx_sent', lens: { prescriptionId: 'rx_sent' } },
    });
    expect(event!.payload.line.lens.unitByBand).toBeUndefined();
    expect(house.world.reviews).toContain('rx_sent');
    expect(seen.mails.map((mail: { kind: string }) => mail.kind)).toContain('PRESCRIPTION_RECEIVED');
    expect(seen.totals.subtotal.amount).toBe('465.00');
  });

  it.each<[string, () => void, string]>([
    ['expired', () => Object.assign(house.world, { saleable: false }), 'PRESCRIPTION_NOT_SALEABLE'],
    ['not makeable', () => Object.assign(house.world, { lensIssue: 'No blank.' }), 'PRESCRIPTION_NOT_MAKEABLE'],
  ])('keep waiting when what is sent is %s', async (_, make, code) => {
    const order = await aWaitingOrder();
    make();

    const refused = await send(order);

    expect(refused.code).toBe(code);
    expect(refused.issues.length).toBeGreaterThan(0);
    expect((await see(order.id)).awaitedPrescriptions[0].state).toBe('AWAITED');
  });

  it('take it from whoever holds the link, from their customer and from staff, and from nobody else', async () => {
    const order = await aWaitingOrder();
    const ofAccount = await aWaitingOrder(customer());

    expect((await send(order, 'rx_1', guest('stranger'))).code).toBe('ORDER_NOT_FOUND');
    expect((await send(order, 'rx_1', guest('phone', [order.id]))).__typename).toBe('Order');
    expect((await send(ofAccount, 'rx_2', guest('phone', [ofAccount.id]))).code).toBe('PRESCRIPTION_NEEDS_SIGN_IN');
    expect((await send(ofAccount, 'rx_2', staff('warehouse'))).__typename).toBe('Order');
  });
});

describe('the price of a prescription that came later', () => {
  it('is settled at the sign-off, once: order, line, payment and journal say the same', async () => {
    const order = await aWaitingOrder();
    await send(order, 'rx_a');
    await house.settle();
    house.world.signedOff.add('rx_a');

    await tell(PrescriptionSignedOff, { prescriptionId: 'rx_a', by: 'staff:o' });
    await tell(PrescriptionSignedOff, { prescriptionId: 'rx_a', by: 'staff:o' });

    const seen = await see(order.id);
    expect(seen.awaitedPrescriptions[0].state).toBe('SETTLED');
    expect(seen.totals.subtotal.amount).toBe('420.00');
    expect(seen.payments[0].refunded.amount).toBe('45.00');
    expect(Number(seen.payments[0].amount.amount) - Number(seen.totals.total.amount)).toBeCloseTo(45, 5);
    expect(seen.lines[0].components.at(-1)).toEqual({ code: 'POWER_BAND', amount: { amount: '-45.00' } });
    const [deposit] = await house.subgraph.database.query<{ left: string }>(
      `SELECT sum(CASE side WHEN 'credit' THEN amount_minor ELSE -amount_minor END)::text AS left
       FROM journal_posting p JOIN journal_entry e ON e.id = p.entry_id WHERE e.order_id = $1 AND account = 'customer_deposits'`,
      [order.id],
    );
    expect(Number(deposit!.left) / 100).toBe(Number(seen.totals.total.amount));
    expect(house.mail.sent.filter(({ text }) => text.includes('less than the most'))).toHaveLength(1);
  });

  it('takes off a coupon what the coupon gave, and nothing that a promotion gave by itself', async () => {
    const who = guest('guest-sale');
    house.world.sale = 20;
    const cart = await aCart(house, [aLaterPair()], who);
    await house.ask('mutation ($c: ID!) { applyCoupon(cartId: $c, code: "TEN") { __typename } }', { c: cart.id }, who);
    const order = await payFor(house, cart.id, who);
    house.world.sale = 0;
    const before = await see(order.id);
    await send({ id: order.id, lineId: before.lines[0].id }, 'rx_sale', who);
    await house.settle();
    house.world.signedOff.add('rx_sale');

    await tell(PrescriptionSignedOff, { prescriptionId: 'rx_sale', by: 'staff:o' });

    const after = await see(order.id);
    // 465.00 becomes 420.00: ten per cent of it by the coupon, twenty by the sale.
    expect([before, after].map(({ totals }) => totals.discount.amount)).toEqual(['139.50', '126.00']);
    expect([before, after].map(({ coupons }) => coupons[0].amount.amount)).toEqual(['46.50', '42.00']);
  });

  it('stays what was paid for the strongest lenses', async () => {
    const order = await aWaitingOrder();
    house.world.band = 'C';
    await send(order, 'rx_c');
    house.world.signedOff.add('rx_c');

    await tell(PrescriptionSignedOff, { prescriptionId: 'rx_c', by: 'staff:o' });

    const seen = await see(order.id);
    expect(seen.awaitedPrescriptions[0].state).toBe('SETTLED');
    expect(seen.payments[0].refunded.amount).toBe('0.00');
  });

  it('is settled at once where the prescription was signed off before, and a later cancellation gives back the rest', async () => {
    const order = await aWaitingOrder();
    house.world.signedOff.add('rx_old');

    await send(order, 'rx_old');
    await house.settle();
    await house.ask(CANCEL, { id: order.id });

    const seen = await see(order.id);
    expect(seen.status).toBe('CANCELLED');
    expect(seen.payments[0].refunded.amount).toBe(seen.payments[0].amount.amount);
  });
});

describe('a prescription that an optician rejects', () => {
  it('is waited for again, and another one takes its place', async () => {
    const order = await aWaitingOrder();
    await send(order, 'rx_bad');

    await tell(PrescriptionRejected, { prescriptionId: 'rx_bad', by: 'staff:o' });
    const waiting = await see(order.id);
    const again = await send(order, 'rx_good');
    await house.settle();

    expect(waiting.awaitedPrescriptions[0]).toMatchObject({ state: 'AWAITED', rejected: true });
    expect(again.awaitedPrescriptions).toEqual([{ state: 'RECEIVED' }]);
    expect((await see(order.id)).lines[0].prescription.id).toBe('rx_good');
    expect(await eventsOf(order.id, 'orders.OrderLinePrescribed.v1')).toHaveLength(2);
  });

  it('is corrected by the optician: the order goes on with the correction', async () => {
    const order = await aWaitingOrder();
    await send(order, 'rx_typo');

    await tell(PrescriptionEntered, {
      prescriptionId: 'rx_right',
      owner: { kind: 'guest', id: 'g1' },
      needsReview: true,
      supersedes: 'rx_typo',
    });

    const seen = await see(order.id);
    expect(seen.lines[0].prescription.id).toBe('rx_right');
    expect(seen.awaitedPrescriptions[0].state).toBe('RECEIVED');
  });
});

describe('a paper alone', () => {
  const typedIn = (paper: string, prescriptionId: string) =>
    tell(PrescriptionEntered, {
      prescriptionId,
      owner: { kind: 'guest', id: 'g1' },
      needsReview: true,
      supersedes: paper,
    });

  it('stands in the queue, promises nothing, and the order goes on with what the optician types', async () => {
    const order = await aWaitingOrder();
    house.world.papers.add('rx_paper_1');

    const sent = await send(order, 'rx_paper_1');
    await house.settle();
    const typing = await see(order.id);
    const early = await eventsOf(order.id, 'orders.OrderLinePrescribed.v1');
    await typedIn('rx_paper_1', 'rx_typed_1');
    const typed = await see(order.id);

    expect(sent.awaitedPrescriptions).toEqual([{ state: 'TYPING' }]);
    expect(typing).toMatchObject({ promiseDate: null, lines: [{ prescription: null }] });
    expect(early).toEqual([]);
    expect(house.world.reviews).toContain('rx_paper_1');
    expect(typed.awaitedPrescriptions[0].state).toBe('RECEIVED');
    expect(typed.lines[0].prescription.id).toBe('rx_typed_1');
    expect(typed.promiseDate).not.toBeNull();
    expect(await eventsOf(order.id, 'orders.OrderLinePrescribed.v1')).toHaveLength(1);
  });

  it('that cannot be made as ordered goes back to the customer, and to somebody who calls', async () => {
    const order = await aWaitingOrder();
    house.world.papers.add('rx_paper_2');
    await send(order, 'rx_paper_2');
    house.world.lensIssue = 'No blank.';

    await typedIn('rx_paper_2', 'rx_typed_2');

    const seen = await see(order.id);
    expect(seen.awaitedPrescriptions[0]).toMatchObject({ state: 'AWAITED', rejected: true });
    expect(seen.history.map(({ kind }: { kind: string }) => kind)).toContain('PRESCRIPTION_UNUSABLE');
    expect(await eventsOf(order.id, 'orders.OrderLinePrescribed.v1')).toEqual([]);
  });

  it('that is rejected is waited for again', async () => {
    const order = await aWaitingOrder();
    house.world.papers.add('rx_paper_3');
    await send(order, 'rx_paper_3');

    await tell(PrescriptionRejected, { prescriptionId: 'rx_paper_3', by: 'staff:o' });

    expect((await see(order.id)).awaitedPrescriptions[0]).toMatchObject({ state: 'AWAITED', rejected: true });
  });
});

describe('the letter that asks for another prescription', () => {
  const lettersOf = async (id: string) =>
    (await see(id)).mails.filter(({ kind }: { kind: string }) => kind.startsWith('PRESCRIPTION_'));
  const AGAIN = expect.stringMatching(/^We need your prescription again \(/);

  it.each([
    ['values', false],
    ['a paper', true],
  ])('comes once when an optician rejects %s, and no other letter asks a question', async (_what, isPaper) => {
    const order = await aWaitingOrder();
    const id = newId('rx');
    if (isPaper) house.world.papers.add(id);
    await send(order, id);

    await tell(PrescriptionRejected, { prescriptionId: id, by: 'staff:o' });
    await tell(PrescriptionRejected, { prescriptionId: id, by: 'staff:o' });

    const asking = (await lettersOf(order.id)).filter(({ kind }: { kind: string }) => kind !== 'PRESCRIPTION_RECEIVED');
    expect(asking).toEqual([{ kind: 'PRESCRIPTION_AGAIN', subject: AGAIN }]);
    const sent = house.mail.sent.filter(({ subject }) => subject === asking[0].subject);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.text).toContain('Our optician could not accept it.');
  });

  it.each([
    ['cannot be made', { lensIssue: 'No blank.' }, 'cannot be made in this frame'],
    ['is no longer good', { saleable: false }, 'no longer good for ordering'],
  ])('comes when what was typed from a paper %s, and says so', async (_what, world, why) => {
    const order = await aWaitingOrder();
    const [paper, typed] = [newId('rx'), newId('rx')];
    house.world.papers.add(paper);
    await send(order, paper);
    Object.assign(house.world, world);

    await tell(PrescriptionEntered, {
      prescriptionId: typed,
      owner: { kind: 'guest', id: 'g1' },
      needsReview: true,
      supersedes: paper,
    });

    const [{ subject }] = (await lettersOf(order.id)).filter(
      ({ kind }: { kind: string }) => kind === 'PRESCRIPTION_AGAIN',
    );
    expect(subject).toEqual(AGAIN);
    expect(house.mail.sent.find((letter) => letter.subject === subject)!.text).toContain(why);
  });

  it('leaves a rejected prescription of an ordinary line its question', async () => {
    const order = await aPaidOrder(house, [aLaterPair({ prescriptionLater: false, prescriptionId: 'rx_usual' })]);

    await tell(PrescriptionRejected, { prescriptionId: 'rx_usual', by: 'staff:o' });

    expect((await lettersOf(order.id)).map(({ kind }: { kind: string }) => kind)).toEqual(['PRESCRIPTION_PROBLEM']);
  });
});

describe('rivals', () => {
  it('of two tabs that send two prescriptions at once, one is taken and the other told', async () => {
    const order = await aWaitingOrder();

    const answers = await Promise.all([send(order, 'rx_tab1'), send(order, 'rx_tab2'), send(order, 'rx_tab1')]);
    await house.settle();

    const kinds = answers.map((one) => one.code ?? one.__typename);
    expect(kinds.filter((kind) => kind === 'Order').length).toBeGreaterThanOrEqual(1);
    expect(kinds.every((kind) => kind === 'Order' || kind === 'PRESCRIPTION_ALREADY_SENT')).toBe(true);
    expect(await eventsOf(order.id, 'orders.OrderLinePrescribed.v1')).toHaveLength(1);
  });

  it.each([1, 2, 3, 4])('sent while it is cancelled: either the lab hears of it first, or never (%i)', async () => {
    const order = await aWaitingOrder();

    const [sent, cancelled] = await Promise.all([
      send(order),
      house.ask(CANCEL, { id: order.id }, staff('associate')).then((data) => data.cancelOrder),
    ]);
    await house.settle();

    const names = await house.subgraph.database.query<{ name: string }>(
      `SELECT name FROM outbox WHERE aggregate_id = $1 AND name LIKE 'orders.Order%' ORDER BY sequence`,
      [order.id],
    );
    expect(cancelled.status).toBe('CANCELLED');
    expect(names.map(({ name }) => name).includes('orders.OrderLinePrescribed.v1')).toBe(sent.__typename === 'Order');
    if (sent.__typename !== 'Order') expect(sent.code).toBe('ORDER_WAITS_NO_LONGER');
    expect((await see(order.id)).payments[0]).toMatchObject({ refunded: { amount: expect.not.stringMatching(/^0/) } });
  });
});

describe('while nothing comes', () => {
  const hourly = async () => {
    await remindAwaited((house.subgraph.context({ principal: staff() }) as never as { orders: Services }).orders);
    await house.settle();
  };
  const after = async (days: number) => {
    house.clock.advance(days * 86_400_000);
    await hourly();
    await hourly();
  };
  const count = (seen: { history: { kind: string }[] }, kind: string) =>
    seen.history.filter((entry) => entry.kind === kind).length;

  it('the customer is reminded twice, then the order stands in the call list; nothing ends by itself', async () => {
    const order = await aWaitingOrder();

    await after(2);
    const early = await see(order.id);
    await after(1);
    const first = await see(order.id);
    await after(7);
    const second = await see(order.id);
    await after(30);
    const late = await see(order.id);

    expect([early, first, second, late].map((seen) => count(seen, 'PRESCRIPTION_REMINDER'))).toEqual([0, 1, 2, 2]);
    expect(late.mails.filter(({ kind }: { kind: string }) => kind === 'PRESCRIPTION_REMINDER')).toHaveLength(2);
    expect(count(late, 'PRESCRIPTION_OVERDUE')).toBe(1);
    expect(count(await see(order.id, guest()), 'PRESCRIPTION_OVERDUE')).toBe(0);
    expect(late.status).toBe('PLACED');
    expect(late.awaitedPrescriptions[0].overdue).toBe(true);
  });

  it('staff find the orders that wait, and only those', async () => {
    const waiting = await aWaitingOrder();
    const sent = await aWaitingOrder();
    await send(sent);
    const LIST = `query ($f: OrderFilter) { orders(filter: $f, first: 100) { edges { node { id } } } }`;

    const { orders } = await house.ask(LIST, { f: { awaitsPrescription: true } }, staff('optician'));

    const ids = orders.edges.map((edge: { node: { id: string } }) => edge.node.id);
    expect(ids).toContain(waiting.id);
    expect(ids).not.toContain(sent.id);
  });
});
