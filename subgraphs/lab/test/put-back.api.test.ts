import { syntheticOutline, writeDcs } from '@opticworks/optics';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answered, referenceOf } from './answers.ts';
import { aBench } from './bench.ts';
import { aLab, BOARD, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
});
afterAll(() => lab.close());

const RETURNS = `query ($id: ID!) { labJob(id: $id) { status version blankReturns {
  id eye sku lot serial reason status shelf isBooked settledBy } } }`;
const PUT_BACK = `mutation ($id: ID!, $shelf: String) { putBackBlank(returnId: $id, shelf: $shelf) {
  ... on LabJob { status } ... on Refusal { code message } } }`;
const SPOIL = `mutation ($id: ID!, $r: String!) { spoilReturnedBlank(returnId: $id, reasonCode: $r, note: "fell") {
  ... on LabJob { status } ... on Refusal { code message } } }`;
const returnsOf = async (id: string) => (await lab.ask(staff('lab'), RETURNS, { id })).labJob;
const putBack = async (id: string, shelf: string | null = null, who = staff('lab')) =>
  (await lab.ask(who, PUT_BACK, { id, shelf })).putBackBlank;
const spoil = async (id: string, r = 'SCRATCH') => (await lab.ask(staff('lab'), SPOIL, { id, r })).spoilReturnedBlank;
const callsTo = (operation: string, jobId: string) =>
  lab.caller.calls.filter((call) => call.operation === operation && referenceOf(call) === `job:${jobId}`);

let trays = 0;
/** A tray whose picked right blank turned out too small for the traced frame, and another was chosen. */
async function aRepickedJob(over: { scanned?: string } = {}) {
  trays += 1;
  const job = await bench.tray(`PB-${trays}`, {}, 'PICKED');
  if (over.scanned) {
    const [lens] = await lab.subgraph.database.query<{ sku: string }>(
      `SELECT blank_sku AS sku FROM lab_lens WHERE job_id = $1 AND eye = 'OD'`,
      [job.id],
    );
    await lab.ask(staff('lab'), `mutation ($i: RecordBlankInput!) { recordBlank(input: $i) { __typename } }`, {
      i: { jobId: job.id, eye: 'OD', sku: lens?.sku, lot: 'LOT-7', serial: over.scanned },
    });
  }
  await lab.subgraph.database.query(`UPDATE lab_lens SET blank_diameter_mm = 60 WHERE job_id = $1 AND eye = 'OD'`, [
    job.id,
  ]);
  const radii = [...syntheticOutline('panto', 52.6, 40.4).radii];
  const trace = writeDcs({
    records: [
      { label: 'JOB', fields: [job.number] },
      { label: 'DBL', fields: ['18.20'] },
    ],
    traces: [{ side: 'od', type: 'F', radii, angles: null }],
  });
  if (!trace.ok) throw new Error('no trace');
  await lab.ask(
    staff('lab'),
    'mutation ($id: ID!, $c: String!) { importLabTrace(jobId: $id, contentBase64: $c) { __typename } }',
    { id: job.id, c: Buffer.from(trace.text, 'latin1').toString('base64') },
  );
  await lab.ask(staff('lab'), 'mutation ($id: ID!) { repickBlanks(jobId: $id) { __typename } }', { id: job.id });
  await lab.settle();
  const { blankReturns } = await returnsOf(job.id);
  return { job, tray: `PB-${trays}`, blank: blankReturns[0] };
}

describe('a blank that is whole and no longer fits', () => {
  beforeEach(() => {
    lab.siblings.inStock = () => true;
  });

  it('waits in the tray to be put back, and nothing is picked into its place meanwhile', async () => {
    const { job, tray, blank } = await aRepickedJob();

    expect(blank).toMatchObject({
      eye: 'OD',
      reason: 'BLANK_TOO_SMALL',
      status: 'DUE',
      shelf: 'L-01-1',
      isBooked: false,
      settledBy: null,
    });
    expect((await lab.ask(staff('lab'), SCAN, { t: tray, to: 'PICKED' })).scanTray).toEqual({
      code: 'BLANK_STILL_IN_TRAY',
      message: expect.stringContaining(`The old blank of OD is still in the tray of job ${job.number}`),
    });
    const { blanksToPutBack } = await lab.ask(
      staff('optician'),
      '{ blanksToPutBack { id eye job { number trayCode } } }',
    );
    expect(blanksToPutBack).toContainEqual({ id: blank.id, eye: 'OD', job: { number: job.number, trayCode: tray } });
    expect(callsTo('inventory.returnStock', job.id)).toEqual([]);
  });

  it('goes back into stock once it is on its shelf, and the new one is picked', async () => {
    const { job, tray, blank } = await aRepickedJob();

    expect(await putBack(blank.id, 'l-01-1')).toEqual({ status: 'RELEASED' });
    await lab.settle();

    expect(callsTo('inventory.returnStock', job.id)).toMatchObject([
      {
        input: { sku: blank.sku, quantity: 1, reason: `${job.number} OD: BLANK_TOO_SMALL`, by: 'Lee lab' },
        options: { idempotencyKey: expect.stringMatching(/^lens:lens_.*:1:put-back$/) },
      },
    ]);
    expect((await returnsOf(job.id)).blankReturns).toMatchObject([
      { status: 'PUT_BACK', isBooked: true, shelf: 'L-01-1', settledBy: 'Lee lab' },
    ]);
    expect((await lab.ask(staff('lab'), SCAN, { t: tray, to: 'PICKED' })).scanTray).toMatchObject({ status: 'PICKED' });
    expect(await bench.lenses(job.id)).toMatchObject([
      { eye: 'OD', attempt: 2, stage: 'PICKED' },
      { eye: 'OS', attempt: 1 },
    ]);
  });

  it('is told to the store after its taking, even when the store has not heard of that yet', async () => {
    const { job, blank } = await aRepickedJob();
    lab.caller.calls.length = 0;

    await putBack(blank.id);
    await lab.settle();

    const told = lab.caller.calls.filter((call) => referenceOf(call) === `job:${job.id}`);
    expect(
      told.map(({ operation, options }) => [operation, options.idempotencyKey?.split(':').slice(2).join(':')]),
    ).toEqual([
      ['inventory.settleAllocation', '1:consumed'],
      ['inventory.returnStock', '1:put-back'],
    ]);
  });

  it('is put back once by two people at the same moment, and by one who says so twice', async () => {
    const { job, blank } = await aRepickedJob();

    const answers = await Promise.all([putBack(blank.id), putBack(blank.id, 'L-01-1'), putBack(blank.id)]);
    await lab.settle();
    const { version } = await returnsOf(job.id);
    expect(await putBack(blank.id)).toEqual({ status: 'RELEASED' });
    await lab.settle();

    expect(answers).toEqual([{ status: 'RELEASED' }, { status: 'RELEASED' }, { status: 'RELEASED' }]);
    expect(callsTo('inventory.returnStock', job.id)).toHaveLength(1);
    expect((await returnsOf(job.id)).version).toBe(version);
    const scans = await lab.subgraph.database.query(
      `SELECT note FROM lab_scan WHERE job_id = $1 AND station = 'put back'`,
      [job.id],
    );
    expect(scans).toEqual([{ note: `${blank.sku}: put back` }]);
  });

  it('is either put back or damaged when two people say different things at once', async () => {
    const { job, blank } = await aRepickedJob();

    const answers = await Promise.all([putBack(blank.id), spoil(blank.id)]);
    await lab.settle();

    expect(answers.filter((answer: Answered) => answer.code === 'BLANK_RETURN_SETTLED')).toHaveLength(1);
    const { status } = (await returnsOf(job.id)).blankReturns[0];
    const losses = await lab.subgraph.database.query('SELECT 1 FROM lab_breakage WHERE job_id = $1', [job.id]);
    expect([callsTo('inventory.returnStock', job.id).length, losses.length]).toEqual(
      status === 'PUT_BACK' ? [1, 0] : [0, 1],
    );
  });

  it('is written off with a reason when it is damaged, and nothing goes back', async () => {
    const { job, tray, blank } = await aRepickedJob();

    expect(await spoil(blank.id, 'NO_SUCH')).toMatchObject({ code: 'REASON_UNKNOWN' });
    await spoil(blank.id);
    await spoil(blank.id);
    await lab.settle();

    expect(await putBack(blank.id)).toEqual({
      code: 'BLANK_RETURN_SETTLED',
      message: `The blank of OD, job ${job.number}, was reported as damaged by Lee lab already. Correct the stock by hand if that is wrong.`,
    });
    expect(callsTo('inventory.returnStock', job.id)).toEqual([]);
    const losses = await lab.subgraph.database.query(
      `SELECT b.eye, b.reason, b.note, b.station, l.breakages FROM lab_breakage b JOIN lab_lens l ON l.job_id = b.job_id AND l.eye = b.eye
       WHERE b.job_id = $1`,
      [job.id],
    );
    expect(losses).toEqual([{ eye: 'OD', reason: 'SCRATCH', note: 'fell', station: 'put back', breakages: 1 }]);
    expect((await lab.ask(staff('lab'), SCAN, { t: tray, to: 'PICKED' })).scanTray).toMatchObject({ status: 'PICKED' });
  });

  it('is refused on another shelf than its own', async () => {
    const { job, blank } = await aRepickedJob();

    expect(await putBack(blank.id, 'Z-9')).toEqual({
      code: 'BLANK_RETURN_ELSEWHERE',
      message: `You scanned Z-9; ${blank.sku} belongs on L-01-1. Put it there and scan that shelf.`,
    });
    expect((await returnsOf(job.id)).blankReturns[0].status).toBe('DUE');
  });

  it('keeps its lot, and its serial number may go into another lens', async () => {
    const { blank } = await aRepickedJob({ scanned: 'SN-1' });
    expect(blank).toMatchObject({ lot: 'LOT-7', serial: 'SN-1' });

    const other = await bench.tray('PB-SN', {}, 'PICKED');
    const { recordBlank } = await lab.ask(
      staff('lab'),
      `mutation ($i: RecordBlankInput!) { recordBlank(input: $i) { ... on LabJob { number } ... on Refusal { code } } }`,
      { i: { jobId: other.id, eye: 'OD', sku: blank.sku, serial: 'SN-1' } },
    );
    expect(recordBlank).toEqual({ number: other.number });
  });

  it('is for lab staff', async () => {
    const { blank } = await aRepickedJob();
    for (const who of [staff('warehouse'), staff('optician')])
      expect(await putBack(blank.id, null, who)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await putBack('return_none')).toMatchObject({ code: 'BLANK_RETURN_NOT_FOUND' });
  });
});

it('the blanks in the tray of a cancelled order are put back too', async () => {
  const job = await bench.tray('PB-X', {}, 'PICKED');

  await lab.hear('OrderCancelled', { orderId: job.order.orderId, number: job.order.number, reason: 'changed mind' });
  const { status, blankReturns } = await returnsOf(job.id);
  expect(status).toBe('CANCELLED');
  expect(
    blankReturns.map((one: { eye: string; reason: string; status: string }) => [one.eye, one.reason, one.status]),
  ).toEqual([
    ['OD', 'ORDER_CANCELLED', 'DUE'],
    ['OS', 'ORDER_CANCELLED', 'DUE'],
  ]);

  for (const { id } of blankReturns) await putBack(id);
  await lab.settle();
  expect(callsTo('inventory.returnStock', job.id)).toHaveLength(2);
  expect((await lab.ask(staff('lab'), BOARD, { f: { query: job.number } })).labJobs.edges[0].node.status).toBe(
    'CANCELLED',
  );
});
