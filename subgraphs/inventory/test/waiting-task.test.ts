import { OrderCancelled, OrderLinePrescribed, OrderPlaced } from '@opticworks/schema/events/orders';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aHouse, aLine, anOrder, aStockedItem, levelOf, pickAll, type TestHouse, tasksOf } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
beforeEach(() => aStockedItem(house, { sku: 'FRAME-L', onHand: 2 }));
afterEach(() => house.asNew());
afterAll(() => house.close());

const usual = aLine('FRAME-L', { glasses: true });
const later = { ...usual, prescriptionId: null, lens: { ...usual.lens!, prescriptionId: null } };
const order = { ...anOrder([later]), promiseDate: null };
const prescribed = {
  orderId: order.orderId,
  number: order.number,
  owner: order.owner,
  promiseDate: '2026-03-20',
  line: usual,
};
const waitsFor = async () =>
  (
    await house.subgraph.database.query<{ waits_for: string | null }>(
      `SELECT waits_for FROM pick_task WHERE destination = 'LAB'`,
    )
  )[0]!.waits_for;
const listed = async () =>
  (await house.ask('{ pickTasks(status: [OPEN]) { edges { node { destination } } } }')).pickTasks.edges.map(
    (edge: { node: { destination: string } }) => edge.node.destination,
  );

test('the frame of a pair without prescription is held for it, and nobody is sent to fetch it', async () => {
  await house.tell(OrderPlaced, order);
  const [lab] = await tasksOf(house);

  expect(await levelOf(house, 'FRAME-L')).toMatchObject({ onHand: 2, allocated: 1 });
  expect(await waitsFor()).toBe('PRESCRIPTION');
  expect(await listed()).toEqual(['PARCEL']);
  const { scanPick } = await house.ask(
    `mutation ($t: ID!, $b: String!) { scanPick(taskId: $t, binCode: $b, code: "FRAME-L", quantity: 1) { ... on Refusal { code } } }`,
    { t: lab.id, b: lab.lines[0].bin.code },
  );
  expect(scanPick.code).toBe('PICK_TASK_WAITS');
});

test('it is fetched like any other once the prescription came', async () => {
  await house.tell(OrderPlaced, order);

  await house.tell(OrderLinePrescribed, prescribed);
  await house.tell(OrderLinePrescribed, prescribed);
  const [lab, parcel] = await tasksOf(house);
  await pickAll(house, lab);

  expect(lab).toMatchObject({ dueOn: '2026-03-02', promise: 'Promised for 2026-03-20' });
  expect(parcel).toMatchObject({ dueOn: '2026-03-20', promise: 'Promised for 2026-03-20' });
  expect((await tasksOf(house))[0].status).toBe('PICKED');
  expect(await house.violations()).toEqual([]);
});

test('it is free again when the order is cancelled instead', async () => {
  await house.tell(OrderPlaced, order);

  await house.tell(OrderCancelled, { orderId: order.orderId, number: order.number, reason: 'STAFF' });

  expect(await levelOf(house, 'FRAME-L')).toMatchObject({ onHand: 2, allocated: 0 });
  expect(await house.violations()).toEqual([]);
});
