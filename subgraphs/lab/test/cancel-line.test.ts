import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceOf } from './answers.ts';
import { aBench, aStrongPrescription } from './bench.ts';
import { aLab, aPrescription, type Lab, SCAN, staff } from './factories.ts';

let lab: Lab;
let bench: ReturnType<typeof aBench>;
beforeAll(async () => {
  lab = await aLab();
  bench = aBench(lab);
});
afterAll(() => lab.close());

type Order = { orderId: string; number: string; lines: { orderLineId: string; quantity: number }[] };
const lineCancelled = (order: Order, quantity: number, left: number) =>
  lab.hear('OrderLineCancelled', {
    orderId: order.orderId,
    number: order.number,
    orderLineId: order.lines[0]!.orderLineId,
    quantity,
    left,
    awaits: false,
    promiseDate: null,
    reason: 'STAFF',
  });
const jobs = (order: Order) =>
  lab.subgraph.database.query<{ id: string; status: string; pair: number }>(
    'SELECT id, status, pair_number AS pair FROM lab_job WHERE order_id = $1 ORDER BY pair_number',
    [order.orderId],
  );
const movesOf = async (jobId: string) =>
  (
    await lab.subgraph.database.query<{ payload: { from: string; to: string } }>(
      "SELECT payload FROM outbox WHERE name = 'lab.LabJobMoved.v1' AND aggregate_id = $1 ORDER BY sequence",
      [jobId],
    )
  ).map(({ payload }) => `${payload.from} ${payload.to}`);
const due = (jobId: string) =>
  lab.subgraph.database.query("SELECT 1 FROM lab_blank_return WHERE job_id = $1 AND status = 'DUE'", [jobId]);

describe('the job of a cancelled line', () => {
  it('is cancelled, and its blanks are released', async () => {
    const { id, order } = await bench.tray('CL-1');
    await lineCancelled(order, 1, 0);
    await lab.settle();

    expect(await jobs(order)).toMatchObject([{ status: 'CANCELLED' }]);
    const settled = lab.caller.calls.filter(
      (call) => call.operation === 'inventory.settleAllocation' && referenceOf(call) === `job:${id}`,
    );
    expect(settled).toHaveLength(2);
  });

  it('in the tray is put back by hand', async () => {
    const { id, order } = await bench.tray('CL-2', {}, 'PICKED');
    await lineCancelled(order, 1, 0);

    expect(await jobs(order)).toMatchObject([{ status: 'CANCELLED' }]);
    expect(await due(id)).toHaveLength(2);
  });

  it('that is cut stops all the same, and tells from where', async () => {
    const { id, order } = await bench.tray('CL-3', {}, 'PICKED', 'FINISHING');
    await lineCancelled(order, 1, 0);

    expect(await jobs(order)).toMatchObject([{ status: 'CANCELLED' }]);
    expect((await movesOf(id)).at(-1)).toBe('FINISHING CANCELLED');
    expect(await due(id)).toHaveLength(0);
    expect((await bench.scan('CL-3', 'INSPECTION'))?.code).toBeDefined();
  });

  it('of two pairs is the one the lab is least far with', async () => {
    const { order } = await bench.tray('CL-4', { quantity: 2 }, 'PICKED', 'FINISHING');
    const before = await jobs(order);
    const begun = before.findIndex(({ status }) => status === 'FINISHING');
    expect(begun).toBeGreaterThanOrEqual(0);

    await lineCancelled(order, 1, 1);
    expect((await jobs(order)).map(({ status }) => status)).toEqual(
      before.map((_, i) => (i === begun ? 'FINISHING' : 'CANCELLED')),
    );
    await lineCancelled(order, 1, 1);
    expect((await jobs(order)).filter(({ status }) => status === 'CANCELLED')).toHaveLength(1);
  });

  it('stays where the parcel has left, whoever is late', async () => {
    const { order } = await bench.tray('CL-5');
    await lab.subgraph.database.query(
      "UPDATE lab_job SET status = 'SHIPPED', passed_at = now(), shipped_at = now() WHERE order_id = $1",
      [order.orderId],
    );
    await lineCancelled(order, 1, 0);

    expect(await jobs(order)).toMatchObject([{ status: 'SHIPPED' }]);
  });

  it('lets the batch it lies in come out badly for the others', async () => {
    lab.siblings.prescription = aStrongPrescription();
    const first = await bench.tray('CL-6', {}, 'PICKED', 'SURFACING', 'COATING');
    const second = await bench.tray('CL-7', {}, 'PICKED', 'SURFACING', 'COATING');
    lab.siblings.prescription = aPrescription();
    const run = async (mutation: string, v: object) =>
      Object.values(await lab.ask(staff('lab'), mutation, v as never))[0] as any;
    const SHAPE = '{ ... on LabBatch { id status } ... on Refusal { code message } }';
    const kinds = (await lab.ask(staff('lab'), SCAN, { t: 'CL-6', to: 'FINISHING' })).scanTray;
    const kind = /hard/i.test(kinds?.message ?? '') ? 'HARD_COAT' : 'AR';
    const { id } = await run(
      `mutation ($s: String!, $k: LabBatchKind!) { openLabBatch(station: $s, kind: $k) ${SHAPE} }`,
      { s: kind === 'AR' ? 'AR-1' : 'HC-1', k: kind },
    );
    for (const t of ['CL-6', 'CL-7'])
      expect(
        (
          await run(`mutation ($b: ID!, $t: String!) { addTrayToBatch(batchId: $b, trayCode: $t) ${SHAPE} }`, {
            b: id,
            t,
          })
        ).code,
      ).toBeUndefined();
    await run(`mutation ($b: ID!) { startLabBatch(batchId: $b, lot: "L") ${SHAPE} }`, { b: id });
    await lineCancelled(first.order, 1, 0);

    const finished = await run(
      `mutation ($b: ID!) { finishLabBatch(batchId: $b, good: false, reasonCode: "COAT_DEFECT", remedy: SPOIL) ${SHAPE} }`,
      { b: id },
    );

    expect(finished).toMatchObject({ status: 'FAILED' });
    expect(await jobs(first.order)).toMatchObject([{ status: 'CANCELLED' }]);
    expect((await jobs(second.order))[0]!.status).not.toBe('COATING');
  });
});

it('a line that is cancelled while its first lens is cut ends once, with whole blanks on their way back or none', async () => {
  for (let round = 0; round < 4; round += 1) {
    const tray = `CR-${round}`;
    const { id, order } = await bench.tray(tray, {}, 'PICKED');
    const cut = () => lab.ask(staff('lab'), SCAN, { t: tray, to: 'FINISHING' });
    const cancel = () => lineCancelled(order, 1, 0);

    await (round % 2 ? Promise.all([cut(), cancel()]) : Promise.all([cancel(), cut()]));

    expect(await jobs(order)).toMatchObject([{ status: 'CANCELLED' }]);
    const last = (await movesOf(id)).at(-1);
    expect(['PICKED CANCELLED', 'FINISHING CANCELLED']).toContain(last);
    expect(await due(id)).toHaveLength(last === 'PICKED CANCELLED' ? 2 : 0);
  }
});
