import { testDatabase } from '@opticworks/kernel/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customerRxSchema } from '../src/index.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase({ ...customerRxSchema });
});
afterAll(() => database.close());

const tables = async () =>
  (
    await database.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'customer_rx' ORDER BY 1`,
    )
  ).map(({ name }) => name);

it('goes back change by change and up again to the same tables', async () => {
  const before = await tables();
  for (let i = 0; i < customerRxSchema.migrations.length; i += 1) await database.revert();
  const emptied = await tables();

  await database.migrate();

  expect(before.length).toBeGreaterThan(50);
  expect(emptied.some((name) => name.startsWith('prescription.'))).toBe(false);
  expect(await tables()).toEqual(before);
});
