import type { Answered, JobAnswer } from './answers.ts';
import { anOrder, aPrescription, BOARD, type Lab, SCAN, staff } from './factories.ts';

/** Strong lenses that no stock grid holds: both are ground and coated. */
export const aStrongPrescription = () =>
  aPrescription({
    od: { sphere: -7_000, cylinder: -500, axis: 10, add: null, prisms: [] },
    os: { sphere: -6_750, cylinder: 0, axis: null, add: null, prisms: [] },
  });

/** One tray after the other for a lab under test. */
export function aBench(lab: Lab) {
  let orders = 0;
  const job = async (query: string) => (await lab.ask(staff('lab'), BOARD, { f: { query } })).labJobs.edges[0]?.node;
  const run = async (mutation: string, variables: Record<string, unknown>): Promise<{ id: string; code?: string }> =>
    Object.values(await lab.ask(staff('lab'), mutation, variables))[0] as never;
  const SHAPE = '{ ... on LabBatch { id } ... on Refusal { code message } }';
  /** Takes a tray through batches that come out well. */
  const coat = async (tray: string, kinds: string[], lot = 'LOT-B') => {
    for (const kind of kinds) {
      const station = { TINT: 'TINT-1', HARD_COAT: 'HC-1' }[kind] ?? 'AR-1';
      const { id } = await run(
        `mutation ($s: String!, $k: LabBatchKind!) { openLabBatch(station: $s, kind: $k) ${SHAPE} }`,
        { s: station, k: kind },
      );
      const added = await run(
        `mutation ($b: ID!, $t: String!) { addTrayToBatch(batchId: $b, trayCode: $t, splitReason: "the other is elsewhere") ${SHAPE} }`,
        { b: id, t: tray },
      );
      if (added.code) throw new Error(`${kind} of ${tray}: ${added.code}`);
      await run(`mutation ($b: ID!, $l: String) { startLabBatch(batchId: $b, lot: $l) ${SHAPE} }`, { b: id, l: lot });
      await run(`mutation ($b: ID!) { finishLabBatch(batchId: $b, good: true) ${SHAPE} }`, { b: id });
    }
  };
  /** Coats the tray where that is what keeps it from the next stage. */
  const scan = async (tray: string, ...path: string[]) => {
    let last: (Answered & JobAnswer) | undefined;
    for (const to of path) {
      last = (await lab.ask(staff('lab'), SCAN, { t: tray, to })).scanTray;
      if (last?.code !== 'COAT_MISSING') continue;
      await coat(tray, / a batch of (.*)\. Run/.exec(last?.message ?? '')?.[1]?.split(', ') ?? []);
      last = (await lab.ask(staff('lab'), SCAN, { t: tray, to })).scanTray;
    }
    await lab.settle();
    return last;
  };
  return {
    job,
    scan,
    coat,
    /** An order whose frame lies in its tray; its lenses are as far as `path` says. */
    async tray(code: string, over: Parameters<typeof anOrder>[0] = {}, ...path: string[]) {
      orders += 1;
      const order = anOrder({ orderId: `order_${code.toLowerCase()}_${orders}`, ...over });
      await lab.hear('OrderPlaced', order);
      await lab.hear('FrameHandedToLab', {
        pickTaskId: 'task',
        orderId: order.orderId,
        orderLineIds: [order.lines[0]!.orderLineId],
        trayCode: code,
      });
      if (path.length > 0) await scan(code, ...path);
      return { ...(await job(order.number)), order };
    },
    async lenses(jobId: string) {
      return lab.subgraph.database.query<{ eye: string; stage: string; attempt: number; blank: string }>(
        'SELECT eye, stage, attempt, blank_status AS blank FROM lab_lens WHERE job_id = $1 ORDER BY eye',
        [jobId],
      );
    },
    async steps(jobId: string) {
      return lab.subgraph.database.query<{ eye: string; stage: string; outcome: string | null; station: string }>(
        'SELECT eye, stage, outcome, station FROM lab_lens_step WHERE job_id = $1 ORDER BY started_at, id, eye',
        [jobId],
      );
    },
    refused: (answer: Answered) => answer.code,
  };
}
