import type { Subgraph } from '@opticworks/kernel';
import { type Ask, act, asks, REFUSAL, staff } from './seed-asks.ts';

/** How far trays come. Ground lenses show the stages that stock lenses skip. */
const GROUND: readonly Target[] = ['RUNNING', 'SURFACING', 'CARRIER', 'FINISHING', 'PICKED'];
const STOCK: readonly Target[] = ['INSPECTION', 'FINISHING', 'REWORK', 'PASSED', 'RELEASED', 'PICKED', 'SPOILED'];
/** CARRIER waits for its batch to be started, RUNNING is in the machine. */
type Target =
  | 'RELEASED'
  | 'PICKED'
  | 'SURFACING'
  | 'CARRIER'
  | 'RUNNING'
  | 'FINISHING'
  | 'INSPECTION'
  | 'REWORK'
  | 'PASSED'
  | 'SPOILED';
/** So many frames stay on their shelf, for whoever picks next. */
const LEFT_TO_PICK = 2;

const STATIONS: Record<string, string> = {
  PICKED: 'PICK-1',
  SURFACING: 'GEN-1',
  FINISHING: 'EDGE-1',
  INSPECTION: 'QC-1',
};

interface Job {
  id: string;
  status: string;
  trayCode: string | null;
  holdReasons: string[];
  coatsLeft: string[];
  nextStatuses: string[];
  order: { id: string };
  lenses: { kind: string }[];
}

const JOB = 'id status trayCode holdReasons coatsLeft nextStatuses order { id } lenses { kind }';

/**
 * A morning's work in a demonstration: frames are picked and handed to the lab, and trays stand at several stages. Done by people over the
 * graph, as at the screens, so that stock, tasks, blanks and jobs agree.
 * @param settled resolves once all events so far are handled
 */
export async function seedWorkday(
  parts: readonly Subgraph[],
  settled: () => Promise<void>,
): Promise<{ frames: number; trays: number }> {
  const warehouse = asks(parts, 'inventory', staff('warehouse', 'Wes Carter'));
  const lab = asks(parts, 'lab', staff('lab', 'Lena Brandt'));
  const waiting = (await jobsOf(lab)).filter(({ holdReasons }) => holdReasons.join() === 'FRAME_AWAITED');
  const frames = await handFrames(warehouse, new Set(waiting.map(({ order }) => order.id)));
  await settled();

  const released = (await jobsOf(lab)).filter(({ status }) => status === 'RELEASED');
  const isGround = (job: Job) => job.lenses.some(({ kind }) => kind === 'SURFACED');
  const work = [
    ...released.filter(isGround).map((job, i) => ({ job, target: GROUND[i % GROUND.length]! })),
    ...released.filter((job) => !isGround(job)).map((job, i) => ({ job, target: STOCK[i % STOCK.length]! })),
  ];
  for (const { job, target } of work) await bring(lab, job.id, target);
  const urgent = work.find(({ target }) => target === 'FINISHING');
  if (urgent)
    await act(
      lab,
      `mutation ($id: ID!) { setLabRush(jobId: $id, rush: true, reason: "Only pair, broke yesterday") { ... on LabJob { id } ${REFUSAL} } }`,
      { id: urgent.job.id },
    );
  await settled();
  return { frames, trays: work.length };
}

async function jobsOf(lab: Ask): Promise<Job[]> {
  const { labJobs } = (await lab(
    `{ labJobs(first: 100, filter: { status: [ON_HOLD, RELEASED] }) { edges { node { ${JOB} } } } }`,
  )) as { labJobs: { edges: { node: Job }[] } };
  return labJobs.edges.map(({ node }) => node);
}

interface Task {
  id: string;
  order: { id: string } | null;
  lines: { sku: string; gtin: string | null; quantity: number; pickedQuantity: number; bin: { code: string } }[];
}

/** Picks the frames of orders whose lenses only wait for them, each into a tray of its own. */
async function handFrames(warehouse: Ask, orderIds: ReadonlySet<string>): Promise<number> {
  const { pickTasks } = (await warehouse(
    `{ pickTasks(first: 100, destination: LAB, status: [OPEN]) { edges { node {
       id order { id } lines { sku gtin quantity pickedQuantity bin { code } } } } } }`,
  )) as { pickTasks: { edges: { node: Task }[] } };
  const tasks = pickTasks.edges.map(({ node }) => node).filter(({ order }) => order && orderIds.has(order.id));
  const picked = tasks.slice(0, Math.max(0, tasks.length - LEFT_TO_PICK));
  for (const [i, task] of picked.entries()) {
    for (const line of task.lines)
      await act(
        warehouse,
        `mutation ($id: ID!, $bin: String!, $code: String!, $n: Int!) {
           scanPick(taskId: $id, binCode: $bin, code: $code, quantity: $n) { ... on PickTask { id } ${REFUSAL} } }`,
        { id: task.id, bin: line.bin.code, code: line.gtin ?? line.sku, n: line.quantity - line.pickedQuantity },
      );
    await act(
      warehouse,
      `mutation ($id: ID!, $tray: String) { handOver(taskId: $id, trayCode: $tray) { ... on PickTask { id } ${REFUSAL} } }`,
      { id: task.id, tray: `T-${41 + i}` },
    );
  }
  return picked.length;
}

const ORDER = ['RELEASED', 'PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION'];
const STAGE_OF: Record<Target, string> = {
  RELEASED: 'RELEASED',
  PICKED: 'PICKED',
  SURFACING: 'SURFACING',
  CARRIER: 'COATING',
  RUNNING: 'COATING',
  FINISHING: 'FINISHING',
  INSPECTION: 'INSPECTION',
  REWORK: 'INSPECTION',
  PASSED: 'INSPECTION',
  SPOILED: 'FINISHING',
};

async function bring(lab: Ask, jobId: string, target: Target): Promise<void> {
  const goal = ORDER.indexOf(STAGE_OF[target]);
  for (let steps = 0; steps < ORDER.length; steps += 1) {
    const { labJob: job } = (await lab(`query ($id: ID!) { labJob(id: $id) { ${JOB} } }`, { id: jobId })) as {
      labJob: Job;
    };
    if (ORDER.indexOf(job.status) >= goal) break;
    const to = job.nextStatuses.find((one) => ORDER.includes(one));
    if (!to || !job.trayCode) return;
    if (to === 'COATING') return coat(lab, job, target);
    const moved = await act(
      lab,
      `mutation ($tray: String!, $to: LabJobStatus!, $at: String!) {
         scanTray(trayCode: $tray, to: $to, station: $at) { ... on LabJob { id } ${REFUSAL} } }`,
      { tray: job.trayCode, to, at: STATIONS[to] },
    );
    if (!moved) return;
  }
  if (target === 'SPOILED')
    await act(
      lab,
      `mutation ($id: ID!) { reportBreakage(jobId: $id, eye: "OS", reasonCode: "EDGE_CHIP") { ... on LabJob { id } ${REFUSAL} } }`,
      { id: jobId },
    );
  if (target === 'PASSED' || target === 'REWORK') await inspect(lab, jobId, target === 'PASSED');
}

/** Onto the first carrier it needs; the machine is started where the lenses shall be in it. */
async function coat(lab: Ask, job: Job, target: Target): Promise<void> {
  const [kind] = job.coatsLeft;
  if (!kind) return;
  const station = { TINT: 'TINT-1', HARD_COAT: 'HC-1' }[kind] ?? 'AR-1';
  const BATCH = `{ ... on LabBatch { id } ${REFUSAL} }`;
  const batch = await act<{ id: string }>(
    lab,
    `mutation ($s: String!, $k: LabBatchKind!) { openLabBatch(station: $s, kind: $k) ${BATCH} }`,
    { s: station, k: kind },
  );
  if (!batch) return;
  await act(lab, `mutation ($b: ID!, $t: String!) { addTrayToBatch(batchId: $b, trayCode: $t) ${BATCH} }`, {
    b: batch.id,
    t: job.trayCode,
  });
  if (target !== 'CARRIER')
    await act(lab, `mutation ($b: ID!) { startLabBatch(batchId: $b, lot: "HA-TODAY-1") ${BATCH} }`, { b: batch.id });
}

interface Nominal {
  eye: string;
  isMade: boolean;
  sphere: number;
  cylinder: number;
  axis: number | null;
  add: number | null;
  prismIn: number;
  prismUp: number;
  pdMm: string;
  heightMm: string | null;
}

/** Measured as calculated; a pair that shall not pass has a scratch. */
async function inspect(lab: Ask, jobId: string, isGood: boolean): Promise<void> {
  const { labJob } = (await lab(
    `query ($id: ID!) { labJob(id: $id) { inspectionPlan { lenses { eye isMade sphere cylinder axis add prismIn prismUp pdMm heightMm } } } }`,
    { id: jobId },
  )) as { labJob: { inspectionPlan: { lenses: Nominal[] } | null } };
  const text = (thousandths: number) => (thousandths / 1_000).toFixed(2);
  const eyes = (labJob.inspectionPlan?.lenses ?? [])
    .filter(({ isMade }) => isMade)
    .map((lens) => [
      lens.eye.toLowerCase(),
      {
        sphere: text(lens.sphere),
        cylinder: text(lens.cylinder),
        axis: lens.axis,
        add: lens.add === null ? null : text(lens.add),
        prismHorizontal: text(lens.prismIn),
        prismVertical: text(lens.prismUp),
        pdMm: lens.pdMm,
        heightMm: lens.heightMm,
      },
    ]);
  await act(
    lab,
    `mutation ($input: InspectionInput!) { inspectLabJob(input: $input) { ... on InspectionOutcome { job { id } } ${REFUSAL} } }`,
    {
      input: {
        jobId,
        instrument: 'LM-1',
        ...Object.fromEntries(eyes),
        cosmeticPass: isGood,
        faults: isGood ? [] : [{ code: 'SCRATCH', eye: 'OD' }],
      },
    },
  );
}
