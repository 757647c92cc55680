import { testDatabase } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogMigrations } from '../src/index.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ schema: 'catalog', migrations: catalogMigrations });
});
afterAll(() => database.close());

/** Columns, checks, keys and indexes as they stand: what a change must leave as it found it. */
const shape = async () =>
  (
    await database.query<{ what: string }>(
      `SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS what
         FROM information_schema.columns WHERE table_schema = 'catalog'
       UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
         FROM pg_constraint WHERE connamespace = 'catalog'::regnamespace
       UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'catalog' ORDER BY 1`,
    )
  ).map(({ what }) => what);

it('goes back change by change and up again to the same tables', async () => {
  const before = await shape();
  for (let i = 0; i < catalogMigrations.length; i += 1) await database.revert();
  const emptied = await shape();

  await database.migrate();

  expect(before.length).toBeGreaterThan(100);
  expect(emptied.filter((what) => what.includes('product.'))).toEqual([]);
  expect(await shape()).toEqual(before);
});
