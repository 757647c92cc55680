import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPaidOrder, guest, type House, openHouse, staff } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const aMeasuredPair = (measurementId: string | null = 'rx_measurement_1') => ({
  variantId: 'variant_frame',
  lens: {
    prescriptionId: 'prescription_1',
    measurementId,
    use: 'DISTANCE',
    designId: 'd',
    materialId: 'm',
    treatmentIds: [],
  },
});
const LINES = `query ($id: ID!) { order(id: $id) { history { kind text } lines { id lens { heightKind } measurement {
  measurementId method measuredBy inThisFrame pdOdMm heightKind heightOdMm pantoscopicTiltDegrees } } } }`;
const USE = `mutation ($o: ID!, $l: ID!, $m: ID!) { applyMeasurement(orderId: $o, lineId: $l, measurementId: $m) {
  __typename ... on Order { id } ... on Refusal { code } } }`;

describe('what was measured for a pair', () => {
  it('is kept with the order as a sealed copy, and shown to its owner and to staff', async () => {
    const order = await aPaidOrder(house, [aMeasuredPair()]);

    const { order: own } = await house.ask(LINES, { id: order.id });
    const { order: seen } = await house.ask(LINES, { id: order.id }, staff('associate'));
    const [row] = await house.subgraph.database.query<{ text: string }>(
      'SELECT l::text AS text FROM order_line l WHERE order_id = $1',
      [order.id],
    );

    expect(own.lines[0].measurement).toEqual({
      measurementId: 'rx_measurement_1',
      method: 'DIGITAL',
      measuredBy: 'Iris',
      inThisFrame: true,
      pdOdMm: '31.4',
      heightKind: 'FITTING',
      heightOdMm: '21.7',
      pantoscopicTiltDegrees: '8',
    });
    expect(seen.lines[0].measurement).toEqual(own.lines[0].measurement);
    expect((await house.ask(LINES, { id: order.id }, staff('warehouse'))).order.lines[0].measurement).toBeNull();
    expect((await house.ask(LINES, { id: order.id }, guest('stranger'))).order).toBeNull();
    expect(await house.subgraph.database.query(`SELECT 1 FROM audit_entry WHERE stream = 'measurements'`)).toHaveLength(
      2,
    );
    expect(row?.text).not.toMatch(/31\.4|21\.7|Iris/);
  });

  it('travels to the lab as an id, never as values', async () => {
    const order = await aPaidOrder(house, [aMeasuredPair()]);

    const events = await house.subgraph.database.query<{ payload: object }>(
      `SELECT payload FROM outbox WHERE aggregate_id = $1 AND name LIKE '%OrderPlaced%'`,
      [order.id],
    );

    expect(JSON.stringify(events)).toContain('"measurementId":"rx_measurement_1"');
    expect(JSON.stringify(events)).not.toContain('31.4');
  });

  it('can be measured after the order, until work begins', async () => {
    const order = await aPaidOrder(house, [aMeasuredPair(null)]);
    const { order: before } = await house.ask(LINES, { id: order.id });
    const line = before.lines[0].id;

    const byGuest = await house.ask(USE, { o: order.id, l: line, m: 'rx_measurement_2' }).catch(() => 'refused');
    const used = await house.ask(USE, { o: order.id, l: line, m: 'rx_measurement_2' }, staff('optician'));
    const { order: after } = await house.ask(LINES, { id: order.id });
    await house.subgraph.database.query(`UPDATE sales_order SET status = 'IN_PRODUCTION' WHERE id = $1`, [order.id]);
    const late = await house.ask(USE, { o: order.id, l: line, m: 'rx_measurement_3' }, staff('optician'));

    expect(before.lines[0].measurement).toBeNull();
    expect(byGuest).toSatisfy(
      (one: unknown) =>
        one === 'refused' ||
        JSON.stringify(one).includes('UNAUTHENTICATED') ||
        JSON.stringify(one).includes('FORBIDDEN'),
    );
    expect(used.applyMeasurement).toMatchObject({ __typename: 'Order' });
    expect(after.lines[0].measurement).toMatchObject({ measurementId: 'rx_measurement_2', heightOdMm: '21.7' });
    expect(after.history.map((one: { kind: string }) => one.kind)).toContain('MEASURED');
    expect(late.applyMeasurement).toEqual({ __typename: 'Refusal', code: 'ORDER_ALREADY_MADE' });
  });

  it('to a point its lenses have no use for is said in words', async () => {
    const pair = aMeasuredPair(null);
    const order = await aPaidOrder(house, [{ ...pair, lens: { ...pair.lens, designId: 'ft-28' } }]);
    const { order: before } = await house.ask(LINES, { id: order.id });

    await house.ask(USE, { o: order.id, l: before.lines[0].id, m: 'rx_measurement_2' }, staff('optician'));
    const { order: after } = await house.ask(LINES, { id: order.id });

    expect(after.lines[0]).toMatchObject({ lens: { heightKind: 'SEGMENT' }, measurement: { heightKind: 'FITTING' } });
    expect(after.history.find((one: { kind: string }) => one.kind === 'MEASURED').text).toContain('top of the segment');
  });
});
