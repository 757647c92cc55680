import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLab, anOrder, type Lab, staff } from './factories.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await aLab();
});
afterAll(() => lab.close());

const JOBS = `query ($q: String!) { labJobs(filter: { query: $q }) { totalCount edges { node { id status dueOn holdReasons prescription { id } lenses { eye } } } } }`;
const jobsOf = async (number: string) =>
  (await lab.ask(staff('lab'), JOBS, { q: number })).labJobs.edges.map(
    (edge: { node: { id: string; dueOn: string; holdReasons: string[]; prescription: { id: string } } }) => edge.node,
  );

/** An order whose prescription is sent later, and the event that says it came. */
function aLaterOrder(orderId: string) {
  const order = anOrder({ orderId, promiseDate: null });
  const line = order.lines[0]!;
  const { reservationId: _r, placedAt: _p, total: _t, lines: _l, ...rest } = order;
  return {
    placed: { ...order, lines: [{ ...line, prescriptionId: null, lens: { ...line.lens!, prescriptionId: null } }] },
    prescribed: (prescriptionId: string) => ({
      ...rest,
      promiseDate: '2026-03-20',
      line: { ...line, prescriptionId, lens: { ...line.lens!, prescriptionId } },
    }),
    number: order.number,
  };
}

it('makes nothing of a pair without prescription, and the usual job of it once it came, heard twice or not', async () => {
  const order = aLaterOrder('order_later');

  await lab.hear('OrderPlaced', order.placed);
  const before = await jobsOf(order.number);
  await lab.hear('OrderLinePrescribed', order.prescribed('rx_came'));
  await lab.hear('OrderLinePrescribed', order.prescribed('rx_came'));
  const after = await jobsOf(order.number);

  expect(before).toEqual([]);
  expect(after).toHaveLength(1);
  expect(after[0]).toMatchObject({
    dueOn: '2026-03-18',
    holdReasons: ['FRAME_AWAITED'],
    prescription: { id: 'rx_came' },
    lenses: [{ eye: 'OD' }, { eye: 'OS' }],
  });
});

it('takes another prescription where the first was rejected, in the same job', async () => {
  const order = aLaterOrder('order_again');
  lab.siblings.rxStatus = 'IN_REVIEW';

  await lab.hear('OrderPlaced', order.placed);
  await lab.hear('OrderLinePrescribed', order.prescribed('rx_bad'));
  const [first] = await jobsOf(order.number);
  await lab.hear('OrderLinePrescribed', order.prescribed('rx_good'));
  const [second, ...more] = await jobsOf(order.number);
  await lab.hear('PrescriptionSignedOff', { prescriptionId: 'rx_good', by: 'staff_1' });
  const [signed] = await jobsOf(order.number);

  expect(more).toEqual([]);
  expect(second).toMatchObject({ id: first.id, prescription: { id: 'rx_good' } });
  expect(second.holdReasons).toContain('RX_VERIFICATION');
  expect(signed.holdReasons).not.toContain('RX_VERIFICATION');
});
