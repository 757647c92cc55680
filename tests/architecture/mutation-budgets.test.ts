import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { persistedMutations } from '../budgets/persisted-queries.ts';

/** Each part counts what its own mutations cost, over data prepared for one run: `mutation-statements.test.ts` beside these. */
const PARTS = ['catalog', 'customer-rx', 'inventory', 'lab', 'orders', 'procurement'];

const budgetsOf = async (part: string): Promise<string[]> =>
  Object.keys(
    JSON.parse(
      await readFile(join(import.meta.dirname, `../../subgraphs/${part}/test/mutation-statements.json`), 'utf8'),
    ),
  );

it('every persisted mutation has a budget of statements in the part that does it, and nothing else has', async () => {
  const budgets = (await Promise.all(PARTS.map(budgetsOf))).flat();
  const registered = (await persistedMutations()).map(({ name }) => name);

  expect(budgets.sort()).toEqual(registered.sort());
});
