import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, aPrescription, type Lab, staff } from './factories.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
const hours = (n: number) => lab.clock.advance(n * 3_600_000);
const INSPECT =
  'mutation ($i: InspectionInput!) { inspectLabJob(input: $i) { ... on InspectionOutcome { job { status } } ... on Refusal { code message } } }';
const inspect = async (jobId: string, over: Record<string, unknown> = {}) =>
  lab.ask(staff('lab'), INSPECT, {
    i: {
      jobId,
      od: { sphere: '-7.00', cylinder: '-0.50', axis: 10, pdMm: '31' },
      os: { sphere: '-6.75', pdMm: '32' },
      cosmeticPass: true,
      ...over,
    },
  });
const ship = async (order: { orderId: string; number: string }) =>
  lab.hear('ShipmentShipped', {
    shipmentId: `s_${order.orderId}`,
    orderId: order.orderId,
    orderNumber: order.number,
    carrier: 'USPS',
    trackingCode: null,
  });

const SPAN = 'from: "2026-03-02", to: "2026-03-31"';
const REPORT = `{ labKpis(${SPAN}) { kpis { code label formula unit numerator denominator value note }
  stages { stage through good } stations { station stage through good reworked spoiled medianHours } spoilage { station reason lenses }
  days { day released passed shipped spoiled wip } turnaround { fromHours toHours jobs } } }`;
const report = async () => (await lab.ask(staff('lab'), REPORT)).labKpis;
const kpi = async (code: string, label?: string) =>
  (await report()).kpis.find(
    (one: { code: string; label: string }) => one.code === code && (!label || one.label.includes(label)),
  );
const jobsBehind = async (code: string, more = '') =>
  (
    await lab.ask(
      staff('lab'),
      `{ labKpiJobs(code: ${code}, ${SPAN}${more}) { total rows { hit value station stage reason eye job { number } } } }`,
    )
  ).labKpiJobs;

type Tray = Awaited<ReturnType<typeof bench.tray>>;
let smooth: Tray;
let held: Tray;
let broken: Tray;

beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
  // Monday noon in the zone of the shop.
  lab.clock.set('2026-03-02T20:00:00Z');
  lab.siblings.prescription = aStrongPrescription();

  // Two working days, and all is well: released, 48 h, shipped in time.
  smooth = await bench.tray('K-1');
  hours(1);
  await bench.scan('K-1', 'PICKED');
  hours(5);
  await bench.scan('K-1', 'SURFACING');
  hours(6);
  await bench.scan('K-1', 'COATING', 'FINISHING', 'INSPECTION');
  await inspect(smooth.id);
  hours(36);
  await ship(smooth.order);

  // The customer is asked for a day before it is picked: 72 h, of which 24 do not count. Fails its first inspection.
  held = await bench.tray('K-2', { promiseDate: '2026-03-07' });
  const HOLD =
    'mutation ($id: ID!) { holdLabJob(id: $id, reason: CUSTOMER_QUESTION) { ... on LabJob { id } ... on Refusal { code } } }';
  const FREE = HOLD.replace('holdLabJob', 'releaseHold');
  await lab.ask(staff('lab'), HOLD, { id: held.id });
  hours(24);
  await lab.ask(staff('lab'), FREE, { id: held.id });
  await bench.scan('K-2', 'PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION');
  await inspect(held.id, { cosmeticPass: false, faults: [{ code: 'SCRATCH' }] });
  await bench.scan('K-2', 'FINISHING', 'INSPECTION');
  await inspect(held.id);
  hours(48);
  await ship(held.order);

  // A lens breaks at the edger; it is still in work.
  broken = await bench.tray('K-3', {}, 'PICKED', 'SURFACING', 'COATING', 'FINISHING');
  await lab.ask(
    staff('lab'),
    'mutation ($id: ID!) { reportBreakage(jobId: $id, eye: "OD", reasonCode: "EDGE_CHIP") { ... on Refusal { code } } }',
    { id: broken.id },
  );
  await lab.settle();
});
afterAll(() => lab.close());

describe('the figures of the lab', () => {
  it('count what came through at first, with the job that did not behind it', async () => {
    expect(await kpi('FIRST_PASS_YIELD')).toMatchObject({ numerator: 1, denominator: 2, value: 50, unit: 'PERCENT' });

    const missed = await jobsBehind('FIRST_PASS_YIELD', ', hit: false');
    expect(missed.rows.map((row: { job: { number: string } }) => row.job.number)).toEqual([held.number]);
  });

  it('multiply the yields of the stages', async () => {
    const { stages, stations } = await report();

    expect(stages).toEqual([
      { stage: 'PICKED', through: 6, good: 6 },
      { stage: 'SURFACING', through: 6, good: 6 },
      { stage: 'COATING', through: 6, good: 6 },
      { stage: 'FINISHING', through: 7, good: 6 },
      { stage: 'INSPECTION', through: 6, good: 4 },
    ]);
    const rolled = await kpi('ROLLED_YIELD');
    expect(rolled.value).toBeCloseTo((100 * 6 * 4) / (7 * 6), 1);
    expect(rolled.formula).toBe('6/6 × 6/6 × 6/6 × 6/7 × 4/6');
    expect(stations.find((one: { stage: string }) => one.stage === 'FINISHING')).toMatchObject({
      station: 'Bench 1',
      through: 7,
      spoiled: 1,
    });
    expect(stations.find((one: { stage: string }) => one.stage === 'INSPECTION')).toMatchObject({ reworked: 2 });
  });

  it('count spoilage per lens, by station and reason', async () => {
    expect(await kpi('SPOILAGE')).toMatchObject({ numerator: 1, denominator: 6, value: 16.67 });
    expect((await report()).spoilage).toEqual([{ station: 'Bench 1', reason: 'EDGE_CHIP', lenses: 1 }]);

    const behind = await jobsBehind('SPOILAGE', ', hit: true, reason: "EDGE_CHIP"');
    expect(behind).toMatchObject({
      total: 1,
      rows: [{ eye: 'OD', stage: 'FINISHING', job: { number: broken.number } }],
    });
  });

  it('stop the clock only while the customer is asked', async () => {
    expect((await kpi('TURNAROUND', 'median')).value).toBe(48);
    expect(await kpi('TURNAROUND', 'P90')).toMatchObject({ value: 48, denominator: 2 });
    expect((await jobsBehind('TURNAROUND')).rows.map((row: { value: string }) => Number(row.value))).toEqual([48, 48]);
    expect((await report()).turnaround).toEqual([{ fromHours: 48, toHours: 72, jobs: 2 }]);
  });

  it('hold the shipping day against the due day', async () => {
    // The second was due on the 5th and left on the 7th.
    expect(await kpi('ON_TIME')).toMatchObject({ numerator: 1, denominator: 2, value: 50 });
    const late = await jobsBehind('ON_TIME', ', hit: false');
    expect(late.rows).toMatchObject([{ value: '2', job: { number: held.number } }]);
  });

  it('count a remake where its original was shipped', async () => {
    expect(await kpi('REMAKE_RATE')).toMatchObject({ numerator: 0, denominator: 2, value: 0 });
    await lab.ask(
      staff('lab'),
      'mutation ($id: ID!) { startRemake(jobId: $id, reasonCode: "COAT_DEFECT", eyes: ["OS"]) { ... on Refusal { code message } } }',
      { id: smooth.id },
    );
    await lab.settle();

    expect(await kpi('REMAKE_RATE')).toMatchObject({ numerator: 1, denominator: 2, value: 50 });
    const [behind] = (await jobsBehind('REMAKE_RATE', ', hit: true')).rows;
    expect(behind).toMatchObject({ reason: 'COAT_DEFECT', job: { number: smooth.number } });
  });

  it('say what is not known instead of guessing', async () => {
    expect(await kpi('JOBS_PER_HOUR')).toMatchObject({ value: null, note: expect.stringContaining('Unknown') });
    const HOURS =
      'mutation ($d: Date!, $h: Decimal) { recordLabourHours(day: $d, hours: $h) { ... on LabLabourHours { hours } ... on Refusal { code } } }';
    const record = async (who: ReturnType<typeof staff>, h: string | null) =>
      (await lab.ask(who, HOURS, { d: '2026-03-04', h })).recordLabourHours;
    expect((await record(staff('lab'), '8')).code).toBe('FORBIDDEN');
    expect((await record(staff('admin'), '-1')).code).toBe('LAB_TERMS_UNREADABLE');
    await record(staff('admin'), '8');

    // One of the two was shipped on the day whose hours are known.
    expect(await kpi('JOBS_PER_HOUR')).toMatchObject({ numerator: 1, denominator: 8, value: 0.13, note: null });
  });

  it('hold Little’s law against what was counted', async () => {
    const little = await kpi('LITTLE');
    expect(little.formula).toMatch(/jobs a day × [\d.]+ days of lead time; counted on average/);
    expect(little.value).not.toBeNull();
    expect(await kpi('WIP')).toMatchObject({ numerator: 2, value: 2 });
  });

  it('draw each day', async () => {
    const { days } = await report();

    expect(days).toHaveLength(30);
    expect(days[0]).toEqual({ day: '2026-03-02', released: 1, passed: 0, shipped: 0, spoiled: 0, wip: 1 });
    expect(days.map((day: { shipped: number }) => day.shipped).reduce((a: number, b: number) => a + b)).toBe(2);
    expect(days.find((day: { day: string }) => day.day === '2026-03-07')).toMatchObject({ shipped: 1, spoiled: 1 });
  });

  it('are the sum of what is behind them, each of them', async () => {
    const { kpis } = await report();
    for (const code of ['FIRST_PASS_YIELD', 'SPOILAGE', 'REMAKE_RATE', 'ON_TIME', 'STOCK_FILL']) {
      const { total, rows } = await jobsBehind(code);
      const one = kpis.find((each: { code: string }) => each.code === code);
      expect([code, rows.reduce((sum: number, row: { hit: number }) => sum + row.hit, 0), total]).toEqual([
        code,
        one.numerator,
        one.denominator,
      ]);
    }
  });

  it('are for those who serve, over a span that makes sense', async () => {
    const no = async (who: ReturnType<typeof staff>, document: string) =>
      (await lab.ask(who, document, {}, { allowErrors: true })).errors[0].extensions.code;

    expect(await no(staff('buyer'), REPORT)).toBe('FORBIDDEN');
    expect(await no(staff('lab'), '{ labKpis(from: "2026-03-02", to: "2026-03-01") { kpis { code } } }')).toBe(
      'SPAN_UNREADABLE',
    );
    expect(await no(staff('lab'), '{ labKpis(from: "2020-03-02", to: "2026-03-01") { kpis { code } } }')).toBe(
      'SPAN_UNREADABLE',
    );
  });
});

describe('the fill from own stock', () => {
  it('counts lenses that were there when first asked for', async () => {
    lab.siblings.prescription = aPrescription();
    await bench.tray('F-1');
    lab.siblings.inStock = (sku) => !sku.includes('M0200-C050');
    await bench.tray('F-2');

    expect(await kpi('STOCK_FILL')).toMatchObject({ numerator: 3, denominator: 4, value: 75 });
  });
});
