import { LabJobPassed } from '@opticworks/schema/events/lab';
import { OrderLineCancelled, OrderPlaced } from '@opticworks/schema/events/orders';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aHouse, aLine, anOrder, aStockedItem, levelOf, pickAll, TASK, type TestHouse, tasksOf } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterEach(() => house.asNew());
afterAll(() => house.close());

const cancelled = (orderLineId: string, quantity: number, left: number, about: { promiseDate?: string } = {}) => ({
  orderId: 'order_1',
  number: 'OW-order_1',
  orderLineId,
  quantity,
  left,
  awaits: false,
  promiseDate: about.promiseDate ?? null,
  reason: 'STAFF',
});
const task = (action: string, id: string) =>
  house.ask(
    `mutation ($t: ID!) { answer: ${action}(taskId: $t) { ... on PickTask { ${TASK} } ... on Refusal { code } } }`,
    {
      t: id,
    },
  );
const parcelOf = async (orderId = 'order_1') =>
  (await tasksOf(house, orderId)).find(({ destination }) => destination === 'PARCEL')!;

describe('a cancelled line', () => {
  it('leaves the tasks of its order, and its pieces go to the next who waits', async () => {
    await aStockedItem(house, { sku: 'F', onHand: 1 });
    await aStockedItem(house, { sku: 'CASE', onHand: 5 });
    await house.tell(OrderPlaced, anOrder([aLine('F', { glasses: true }), aLine('CASE', { quantity: 2 })]));
    await house.tell(OrderPlaced, anOrder([aLine('F')], { orderId: 'order_2' }));

    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 0));

    const [lab, parcel] = await tasksOf(house);
    expect(lab).toMatchObject({ destination: 'LAB', status: 'CANCELLED' });
    expect(parcel).toMatchObject({ status: 'OPEN', lines: [{ sku: 'CASE', quantity: 2 }] });
    expect((await tasksOf(house, 'order_2'))[0].lines).toMatchObject([{ waiting: false }]);
    expect(await levelOf(house, 'CASE')).toMatchObject({ allocated: 2 });
    expect(await house.violations()).toEqual([]);
  });

  it('that waits for goods waits no longer', async () => {
    await aStockedItem(house, { sku: 'F', onHand: 1 });
    await house.tell(OrderPlaced, anOrder([aLine('F', { quantity: 3 }), aLine('CASE')]));
    expect(await levelOf(house, 'F')).toMatchObject({ allocated: 1, waiting: 2 });

    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 2));
    await house.tell(OrderLineCancelled, cancelled('line_f', 2, 0));

    expect(await levelOf(house, 'F')).toMatchObject({ allocated: 0, waiting: 0, available: 1 });
    expect(await house.violations()).toEqual([]);
  });

  it('loses pieces that are not picked first; one that is picked stays in staging for others', async () => {
    await aStockedItem(house, { sku: 'F', onHand: 3 });
    await house.tell(OrderPlaced, anOrder([aLine('F', { quantity: 3 })]));
    const parcel = await parcelOf();
    const [line] = parcel.lines;
    await house.ask(
      'mutation ($t: ID!, $b: String!) { scanPick(taskId: $t, binCode: $b, code: "F", quantity: 2) { __typename } }',
      { t: parcel.id, b: line.bin.code },
    );

    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 2));
    expect(await parcelOf()).toMatchObject({ status: 'PICKED', lines: [{ quantity: 2, pickedQuantity: 2 }] });
    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 1));

    expect(await parcelOf()).toMatchObject({ status: 'PICKED', lines: [{ quantity: 1, pickedQuantity: 1 }] });
    expect(await levelOf(house, 'F')).toMatchObject({ onHand: 3, allocated: 1, available: 2 });
    expect((await task('packTask', parcel.id)).answer).toMatchObject({ status: 'PACKED' });
    expect(await levelOf(house, 'F')).toMatchObject({ onHand: 2, allocated: 0 });
    expect(await house.violations()).toEqual([]);
  });

  it('of a bundle takes its share of every part', async () => {
    await aStockedItem(house, { sku: 'A', onHand: 10 });
    await aStockedItem(house, { sku: 'B', onHand: 10 });
    const set = aLine('SET', {
      quantity: 3,
      kind: 'BUNDLE',
      components: [
        { variantId: 'variant_a', sku: 'A', quantity: 2 },
        { variantId: 'variant_b', sku: 'B', quantity: 1 },
      ],
    });
    await house.tell(OrderPlaced, anOrder([set]));

    await house.tell(OrderLineCancelled, cancelled('line_set', 2, 1));

    expect((await parcelOf()).lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['A', 2],
      ['B', 1],
    ]);
    expect([(await levelOf(house, 'A')).allocated, (await levelOf(house, 'B')).allocated]).toEqual([2, 1]);
    expect(await house.violations()).toEqual([]);
  });

  it('opens a parcel that was packed: the rest is held and packed anew', async () => {
    await aStockedItem(house, { sku: 'F', onHand: 2 });
    await aStockedItem(house, { sku: 'CASE', onHand: 4 });
    await house.tell(OrderPlaced, anOrder([aLine('F'), aLine('CASE', { quantity: 2 })]));
    const parcel = await parcelOf();
    await pickAll(house, parcel);
    await task('packTask', parcel.id);
    await task('handOver', parcel.id);
    expect(await levelOf(house, 'CASE')).toMatchObject({ onHand: 2, allocated: 0 });

    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 0));

    expect(await parcelOf()).toMatchObject({ status: 'PICKED', lines: [{ sku: 'CASE', quantity: 2 }] });
    expect(await levelOf(house, 'F')).toMatchObject({ onHand: 2, allocated: 0, available: 2 });
    expect(await levelOf(house, 'CASE')).toMatchObject({ onHand: 4, allocated: 2 });
    expect((await task('packTask', parcel.id)).answer).toMatchObject({ status: 'PACKED' });
    expect(await levelOf(house, 'CASE')).toMatchObject({ onHand: 2, allocated: 0 });
    const packed = await house.subgraph.database.query<{ payload: { contents: object[] } }>(
      "SELECT payload FROM outbox WHERE name = 'inventory.ParcelPacked.v1' ORDER BY sequence",
    );
    expect(packed.map(({ payload }) => payload.contents.length)).toEqual([2, 1]);
    expect(await house.violations()).toEqual([]);
  });

  it('of a pair that passed takes it out of the parcel, which waits for it no longer', async () => {
    await aStockedItem(house, { sku: 'F', onHand: 5 });
    await aStockedItem(house, { sku: 'CASE', onHand: 5 });
    await house.tell(OrderPlaced, anOrder([aLine('F', { glasses: true, quantity: 2 }), aLine('CASE')]));
    const parcel = await parcelOf();
    await pickAll(house, parcel);
    await house.tell(LabJobPassed, { jobId: 'j', number: 'L-1', orderId: 'order_1', orderLineId: 'line_f' });
    expect((await parcelOf()).status).toBe('OPEN');

    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 1));

    expect((await parcelOf()).status).toBe('PICKED');
    expect(await house.violations()).toEqual([]);
  });

  it('gives the parcel its day where there was none', async () => {
    await aStockedItem(house, { sku: 'CASE', onHand: 5 });
    const order = anOrder([{ ...aLine('F', { glasses: true }), prescriptionId: null }, aLine('CASE')]);
    await house.tell(OrderPlaced, { ...order, promiseDate: null });

    await house.tell(OrderLineCancelled, cancelled('line_f', 1, 0, { promiseDate: '2026-03-20' }));

    expect(await parcelOf()).toMatchObject({ dueOn: '2026-03-20', promise: 'Promised for 2026-03-20' });
  });

  it('is tried again after its order when it came first', async () => {
    await expect(house.tell(OrderLineCancelled, cancelled('line_f', 1, 0))).rejects.toThrow('not known');
  });
});

it('a scan and a cancellation of the same piece: one comes first, and nothing is lost', async () => {
  for (let round = 0; round < 6; round += 1) {
    await aStockedItem(house, { sku: 'F', onHand: 2 });
    await house.tell(OrderPlaced, anOrder([aLine('F', { quantity: 2 })]));
    const parcel = await parcelOf();
    const scan = () =>
      house.ask(
        'mutation ($t: ID!, $b: String!) { answer: scanPick(taskId: $t, binCode: $b, code: "F", quantity: 2) { __typename ... on Refusal { code } } }',
        { t: parcel.id, b: parcel.lines[0].bin.code },
      );
    const cancel = () => house.tell(OrderLineCancelled, cancelled('line_f', 1, 1));

    const [scanned] = await (round % 2
      ? Promise.all([scan(), cancel()])
      : Promise.all([cancel(), scan()]).then(([c, s]) => [s, c] as const));

    const after = await parcelOf();
    // Both pieces were picked before and one is left, or the scan was told that one is wanted now.
    if (scanned.answer.__typename === 'PickTask')
      expect(after).toMatchObject({ status: 'PICKED', lines: [{ quantity: 1, pickedQuantity: 1 }] });
    else {
      expect(scanned.answer.code).toBe('QUANTITY_TOO_HIGH');
      expect(after).toMatchObject({ status: 'OPEN', lines: [{ quantity: 1, pickedQuantity: 0 }] });
    }
    expect(await levelOf(house, 'F')).toMatchObject({ onHand: 2, allocated: 1, available: 1 });
    expect(await house.violations()).toEqual([]);
    await house.asNew();
  }
});
