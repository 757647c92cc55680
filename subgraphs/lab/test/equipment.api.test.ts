import { mirrorOutline, parseDcs, syntheticOutline, writeDcs } from '@opticworks/optics';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LensAnswer, outcomeOf, referenceOf } from './answers.ts';
import { aLab, anOrder, aPrescription, aStore, BOARD, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());
beforeEach(() => {
  lab.siblings.prescription = aPrescription();
  lab.siblings.store = aStore();
  lab.siblings.storeVersion = 'test';
});

interface Job {
  id: string;
  number: string;
  status: string;
  trayCode: string;
}
let count = 0;
async function aJob(inTray = true): Promise<Job> {
  count += 1;
  const order = anOrder({ orderId: `traced_${count}` });
  await lab.hear('OrderPlaced', order);
  const lineIds = [order.lines[0]!.orderLineId];
  if (inTray)
    await lab.hear('FrameHandedToLab', {
      pickTaskId: 't',
      orderId: 'o',
      orderLineIds: lineIds,
      trayCode: `E-${count}`,
    });
  return jobNow(order.number);
}
const jobNow = async (query: string): Promise<Job> =>
  (await lab.ask(staff('lab'), BOARD, { f: { query } })).labJobs.edges[0].node;

/** The frame as a tracer would send it: a little larger than ordered, both sides. */
function aTrace(
  job: { number: string } | null,
  over: { a?: number; records?: [string, string][]; bend?: number } = {},
) {
  const right = syntheticOutline('panto', over.a ?? 52.6, 40.4);
  const left = mirrorOutline(right).radii.map((r, i) => (i === 30 ? r + (over.bend ?? 0) : r));
  const written = writeDcs({
    records: [
      ...(job ? [{ label: 'JOB', fields: [job.number] }] : []),
      { label: 'DBL', fields: ['18.20'] },
      { label: '_VENDOR', fields: ['x', '', 'y'] },
      ...(over.records ?? []).map(([label, value]) => ({ label, fields: value.split(';') })),
    ],
    traces: [
      { side: 'od', type: 'F', radii: [...right.radii], angles: null },
      { side: 'os', type: 'F', radii: left, angles: null },
    ],
  });
  if (!written.ok) throw new Error(written.errors[0]?.detail);
  return written.text;
}

const EQUIPMENT = `jobId tracePurpose files { kind url }
  traces { id purpose source isPresent eyeSizeMm lensHeightMm dblMm sidesDifferMm syntheticEye takenBy warnings { code message } }`;
const IMPORT = `mutation ($id: ID!, $c: String!) { importLabTrace(jobId: $id, fileName: "t.oma", contentBase64: $c) {
  ... on LabEquipment { ${EQUIPMENT} } ... on Refusal { code message issues { code message field } } } }`;
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const importTrace = async (job: Job, text: string, who = staff('lab')) =>
  (await lab.ask(who, IMPORT, { id: job.id, c: base64(text) })).importLabTrace;
const FRAME = `query ($id: ID!) { labJob(id: $id) { status eyeSizeMm lensHeightMm dblMm outlineHundredthsMm lenses { eye blankSku blankStatus decentrationInMm minimumBlankMm edgeMaxMm unfit } } }`;
const frameOf = async (job: Job) => (await lab.ask(staff('lab'), FRAME, { id: job.id })).labJob;

describe('a trace of the frame', () => {
  it('replaces the outline, and the job is calculated anew before it is released again', async () => {
    const job = await aJob();
    const before = await frameOf(job);

    const imported = await importTrace(job, aTrace(job));
    expect(imported).toMatchObject({
      tracePurpose: 'CALCULATION',
      traces: [
        {
          purpose: 'CALCULATION',
          isPresent: true,
          eyeSizeMm: expect.stringMatching(/^52\.(59|6)/),
          dblMm: '18.20',
          takenBy: 'Lee lab',
          warnings: [],
        },
      ],
    });
    expect((await jobNow(job.number)).status).toBe('ON_HOLD');

    await lab.settle();
    const after = await frameOf(job);
    expect(after).toMatchObject({ status: 'RELEASED', eyeSizeMm: '52.6', lensHeightMm: '40.4', dblMm: '18.2' });
    expect(after.outlineHundredthsMm).not.toEqual(before.outlineHundredthsMm);
    // (52.6 + 18.2)/2 − 31 instead of (52 + 18)/2 − 31.
    expect(before.lenses.map((l: LensAnswer) => Number(l.decentrationInMm))).toEqual([4, 3]);
    expect(after.lenses.map((l: LensAnswer) => Number(l.decentrationInMm))).toEqual([4.4, 3.4]);
    expect(after.lenses.every((l: LensAnswer) => l.blankStatus === 'ALLOCATED')).toBe(true);
    const releases = lab.caller.calls.filter(
      (call) => call.operation === 'inventory.settleAllocation' && referenceOf(call) === `job:${job.id}`,
    );
    expect(releases.map(outcomeOf)).toEqual(['released', 'released']);
  });

  it('is one trace however often the same file comes, and a new file takes its place', async () => {
    const job = await aJob();
    await importTrace(job, aTrace(job));
    await lab.settle();
    await importTrace(job, aTrace(job));
    expect((await jobNow(job.number)).status).toBe('RELEASED');

    const { traces } = await importTrace(job, aTrace(job, { a: 52.2 }));
    expect(
      traces.map((t: { eyeSizeMm: string; isPresent: boolean }) => [Number(t.eyeSizeMm).toFixed(1), t.isPresent]),
    ).toEqual([
      ['52.2', true],
      ['52.6', false],
    ]);
    await lab.settle();
    // Compared with the ordered frame, not with the trace before: sizes cannot creep.
    expect(await importTrace(job, aTrace(job, { a: 53.6 }))).toMatchObject({ code: 'TRACE_OF_OTHER_FRAME' });
  });

  it('warns where right and left differ, and cuts each lens to its own side', async () => {
    const job = await aJob();
    const imported = await importTrace(job, aTrace(null, { bend: 80 }));
    expect(imported.traces[0].warnings).toMatchObject([{ code: 'SIDES_DIFFER' }]);
    await lab.settle();

    const { body } = await download(`/lab/jobs/${job.id}.edging.oma`);
    const parsed = parseDcs(body);
    if (!parsed.ok) throw new Error(parsed.errors[0]?.detail);
    const [right, left] = parsed.file.traces;
    expect((left?.radii[30] ?? 0) - (mirrorOutline({ radii: right?.radii ?? [] }).radii[30] ?? 0)).toBeGreaterThan(70);
  });

  it('is kept byte by byte', async () => {
    const job = await aJob();
    const raw = aTrace(job).replace('_VENDOR=x;;y\r\n', ' _vendor = x;;y \n\xe9=\xff\n\r');
    const { traces } = await importTrace(job, raw);

    const { rawPayload } = await download(`/lab/traces/${traces[0].id}.oma`);
    expect(rawPayload.toString('latin1')).toBe(raw);
  });

  it('carries drill holes to the edger', async () => {
    const job = await aJob();
    await importTrace(
      job,
      aTrace(job, {
        records: [
          ['DRILLE', 'R;C;-20.5;3.1;1.4'],
          ['DRILLE', 'L;C;20.5;3.1;1.4'],
        ],
      }),
    );
    await lab.settle();
    expect((await download(`/lab/jobs/${job.id}.edging.oma`)).body.match(/^DRILLE=/gm)).toHaveLength(2);
    expect((await download(`/lab/jobs/${job.id}.order.oma`)).body).toContain('DRILLE=R;C;-20.5;3.1;1.4\r\n');
  });

  it('calculates anew what follows from the frame, also when the blanks are picked', async () => {
    const job = await aJob();
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
    await lab.settle();
    const before = await frameOf(job);

    expect(await importTrace(job, aTrace(job, { a: 51.4 }))).toMatchObject({ traces: [{ purpose: 'EDGING' }] });
    await lab.settle();
    const after = await frameOf(job);
    expect(after.status).toBe('PICKED');
    // (51.4 + 18.2)/2 − 31 and − 32.
    expect(after.lenses.map((l: LensAnswer) => Number(l.decentrationInMm))).toEqual([3.8, 2.8]);
    after.lenses.forEach((lens: LensAnswer, i: number) => {
      expect(Number(lens.minimumBlankMm)).toBeLessThan(Number(before.lenses[i].minimumBlankMm));
      expect(Number(lens.edgeMaxMm)).toBeLessThan(Number(before.lenses[i].edgeMaxMm));
      expect(lens).toMatchObject({ unfit: null, blankSku: before.lenses[i].blankSku });
    });
    const file = (await download(`/lab/jobs/${job.id}.edging.oma`)).body;
    expect(file).toMatch(/^HBOX=51\.(39|4)/m);
    expect(file).toContain('FCOCIN=3.80;2.80');
  });

  const REPICK = `mutation ($id: ID!) { repickBlanks(jobId: $id) { ... on LabJob { status holdReasons } ... on Refusal { code message } } }`;
  const repick = async (job: Job) => (await lab.ask(staff('lab'), REPICK, { id: job.id })).repickBlanks;
  const putBackAll = async (job: Job) => {
    const { labJob } = await lab.ask(staff('lab'), 'query ($id: ID!) { labJob(id: $id) { blankReturns { id } } }', {
      id: job.id,
    });
    for (const { id } of labJob.blankReturns)
      await lab.ask(staff('lab'), 'mutation ($id: ID!) { putBackBlank(returnId: $id) { __typename } }', { id });
  };
  const shrink = (job: Job, mm: number, eye = 'OD') =>
    lab.subgraph.database.query('UPDATE lab_lens SET blank_diameter_mm = $2 WHERE job_id = $1 AND eye = $3', [
      job.id,
      mm,
      eye,
    ]);

  it('holds the job when the picked lens no longer covers it, until another blank is chosen', async () => {
    const job = await aJob();
    await shrink(job, 60);
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
    await lab.settle();
    expect(await repick(job)).toMatchObject({ code: 'LENSES_FIT' });

    await importTrace(job, aTrace(job));
    expect(await jobNow(job.number)).toMatchObject({ status: 'ON_HOLD', holdReasons: ['LENS_UNFIT'] });
    expect((await frameOf(job)).lenses.map((l: LensAnswer) => l.unfit)).toEqual(['BLANK_TOO_SMALL', null]);
    const scanned = (await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'FINISHING' })).scanTray;
    expect(scanned).toMatchObject({ code: 'LAB_JOB_ON_HOLD', message: expect.stringContaining('LENS_UNFIT') });
    const RELEASE = 'mutation ($id: ID!) { releaseHold(id: $id, reason: LENS_UNFIT) { ... on Refusal { code } } }';
    expect((await lab.ask(staff('lab'), RELEASE, { id: job.id })).releaseHold.code).toBe('HOLD_CLEARS_ITSELF');

    await repick(job);
    await lab.settle();
    expect((await jobNow(job.number)).status).toBe('RELEASED');
    const rows = await lab.subgraph.database.query(
      'SELECT eye, attempt, stage, unfit, breakages, blank_diameter_mm::float8 AS mm FROM lab_lens WHERE job_id = $1 ORDER BY eye',
      [job.id],
    );
    expect(rows).toEqual([
      { eye: 'OD', attempt: 2, stage: 'WAITING', unfit: null, breakages: 0, mm: 70 },
      { eye: 'OS', attempt: 1, stage: 'PICKED', unfit: null, breakages: 0, mm: 65 },
    ]);
    expect((await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' })).scanTray).toMatchObject({
      code: 'BLANK_STILL_IN_TRAY',
    });
    await putBackAll(job);
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
    expect((await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'FINISHING' })).scanTray.status).toBe('FINISHING');
  });

  it('lets a held job go when the right trace comes after the wrong one', async () => {
    const job = await aJob();
    await shrink(job, 63.2);
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
    await importTrace(job, aTrace(job, { a: 53.2 }));
    expect((await jobNow(job.number)).status).toBe('ON_HOLD');

    await importTrace(job, aTrace(job, { a: 51 }));
    expect(await jobNow(job.number)).toMatchObject({ status: 'RELEASED', holdReasons: [] });
  });

  it('says when no listed blank covers it', async () => {
    const job = await aJob();
    await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
    await shrink(job, 60);
    lab.siblings.store = [];
    lab.siblings.storeVersion = 'empty';
    await importTrace(job, aTrace(job));

    expect(await repick(job)).toMatchObject({ code: 'NO_BLANK_FITS' });
    expect((await jobNow(job.number)).status).toBe('ON_HOLD');
  });

  it('and a scan at the same moment end in a held tray, whichever came first', async () => {
    for (const first of ['trace', 'scan']) {
      const job = await aJob();
      await lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'PICKED' });
      await lab.settle();
      await shrink(job, 55, 'OS');

      const both = [
        () => importTrace(job, aTrace(job, { a: 51.4 })),
        () => lab.ask(staff('lab'), SCAN, { t: job.trayCode, to: 'FINISHING' }),
      ];
      if (first === 'scan') both.reverse();
      await Promise.all(both.map((one) => one()));

      expect(await jobNow(job.number)).toMatchObject({ status: 'ON_HOLD', holdReasons: ['LENS_UNFIT'] });
      const frame = await frameOf(job);
      expect(frame.lenses.map((l: LensAnswer) => [Number(l.decentrationInMm), l.unfit])).toEqual([
        [3.8, null],
        [2.8, 'BLANK_TOO_SMALL'],
      ]);
    }
  });

  it('is refused when it is damaged, of another job, of another frame, or too late', async () => {
    const job = await aJob();
    const lines = aTrace(job).split('\r\n');

    expect(await importTrace(job, lines.toSpliced(6, 1).join('\r\n'))).toMatchObject({
      code: 'TRACE_UNREADABLE',
      issues: [{ code: 'COUNT_MISMATCH', field: 'line 4, TRCFMT' }],
    });
    expect(await importTrace(job, aTrace(job, { records: [['HBOX', '60;60']] }))).toMatchObject({
      code: 'TRACE_UNREADABLE',
      issues: [{ code: 'BOX_MISMATCH' }, { code: 'BOX_MISMATCH' }],
    });
    expect(await importTrace(job, aTrace({ number: 'L-1' }))).toMatchObject({ code: 'TRACE_OF_OTHER_JOB' });
    expect(await importTrace(job, aTrace(job, { a: 55 }))).toMatchObject({
      code: 'TRACE_OF_OTHER_FRAME',
      issues: [
        {
          message: expect.stringMatching(/^Eye size \(A\): ordered 52\.0 mm, traced 5[45]\.\d\d mm\.$/),
          field: 'eyeSizeMm',
        },
      ],
    });
    expect((await jobNow(job.number)).status).toBe('RELEASED');

    await lab.hear('OrderCancelled', { orderId: `traced_${count}`, number: 'x', reason: 'changed mind' });
    expect(await importTrace(job, aTrace(job))).toMatchObject({ code: 'TRACE_NOT_POSSIBLE' });
  });

  it('is for lab staff', async () => {
    const job = await aJob(false);
    for (const who of [staff('warehouse'), staff('optician')])
      expect(await importTrace(job, aTrace(job), who)).toMatchObject({ code: 'FORBIDDEN' });
    const { labEquipment } = await lab.ask(
      staff('warehouse'),
      `query ($id: ID!) { labEquipment(jobId: $id) { ${EQUIPMENT} } }`,
      {
        id: job.id,
      },
    );
    expect(labEquipment.files).toEqual([]);
  });

  it('wins over a preparation that had begun with the ordered frame', async () => {
    const job = await aJob();
    const call = lab.caller.call;
    let imported: Promise<unknown> | null = null;
    lab.caller.call = (async (...asked: Parameters<typeof call>) => {
      const [operation] = asked;
      // The first preparation after this trace reads the prescription; meanwhile the frame is traced once more.
      if (operation.name === 'customer-rx.readPrescription') {
        imported ??= importTrace(job, aTrace(job, { a: 52.2 }));
        await imported;
      }
      return call.apply(lab.caller, asked);
    }) as never;
    await importTrace(job, aTrace(job, { a: 52.8 }));
    await lab.settle();
    lab.caller.call = call;

    const frame = await frameOf(job);
    expect(frame).toMatchObject({ status: 'RELEASED', eyeSizeMm: '52.2' });
    // (52.2 + 18.2)/2 − 31.
    expect(frame.lenses[0].decentrationInMm).toBe('4.2');
  });
});

describe("a machine's report", () => {
  const REPORT = `mutation ($id: ID!, $c: String!) { importLabResult(jobId: $id, contentBase64: $c) {
    ... on LabEquipment { results { status statusText remarks values { label name od os } takenBy } } ... on Refusal { code issues { code } } } }`;
  const report = async (job: Job, text: string, who = staff('lab')) =>
    (await lab.ask(who, REPORT, { id: job.id, c: base64(text) })).importLabResult;

  it('is kept once, with status and measured values, and sealed', async () => {
    const job = await aJob();
    const text = `ANS=FIL\r\nJOB=${job.number}\r\nSTATUS=0\r\nLDDRSPH=-2.02;-1.75\r\nCTHICK=1.98;2.01\r\nXSTATUS=R;1110;size corrected;W\r\n`;
    await report(job, text);

    expect(await report(job, text)).toEqual({
      results: [
        {
          status: 0,
          statusText: 'Done',
          remarks: ['R, 1110, size corrected, W'],
          values: [
            { label: 'LDDRSPH', name: 'Sphere', od: '-2.02', os: '-1.75' },
            { label: 'CTHICK', name: 'Centre thickness', od: '1.98', os: '2.01' },
          ],
          takenBy: 'Lee lab',
        },
      ],
    });
    const [row] = await lab.subgraph.database.query<{ text: string }>(
      'SELECT r::text AS text FROM lab_device_result r WHERE job_id = $1',
      [job.id],
    );
    expect(row?.text).not.toContain('-2.02');
  });

  it('is refused without a job, of another job, or damaged', async () => {
    const job = await aJob();
    expect(await report(job, 'STATUS=0\r\n')).toMatchObject({ code: 'RESULT_OF_OTHER_JOB' });
    expect(await report(job, 'JOB=L-1\r\nSTATUS=0\r\n')).toMatchObject({ code: 'RESULT_OF_OTHER_JOB' });
    expect(await report(job, `JOB=${job.number}\r\nhello\r\n`)).toMatchObject({
      code: 'RESULT_UNREADABLE',
      issues: [{ code: 'LINE_WITHOUT_LABEL' }],
    });
  });
});

async function download(url: string) {
  const app = Fastify();
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { principal: staff('lab') });
  });
  await app.register(async (scope) => lab.subgraph.routes?.(scope), { prefix: '/lab' });
  const response = await app.inject(url);
  await app.close();
  expect(response.statusCode).toBe(200);
  return response;
}
