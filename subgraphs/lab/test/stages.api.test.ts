import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, aPrescription, aStore, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.siblings.prescription = aStrongPrescription();
  lab.siblings.store = aStore();
  lab.siblings.inStock = () => true;
});

const BREAK =
  'mutation ($id: ID!, $eye: String!) { reportBreakage(jobId: $id, eye: $eye, reasonCode: "SCRATCH") { ... on LabJob { status } ... on Refusal { code } } }';
const REWORK =
  'mutation ($id: ID!, $eyes: [String!]!) { reworkLens(jobId: $id, eyes: $eyes, reasonCode: "WAVE") { ... on LabJob { status nextStatuses } ... on Refusal { code message } } }';
const UNDO =
  'mutation ($id: ID!) { undoLabScan(jobId: $id) { ... on LabJob { status nextStatuses } ... on Refusal { code message } } }';
const stageOf = async (id: string) => (await bench.lenses(id)).map(({ eye, stage }) => `${eye} ${stage}`);

describe('each lens of a tray', () => {
  it('has a step per stage, with station and operator', async () => {
    const { id } = await bench.tray('S-1', {}, 'PICKED', 'SURFACING', 'COATING', 'FINISHING');

    const steps = await bench.steps(id);
    expect(steps.filter(({ eye }) => eye === 'OD')).toEqual([
      { eye: 'OD', stage: 'PICKED', outcome: 'GOOD', station: 'Bench 1' },
      { eye: 'OD', stage: 'SURFACING', outcome: 'GOOD', station: 'Bench 1' },
      { eye: 'OD', stage: 'COATING', outcome: 'GOOD', station: 'Bench 1' },
      { eye: 'OD', stage: 'FINISHING', outcome: null, station: 'Bench 1' },
    ]);
    const { labJob } = await lab.ask(
      staff('lab'),
      'query ($id: ID!) { labJob(id: $id) { scans { status eyes operator result } steps { eye stage operator outcome } } }',
      { id },
    );
    expect(labJob.scans.at(-1)).toEqual({
      status: 'FINISHING',
      eyes: ['OD', 'OS'],
      operator: 'Lee lab',
      result: 'GOOD',
    });
    expect(labJob.steps).toHaveLength(8);
  });

  it('goes its own way after one of them broke: the other waits where it was', async () => {
    const { id } = await bench.tray('S-2', {}, 'PICKED', 'SURFACING', 'COATING', 'FINISHING');

    await lab.ask(staff('lab'), BREAK, { id, eye: 'OD' });
    await lab.settle();
    expect(await stageOf(id)).toEqual(['OD WAITING', 'OS FINISHING']);
    expect(await bench.scan('S-2', 'PICKED')).toMatchObject({ nextStatuses: ['SURFACING'] });
    await bench.scan('S-2', 'SURFACING', 'COATING');
    expect(await stageOf(id)).toEqual(['OD COATING', 'OS FINISHING']);
    await bench.scan('S-2', 'FINISHING', 'INSPECTION');

    expect(await stageOf(id)).toEqual(['OD INSPECTION', 'OS INSPECTION']);
    const os = (await bench.steps(id)).filter(({ eye }) => eye === 'OS').map(({ stage }) => stage);
    expect(os).toEqual(['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION']);
  });

  it('is not ground when it comes from stock, while its fellow is', async () => {
    lab.siblings.prescription = aPrescription({
      od: { sphere: -7_000, cylinder: 0, axis: null, add: null, prisms: [] },
      os: { sphere: -1_750, cylinder: 0, axis: null, add: null, prisms: [] },
    });
    const { id } = await bench.tray('S-3', {}, 'PICKED', 'SURFACING', 'COATING');
    expect(await stageOf(id)).toEqual(['OD COATING', 'OS PICKED']);

    await lab.ask(staff('lab'), BREAK, { id, eye: 'OS' });
    await lab.settle();
    // The stock lens is picked anew; the ground one still waits for its coats, and neither is surfaced again.
    expect(await bench.scan('S-3', 'PICKED')).toMatchObject({ nextStatuses: ['COATING'] });
    await bench.scan('S-3', 'COATING', 'FINISHING');

    expect(await stageOf(id)).toEqual(['OD FINISHING', 'OS FINISHING']);
  });

  it('is reworked alone from the station it failed at', async () => {
    const { id } = await bench.tray('S-4', {}, 'PICKED', 'SURFACING');

    const { reworkLens } = await lab.ask(staff('lab'), REWORK, { id, eyes: ['OS'] });
    expect(reworkLens).toMatchObject({ status: 'REWORK', nextStatuses: expect.arrayContaining(['SURFACING']) });
    expect(await stageOf(id)).toEqual(['OD SURFACING', 'OS REWORK']);
    await bench.scan('S-4', 'SURFACING');

    const os = (await bench.steps(id)).filter(({ eye }) => eye === 'OS');
    expect(os.map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ['PICKED', 'GOOD'],
      ['SURFACING', 'REWORK'],
      ['SURFACING', null],
    ]);
    expect((await bench.steps(id)).filter(({ eye }) => eye === 'OD')).toHaveLength(2);
  });
});

describe('a station', () => {
  const at = (station: string) => SCAN.replace('"bench 1"', `"${station}"`);

  it('scans what is in its list and nothing else', async () => {
    const { id } = await bench.tray('S-5');

    expect((await lab.ask(staff('lab'), at('EDGE-1'), { t: 'S-5', to: 'PICKED' })).scanTray.code).toBe(
      'STATION_MAY_NOT',
    );
    expect((await lab.ask(staff('lab'), at('nowhere'), { t: 'S-5', to: 'PICKED' })).scanTray.code).toBe(
      'STATION_UNKNOWN',
    );
    expect((await lab.ask(staff('lab'), at('pick-1'), { t: 'S-5', to: 'PICKED' })).scanTray.status).toBe('PICKED');
    expect((await bench.steps(id))[0]).toMatchObject({ station: 'Blank picking' });
  });

  it('is added and closed by the admin only', async () => {
    const SAVE =
      'mutation ($i: LabStationInput!) { saveLabStation(input: $i) { ... on LabStation { code statuses active } ... on Refusal { code } } }';
    const input = { code: 'edge-9', name: 'Edger 9', statuses: ['FINISHING'] };

    expect((await lab.ask(staff('lab'), SAVE, { i: input })).saveLabStation.code).toBe('FORBIDDEN');
    expect((await lab.ask(staff('admin'), SAVE, { i: { ...input, statuses: [] } })).saveLabStation.code).toBe(
      'STATION_UNREADABLE',
    );
    expect((await lab.ask(staff('admin'), SAVE, { i: input })).saveLabStation.code).toBe('EDGE-9');
    await lab.ask(staff('admin'), SAVE, { i: { ...input, active: false } });
    await bench.tray('S-6', {}, 'PICKED');
    expect((await lab.ask(staff('lab'), at('EDGE-9'), { t: 'S-6', to: 'SURFACING' })).scanTray.code).toBe(
      'STATION_UNKNOWN',
    );
  });
});

describe('a scan that was a mistake', () => {
  it('is taken back by whoever made it, and stays on record', async () => {
    const { id } = await bench.tray('S-7', {}, 'PICKED', 'SURFACING', 'COATING');

    expect((await lab.ask(staff('lab'), UNDO, { id })).undoLabScan).toMatchObject({
      status: 'SURFACING',
      nextStatuses: ['COATING'],
    });
    expect(await stageOf(id)).toEqual(['OD SURFACING', 'OS SURFACING']);
    const { labJob } = await lab.ask(
      staff('lab'),
      'query ($id: ID!) { labJob(id: $id) { scans { status result undoneAt } } }',
      { id },
    );
    expect(labJob.scans.at(-2)).toMatchObject({ status: 'COATING', undoneAt: expect.any(String) });
    expect(labJob.scans.at(-1)).toMatchObject({ status: 'SURFACING', result: 'UNDO' });
    // The stage it was in goes on as one step, and what follows is a new one.
    await bench.scan('S-7', 'COATING');
    const od = (await bench.steps(id)).filter(({ eye }) => eye === 'OD');
    expect(od.map(({ stage, outcome }) => `${stage} ${outcome}`).sort()).toEqual([
      'COATING UNDONE',
      'COATING null',
      'PICKED GOOD',
      'SURFACING GOOD',
    ]);
  });

  it('stays when it is old, somebody else’s, or known outside the lab', async () => {
    const { id } = await bench.tray('S-8', {}, 'PICKED');
    expect((await lab.ask(staff('lab'), UNDO, { id })).undoLabScan.message).toContain('PICKED reached others');

    await bench.scan('S-8', 'SURFACING');
    const other = { ...staff('lab'), id: 'staff_other' } as never;
    expect((await lab.ask(other, UNDO, { id })).undoLabScan.message).toContain('somebody else');
    lab.clock.advance(121_000);
    expect((await lab.ask(staff('lab'), UNDO, { id })).undoLabScan.message).toContain('older than 120 seconds');
    expect((await bench.job('OW-order_s-8')).status).toBe('SURFACING');
  });

  it('is taken back once, however often and while the next scan comes in', async () => {
    const { id } = await bench.tray('S-9', {}, 'PICKED', 'SURFACING', 'COATING');

    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => lab.ask(staff('lab'), UNDO, { id })),
      lab.ask(staff('lab'), SCAN, { t: 'S-9', to: 'FINISHING' }),
    ]);

    const undone = answers.filter((a) => a.undoLabScan?.status).length;
    const open = (await bench.steps(id)).filter(({ outcome }) => outcome === null);
    // Whoever came first, each lens stands at exactly one place and the tray is where its lenses are.
    expect(undone).toBeLessThanOrEqual(2);
    expect(open.map(({ eye }) => eye).sort()).toEqual(['OD', 'OS']);
    const status = (await bench.job('OW-order_s-9')).status;
    expect(await stageOf(id)).toEqual([`OD ${status}`, `OS ${status}`]);
  });
});

it('goes down and up again with lenses in work', async () => {
  const { LensStepsAndBatches } = await import('../src/migrations/1764410000000-lens-steps-and-batches.ts');
  await bench.tray('S-10', {}, 'PICKED', 'SURFACING');
  await lab.subgraph.database.transaction(async (tx) => {
    const runner = { query: (sql: string) => tx.manager.query(sql) };
    await new LensStepsAndBatches().down(runner as never);
    await new LensStepsAndBatches().up(runner as never);
  });

  const { id } = await bench.job('OW-order_s-10');
  expect(await stageOf(id)).toEqual(['OD SURFACING', 'OS SURFACING']);
  expect((await bench.steps(id)).filter(({ outcome }) => outcome === null)).toHaveLength(2);
  await bench.scan('S-10', 'COATING');
  expect(await stageOf(id)).toEqual(['OD COATING', 'OS COATING']);
});
