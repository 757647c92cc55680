import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { staff } from '../support/people.ts';
import { countDocument, countStatements } from './count-statements.ts';
import { persistedQueries } from './persisted-queries.ts';
import { openSeededShop, type SeededShop } from './seeded-shop.ts';

const budgets: Record<string, number> = JSON.parse(
  await readFile(join(import.meta.dirname, 'statements.json'), 'utf8'),
);
const queries = await persistedQueries();

describe('statement budgets', () => {
  const world = inject('world');
  let shop: SeededShop;

  beforeAll(async () => {
    shop = await openSeededShop(world);
  });

  it('exist for each persisted query, and for no other', () => {
    // New or renamed: node --conditions=source --import @oxc-node/core/register tests/budgets/measure.ts
    expect(Object.keys(budgets)).toEqual(queries.map(({ name }) => name));
  });

  it.each(queries)('hold for $name', async (query) => {
    expect(await countStatements(shop, query)).toBeLessThanOrEqual(budgets[query.name] ?? 0);
  });

  it.each(queries.filter(({ variables }) => variables.includes('first')))(
    'do not grow with the rows of $name',
    async (query) => {
      // Not fewer: the newest five may hold nothing that some column looks up, such as lines without prescription.
      const few = await countStatements(shop, query, 25);
      const many = await countStatements(shop, query, 50);

      expect(many).toBe(few);
    },
  );

  it('do not grow with orders, their lines, customers, jobs and picks', async () => {
    const admin = await staff(world, 'admin');
    const document = `query($first: Int!) { orders(first: $first, filter: { hasLab: true }) { totalCount edges { node { id number customer { id name } payments { status }
      shipments { status } returns { status } labJobs { number lenses { eye } } pickTasks { number lines { sku } }
      lines { sku variant { id name product { id name brand { name } } availability { availableQuantity } } } } } } }`;

    // So many that both lists hold every kind of order: the newest few may all be of guests, whose names nobody has to look up.
    const few = await countDocument(admin, document, { first: 40 });
    const many = await countDocument(admin, document, { first: 100 });

    expect(many).toBe(few);
  });
});
