import type { Principal } from '@opticworks/kernel';
import { LabJobPassed, LabPairRecalled } from '@opticworks/schema/events/lab';
import { OrderCancelled, OrderPlaced, ReturnInspected } from '@opticworks/schema/events/orders';
import { GoodsReceived, PurchaseOrderSent } from '@opticworks/schema/events/procurement';
import { fastify } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { inventorySchema } from '../src/index.ts';
import { freeBins } from '../src/stock/free-bins.ts';
import {
  aHouse,
  aLine,
  anOrder,
  aStockedItem,
  levelOf,
  pickAll,
  TASK,
  type TestHouse,
  tasksOf,
  warehouseStaff,
} from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterEach(() => house.asNew());
afterAll(() => house.close());

/** Of events of inventory, what these tests look into. */
type Payload = Record<string, unknown> & { lines: { sku: string; quantity: number }[] };
const published = async (name: string) => {
  const rows = await house.subgraph.database.query<{ payload: Payload }>(
    'SELECT payload FROM outbox WHERE name = $1 ORDER BY sequence',
    [name],
  );
  return rows.map((row) => row.payload);
};
const change = async (field: string, args: Record<string, unknown>) => {
  const types: Record<string, string> = {
    taskId: 'ID!',
    binCode: 'String!',
    code: 'String!',
    quantity: 'Int!',
    trayCode: 'String',
    toMe: 'Boolean!',
  };
  const names = Object.keys(args);
  const data = await house.ask(
    `mutation (${names.map((name) => `$${name}: ${types[name]}`).join(', ')}) {
       answer: ${field}(${names.map((name) => `${name}: $${name}`).join(', ')}) { ... on PickTask { ${TASK} } ... on Refusal { code message } } }`,
    args,
  );
  return data.answer;
};

test('glasses: the frame goes to the lab in a tray, the parcel waits for the finished pair', async () => {
  await aStockedItem(house, { sku: 'FRAME-1', onHand: 3, gtin: '4012345678901' });
  await aStockedItem(house, { sku: 'CASE', onHand: 9, kind: 'ACCESSORY' });
  const { reservationId } = await house.call('reserveStock', {
    reference: 'checkout',
    lines: [
      { sku: 'FRAME-1', quantity: 1 },
      { sku: 'CASE', quantity: 2 },
    ],
    leaseSeconds: 900,
  });
  await house.tell(
    OrderPlaced,
    anOrder([aLine('FRAME-1', { glasses: true }), aLine('CASE', { quantity: 2 })], { reservationId }),
  );
  const [lab, parcel] = await tasksOf(house);
  expect(lab).toMatchObject({ destination: 'LAB', status: 'OPEN', lines: [{ sku: 'FRAME-1', quantity: 1 }] });
  expect(parcel).toMatchObject({ destination: 'PARCEL', status: 'OPEN', dueOn: '2026-03-09' });
  expect(await levelOf(house, 'FRAME-1')).toMatchObject({ onHand: 3, reserved: 0, allocated: 1 });

  const bin = lab.lines[0].bin.code;
  expect(await change('scanPick', { taskId: lab.id, binCode: 'A-99-9', code: 'FRAME-1', quantity: 1 })).toMatchObject({
    code: 'BIN_UNKNOWN',
  });
  const other = bin === 'A-01-1' ? 'A-01-2' : 'A-01-1';
  expect(await change('scanPick', { taskId: lab.id, binCode: other, code: 'FRAME-1', quantity: 1 })).toMatchObject({
    code: 'WRONG_BIN',
    message: `Wrong bin: take Item FRAME-1 from ${bin}, not from ${other}.`,
  });
  expect(await change('scanPick', { taskId: lab.id, binCode: bin, code: 'CASE', quantity: 1 })).toMatchObject({
    code: 'WRONG_ITEM',
  });
  expect(await change('scanPick', { taskId: lab.id, binCode: bin, code: 'FRAME-1', quantity: 2 })).toMatchObject({
    code: 'QUANTITY_TOO_HIGH',
  });
  expect(await change('handOver', { taskId: lab.id, trayCode: 'T-1' })).toMatchObject({ code: 'PICK_TASK_STATE' });
  expect(
    await change('scanPick', { taskId: lab.id, binCode: bin.toLowerCase(), code: '4012345678901', quantity: 1 }),
  ).toMatchObject({
    status: 'PICKED',
    assignedTo: 'Wanda',
  });
  expect(await change('packTask', { taskId: lab.id })).toMatchObject({ code: 'PICK_TASK_STATE' });
  expect(await change('handOver', { taskId: lab.id, trayCode: '' })).toMatchObject({ code: 'TRAY_REQUIRED' });
  expect(await change('handOver', { taskId: lab.id, trayCode: 't-1' })).toMatchObject({
    status: 'HANDED_OVER',
    trayCode: 'T-1',
  });
  expect(await published('inventory.FrameHandedToLab.v1')).toEqual([
    { pickTaskId: lab.id, orderId: 'order_1', orderLineIds: ['line_frame-1'], trayCode: 'T-1' },
  ]);
  expect(await levelOf(house, 'FRAME-1')).toMatchObject({ onHand: 2, allocated: 0, available: 2 });

  await pickAll(house, parcel);
  expect(await change('packTask', { taskId: parcel.id })).toMatchObject({ code: 'LAB_NOT_FINISHED' });
  await house.tell(LabJobPassed, { jobId: 'job_1', number: 'J-1', orderId: 'order_1', orderLineId: 'line_frame-1' });
  expect(await change('packTask', { taskId: parcel.id })).toMatchObject({ status: 'PACKED' });
  expect(await published('inventory.ParcelPacked.v1')).toEqual([
    {
      pickTaskId: parcel.id,
      orderId: 'order_1',
      weightGrams: 120 + 160 + 160,
      contents: [
        { orderLineId: 'line_case', pieces: 2 },
        { orderLineId: 'line_frame-1', pieces: 1 },
      ],
    },
  ]);
  expect(await levelOf(house, 'CASE')).toMatchObject({ onHand: 7, allocated: 0 });
  expect(await change('handOver', { taskId: parcel.id })).toMatchObject({ status: 'HANDED_OVER' });
  expect(await house.violations()).toEqual([]);
});

test('a line of two pairs is packed when both have passed, and not while one is made again', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 5 });
  await house.tell(OrderPlaced, anOrder([aLine('F', { glasses: true, quantity: 2 })]));
  const parcelOf = async () => (await tasksOf(house, 'order_1')).find((task) => task.destination === 'PARCEL')!;
  const pair = (number: string) => ({ jobId: `job_${number}`, number, orderId: 'order_1', orderLineId: 'line_f' });
  const parcel = await parcelOf();

  await house.tell(LabJobPassed, pair('L-1'));
  await house.tell(LabJobPassed, pair('L-1'));
  expect(await change('packTask', { taskId: parcel.id })).toMatchObject({ code: 'LAB_NOT_FINISHED' });
  await house.tell(LabJobPassed, pair('L-2'));
  expect((await parcelOf()).status).toBe('PICKED');
  await house.tell(LabPairRecalled, pair('L-1'));
  await house.tell(LabPairRecalled, pair('L-1'));
  expect(await change('packTask', { taskId: parcel.id })).toMatchObject({ code: 'LAB_NOT_FINISHED' });
  await house.tell(LabJobPassed, pair('L-3'));
  expect(await change('packTask', { taskId: parcel.id })).toMatchObject({ status: 'PACKED' });
  await house.tell(LabPairRecalled, pair('L-3'));
  expect((await parcelOf()).status).toBe('PACKED');
});

test('a tray carries one pair at a time and is free again when the lab has passed it', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 5 });
  for (const orderId of ['order_1', 'order_2']) {
    await house.tell(
      OrderPlaced,
      anOrder([{ ...aLine('F', { glasses: true }), orderLineId: `line_${orderId}` }], { orderId }),
    );
    await pickAll(house, (await tasksOf(house, orderId))[0]);
  }
  const [first] = await tasksOf(house, 'order_1');
  const [second] = await tasksOf(house, 'order_2');
  await change('handOver', { taskId: first.id, trayCode: 'T-7' });

  expect(await change('handOver', { taskId: second.id, trayCode: 'T-7' })).toMatchObject({ code: 'TRAY_IN_USE' });
  await house.tell(LabJobPassed, { jobId: 'job_1', number: 'J-1', orderId: 'order_1', orderLineId: 'line_order_1' });
  expect(await change('handOver', { taskId: second.id, trayCode: 'T-7' })).toMatchObject({ status: 'HANDED_OVER' });
});

test('what is short waits, the receipt serves the oldest first, and the line learns its bin', async () => {
  const bin = await aStockedItem(house, { sku: 'F', onHand: 1 });
  for (const orderId of ['order_1', 'order_2', 'order_3'])
    await house.tell(OrderPlaced, anOrder([aLine('F')], { orderId }));
  const short = await published('inventory.StockShort.v1');
  expect(short.map((event) => event.reference)).toEqual(['order:order_2', 'order:order_3']);
  const [waiting] = await tasksOf(house, 'order_2');
  expect(waiting.lines).toMatchObject([{ waiting: true, bin: { code: bin } }]);
  expect(await change('scanPick', { taskId: waiting.id, binCode: bin, code: 'F', quantity: 1 })).toMatchObject({
    code: 'ITEM_NOT_ALLOCATED',
  });

  await house.tell(PurchaseOrderSent, {
    purchaseOrderId: 'po_1',
    number: 'PO-1',
    lines: [{ sku: 'F', quantity: 5, expectedOn: '2026-03-05' }],
  });
  expect(await levelOf(house, 'F')).toMatchObject({ onOrder: 5, waiting: 2 });
  await house.tell(GoodsReceived, {
    purchaseOrderId: 'po_1',
    number: 'PO-1',
    receiptId: 'receipt_1',
    lines: [{ sku: 'F', quantity: 1, rejected: 1, binCode: 'B-02-3', lot: null, expiresOn: null }],
  });

  expect(await published('inventory.DemandAllocated.v1')).toEqual([
    { reference: 'order:order_2', sku: 'F', quantity: 1 },
  ]);
  expect((await tasksOf(house, 'order_2'))[0].lines).toMatchObject([{ waiting: false, bin: { code: 'B-02-3' } }]);
  expect((await tasksOf(house, 'order_3'))[0].lines).toMatchObject([{ waiting: true }]);
  expect(await levelOf(house, 'F')).toMatchObject({ onHand: 2, allocated: 2, onOrder: 3, waiting: 1, available: 0 });
  expect(await house.violations()).toEqual([]);
});

test('a cancelled order gives its pieces to the next who waits; a picked one is found in staging', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 1 });
  await house.tell(OrderPlaced, anOrder([aLine('F')]));
  await house.tell(OrderPlaced, anOrder([aLine('F')], { orderId: 'order_2' }));
  await pickAll(house, (await tasksOf(house))[0]);

  await house.tell(OrderCancelled, { orderId: 'order_1', number: 'OW-order_1', reason: 'customer' });

  expect(await tasksOf(house)).toMatchObject([{ status: 'CANCELLED' }]);
  const [next] = await tasksOf(house, 'order_2');
  expect(next.lines).toMatchObject([{ waiting: false, bin: { code: 'STAGE-MAIN' } }]);
  await pickAll(house, next);
  expect(await change('packTask', { taskId: next.id })).toMatchObject({ status: 'PACKED' });
  await house.tell(OrderCancelled, { orderId: 'order_2', number: 'OW-order_2', reason: 'customer' });
  expect(await levelOf(house, 'F')).toMatchObject({ onHand: 1, allocated: 0, available: 1 });
  expect(await house.violations()).toEqual([]);
});

test('a cancelled order leaves its place in the bin to others', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 2 });
  await house.tell(OrderPlaced, anOrder([aLine('F', { quantity: 2 })]));
  const planned = () => house.subgraph.database.transaction((tx) => freeBins(tx, ['F']));
  expect((await planned()).get('F')).toMatchObject([{ free: 0 }]);

  await house.tell(OrderCancelled, { orderId: 'order_1', number: 'OW-order_1', reason: 'customer' });

  expect((await planned()).get('F')).toMatchObject([{ free: 2 }]);
  expect(await house.violations()).toEqual([]);
});

test('two people scanning the same piece: one scan counts', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 5 });
  await house.tell(OrderPlaced, anOrder([aLine('F')]));
  const [task] = await tasksOf(house);
  const args = { taskId: task.id, binCode: task.lines[0].bin.code, code: 'F', quantity: 1 };

  const answers = await Promise.all(Array.from({ length: 8 }, () => change('scanPick', args)));

  expect(answers.filter((answer) => answer.status === 'PICKED')).toHaveLength(1);
  expect(answers.filter((answer) => answer.code === 'PICK_TASK_STATE')).toHaveLength(7);
  expect(await house.violations()).toEqual([]);
});

test('a task in the hands of somebody else is refused until it is taken over', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 5 });
  await house.tell(OrderPlaced, anOrder([aLine('F', { quantity: 2 })]));
  const [task] = await tasksOf(house);
  await change('assignPickTask', { taskId: task.id, toMe: true });

  const scan = `mutation ($t: ID!, $b: String!) { answer: scanPick(taskId: $t, binCode: $b, code: "F") { ... on PickTask { status } ... on Refusal { code message } } }`;
  const other = { ...warehouseStaff, id: 'staff_otto', name: 'Otto' };
  const refused = await house.ask(scan, { t: task.id, b: task.lines[0].bin.code }, other);
  expect(refused.answer).toEqual({
    code: 'TASK_ASSIGNED_TO_OTHER',
    message: `Wanda is working on pick task ${task.number}. Ask them or take another task.`,
  });

  await house.ask('mutation ($t: ID!) { assignPickTask(taskId: $t) { __typename } }', { t: task.id }, other);
  expect((await house.ask(scan, { t: task.id, b: task.lines[0].bin.code }, other)).answer).toEqual({ status: 'OPEN' });
});

test('a count that finds less sends the newest order back to waiting', async () => {
  const bin = await aStockedItem(house, { sku: 'F', onHand: 2 });
  await house.tell(OrderPlaced, anOrder([aLine('F')]));
  house.clock.advance(1000);
  await house.tell(OrderPlaced, anOrder([aLine('F')], { orderId: 'order_2' }));

  const count = (counted: number) =>
    house.ask(
      `mutation { countStock(sku: "F", binCode: "${bin}", counted: ${counted}) { ... on StockLevel { onHand allocated available } ... on Refusal { code message } } }`,
    );
  expect((await count(1)).countStock).toEqual({ onHand: 1, allocated: 1, available: 0 });

  expect((await tasksOf(house, 'order_2'))[0].lines).toMatchObject([{ waiting: true, bin: { code: bin } }]);
  expect((await tasksOf(house, 'order_1'))[0].lines).toMatchObject([{ waiting: false }]);
  expect(await levelOf(house, 'F')).toMatchObject({ waiting: 1 });
  expect((await count(4)).countStock).toEqual({ onHand: 4, allocated: 2, available: 2 });
  expect(await house.violations()).toEqual([]);
});

test('goods for several who wait are shared out at once, and a loss cuts the newest lines', async () => {
  const bin = await aStockedItem(house, { sku: 'F', onHand: 0 });
  const orders = ['order_1', 'order_2', 'order_3'];
  for (const orderId of orders) {
    await house.tell(OrderPlaced, anOrder([aLine('F', { quantity: 2 })], { orderId }));
    house.clock.advance(1000);
  }
  const linesOf = async (orderId: string) =>
    (await tasksOf(house, orderId))[0].lines.map(({ quantity, waiting, bin: { code } }) =>
      waiting ? `${quantity} waiting` : `${quantity} from ${code}`,
    );

  await house.tell(GoodsReceived, {
    purchaseOrderId: 'po_1',
    number: 'PO-1',
    receiptId: 'receipt_1',
    lines: [
      { sku: 'F', quantity: 3, rejected: 0, binCode: 'B-02-3', lot: null, expiresOn: null },
      { sku: 'F', quantity: 2, rejected: 0, binCode: bin, lot: null, expiresOn: null },
    ],
  });

  const shared = await Promise.all(orders.map(linesOf));
  const fetched = shared.flat().filter((line) => !line.endsWith('waiting'));
  const from = (code: string) =>
    fetched.filter((line) => line.endsWith(code)).reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
  expect(shared.map((lines) => lines.some((line) => line.endsWith('waiting')))).toEqual([false, false, true]);
  expect([from('B-02-3'), from(bin)]).toEqual([3, 2]);
  expect(await levelOf(house, 'F')).toMatchObject({ onHand: 5, allocated: 5, waiting: 1, available: 0 });
  expect(await house.violations()).toEqual([]);

  await house.ask('mutation { countStock(sku: "F", binCode: "B-02-3", counted: 1) { __typename } }');

  const pieces = async (orderId: string, wanted: RegExp) =>
    (await linesOf(orderId))
      .filter((line) => wanted.test(line))
      .reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
  expect(await Promise.all(orders.map((id) => pieces(id, /waiting/)))).toEqual([0, 1, 2]);
  expect(await Promise.all(orders.map((id) => pieces(id, /from/)))).toEqual([2, 1, 0]);

  await house.ask(`mutation { countStock(sku: "F", binCode: "${bin}", counted: 0) { __typename } }`);

  expect(await Promise.all(orders.map((id) => pieces(id, /waiting/)))).toEqual([1, 2, 2]);
  expect(await Promise.all(orders.map((id) => pieces(id, /from/)))).toEqual([1, 0, 0]);
  expect(await levelOf(house, 'F')).toMatchObject({ onHand: 1, allocated: 1, waiting: 5, available: 0 });
  expect(await house.violations()).toEqual([]);
});

test('a count never takes stock away from running checkouts', async () => {
  const bin = await aStockedItem(house, { sku: 'F', onHand: 2 });
  await house.call('reserveStock', { reference: 'c', lines: [{ sku: 'F', quantity: 2 }], leaseSeconds: 900 });

  const data = await house.ask(
    `mutation { countStock(sku: "F", binCode: "${bin}", counted: 0) { ... on Refusal { code } } }`,
  );

  expect(data.countStock).toEqual({ code: 'STOCK_COMMITTED' });
  expect(await house.violations()).toEqual([]);
});

test('lab allocations: answered once per key, broken blanks cost another, released ones go on', async () => {
  await aStockedItem(house, { sku: 'BLANK', onHand: 3 });
  const request = { reference: 'job:1', lines: [{ sku: 'BLANK', quantity: 2 }], neededOn: null };
  const first = await house.call('allocateStock', request, 'key-1');
  expect(await house.call('allocateStock', request, 'key-1')).toEqual(first);
  expect(first).toEqual({ allocated: [{ sku: 'BLANK', quantity: 2 }], waiting: [] });

  const settle = (outcome: string, reference = 'job:1') =>
    house.call('settleAllocation', { reference, sku: 'BLANK', quantity: 1, outcome, reason: 'test' });
  expect(await settle('scrapped')).toEqual({ settled: 1 });
  expect(await house.call('allocateStock', { ...request, reference: 'job:2' }, 'key-2')).toEqual({
    allocated: [{ sku: 'BLANK', quantity: 1 }],
    waiting: [{ sku: 'BLANK', quantity: 1 }],
  });
  expect(await settle('released')).toEqual({ settled: 1 });
  expect(await settle('consumed')).toEqual({ settled: 0 });
  expect(await published('inventory.DemandAllocated.v1')).toEqual([{ reference: 'job:2', sku: 'BLANK', quantity: 1 }]);
  expect(await levelOf(house, 'BLANK')).toMatchObject({ onHand: 2, allocated: 2, waiting: 0 });
  house.clock.advance(86_400_000);
  expect(await house.call('demandHistory', { skus: ['BLANK'], days: 10 })).toEqual({
    skus: [{ sku: 'BLANK', units: 1, meanPerDay: 0.1, sdPerDay: expect.closeTo(0.3162, 4) }],
  });
  expect(await house.violations()).toEqual([]);
});

test('a blank that was taken and comes back whole lies on its shelf, once per key, and serves whoever waits', async () => {
  const bin = await aStockedItem(house, { sku: 'BLANK', onHand: 1 });
  const allocate = (reference: string) =>
    house.call('allocateStock', { reference, lines: [{ sku: 'BLANK', quantity: 1 }], neededOn: null }, reference);
  await allocate('job:1');
  await house.call('settleAllocation', {
    reference: 'job:1',
    sku: 'BLANK',
    quantity: 1,
    outcome: 'consumed',
    reason: 'picked',
  });
  expect(await allocate('job:2')).toMatchObject({ waiting: [{ sku: 'BLANK', quantity: 1 }] });
  const putBack = () =>
    house.call(
      'returnStock',
      { reference: 'job:1', sku: 'BLANK', quantity: 1, reason: 'L-1 OD: BLANK_TOO_SMALL', by: 'Lee lab' },
      'put-back-1',
    );

  expect(await Promise.all([putBack(), putBack(), putBack()])).toEqual([{ bin }, { bin }, { bin }]);

  expect(await published('inventory.DemandAllocated.v1')).toEqual([{ reference: 'job:2', sku: 'BLANK', quantity: 1 }]);
  expect(await levelOf(house, 'BLANK')).toMatchObject({ onHand: 1, allocated: 1, waiting: 0 });
  const { stockLevel } = await house.ask(
    '{ stockLevel(sku: "BLANK") { movements { kind quantity reason actor reference } } }',
  );
  expect(stockLevel.movements[0]).toEqual({
    kind: 'PUT_BACK',
    quantity: 1,
    reason: 'L-1 OD: BLANK_TOO_SMALL',
    actor: 'Lee lab',
    reference: 'job:1',
  });
  house.clock.advance(86_400_000);
  expect((await house.call('demandHistory', { skus: ['BLANK'], days: 10 })).skus[0]).toMatchObject({ units: 0 });
  expect(await house.violations()).toEqual([]);
});

test('what is put back lies in the lot it was taken from', async () => {
  const bin = await aStockedItem(house, { sku: 'BLANK', onHand: 0 });
  await house.tell(GoodsReceived, {
    purchaseOrderId: 'po',
    number: 'PO',
    receiptId: 'r',
    lines: [{ sku: 'BLANK', quantity: 1, rejected: 0, binCode: bin, lot: 'LOT-7', expiresOn: null }],
  });
  const line = { reference: 'job:1', sku: 'BLANK', quantity: 1 };
  await house.call('allocateStock', { reference: 'job:1', lines: [{ sku: 'BLANK', quantity: 1 }], neededOn: null });
  await house.call('settleAllocation', { ...line, outcome: 'consumed', reason: 'picked' });

  await house.call('returnStock', { ...line, reason: 'whole', by: 'Lee' }, 'one');
  await house.call('returnStock', { ...line, reason: 'whole', by: 'Lee' }, 'two');

  const { stockLevel } = await house.ask('{ stockLevel(sku: "BLANK") { movements { kind lot } } }');
  expect(
    stockLevel.movements
      .filter((one: { kind: string }) => one.kind === 'PUT_BACK')
      .map((one: { lot: string }) => one.lot),
  ).toEqual([null, 'LOT-7']);
  expect(await house.violations()).toEqual([]);
});

test('returns: good pieces go back to their shelf, the rest is written off', async () => {
  const bin = await aStockedItem(house, { sku: 'F', onHand: 1 });

  await house.tell(ReturnInspected, {
    returnId: 'return_1',
    number: 'RMA-1',
    orderId: 'order_1',
    lines: [
      { orderLineId: 'l1', sku: 'F', quantity: 2, restock: true },
      { orderLineId: 'l2', sku: 'F', quantity: 1, restock: false },
    ],
  });

  const data = await house.ask(
    '{ stockLevel(sku: "F") { onHand bin { code } movements { kind quantity reference } } }',
  );
  expect(data.stockLevel).toMatchObject({ onHand: 3, bin: { code: bin } });
  expect(data.stockLevel.movements[0]).toEqual({ kind: 'RETURN', quantity: 2, reference: 'RMA-1' });
  expect(await house.violations()).toEqual([]);
});

test('first expired, first out', async () => {
  await aStockedItem(house, { sku: 'CL', onHand: 0, kind: 'CONTACT_LENS' });
  const receive = (lot: string, expiresOn: string, binCode: string) =>
    house.tell(GoodsReceived, {
      purchaseOrderId: 'po',
      number: 'PO',
      receiptId: lot,
      lines: [{ sku: 'CL', quantity: 2, rejected: 0, binCode, lot, expiresOn }],
    });
  await receive('LATE', '2028-01-01', 'A-01-1');
  await receive('SOON', '2027-01-01', 'F-12-4');
  await receive('GONE', '2026-03-01', 'A-01-2');

  await house.tell(OrderPlaced, anOrder([aLine('CL', { quantity: 3, kind: 'CONTACT_LENS' })]));

  const [task] = await tasksOf(house);
  expect(task.lines.map((line) => [line.bin.code, line.quantity])).toEqual([
    ['A-01-1', 1],
    ['F-12-4', 2],
  ]);
});

test('the pick list prints for staff only', async () => {
  await aStockedItem(house, { sku: 'F', onHand: 5 });
  await house.tell(OrderPlaced, anOrder([aLine('F', { glasses: true })]));
  const [task] = await tasksOf(house);
  let principal: Principal = warehouseStaff;
  const app = fastify();
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { principal });
  });
  await app.register(async (scope) => house.subgraph.routes!(scope), { prefix: '/inventory' });

  const printed = await app.inject(`/inventory/pick-lists/${task.id}.pdf`);
  expect([printed.statusCode, printed.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(printed.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  principal = { kind: 'guest', id: 'g' };
  expect((await app.inject(`/inventory/pick-lists/${task.id}.pdf`)).statusCode).toBe(401);
  principal = { ...warehouseStaff, roles: ['buyer'] };
  expect((await app.inject(`/inventory/pick-lists/${task.id}.pdf`)).statusCode).toBe(403);
  principal = warehouseStaff;
  expect((await app.inject('/inventory/pick-lists/pick_none.pdf')).statusCode).toBe(404);
  await app.close();
});
