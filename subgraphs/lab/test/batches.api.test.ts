import { countStatements } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dueCoats } from '../src/batches/coats.ts';
import type { Answered } from './answers.ts';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, aStore, type Lab, SCAN, staff } from './factories.ts';

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

interface BatchAnswer extends Answered {
  id: string;
  number: string;
  status: string;
  lot: string | null;
  lensCount: number;
  trayCount: number;
}
const SHAPE = '{ ... on LabBatch { id number status lot lensCount trayCount } ... on Refusal { code message } }';
const run = async (mutation: string, variables: Record<string, unknown>) =>
  Object.values(await lab.ask(staff('lab'), mutation, variables))[0] as BatchAnswer;
const open = (station = 'HC-1', kind = 'HARD_COAT', lot: string | null = null) =>
  run(
    `mutation ($s: String!, $k: LabBatchKind!, $l: String) { openLabBatch(station: $s, kind: $k, lot: $l) ${SHAPE} }`,
    { s: station, k: kind, l: lot },
  );
const add = (b: string, t: string, eyes: string[] | null = null, why: string | null = null) =>
  run(
    `mutation ($b: ID!, $t: String!, $e: [String!], $w: String) { addTrayToBatch(batchId: $b, trayCode: $t, eyes: $e, splitReason: $w) ${SHAPE} }`,
    { b, t, e: eyes, w: why },
  );
const start = (b: string, lot: string | null = 'LOT-7') =>
  run(`mutation ($b: ID!, $l: String) { startLabBatch(batchId: $b, lot: $l) ${SHAPE} }`, { b, l: lot });
const finish = (b: string, good: boolean, remedy: string | null = null) =>
  run(
    `mutation ($b: ID!, $g: Boolean!, $r: LabBatchRemedy) { finishLabBatch(batchId: $b, good: $g, reasonCode: "COAT_DEFECT", remedy: $r) ${SHAPE} }`,
    { b, g: good, r: remedy },
  );
const clear = async (b: string) => run(`mutation ($b: ID!) { abandonLabBatch(batchId: $b) ${SHAPE} }`, { b });
const coated = ['PICKED', 'SURFACING'] as const;
const hard = { treatments: ['hard-coat'] };
const stageOf = async (id: string) => (await bench.lenses(id)).map(({ eye, stage }) => `${eye} ${stage}`);

describe('a coating batch', () => {
  it('takes trays by scan, runs, and lets them go on when it is good', async () => {
    const first = await bench.tray('B-1', hard, ...coated);
    const second = await bench.tray('B-2', hard, ...coated, 'COATING');
    const batch = await open();

    expect(await add(batch.id, 'b-1')).toMatchObject({ status: 'OPEN', lensCount: 2, trayCount: 1 });
    expect(await add(batch.id, 'B-2')).toMatchObject({ lensCount: 4, trayCount: 2 });
    expect(await add(batch.id, 'B-2')).toMatchObject({ lensCount: 4 });
    expect((await bench.job(first.order.number)).status).toBe('COATING');
    expect(await bench.scan('B-1', 'FINISHING')).toMatchObject({
      code: 'LENS_IN_BATCH',
      message: expect.stringContaining(batch.number),
    });
    expect((await start(batch.id, null)).code).toBe('BATCH_LOT_MISSING');
    expect(await start(batch.id)).toMatchObject({ status: 'RUNNING', lot: 'LOT-7' });
    expect((await add(batch.id, 'B-1')).code).toBe('BATCH_NOT_OPEN');
    expect(await finish(batch.id, true)).toMatchObject({ status: 'GOOD' });

    expect(await bench.scan('B-1', 'FINISHING')).toMatchObject({ status: 'FINISHING' });
    const { labJob } = await lab.ask(
      staff('lab'),
      'query ($id: ID!) { labJob(id: $id) { batchNumber steps { stage batchNumber lot outcome } } }',
      { id: second.id },
    );
    expect(labJob.batchNumber).toBeNull();
    expect(labJob.steps.at(-1)).toEqual({
      stage: 'COATING',
      batchNumber: batch.number,
      lot: 'LOT-7',
      outcome: null,
    });
  });

  it('hits every lens in it when it fails, each with the batch as its record', async () => {
    const pair = await bench.tray('B-3', hard, ...coated);
    const other = await bench.tray('B-4', hard, ...coated);
    const batch = await open();
    await add(batch.id, 'B-3');
    await add(batch.id, 'B-4');
    await start(batch.id);
    const asked = lab.caller.calls.filter(({ operation }) => operation === 'inventory.allocateStock').length;

    await finish(batch.id, false, 'SPOIL');
    await lab.settle();

    for (const { id, order } of [pair, other]) {
      expect(await bench.lenses(id)).toMatchObject([
        { stage: 'WAITING', attempt: 2, blank: 'ALLOCATED' },
        { stage: 'WAITING', attempt: 2, blank: 'ALLOCATED' },
      ]);
      expect((await bench.job(order.number)).status).toBe('RELEASED');
    }
    const broken = await lab.subgraph.database.query<{ eye: string; reason: string; number: string; station: string }>(
      `SELECT b.eye, b.reason, x.number, b.station FROM lab_breakage b JOIN lab_batch x ON x.id = b.batch_id WHERE b.job_id = ANY($1) ORDER BY b.eye`,
      [[pair.id, other.id]],
    );
    expect(broken).toHaveLength(4);
    expect(broken[0]).toEqual({ eye: 'OD', reason: 'COAT_DEFECT', number: batch.number, station: 'Hard coat line 1' });
    expect(lab.caller.calls.filter(({ operation }) => operation === 'inventory.allocateStock').length - asked).toBe(4);
  });

  it('can be stripped and done again instead', async () => {
    const { id, order } = await bench.tray('B-5', hard, ...coated);
    const batch = await open();
    await add(batch.id, 'B-5');
    await start(batch.id);

    await finish(batch.id, false, 'REWORK');
    expect(await stageOf(id)).toEqual(['OD REWORK', 'OS REWORK']);
    const again = await open();
    expect(await add(again.id, 'B-5')).toMatchObject({ lensCount: 2 });
    await start(again.id);
    await finish(again.id, true);

    expect(await bench.scan('B-5', 'FINISHING')).toMatchObject({ status: 'FINISHING' });
    expect((await bench.lenses(id)).map(({ attempt }) => attempt)).toEqual([1, 1]);
    expect((await bench.job(order.number)).status).toBe('FINISHING');
  });

  it('keeps a pair together, also when one lens comes later, unless somebody says why not', async () => {
    const { id } = await bench.tray('B-6', hard, ...coated);
    const batch = await open();

    expect(await add(batch.id, 'B-6', ['OD'])).toMatchObject({
      code: 'PAIR_SPLIT',
      message: expect.stringContaining('OS is not in batch'),
    });
    await add(batch.id, 'B-6');
    await start(batch.id, 'lot-a');
    await finish(batch.id, true);
    const BREAK =
      'mutation ($id: ID!) { reportBreakage(jobId: $id, eye: "OD", reasonCode: "SCRATCH") { ... on Refusal { code } } }';
    await lab.ask(staff('lab'), BREAK, { id });
    await lab.settle();
    await bench.scan('B-6', 'PICKED', 'SURFACING');

    const later = await open('HC-1', 'HARD_COAT', 'lot-b');
    expect(await add(later.id, 'B-6')).toMatchObject({ code: 'PAIR_SPLIT', message: expect.stringContaining('LOT-A') });
    expect(await add(later.id, 'B-6', null, 'same reflex, compared under the lamp')).toMatchObject({ lensCount: 1 });
    await clear(later.id);
    const same = await open('HC-1', 'HARD_COAT', 'lot-a');
    expect(await add(same.id, 'B-6')).toMatchObject({ lensCount: 1 });
    await clear(same.id);
  });

  it('refuses what is not for it', async () => {
    await bench.tray('B-7');
    await bench.tray('B-8', { treatments: ['tint-solid'] }, ...coated);
    const batch = await open();

    expect((await add(batch.id, 'B-7')).code).toBe('NOT_READY_FOR_BATCH');
    expect((await add(batch.id, 'B-8')).code).toBe('COAT_NOT_ORDERED');
    expect((await start(batch.id)).code).toBe('BATCH_EMPTY');
    expect((await open()).message).toContain(batch.number);
    expect((await open('TINT-1')).code).toBe('BATCH_KIND_NOT_HERE');
    expect((await open('EDGE-1')).code).toBe('BATCH_KIND_NOT_HERE');
    expect((await finish(batch.id, true)).code).toBe('BATCH_NOT_RUNNING');
    await lab.subgraph.database.query(`UPDATE lab_station SET batch_capacity = 1 WHERE code = 'HC-1'`);
    await bench.tray('B-9', hard, ...coated);
    expect((await add(batch.id, 'B-9')).code).toBe('BATCH_FULL');
    await lab.subgraph.database.query(`UPDATE lab_station SET batch_capacity = 60 WHERE code = 'HC-1'`);
    await clear(batch.id);
  });
});

describe('the coats of a lens', () => {
  const AR = { treatments: ['ar-standard'] };
  const scanTo = async (t: string, to: string) => (await lab.ask(staff('lab'), SCAN, { t, to })).scanTray;
  const failed = async (kind: string, tray: string, remedy: string) => {
    const batch = await open(kind === 'AR' ? 'AR-1' : 'HC-1', kind);
    await add(batch.id, tray);
    await start(batch.id);
    await finish(batch.id, false, remedy);
  };

  it('go on in order: anti-reflection never onto a lens without its hard coat', async () => {
    await bench.tray('C-1', AR, ...coated);
    const batch = await open('AR-1', 'AR');

    expect(await add(batch.id, 'C-1')).toMatchObject({
      code: 'COAT_TOO_EARLY',
      message: expect.stringContaining('gets AR on top of HARD_COAT'),
    });
    await bench.coat('C-1', ['HARD_COAT']);
    expect(await add(batch.id, 'C-1')).toMatchObject({ lensCount: 2 });
    await clear(batch.id);
  });

  it('are all there before it leaves coating', async () => {
    await bench.tray('C-2', AR, ...coated, 'COATING');
    expect(await scanTo('C-2', 'FINISHING')).toMatchObject({
      code: 'COAT_MISSING',
      message: expect.stringContaining('batch of HARD_COAT, AR'),
    });
    await bench.coat('C-2', ['HARD_COAT']);
    expect(await scanTo('C-2', 'FINISHING')).toMatchObject({ message: expect.stringContaining('batch of AR.') });
    await bench.coat('C-2', ['AR']);
    expect(await scanTo('C-2', 'FINISHING')).toMatchObject({ status: 'FINISHING' });
  });

  it('cannot be got around by rework', async () => {
    const { id } = await bench.tray('C-3', AR, ...coated);
    await bench.coat('C-3', ['HARD_COAT']);
    await failed('AR', 'C-3', 'REWORK');

    expect(await scanTo('C-3', 'FINISHING')).toMatchObject({ code: 'COAT_MISSING' });
    expect(await scanTo('C-3', 'INSPECTION')).toMatchObject({ code: 'COAT_MISSING' });
    const ROUTE = `mutation ($id: ID!) { routeRework(jobId: $id, route: RE_EDGE, eyes: ["OD", "OS"]) { ... on LabJob { status } ... on Refusal { code } } }`;
    expect((await lab.ask(staff('lab'), ROUTE, { id })).routeRework).toEqual({ code: 'COAT_MISSING' });
    // The strip took the anti-reflection; the hard coat below it is still there.
    await scanTo('C-3', 'COATING');
    await bench.coat('C-3', ['AR']);
    expect(await scanTo('C-3', 'FINISHING')).toMatchObject({ status: 'FINISHING' });
  });

  it('are put on anew when a coated lens comes back to coating, and all of them when it was ground again', async () => {
    const REWORK = `mutation ($id: ID!) { reworkLens(jobId: $id, eyes: ["OD", "OS"], reasonCode: "COAT_DEFECT") { ... on LabJob { status } ... on Refusal { code } } }`;
    const { id } = await bench.tray('C-4', AR, ...coated);
    await bench.coat('C-4', ['HARD_COAT', 'AR']);
    await scanTo('C-4', 'FINISHING');
    lab.clock.advance(60_000);
    await lab.ask(staff('lab'), REWORK, { id });
    await scanTo('C-4', 'COATING');

    expect(await scanTo('C-4', 'FINISHING')).toMatchObject({ message: expect.stringContaining('batch of AR.') });
    await lab.ask(staff('lab'), REWORK, { id });
    lab.clock.advance(60_000);
    await scanTo('C-4', 'SURFACING');
    await scanTo('C-4', 'COATING');
    expect(await scanTo('C-4', 'FINISHING')).toMatchObject({
      message: expect.stringContaining('batch of HARD_COAT, AR'),
    });
  });

  it('of glass begin with anti-reflection, and stock lenses have theirs', () => {
    const treatmentCodes = ['ar-standard'];
    expect(dueCoats('SURFACED', { treatmentCodes, materialCode: 'index-160' })).toEqual(['HARD_COAT', 'AR']);
    expect(dueCoats('SURFACED', { treatmentCodes, materialCode: 'crown' })).toEqual(['AR']);
    expect(dueCoats('FINISHED', { treatmentCodes, materialCode: 'index-160' })).toEqual([]);
    expect(dueCoats('SURFACED', { treatmentCodes: ['photochromic'], materialCode: 'index-160' })).toEqual([]);
  });
});

describe('a bath', () => {
  const tinted = (colourCode: string, absorptionPercent: number, treatmentCode = 'tint-solid') => ({
    treatments: [treatmentCode, 'hard-coat'],
    colours: [{ treatmentId: treatmentCode, treatmentCode, colourCode, colourName: colourCode, absorptionPercent }],
  });

  it('has one colour: a pair ordered in another, darker, or as a gradient waits for its own', async () => {
    await bench.tray('T-1', tinted('grey', 75), ...coated);
    await bench.tray('T-2', tinted('grey', 75), ...coated);
    const other = [
      await bench.tray('T-3', tinted('brown', 75), ...coated),
      await bench.tray('T-4', tinted('grey', 85), ...coated),
      await bench.tray('T-5', tinted('grey', 75, 'tint-gradient'), ...coated),
    ];
    const batch = await open('TINT-1', 'TINT', 'M');
    expect(await add(batch.id, 'T-1')).toMatchObject({ status: 'OPEN', lensCount: 2 });
    expect(await add(batch.id, 'T-2')).toMatchObject({ status: 'OPEN', lensCount: 4 });
    for (const [i, tray] of ['T-3', 'T-4', 'T-5'].entries()) {
      expect(await add(batch.id, tray)).toMatchObject({
        code: 'BATCH_COLOUR_DIFFERS',
        message: expect.stringContaining('is tint-solid grey 75 %'),
      });
      // Refused at the machine, it was not moved either.
      expect(await stageOf(other[i]!.id)).toEqual(['OD SURFACING', 'OS SURFACING']);
    }
    const { labBatches } = await lab.ask(
      staff('lab'),
      '{ labBatches(status: [OPEN]) { edges { node { kind colour } } } }',
    );
    expect(labBatches.edges).toEqual([{ node: { kind: 'TINT', colour: 'tint-solid grey 75 %' } }]);
    await clear(batch.id);
  });
});

describe('two stations at once', () => {
  it('open one batch per machine', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => open()));

    expect(answers.filter(({ status }) => status === 'OPEN')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'BATCH_ALREADY_OPEN')).toHaveLength(4);
    await clear(answers.find(({ status }) => status === 'OPEN')!.id);
  });

  it('never put a lens on two carriers, and never leave one in a batch it missed', async () => {
    const trays = [];
    for (const code of ['R-1', 'R-2', 'R-3', 'R-4'])
      trays.push(await bench.tray(code, { treatments: ['tint-solid', 'hard-coat'] }, ...coated));
    const [coat, tint] = [await open('HC-1', 'HARD_COAT', 'L'), await open('TINT-1', 'TINT', 'M')];

    const answers = await Promise.all([
      ...trays.flatMap((_, i) => [add(coat.id, `R-${i + 1}`), add(tint.id, `R-${i + 1}`)]),
      start(coat.id),
    ]);

    const doubles = await lab.subgraph.database.query(
      'SELECT lens_id FROM lab_batch_lens WHERE is_open GROUP BY lens_id HAVING count(*) > 1',
    );
    expect(doubles).toEqual([]);
    const added = answers.filter((a) => a.status === 'OPEN').length;
    expect(added).toBeGreaterThan(0);
    const [inside] = await lab.subgraph.database.query<{ trays: number }>(
      'SELECT count(DISTINCT job_id)::int AS trays FROM lab_batch_lens WHERE batch_id = ANY($1)',
      [[coat.id, tint.id]],
    );
    // Each answer that said yes is a tray in a batch, and no other tray is.
    expect(inside!.trays).toBe(added);
    const running = (await lab.ask(staff('lab'), '{ labBatches(status: [RUNNING]) { edges { node { id } } } }'))
      .labBatches.edges;
    for (const { node } of running) await finish(node.id, true);
    await clear(tint.id);
    await clear(coat.id);
  });

  it('finish it once, and scan nothing out of it meanwhile', async () => {
    const trays = [];
    for (const code of ['Q-1', 'Q-2', 'Q-3']) trays.push(await bench.tray(code, hard, ...coated));
    const batch = await open();
    for (const code of ['Q-1', 'Q-2', 'Q-3']) await add(batch.id, code);
    await start(batch.id);

    const answers = await Promise.all([
      finish(batch.id, false, 'SPOIL'),
      finish(batch.id, true),
      finish(batch.id, false, 'REWORK'),
      ...['Q-1', 'Q-2', 'Q-3'].map((t) => lab.ask(staff('lab'), SCAN, { t, to: 'FINISHING' })),
    ]);
    await lab.settle();

    const done = answers.slice(0, 3).filter((a) => a.status === 'GOOD' || a.status === 'FAILED');
    expect(done).toHaveLength(1);
    const stages = await Promise.all(trays.map(({ id }) => stageOf(id)));
    const outcome = (await lab.ask(staff('lab'), `{ labBatch(number: "${batch.number}") { status remedy } }`)).labBatch;
    for (const [od, os] of stages) {
      expect(od!.slice(3)).toBe(os!.slice(3));
      if (outcome.remedy === 'SPOIL') expect(od).toBe('OD WAITING');
      if (outcome.remedy === 'REWORK') expect(od).toMatch(/REWORK|FINISHING/);
    }
  });
});

it('lists batches with their lenses in a fixed number of statements', async () => {
  const LIST =
    '{ labBatches(first: 20) { edges { node { number status lensCount lenses { eye job { number trayCode } } } } } }';

  expect(await countStatements(() => lab.ask(staff('lab'), LIST))).toBeLessThanOrEqual(3);
  expect((await lab.ask(staff('buyer'), LIST, {}, { allowErrors: true })).errors[0].extensions.code).toBe('FORBIDDEN');
});
