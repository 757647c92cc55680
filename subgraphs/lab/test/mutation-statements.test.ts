// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSafeFetch } from '@opticworks/kernel';
import { costOfMutation, type PreparedMutation } from '@opticworks/kernel/testing';
import { inspectionChecklist, remakePolicies, syntheticOutline, writeDcs } from '@opticworks/optics';
import { type RunningTwins, startTwins } from '@opticworks/twins';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, anOrder, aPrescription, aStore, type Lab, staff } from './factories.ts';

/** What each persisted mutation of the lab costs here. `MEASURE=1` prints what there is now, with the statements. */
const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'mutation-statements.json'), 'utf8'),
);

let twins: RunningTwins;
let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  twins = await startTwins({ port: 0 });
  lab = await aLab(
    { OUTSIDE_LAB_API_BASE: `${twins.url}/outside-lab`, OUTSIDE_LAB_NAME: 'North Lab' },
    { fetch: createSafeFetch({ allowedOrigins: [twins.url] }) },
  );
  bench = aBench(lab);
});
afterAll(async () => {
  await lab.close();
  await twins.close();
});
beforeEach(() => {
  lab.siblings.prescription = aPrescription();
  lab.siblings.store = aStore();
  lab.siblings.inStock = () => true;
});

const lee = staff('lab');
const optician = staff('optician');
const owner = staff('admin');
let count = 0;
const next = (): number => {
  count += 1;
  return count;
};
const tray = async (over: Parameters<typeof anOrder>[0] = {}, ...path: string[]) => {
  const trayCode = `M-${next()}`;
  return { ...(await bench.tray(trayCode, over, ...path)), trayCode } as {
    id: string;
    number: string;
    trayCode: string;
    order: ReturnType<typeof anOrder>;
  };
};
const first = async (document: string, variables: Record<string, unknown>, who = lee): Promise<any> => {
  const [answer] = Object.values(await lab.ask(who, document, variables)) as { code?: string; message?: string }[];
  if (answer?.code && answer.message) throw new Error(`${answer.code}: ${answer.message}`);
  await lab.settle();
  return answer;
};
const by = (variables: Record<string, unknown>, who = lee): PreparedMutation => ({ variables, who });

const NO = '... on Refusal { code message }';
const BATCH = `{ ... on LabBatch { id } ${NO} }`;
/** A line of its own: one batch of a kind is open at a time. */
async function aCoatingLine(): Promise<string> {
  const code = `HC-M${next()}`;
  await first(
    `mutation ($i: LabStationInput!) { saveLabStation(input: $i) { ... on LabStation { code } ... on Refusal { code message } } }`,
    { i: { code, name: `Line ${code}`, statuses: ['COATING'], batchKinds: ['HARD_COAT'], batchCapacity: 40 } },
    owner,
  );
  return code;
}
const hard = { treatments: ['hard-coat'] };
/** A batch with that many trays in it. */
async function aBatch(trays: number, isStarted = false): Promise<{ id: string; jobs: string[] }> {
  lab.siblings.prescription = aStrongPrescription();
  const jobs = [];
  for (let i = 0; i < trays; i += 1) jobs.push(await tray(hard, 'PICKED', 'SURFACING'));
  const { id } = await first(
    `mutation ($s: String!, $k: LabBatchKind!) { openLabBatch(station: $s, kind: $k) ${BATCH} }`,
    { s: await aCoatingLine(), k: 'HARD_COAT' },
  );
  for (const { trayCode } of jobs)
    await first(`mutation ($b: ID!, $t: String!) { addTrayToBatch(batchId: $b, trayCode: $t) ${BATCH} }`, {
      b: id,
      t: trayCode,
    });
  if (isStarted) await first(`mutation ($b: ID!) { startLabBatch(batchId: $b, lot: "L-1") ${BATCH} }`, { b: id });
  return { id, jobs: jobs.map((job) => job.id) };
}
const start = async (trays = 1) => by({ batchId: (await aBatch(trays)).id, lot: 'L-1' });
const finish =
  (good: boolean) =>
  async (trays = 1) =>
    by({
      batchId: (await aBatch(trays, true)).id,
      good,
      reasonCode: good ? null : 'COAT_DEFECT',
      remedy: good ? null : 'SPOIL',
      note: null,
    });
const abandon = async (trays = 1) => by({ batchId: (await aBatch(trays)).id });

function aTrace(job: { number: string }): string {
  const radii = [...syntheticOutline('panto', 52.6, 40.4).radii];
  const written = writeDcs({
    records: [
      { label: 'JOB', fields: [job.number] },
      { label: 'DBL', fields: ['18.20'] },
    ],
    traces: [{ side: 'od', type: 'F', radii, angles: null }],
  });
  if (!written.ok) throw new Error('no trace');
  return Buffer.from(written.text, 'latin1').toString('base64');
}
const IMPORT = `mutation ($id: ID!, $c: String!) { importLabTrace(jobId: $id, contentBase64: $c) { __typename ${NO} } }`;
/** A picked right blank that the traced frame is too large for. */
async function anUnfitJob() {
  const job = await tray({}, 'PICKED');
  await lab.subgraph.database.query(`UPDATE lab_lens SET blank_diameter_mm = 60 WHERE job_id = $1 AND eye = 'OD'`, [
    job.id,
  ]);
  await first(IMPORT, { id: job.id, c: aTrace(job) });
  return job;
}
async function aReturnedBlank(): Promise<string> {
  const job = await anUnfitJob();
  await first(`mutation ($id: ID!) { repickBlanks(jobId: $id) { __typename ${NO} } }`, { id: job.id });
  const [due] = await lab.subgraph.database.query<{ id: string }>(
    "SELECT id FROM lab_blank_return WHERE job_id = $1 AND status = 'DUE'",
    [job.id],
  );
  return due!.id;
}

const ORDERS = `{ ... on LabEquipment { outsideOrders { id providerId } } ${NO} }`;
/** An order that the outside lab has, as far as it is told. */
async function anOutsideOrder(state?: string): Promise<string> {
  const job = await tray();
  const { outsideOrders } = await first(
    `mutation ($id: ID!) { sendToOutsideLab(jobId: $id, frame: CUT_TO_TRACE) ${ORDERS} }`,
    { id: job.id },
  );
  const [{ id }] = outsideOrders;
  if (!state) return id;
  const [row] = await lab.subgraph.database.query<{ providerId: string }>(
    'SELECT provider_id AS "providerId" FROM outside_lab_order WHERE id = $1',
    [id],
  );
  twins.advanceLabOrder(row!.providerId, state as never);
  await first(`mutation ($id: ID!) { refreshOutsideLabOrder(id: $id) ${ORDERS} }`, { id });
  return id;
}

const measures = {
  od: { sphere: '-2.00', cylinder: '-0.50', axis: 175, pdMm: '31' },
  os: { sphere: '-1.75', pdMm: '32' },
  cosmeticPass: true,
};
const toInspection = ['PICKED', 'FINISHING', 'INSPECTION'];
const inspected = async (over: object = {}) => {
  const { id } = await tray({}, ...toInspection);
  return first(
    `mutation ($i: InspectionInput!) { inspectLabJob(input: $i) { ... on InspectionOutcome { job { id } inspection { id } } ${NO} } }`,
    { i: { jobId: id, ...measures, ...over } },
  );
};
/** A worn pair whose eyes pull apart at the near point. */
async function anUnevenPair(design = 'ft-28') {
  const eye = (sphere: number) => ({ sphere, cylinder: 0, axis: null, add: 2_000, prisms: [] });
  lab.siblings.prescription = aPrescription({ od: eye(-6_000), os: eye(-2_000), segHeightMm: 18, vertexMm: 14 });
  return tray({ design, treatments: [] });
}

const SETTINGS: Record<string, () => Promise<PreparedMutation> | PreparedMutation> = {
  'admin/ChooseTolerances': () =>
    by({ input: { profile: 'ansi-z80.1', judgesUnverified: false, reason: `Meeting ${next()}` } }, owner),
  'admin/RecordHours': () => by({ day: `2026-02-${String((next() % 27) + 1).padStart(2, '0')}`, hours: '7.5' }, owner),
  'admin/SaveBlankRule': () => by({ material: 'index-160', whenShort: 'SURFACE', pairAlike: next() % 2 === 0 }, owner),
  'admin/SaveCalibration': () =>
    by({ input: { rule: next() % 2 === 0 ? 'WARN' : 'REFUSE', reason: 'until the van comes' } }, owner),
  'admin/SaveChecklist': () => {
    const items = inspectionChecklist.map((item) => ({ ...item, stages: [...item.stages] }));
    const note = {
      ...items[0]!,
      code: `DUST_${next()}`,
      group: 'coating',
      isWaivable: true,
      en: 'No dust',
      de: 'Kein Staub',
    };
    return by({ input: { items: [...items, note], reason: 'dust' } }, owner);
  },
  'admin/SaveInstrument': () =>
    by({ input: { code: `LM-${next()}`, kind: 'CALIPER', name: 'Lensmeter', calibrationDueOn: '2026-09-01' } }, owner),
  'admin/SaveRemakeTerms': () => {
    const free = remakePolicies.map(({ code, parties, withinDays, maxEarlier }) => ({
      code,
      parties,
      withinDays: (withinDays ?? 30) + (next() % 2),
      maxEarlier,
    }));
    return by({ input: { reasons: [], free, reason: 'agreed' } }, owner);
  },
  'admin/SaveStandardCost': () =>
    by(
      {
        input: {
          kind: 'LABOUR',
          code: 'finishing',
          amount: { amount: `${5 + (next() % 9)}.00`, currencyCode: 'USD' },
        },
      },
      owner,
    ),
  'admin/SaveStation': () =>
    by({ input: { code: `GEN-${next()}`, name: `Generator ${count}`, statuses: ['SURFACING'] } }, owner),
  'admin/SaveTerms': () => by({ input: { preparationDays: `${1 + (next() % 2)}.0` } }, owner),
  'admin/SaveTraceLimits': () =>
    by({ input: { limits: [{ code: 'widthMax', value: `${70 + (next() % 9)}` }], reason: 'other tracer' } }, owner),
  'admin/SaveWaivers': () =>
    by({ input: { maxItems: 2, beyond: [{ code: 'POWER', percent: 20 + (next() % 9) }], reason: 'agreed' } }, owner),
  'admin/SaveWearProfile': () =>
    by(
      {
        input: {
          add: next() % 2 === 0,
          prism: true,
          acceptUnverified: 'traced-not-verified',
          reason: 'checked with the maker',
        },
      },
      owner,
    ),
};

const PREPARED: Record<string, (size?: number) => Promise<PreparedMutation> | PreparedMutation> = {
  ...SETTINGS,
  'admin/OpenLabBatch': async () => by({ station: await aCoatingLine(), kind: 'HARD_COAT', lot: null }),
  'admin/AddTrayToBatch': async () => {
    const { id } = await aBatch(1);
    const { trayCode } = await tray(hard, 'PICKED', 'SURFACING');
    return by({ batchId: id, trayCode, eyes: null, splitReason: null });
  },
  'admin/RemoveTrayFromBatch': async () => {
    const { id, jobs } = await aBatch(2);
    return by({ batchId: id, jobId: jobs[0] });
  },
  'admin/StartLabBatch': start,
  'admin/FinishLabBatch': finish(true),
  'admin/AbandonLabBatch': abandon,
  'admin/ScanTray': async () => by({ trayCode: (await tray()).trayCode, to: 'PICKED', station: 'PICK-1', note: null }),
  'admin/MoveLabJob': async () => by({ id: (await tray()).id, to: 'PICKED', station: 'PICK-1', note: null }),
  'admin/UndoLabScan': async () => by({ jobId: (await tray({}, 'PICKED', 'FINISHING')).id }),
  'admin/HoldLabJob': async () => by({ id: (await tray()).id, reason: 'CUSTOMER_QUESTION', note: 'Colour?' }),
  'admin/ReleaseHold': async () => {
    const { id } = await tray();
    await first(`mutation ($id: ID!) { holdLabJob(id: $id, reason: CUSTOMER_QUESTION) { __typename ${NO} } }`, { id });
    return by({ id, reason: 'CUSTOMER_QUESTION' });
  },
  'admin/SetLabRush': async () =>
    by({ jobId: (await tray()).id, rush: true, reason: 'leaves tomorrow', override: true }, owner),
  'admin/RecordBlank': async () => {
    const { id } = await tray();
    const [lens] = await lab.subgraph.database.query<{ sku: string }>(
      `SELECT blank_sku AS sku FROM lab_lens WHERE job_id = $1 AND eye = 'OD'`,
      [id],
    );
    return by({ input: { jobId: id, eye: 'OD', sku: lens!.sku, lot: 'L-42', serial: `S-${next()}` } });
  },
  'admin/ReportBreakage': async () =>
    by({ jobId: (await tray({}, 'PICKED', 'FINISHING')).id, eye: 'OD', reasonCode: 'SCRATCH', note: null }),
  'admin/ReworkLens': async () =>
    by({ jobId: (await tray({}, 'PICKED', 'FINISHING')).id, eyes: ['OD', 'OS'], reasonCode: 'WAVE', note: null }),
  'admin/RouteRework': async () => {
    const { job } = await inspected({ od: { ...measures.od, sphere: '-1.00' } });
    return by({ jobId: job.id, route: 'RE_EDGE', eyes: ['OD', 'OS'], note: null });
  },
  'admin/StartRemake': async () => {
    const { job } = await inspected();
    return by({
      jobId: job.id,
      reasonCode: 'COAT_DEFECT',
      eyes: ['OD', 'OS'],
      note: null,
      chargedParty: null,
      partyReason: null,
      replacesFrame: false,
    });
  },
  'admin/InspectLabJob': async () => by({ input: { jobId: (await tray({}, ...toInspection)).id, ...measures } }),
  'admin/WaiveInspection': async () => {
    // Off by 0.15: beyond 0.13, within a quarter more.
    const { inspection } = await inspected({ od: { ...measures.od, sphere: '-1.85' } });
    return by({ inspectionId: inspection.id, reason: 'The wearer tried it and sees well.' }, optician);
  },
  'admin/RecordImpactTest': async () =>
    by({ jobId: (await tray({}, ...toInspection)).id, eye: 'OD', method: 'DROP_BALL', passed: true, batch: null }),
  'admin/SetExpectedReadings': async () =>
    by({ jobId: (await tray({}, ...toInspection)).id, text: 'LDDRSPH=-2.00;-1.75\nLDDRCYL=-0.50;0.00\nLDDRAX=175;' }),
  'admin/ImportLabTrace': async () => {
    const job = await tray();
    return by({ jobId: job.id, fileName: 't.oma', contentBase64: aTrace(job) });
  },
  'admin/ImportLabResult': async () => {
    const job = await tray();
    const text = `ANS=FIL\r\nJOB=${job.number}\r\nSTATUS=0\r\nLDDRSPH=-2.02;-1.75\r\nCTHICK=1.98;2.01\r\n`;
    return by({ jobId: job.id, contentBase64: Buffer.from(text, 'latin1').toString('base64') });
  },
  'admin/RepickBlanks': async () => by({ jobId: (await anUnfitJob()).id }),
  'admin/PutBackBlank': async () => by({ returnId: await aReturnedBlank(), shelf: null }),
  'admin/SpoilReturnedBlank': async () =>
    by({ returnId: await aReturnedBlank(), reasonCode: 'SCRATCH', note: 'fell down' }),
  'admin/SetPositionOfWear': async () => {
    const { id } = await anUnevenPair('progressive-custom');
    return by({ input: { jobId: id, fittedVertexMm: '12', pantoscopicTiltDeg: '10', wrapAngleDeg: '6' } }, optician);
  },
  'admin/DecideSlabOff': async () =>
    by({ jobId: (await anUnevenPair()).id, isMade: true, reason: null, lineHeightMm: null }, optician),
  'admin/SetSlabLine': async () => {
    const { id } = await anUnevenPair();
    await first(
      `mutation ($id: ID!) { decideSlabOff(jobId: $id, isMade: true) { __typename ${NO} } }`,
      { id },
      optician,
    );
    return by({ jobId: id, lineHeightMm: '17.5' });
  },
  'admin/GiveHeights': async () => {
    const adds = { add: 2_000, axis: null, cylinder: 0, prisms: [] };
    lab.siblings.prescription = aPrescription({ od: { sphere: -2_000, ...adds }, os: { sphere: -2_000, ...adds } });
    const { id } = await tray({ design: 'progressive-premium', treatments: [] });
    return by({ jobId: id, odMm: '22', osMm: '22', reason: 'the present pair' }, optician);
  },
  'admin/SendToOutsideLab': async () => by({ jobId: (await tray()).id, frame: 'CUT_TO_TRACE' }),
  'admin/CancelOutsideLabOrder': async () => by({ id: await anOutsideOrder() }),
  'admin/RefreshOutsideLabOrder': async () => by({ id: await anOutsideOrder() }),
  'admin/BookInOutsideLenses': async () => by({ id: await anOutsideOrder('shipped'), station: 'Receiving' }),
};

const costOf = (name: string, prepare = PREPARED[name]!): Promise<number> =>
  costOfMutation(
    {
      schema: lab.subgraph.graph.schema,
      manifests: join(import.meta.dirname, '../../../schema/persisted'),
      ask: (document, variables, who) => lab.ask(who, document, variables),
      settle: () => lab.settle(),
    },
    name,
    async () => {
      lab.siblings.prescription = aPrescription();
      return prepare();
    },
  );

describe('statement budgets of mutations', () => {
  it('exist for what is measured, and for nothing else', () => {
    expect(Object.keys(budgets).sort()).toEqual(Object.keys(PREPARED).sort());
  });

  it.each(Object.keys(PREPARED))('hold for %s', async (name) => {
    expect(await costOf(name)).toBeLessThanOrEqual(budgets[name] ?? 0);
  });

  it.each([
    ['admin/StartLabBatch', 'starts', start],
    ['admin/FinishLabBatch', 'is good', finish(true)],
    ['admin/AbandonLabBatch', 'is abandoned', abandon],
  ])('do not grow with the trays of a batch: %s, it %s', async (name, _, prepare) => {
    const of = (trays: number) => costOf(name, () => prepare(trays));

    expect(await of(5)).toBe(await of(2));
  });

  // Each tray of a failed batch is a job of its own: a scan, the end of two steps, two records of breakage, blanks to be found.
  it('of a batch that failed grow by what each tray is told, and by no lens', async () => {
    const of = (trays: number) => costOf('admin/FinishLabBatch', () => finish(false)(trays));
    const [two, five] = [await of(2), await of(5)];

    expect((five - two) / 3).toBeLessThanOrEqual(8);
  });
});
