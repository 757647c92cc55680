import { expect, inject, it } from 'vitest';
import { staff, type World } from '../support/people.ts';
import { glassesFlow } from './glasses.ts';

/** Takes the blank of the left lens off the shelf, whatever other journeys have bought since the seed. */
async function emptyShelf(world: World, sku: string) {
  const warehouse = await staff(world, 'warehouse');
  const { stockLevel } = await warehouse.run(
    'query($sku: String!) { stockLevel(sku: $sku) { available bin { code } } }',
    { sku },
  );
  if (!stockLevel || stockLevel.available === 0) return;
  await warehouse.must(
    'mutation($sku: String!, $bin: String!, $delta: Int!) { adjustStock(sku: $sku, binCode: $bin, delta: $delta, reason: "test of a missing blank") { ... on StockLevel { __typename id } ... on Refusal { __typename code message } } }',
    { sku, bin: stockLevel.bin.code, delta: -stockLevel.available },
  );
}

it('brings a pair of glasses from the shop window to the customer’s door, and its accessory back', {
  timeout: 240_000,
}, async () => {
  const told: string[] = [];
  for (const diameter of [65, 70, 75]) await emptyShelf(inject('world'), `FSV-160-AR-${diameter}-M0575-C175`);

  const done = await glassesFlow(inject('world'), (line) => told.push(line)).catch((error: unknown) => {
    throw new Error(`after:\n${told.join('\n')}\n${error instanceof Error ? error.message : error}`, { cause: error });
  });

  expect(done.orderNumber).toMatch(/^OW-/);
  expect(told.join('\n')).toMatch(/lacks/);
});
