import type { MeasurementValue } from '@opticworks/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aLab, anOrder, aPrescription, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
  lab.siblings.measurements = {
    high: measured({ id: 'high', heights: { odMm: 32.1, osMm: 32 } }),
    steep: measured({ id: 'steep', pantoscopicTiltDegrees: 26 }),
    steepest: measured({ id: 'steepest', pantoscopicTiltDegrees: 25 }),
    highest: measured({ id: 'highest', heights: { odMm: 32, osMm: 32 } }),
    pupil: measured({ id: 'pupil' }),
    segment: measured({ id: 'segment', heightKind: 'SEGMENT', heights: { odMm: 17, osMm: 17.5 } }),
    here: measured({}),
    elsewhere: measured({ frameSku: 'ANOTHER' }),
  };
});
afterAll(() => lab.close());

const measured = (over: Partial<MeasurementValue>): MeasurementValue => ({
  id: 'here',
  method: 'DIGITAL',
  measuredAt: '2026-03-01T10:00:00.000Z',
  measuredBy: 'Iris',
  frameSku: 'FR-1',
  pdOdMm: 30,
  pdOsMm: 33,
  nearPdOdMm: null,
  nearPdOsMm: null,
  heights: { odMm: 21, osMm: 23 },
  heightKind: 'FITTING',
  vertexMm: 14,
  refractedVertexMm: null,
  pantoscopicTiltDegrees: 9,
  faceFormDegrees: 6,
  ...over,
});

const JOB = `query ($q: String!) { labJobs(filter: { query: $q }) { edges { node { id status heightOdMm heightOsMm
  holdReasons calculationWarnings { code severity } lenses { eye decentrationInMm decentrationUpMm } } } } }`;
const jobOf = async (number: string) =>
  (await lab.ask(staff('lab'), JOB, { q: number })).labJobs.edges[0].node as {
    id: string;
    lenses: { eye: string; decentrationInMm: string; decentrationUpMm: string }[];
  };

describe('a job whose wearer was measured', () => {
  it('is calculated anew by what was measured in its frame', async () => {
    const order = anOrder({ orderId: 'order_measured' });
    await lab.hear('OrderPlaced', order);
    const before = await jobOf(order.number);
    await lab.hear('OrderLineMeasured', {
      orderId: order.orderId,
      number: order.number,
      orderLineId: order.lines[0]!.orderLineId,
      measurementId: 'here',
    });
    const after = await jobOf(order.number);

    // (52 + 18)/2 − PD; the box is 40 mm high.
    expect(before.lenses.map((one) => one.decentrationInMm)).toEqual(['4', '3']);
    expect(after.lenses.map((one) => one.decentrationInMm)).toEqual(['5', '2']);
    expect(after.id).toBe(before.id);
  });

  it('takes only the distances from another frame', async () => {
    const base = anOrder({ orderId: 'order_elsewhere' });
    const [line] = base.lines;
    const order = { ...base, lines: [{ ...line!, lens: { ...line!.lens!, measurementId: 'elsewhere' } }] };
    await lab.hear('OrderPlaced', order);

    const job = await jobOf(order.number);

    expect(job.lenses.map((one) => one.decentrationInMm)).toEqual(['5', '2']);
    expect(job.lenses.every((one) => Number(one.decentrationUpMm) === 0)).toBe(true);
  });

  it('waits for a height of the kind its design needs, and goes on when it is measured', async () => {
    const add = { sphere: -2_000, cylinder: 0, axis: null, add: 2_000, prisms: [] };
    lab.siblings.prescription = aPrescription({ od: add, os: add });
    const base = anOrder({ orderId: 'order_bifocal', design: 'ft-28' });
    const [line] = base.lines;
    const order = { ...base, lines: [{ ...line!, lens: { ...line!.lens!, measurementId: 'pupil' } }] };
    await lab.hear('OrderPlaced', order);
    const waits = (await jobOf(order.number)) as unknown as Shown;
    await lab.hear('OrderLineMeasured', {
      orderId: order.orderId,
      number: order.number,
      orderLineId: line!.orderLineId,
      measurementId: 'segment',
    });
    const goesOn = (await jobOf(order.number)) as unknown as Shown;

    expect([waits.heightOdMm, waits.heightOsMm]).toEqual([null, null]);
    expect(waits.holdReasons).toContain('CUSTOMER_QUESTION');
    expect(waits.calculationWarnings).toContainEqual({ code: 'SEGMENT_HEIGHT_NEEDED', severity: 'ERROR' });
    expect([goesOn.heightOdMm, goesOn.heightOsMm]).toEqual(['17', '17.5']);
    expect(goesOn.holdReasons).not.toContain('CUSTOMER_QUESTION');
  });

  it('is held when a height leaves too little lens above, and let go when it is measured lower', async () => {
    const add = { sphere: -2_000, cylinder: 0, axis: null, add: 2_000, prisms: [] };
    lab.siblings.prescription = aPrescription({ od: add, os: add });
    const order = anOrder({ orderId: 'order_high', design: 'progressive-premium' });
    await lab.hear('OrderPlaced', order);
    const measure = async (measurementId: string) => {
      const { orderId, number, lines } = order;
      await lab.hear('OrderLineMeasured', { orderId, number, orderLineId: lines[0]!.orderLineId, measurementId });
      return (await jobOf(number)) as unknown as Shown;
    };
    const [high, highest] = [await measure('high'), await measure('highest')];

    expect(high.holdReasons).toContain('CUSTOMER_QUESTION');
    expect(high.calculationWarnings).toContainEqual({ code: 'HEIGHT_TOO_HIGH', severity: 'ERROR' });
    expect(highest.holdReasons).not.toContain('CUSTOMER_QUESTION');
    expect(highest.calculationWarnings.map(({ code }) => code)).not.toContain('HEIGHT_TOO_HIGH');
  });

  it('is held by a measurement that cannot be right, though no rule of making reads it', async () => {
    lab.siblings.prescription = aPrescription();
    const order = anOrder({ orderId: 'order_steep' });
    await lab.hear('OrderPlaced', order);
    const { orderId, number, lines } = order;
    const measure = async (measurementId: string) => {
      await lab.hear('OrderLineMeasured', { orderId, number, orderLineId: lines[0]!.orderLineId, measurementId });
      return (await jobOf(number)) as unknown as Shown;
    };
    const [steep, steepest] = [await measure('steep'), await measure('steepest')];

    expect(steep.holdReasons).toContain('CUSTOMER_QUESTION');
    expect(steep.calculationWarnings).toContainEqual({ code: 'TILT_RANGE', severity: 'ERROR' });
    expect(steepest.holdReasons).not.toContain('CUSTOMER_QUESTION');
    expect(steepest.calculationWarnings).toContainEqual({ code: 'TILT_UNUSUAL', severity: 'WARNING' });
  });

  it('is told once of a height that the checks and the rules of making both refuse', async () => {
    const add = { sphere: -2_000, cylinder: 0, axis: null, add: 2_000, prisms: [] };
    lab.siblings.prescription = aPrescription({ od: add, os: add, segHeightMm: 40 });
    const order = anOrder({ orderId: 'order_outside', design: 'ft-28' });
    await lab.hear('OrderPlaced', order);

    const { calculationWarnings } = (await jobOf(order.number)) as unknown as Shown;

    // One of each eye.
    expect(calculationWarnings.filter(({ code }) => code === 'HEIGHT_OUTSIDE_LENS')).toHaveLength(2);
  });
});

interface Shown {
  heightOdMm: string | null;
  heightOsMm: string | null;
  holdReasons: string[];
  calculationWarnings: { code: string; severity: string }[];
}
