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
  const scan = async (tray: string, ...path: string[]) => {
    let last: any;
    for (const to of path) last = (await lab.ask(staff('lab'), SCAN, { t: tray, to })).scanTray;
    await lab.settle();
    return last;
  };
  return {
    job,
    scan,
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
    refused: (answer: any) => answer.code as string | undefined,
  };
}
