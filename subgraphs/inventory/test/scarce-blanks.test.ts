import { PurchaseOrderSent } from '@opticworks/schema/events/procurement';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHouse, aStockedItem, type TestHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
  for (const [sku, onHand] of Object.entries({ OUT: 0, LAST: 1, TWO: 2, FRAME: 0 }))
    await aStockedItem(house, { sku, onHand });
  await house.subgraph.database.query("UPDATE stock_item SET kind = 'FINISHED_LENS' WHERE sku <> 'FRAME'");
});
afterAll(() => house.close());

const scarce = async () => (await house.call('scarceBlanks', { below: 2 })).blanks;
const order = (number: number, quantity: number, expectedOn: string) =>
  house.tell(PurchaseOrderSent, {
    purchaseOrderId: `po_${number}`,
    number: `PO-${number}`,
    lines: [{ sku: 'OUT', quantity, expectedOn }],
  });
const allocate = (reference: string) =>
  house.call('allocateStock', { reference, lines: [{ sku: 'OUT', quantity: 1 }], neededOn: null });

test('blanks of which a pair could not be made are told with the day the next free one comes', async () => {
  // Today is the 2nd; supply takes nine days where nothing is on the way.
  expect(await scarce()).toEqual([
    { sku: 'LAST', available: 1, coming: 0, expectedOn: '2026-03-11' },
    { sku: 'OUT', available: 0, coming: 0, expectedOn: '2026-03-11' },
  ]);

  await allocate('job:a');
  await order(1, 1, '2026-03-05');
  // The one that comes on the 5th is waited for already.
  expect((await scarce())[1]).toEqual({ sku: 'OUT', available: 0, coming: 0, expectedOn: '2026-03-11' });
  await order(2, 3, '2026-03-09');
  expect((await scarce())[1]).toEqual({ sku: 'OUT', available: 0, coming: 3, expectedOn: '2026-03-09' });
  for (const job of ['b', 'c', 'd']) await allocate(`job:${job}`);
  expect((await scarce())[1]).toMatchObject({ coming: 0, expectedOn: '2026-03-11' });
});
