import { newId, type Principal } from '@opticworks/kernel';
import type { EventDef } from '@opticworks/schema';
import { PrescriptionEntered, PrescriptionSignedOff } from '@opticworks/schema/events/customer-rx';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anAddressedCart, aPaidOrder, guest, type House, openHouse, staff } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  Object.assign(house.world, { saleable: true, lensIssue: null, band: 'A', signedOff: new Set() });
});

const aPair = (saidBand: string | null) => ({
  variantId: 'variant_frame',
  lens: { prescriptionLater: true, saidBand, use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] },
});
const ORDER = `query ($id: ID!) { order(id: $id) { status totals { subtotal { amount } } payments { amount { amount } refunded { amount } }
  history { kind text } lines { id lens { said { band maxPower } } } awaitedPrescriptions { state rejected costsMore { amount } prescription { id }
  pricesByBand { band refund { amount } more { amount } } } } }`;
const SEND = `mutation ($o: ID!, $l: ID!, $p: ID!, $why: String) { sendPrescription(orderId: $o, orderLineId: $l, prescriptionId: $p, borneBecause: $why) {
  __typename ... on Order { id } ... on Refusal { code message } } }`;

const see = async (id: string, who: Principal = staff('associate')) => (await house.ask(ORDER, { id }, who)).order;
async function anOrderSaid(band: string | null) {
  const order = await aPaidOrder(house, [aPair(band)], guest() as never);
  return { id: order.id as string, lineId: (await see(order.id)).lines[0].id as string };
}
const send = async (
  order: { id: string; lineId: string },
  { rx = newId('rx'), who = guest() as Principal, why = null as string | null } = {},
) => (await house.ask(SEND, { o: order.id, l: order.lineId, p: rx, why }, who)).sendPrescription;

let sequence = 0;
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
const signOff = async (prescriptionId: string) => {
  house.world.signedOff.add(prescriptionId);
  await tell(PrescriptionSignedOff, { prescriptionId, by: 'staff:o' });
};
const kinds = (seen: { history: { kind: string }[] }) => seen.history.map(({ kind }) => kind);

it('a tough material that was asked for is still asked for when the prescription comes', async () => {
  const pair = aPair('A');
  const wish = { ...pair, lens: { ...pair.lens, needsImpactMaterial: true } };
  const order = await aPaidOrder(house, [wish], guest() as never);
  const lensOf = async () =>
    (
      await house.subgraph.database.query<{ lens: { needsImpactMaterial?: boolean } }>(
        'SELECT lens FROM order_line WHERE order_id = $1',
        [order.id],
      )
    )[0]?.lens;
  const placed = await lensOf();
  await send({ id: order.id, lineId: (await see(order.id)).lines[0].id });

  expect(placed).toMatchObject({ needsImpactMaterial: true });
  expect(await lensOf()).toMatchObject({ needsImpactMaterial: true });
  const asked = house.world.quoted.filter((line) => line.lens?.prescription);
  expect(asked.at(-1)?.lens).toMatchObject({ needsImpactMaterial: true });
});

describe('a strength that is said before the prescription is there', () => {
  it('is what is paid first, and the order remembers it', async () => {
    const cart = await anAddressedCart(house, [aPair('B')], guest('looking'));
    const order = await anOrderSaid('B');

    const seen = await see(order.id);

    expect(cart.totals.subtotal.amount).toBe('440.00');
    expect(seen.totals.subtotal.amount).toBe('440.00');
    expect(seen.lines[0].lens.said).toEqual({ band: 'B', maxPower: '6.00' });
    expect(
      seen.awaitedPrescriptions[0].pricesByBand.map((one: { more: { amount: string } }) => one.more.amount),
    ).toEqual(['0.00', '0.00', '25.00']);
  });

  it('was right: nothing comes back, nothing is added', async () => {
    const order = await anOrderSaid('B');
    house.world.band = 'B';

    await send(order, { rx: 'rx_said_right' });
    await signOff('rx_said_right');

    const seen = await see(order.id);
    expect(seen.awaitedPrescriptions[0]).toMatchObject({ state: 'SETTLED', costsMore: null });
    expect(seen.payments[0].refunded.amount).toBe('0.00');
    expect(kinds(seen)).not.toContain('DIFFERENCE_BORNE');
  });

  it('was too high: the difference goes back as ever', async () => {
    const order = await anOrderSaid('B');

    await send(order, { rx: 'rx_said_high' });
    await signOff('rx_said_high');

    const seen = await see(order.id);
    expect(seen.payments[0].refunded.amount).toBe('20.00');
    expect(seen.totals.subtotal.amount).toBe('420.00');
  });
});

describe('a prescription that is stronger than was said', () => {
  it('is refused with what it would cost more; nothing is charged, nothing is made', async () => {
    const order = await anOrderSaid('A');
    house.world.band = 'C';

    const refused = await send(order);

    expect(refused).toMatchObject({ code: 'PRESCRIPTION_STRONGER_THAN_SAID' });
    expect(refused.message).toContain('$45.00');
    const seen = await see(order.id);
    expect(seen.awaitedPrescriptions[0].state).toBe('AWAITED');
    expect(seen.payments).toHaveLength(1);
    const made = await house.subgraph.database.query(
      `SELECT 1 FROM outbox WHERE aggregate_id = $1 AND name = 'orders.OrderLinePrescribed.v1'`,
      [order.id],
    );
    expect(made).toEqual([]);
  });

  it('never happens to whoever said nothing', async () => {
    const order = await anOrderSaid(null);
    house.world.band = 'C';

    expect((await send(order)).__typename).toBe('Order');
  });

  it('is made where staff who handle money let the house bear it, once, and the history says how much and why', async () => {
    const order = await anOrderSaid('A');
    house.world.band = 'B';
    const why = 'We had told her the wrong band';

    expect((await send(order, { who: staff('optician'), why })).code).toBe('PRESCRIPTION_STRONGER_THAN_SAID');
    expect((await send(order, { who: guest(), why })).code).toBe('PRESCRIPTION_STRONGER_THAN_SAID');
    const [first, second] = await Promise.all([
      send(order, { rx: 'rx_borne', who: staff('associate'), why }),
      send(order, { rx: 'rx_borne', who: staff('associate'), why }),
    ]);
    await signOff('rx_borne');

    const seen = await see(order.id);
    expect([first.__typename, second.__typename]).toEqual(['Order', 'Order']);
    expect(seen.awaitedPrescriptions[0].state).toBe('SETTLED');
    expect(seen.totals.subtotal.amount).toBe('420.00');
    const borne = seen.history.filter(({ kind }: { kind: string }) => kind === 'DIFFERENCE_BORNE');
    expect(borne).toHaveLength(1);
    expect(borne[0].text).toContain('$20.00');
    expect(borne[0].text).toContain(why);
    expect(kinds(await see(order.id, guest()))).not.toContain('DIFFERENCE_BORNE');
  });

  it('as typed from a paper goes back to the customer with what it costs more, until something else is sent', async () => {
    const order = await anOrderSaid('A');
    house.world.papers.add('rx_paper_strong');
    await send(order, { rx: 'rx_paper_strong' });
    house.world.band = 'B';

    await tell(PrescriptionEntered, {
      prescriptionId: 'rx_typed_strong',
      owner: { kind: 'guest', id: 'g1' },
      needsReview: true,
      supersedes: 'rx_paper_strong',
    });
    const held = await see(order.id);
    house.world.band = 'A';
    await send(order, { rx: 'rx_weaker' });

    expect(held.awaitedPrescriptions[0]).toMatchObject({
      state: 'AWAITED',
      rejected: true,
      costsMore: { amount: '20.00' },
      prescription: { id: 'rx_typed_strong' },
    });
    const asked = house.mail.sent.filter(({ subject }) => subject.startsWith('We need your prescription again'));
    expect(asked).toHaveLength(1);
    expect(asked[0]!.text).toContain('its lenses cost $20.00 more. Nothing was charged');
    expect(asked[0]!.text).toContain('order again there with this prescription');
    expect((await see(order.id)).awaitedPrescriptions[0]).toMatchObject({ state: 'RECEIVED', costsMore: null });
  });

  it('as corrected by the optician while it is in work is borne by the house, and told', async () => {
    const order = await anOrderSaid('A');
    await send(order, { rx: 'rx_typo_weak' });
    house.world.band = 'C';
    await tell(PrescriptionEntered, {
      prescriptionId: 'rx_corrected_strong',
      owner: { kind: 'guest', id: 'g1' },
      needsReview: true,
      supersedes: 'rx_typo_weak',
    });

    await signOff('rx_corrected_strong');

    const seen = await see(order.id);
    expect(seen.awaitedPrescriptions[0].state).toBe('SETTLED');
    expect(seen.payments[0].refunded.amount).toBe('0.00');
    expect(seen.history.find(({ kind }: { kind: string }) => kind === 'DIFFERENCE_BORNE').text).toContain('$45.00');
  });

  it('is noted for each pair by itself, and a sign-off told twice notes nothing more', async () => {
    const other = { ...aPair('A'), lens: { ...aPair('A').lens, treatmentIds: ['ar'] } };
    const { id } = await aPaidOrder(house, [aPair('A'), other], guest() as never);
    const lines = (await see(id)).lines.map((line: { id: string }) => ({ id, lineId: line.id }));
    const corrected: string[] = [];
    for (const line of lines) {
      const [typo, right] = [newId('rx'), newId('rx')];
      house.world.band = 'A';
      await send(line, { rx: typo });
      house.world.band = 'C';
      await tell(PrescriptionEntered, {
        prescriptionId: right,
        owner: { kind: 'guest', id: 'g1' },
        needsReview: true,
        supersedes: typo,
      });
      corrected.push(right);
    }

    for (const prescriptionId of [...corrected, ...corrected]) await signOff(prescriptionId);

    const seen = await see(id);
    expect(lines).toHaveLength(2);
    expect(seen.awaitedPrescriptions.map(({ state }: { state: string }) => state)).toEqual(['SETTLED', 'SETTLED']);
    expect(kinds(seen).filter((kind) => kind === 'DIFFERENCE_BORNE')).toHaveLength(2);
  });

  it('and is sent while the order is cancelled is never made for less than it costs', async () => {
    const order = await anOrderSaid('A');
    house.world.band = 'B';
    const CANCEL = 'mutation ($id: ID!) { cancelOrder(id: $id, reason: "x") { __typename } }';

    const [sent] = await Promise.all([send(order), house.ask(CANCEL, { id: order.id }, staff('associate'))]);
    await house.settle();

    expect(['PRESCRIPTION_STRONGER_THAN_SAID', 'ORDER_WAITS_NO_LONGER']).toContain(sent.code);
    const seen = await see(order.id);
    expect(seen.status).toBe('CANCELLED');
    expect(seen.payments[0].refunded.amount).toBe(seen.payments[0].amount.amount);
  });
});
