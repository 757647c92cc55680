import type { MeasurementValue } from '@opticworks/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aLab, anOrder, aPrescription, BOARD, type Lab, SCAN, staff } from './factories.ts';
import { ticketPages } from './pdf-text.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());
const reader = (sphere: number) => ({ sphere, cylinder: 0, axis: null, add: 2_000, prisms: [] });
beforeEach(() => {
  lab.siblings.prescription = aPrescription({ od: reader(-2_000), os: reader(-2_250), birthYear: 1970 });
  lab.siblings.measurements = {};
});

let count = 0;
async function aJob(design: string) {
  count += 1;
  const order = anOrder({ orderId: `height_${count}`, design, treatments: [] });
  await lab.hear('OrderPlaced', order);
  const tray = `H-${count}`;
  await lab.hear('FrameHandedToLab', {
    pickTaskId: 't',
    orderId: order.orderId,
    orderLineIds: [order.lines[0]!.orderLineId],
    trayCode: tray,
  });
  const { labJobs } = await lab.ask(staff('lab'), BOARD, { f: { query: order.number } });
  return { id: labJobs.edges[0].node.id as string, tray, order };
}

const JOB = `query ($id: ID!) { labJob(id: $id) { id status holdReasons heightOdMm heightOsMm
  neededHeight { kind isDue isGiven given { odMm osMm reason givenBy } } } }`;
const jobOf = async (id: string) => (await lab.ask(staff('optician'), JOB, { id })).labJob;
const GIVE = `mutation ($id: ID!, $od: Decimal!, $os: Decimal!, $r: String) { giveHeights(jobId: $id, odMm: $od, osMm: $os, reason: $r) {
  ... on LabJob { id } ... on Refusal { code message } } }`;
const give = async (
  id: string,
  [od, os]: readonly [string, string],
  {
    reason = 'read off the present pair',
    who = staff('optician'),
  }: { reason?: string; who?: ReturnType<typeof staff> } = {},
) => {
  const { giveHeights } = await lab.ask(who, GIVE, { id, od, os, r: reason });
  await lab.settle();
  return giveHeights;
};
const scan = async (tray: string) => (await lab.ask(staff('lab'), SCAN, { t: tray, to: 'PICKED' })).scanTray;

describe('a multifocal nobody measured', () => {
  it('waits for its height, which nobody can wish away', async () => {
    const { id, tray } = await aJob('progressive-premium');
    expect(await jobOf(id)).toMatchObject({
      status: 'ON_HOLD',
      holdReasons: ['HEIGHT_NEEDED'],
      heightOdMm: null,
      neededHeight: { kind: 'FITTING', isDue: true, isGiven: false, given: null },
    });
    expect(await scan(tray)).toMatchObject({ code: 'LAB_JOB_ON_HOLD' });
    const { releaseHold } = await lab.ask(
      staff('optician'),
      `mutation ($id: ID!) { releaseHold(id: $id, reason: HEIGHT_NEEDED) { ... on LabJob { id } ... on Refusal { code message } } }`,
      { id },
    );
    expect(releaseHold).toMatchObject({
      code: 'HOLD_CLEARS_ITSELF',
      message: expect.stringContaining('measured in this frame'),
    });
  });

  it('goes on by heights an optician gives, and says on paper that they were given', async () => {
    const { id, tray } = await aJob('progressive-premium');
    expect(await give(id, ['22', '21.5'], { who: staff('lab') })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await give(id, ['22', '21.5'], { reason: ' ' })).toMatchObject({ code: 'HEIGHT_REASON_MISSING' });
    for (const off of ['0', '-3', '40', '21.55'])
      expect(await give(id, ['22', off])).toMatchObject({
        code: 'HEIGHT_OFF_LENS',
        message: expect.stringContaining('between 0 and 40 mm'),
      });
    // The corridor of the design does not fit below a cross this low.
    expect(await give(id, ['12', '12'])).toMatchObject({ code: 'HEIGHT_NOT_POSSIBLE' });
    expect((await jobOf(id)).holdReasons).toEqual(['HEIGHT_NEEDED']);

    await give(id, ['22', '21.5']);
    expect(await jobOf(id)).toMatchObject({
      status: 'RELEASED',
      holdReasons: [],
      heightOdMm: '22',
      heightOsMm: '21.5',
      neededHeight: {
        isDue: false,
        isGiven: true,
        given: { odMm: '22', osMm: '21.5', reason: 'read off the present pair', givenBy: 'Lee optician' },
      },
    });
    const [ticket] = await ticketPages(lab, id);
    expect(ticket?.replaceAll(/\s+/g, ' ')).toContain('height R 22.0 / L 21.5 given');
    expect(ticket?.replaceAll(/\s+/g, ' ')).toContain('The height was not measured: Lee optician gave it.');
    expect(await scan(tray)).toMatchObject({ status: 'PICKED' });
    expect(await give(id, ['23', '23'])).toMatchObject({ code: 'HEIGHT_NOT_ASKED' });
  });

  it('forgets what was given once it is measured in its frame', async () => {
    const { id, order } = await aJob('progressive-premium');
    await give(id, ['22', '22']);
    lab.siblings.measurements = { here: aMeasurement({ odMm: 20.5, osMm: 20 }) };
    const { orderId, number, lines } = order;
    await lab.hear('OrderLineMeasured', {
      orderId,
      number,
      orderLineId: lines[0]!.orderLineId,
      measurementId: 'here',
    });
    expect(await jobOf(id)).toMatchObject({
      status: 'RELEASED',
      heightOdMm: '20.5',
      heightOsMm: '20',
      neededHeight: { isDue: false, isGiven: false },
    });
    const [ticket] = await ticketPages(lab, id);
    expect(ticket).not.toContain('given');
  });

  it('of a segment asks for the segment height, one of a plain lens for none', async () => {
    lab.siblings.store = [
      ...lab.siblings.store,
      {
        form: 'semi-finished',
        code: 'SFV-160-FT28',
        name: '1.60 FT-28',
        material: 'index-160',
        design: 'ft-28',
        diametersMm: [75],
        bases: [4_000, 6_000],
        adds: [2_000],
        isPerEye: true,
      },
    ];
    lab.siblings.storeVersion = 'with segments';
    const bifocal = await aJob('ft-28');
    expect((await jobOf(bifocal.id)).neededHeight).toMatchObject({ kind: 'SEGMENT', isDue: true });
    await give(bifocal.id, ['18', '18']);
    expect(await jobOf(bifocal.id)).toMatchObject({ status: 'RELEASED', heightOdMm: '18' });

    const plain = await aJob('sv-distance');
    expect(await jobOf(plain.id)).toMatchObject({ status: 'RELEASED', neededHeight: null });
    expect(await give(plain.id, ['18', '18'])).toMatchObject({ code: 'HEIGHT_NOT_ASKED' });
  });

  it.each([
    ['SCRATCH', {}, 'RELEASED', '22'],
    // Measured without a height: what was given was what was wrong.
    ['HEIGHT_WRONG', { measurementId: 'person' }, 'ON_HOLD', null],
  ])('remade for %s by %j is %s', async (reason, changes, status, height) => {
    lab.siblings.measurements = { person: { ...aMeasurement({ odMm: 1, osMm: 1 }), heights: null, heightKind: null } };
    const { id } = await aJob('progressive-premium');
    await give(id, ['22', '22']);
    await lab.subgraph.database.query(
      `UPDATE lab_job SET status = 'PASSED', passed_at = now(), first_pass = true WHERE id = $1`,
      [id],
    );
    const { startRemake } = await lab.ask(
      staff('lab'),
      `mutation ($id: ID!, $r: String!, $c: RemakeChangesInput) { startRemake(jobId: $id, reasonCode: $r, eyes: ["OD", "OS"], changes: $c) {
        ... on LabJob { id } ... on Refusal { code message } } }`,
      { id, r: reason, c: changes },
    );
    await lab.settle();
    expect(await jobOf(startRemake.id)).toMatchObject({ status, heightOdMm: height });
  });

  it('picked while its height is changed is cut for the one or the other, never for both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, tray } = await aJob('progressive-premium');
      await give(id, ['22', '22']);
      const [picked, given] = await Promise.all([
        scan(tray),
        lab.ask(staff('optician'), GIVE, { id, od: '23', os: '23', r: 'looked again' }),
      ]);
      await lab.settle();
      const job = await jobOf(id);
      if (picked.code) expect(job).toMatchObject({ status: 'RELEASED', heightOdMm: '23' });
      else {
        expect(given.giveHeights).toMatchObject({ code: 'HEIGHT_NOT_ASKED' });
        expect(job).toMatchObject({ status: 'PICKED', heightOdMm: '22', neededHeight: { given: { odMm: '22' } } });
      }
    }
  });
});

const aMeasurement = (heights: { odMm: number; osMm: number }): MeasurementValue => ({
  id: 'here',
  method: 'DIGITAL',
  measuredAt: '2026-03-01T10:00:00.000Z',
  measuredBy: 'Iris',
  frameSku: 'FR-1',
  pdOdMm: 31,
  pdOsMm: 32,
  nearPdOdMm: null,
  nearPdOsMm: null,
  heights,
  heightKind: 'FITTING',
  vertexMm: null,
  refractedVertexMm: null,
  pantoscopicTiltDegrees: null,
  faceFormDegrees: null,
});
