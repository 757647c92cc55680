import type { Principal } from '@opticworks/kernel';
import { ParcelPacked } from '@opticworks/schema/events/inventory';
import { LabJobPassed } from '@opticworks/schema/events/lab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measurePromises } from '../src/promise/measure-promises.ts';
import type { Services } from '../src/services.ts';
import { takeTracking } from '../src/shipping/take-tracking.ts';
import { anAddressedCart, aPaidOrder, guest, type House, openHouse, staff } from './orders-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const warehouse = staff('warehouse');
const associate = staff('associate');
const owner = staff('admin');
const LENS = { prescriptionId: 'prescription_1', use: 'DISTANCE', designId: 'd', materialId: 'm', treatmentIds: [] };
const GLASSES = [{ variantId: 'variant_frame', lens: LENS }];
const services = () => (house.subgraph.context({ principal: guest() }) as unknown as { orders: Services }).orders;

let sequence = 0;
async function tell(event: { name: string }, payload: object): Promise<void> {
  sequence += 1;
  await house.subgraph.inbox.receive([
    {
      id: `promise_event_${sequence}`,
      name: event.name,
      source: 'sibling',
      aggregate: 'thing',
      aggregateId: `thing_${sequence}`,
      sequence: String(sequence),
      payload,
      occurredAt: house.clock.now().toISOString(),
      trace: null,
    },
  ]);
  await house.settle();
}

const PROMISES = `query($id: ID!) { order(id: $id) { promiseDate promises { promisedOn queueDays stageDays blankDays handlingDays transitDays marginDays
  transitFrom productionError blankError handlingError carrierError totalError } } }`;
const promisesOf = async (id: string, who: Principal = associate) => (await house.ask(PROMISES, { id }, who)).order;

interface Course {
  readyOn: string;
  blankWeekdays?: number;
  shippedOn: string;
  deliveredOn: string;
}

/** Glasses ordered on Tuesday, 10 March, through lab, warehouse and carrier on the days of the course. */
async function deliver(course: Course): Promise<{ id: string }> {
  house.clock.set('2026-03-10T15:00:00Z');
  const order = await aPaidOrder(house, GLASSES);
  const on = (day: string) => house.clock.set(`${day}T19:00:00Z`);
  const [line] = await house.subgraph.database.query<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1', [
    order.id,
  ]);
  on(course.readyOn);
  await tell(LabJobPassed, {
    jobId: 'job_1',
    number: 'J-1',
    orderId: order.id,
    orderLineId: line!.id,
    ...(course.blankWeekdays === undefined ? {} : { blankWeekdays: course.blankWeekdays }),
  });
  await tell(ParcelPacked, { pickTaskId: 'pick_1', orderId: order.id, weightGrams: 120 });
  on(course.shippedOn);
  const { quoteShipment } = await house.ask(
    'mutation($id: ID!) { quoteShipment(orderId: $id) { ... on ShipmentQuote { rates { id } } } }',
    { id: order.id },
    warehouse,
  );
  const { buyLabel } = await house.ask(
    'mutation($order: ID!, $rate: ID!) { buyLabel(orderId: $order, rateId: $rate) { ... on Shipment { id trackingCode } } }',
    { order: order.id, rate: quoteShipment.rates[0].id },
    warehouse,
  );
  await house.ask('mutation($id: ID!) { markShipped(shipmentId: $id) { __typename } }', { id: buyLabel.id }, warehouse);
  on(course.deliveredOn);
  await house.subgraph.database.transaction((tx) =>
    takeTracking(services(), tx, {
      trackingCode: buyLabel.trackingCode,
      shipmentId: null,
      status: 'delivered',
      details: [{ at: house.clock.now(), status: 'delivered', message: 'Delivered', location: null }],
    }),
  );
  return order;
}

const TERMS =
  'version handlingDays transitDays percentile minCases windowDays mayPromiseEarlier measured { kind key cases days }';
const SAVE = `mutation($input: PromiseTermsInput!) { savePromiseTerms(input: $input) { __typename ... on PromiseTerms { ${TERMS} } ... on Refusal { code message } } }`;
const terms = {
  handlingDays: 1,
  transitDays: 5,
  percentile: 80,
  minCases: 5,
  windowDays: 180,
  mayPromiseEarlier: false,
};
const save = async (change: object, who: Principal = owner) =>
  (await house.ask(SAVE, { input: { ...terms, reason: 'A test', ...change } }, who)).savePromiseTerms;
const current = async () => (await house.ask(`{ promiseTerms { ${TERMS} } }`, {}, owner)).promiseTerms;
const REPORT = `query($from: Date!, $to: Date!) { promiseReport(from: $from, to: $to) { promises kept meanDays percentile percentileDays
  distribution { days promises } parts { part plannedDays meanDays percentile } byRoute { name promises kept } byLensType { name promises } byCarrier { name promises kept percentile }
  open openLate } }`;

describe('a promise', () => {
  it('is kept with what it is made of, and measured by part when the parcel is there', async () => {
    const order = await deliver({
      readyOn: '2026-03-18',
      blankWeekdays: 2,
      shippedOn: '2026-03-18',
      deliveredOn: '2026-03-30',
    });

    const { promiseDate, promises } = await promisesOf(order.id);
    expect(promises).toHaveLength(1);
    const [made] = promises;
    expect(made).toMatchObject({
      queueDays: 1,
      stageDays: 4,
      blankDays: 0,
      handlingDays: 1,
      marginDays: 0,
      transitFrom: 'RATE',
    });
    expect(made.promisedOn).toBe(promiseDate);
    // Six days in the lab, two of them for a blank: it was one day quicker than planned, and the blank took two more.
    expect(made).toMatchObject({ productionError: -1, blankError: 2, handlingError: -1 });
    expect(made.carrierError).toBe(8 - made.transitDays);
    expect(made.totalError).toBe(made.productionError + made.blankError + made.handlingError + made.carrierError);
  });

  it('is told to the lab as the day the lenses have to be ready', async () => {
    house.clock.set('2026-03-10T15:00:00Z');
    const order = await aPaidOrder(house, GLASSES);

    const [placed] = await house.subgraph.database.query<{ payload: { readyBy: string } }>(
      `SELECT payload FROM outbox WHERE name = 'orders.OrderPlaced.v1' AND payload->>'orderId' = $1`,
      [order.id],
    );
    expect(placed!.payload.readyBy).toBe('2026-03-17');
  });

  it('shows its parts to staff alone', async () => {
    house.clock.set('2026-03-10T15:00:00Z');
    const order = await aPaidOrder(house, GLASSES);
    expect((await promisesOf(order.id, guest())).promises).toEqual([]);
    await expect(house.ask(REPORT, { from: '2026-03-01', to: '2026-03-31' }, guest())).rejects.toThrow();
  });
});

describe('what past promises were missed by', () => {
  it('is added to the next ones as the percentile the owner chose, once there are enough cases', async () => {
    expect(await save({ basedOn: (await current()).version })).toMatchObject({ __typename: 'PromiseTerms' });
    house.clock.set('2026-03-10T15:00:00Z');
    const before = await anAddressedCart(house, GLASSES);
    await measurePromises(services());
    // One case so far: it tells nothing yet.
    expect((await current()).measured).toEqual([]);
    for (const deliveredOn of ['2026-03-24', '2026-03-25', '2026-03-26', '2026-03-27'])
      await deliver({ readyOn: '2026-03-17', shippedOn: '2026-03-18', deliveredOn });

    await measurePromises(services());

    const { measured } = await current();
    const whole = measured.find((one: { kind: string; key: string }) => one.kind === 'WHOLE' && one.key === 'SURFACED');
    expect(whole.cases).toBe(5);
    // Of five errors the fourth: four of five promises would have been kept with it.
    const { distribution } = (await house.ask(REPORT, { from: '2026-03-01', to: '2026-03-31' }, owner)).promiseReport;
    const errors = distribution.flatMap((one: { days: number; promises: number }) =>
      Array(one.promises).fill(one.days),
    );
    expect(whole.days).toBe(errors[3]);
    expect(measured).toContainEqual({ kind: 'TRANSIT', key: 'US', cases: 5, days: 7 });
    house.clock.set('2026-03-10T15:00:00Z');
    const after = await anAddressedCart(house, GLASSES);
    const { weekdaysFromTo } = await import('../src/promise/promise.rules.ts');
    expect(weekdaysFromTo(before.promiseDate, after.promiseDate)).toBe(whole.days);
  });

  it('is told to the shop window when it changed, and only then', async () => {
    const told = () =>
      house.subgraph.database.query<{ payload: { handlingDays: number; transitDays: number } }>(
        `SELECT payload FROM outbox WHERE name = 'orders.DeliveryTermsChanged.v1'`,
      );
    const count = (await told()).length;
    await measurePromises(services());
    expect(await told()).toHaveLength(count);

    await save({ handlingDays: 3, basedOn: (await current()).version });
    await house.settle();

    const payloads = (await told()).map(({ payload }) => payload);
    expect(payloads).toHaveLength(count + 1);
    expect(payloads).toContainEqual(expect.objectContaining({ handlingDays: 3, transitDays: 7 }));
    await save({ basedOn: (await current()).version });
    await house.settle();
  });

  it('is reported with how many were kept, by part, route and carrier', async () => {
    const report = (await house.ask(REPORT, { from: '2026-03-01', to: '2026-03-31' }, associate)).promiseReport;
    expect(report).toMatchObject({ promises: 5, percentile: 80, byLensType: [{ name: 'SV', promises: 5 }] });
    expect(report.byRoute).toEqual([{ name: 'SURFACED', promises: 5, kept: report.kept }]);
    expect(report.parts.map(({ part }: { part: string }) => part)).toEqual([
      'STAGES',
      'BLANK',
      'HANDLING',
      'CARRIER',
      'MARGIN',
    ]);
    const mean = report.parts.reduce((sum: number, one: { meanDays: string }) => sum + Number(one.meanDays), 0);
    expect(mean).toBeCloseTo(Number(report.meanDays), 2);
    const all = report.distribution.reduce((sum: number, one: { promises: number }) => sum + one.promises, 0);
    expect(all).toBe(5);
    expect((await house.ask(REPORT, { from: '2026-01-01', to: '2026-01-31' }, associate)).promiseReport).toMatchObject({
      promises: 0,
      kept: 0,
    });
  });

  it('goes on being added when it is why they are kept', async () => {
    const wholeNow = async () => {
      await measurePromises(services());
      return (await current()).measured.find(
        ({ kind, key }: { kind: string; key: string }) => kind === 'WHOLE' && key === '',
      );
    };
    const before = await wholeNow();
    // Two days were added to each of them, and each came two days earlier against its promise: the way was as long as ever.
    await house.subgraph.database.query(
      `UPDATE kept_promise SET margin_days = margin_days + 2, total_error = total_error - 2 WHERE total_error IS NOT NULL`,
    );

    expect(before).toBeDefined();
    expect(await wholeNow()).toEqual(before);
    await house.subgraph.database.query(
      `UPDATE kept_promise SET margin_days = margin_days - 2, total_error = total_error + 2 WHERE total_error IS NOT NULL`,
    );
  });

  it('adds nothing where the owner switched it off', async () => {
    await save({ percentile: null, basedOn: (await current()).version });
    await house.settle();
    expect((await current()).measured).toEqual([]);
  });
});

describe('what an owner decides about promises', () => {
  it('has a version; of two who change it at once one is refused', async () => {
    const { version } = await current();
    const answers = await Promise.all([
      save({ handlingDays: 2, basedOn: version }),
      save({ handlingDays: 4, basedOn: version }),
    ]);
    expect(answers.map((one) => one.code ?? one.version).sort()).toEqual(
      [version + 1, 'PROMISE_TERMS_CHANGED_MEANWHILE'].sort(),
    );
    const { promiseTermsHistory } = await house.ask('{ promiseTermsHistory { version reason changedBy } }', {}, owner);
    expect(promiseTermsHistory[0]).toEqual({ version: version + 1, reason: 'A test', changedBy: 'Ada' });
  });

  it('has to make sense, and to have a reason; only an owner decides it', async () => {
    const basedOn = (await current()).version;
    expect(await save({ percentile: 49, basedOn })).toMatchObject({
      code: 'PROMISE_TERMS_UNREADABLE',
      message: expect.stringContaining('percentile'),
    });
    expect(await save({ percentile: 50, reason: ' ', basedOn })).toMatchObject({
      code: 'PROMISE_TERMS_REASON_MISSING',
    });
    expect(await save({ handlingDays: 31, basedOn })).toMatchObject({ code: 'PROMISE_TERMS_UNREADABLE' });
    expect(await save({ basedOn }, associate)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await current()).version).toBe(basedOn);
  });
});
