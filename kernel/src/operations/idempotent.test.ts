import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../testing/test-database.ts';
import { idempotent } from './idempotent.ts';

let db: Database;
beforeAll(async () => {
  db = await testDatabase({ schema: 'once' });
});
afterAll(() => db?.close());
let effects = 0;
const run = (key: string, request: unknown, fail = false) =>
  db.transaction((tx) =>
    idempotent(tx, { scope: 'caller', key, request, at: new Date() }, async () => {
      effects += 1;
      await new Promise((done) => setTimeout(done, 30));
      if (fail) throw new Error('failed');
      return { number: effects };
    }),
  );

it('has one effect for rivals with one key, and gives all of them its answer', async () => {
  effects = 0;
  const answers = await Promise.all([run('k1', { a: 1 }), run('k1', { a: 1 }), run('k1', { a: 1 })]);

  expect(effects).toBe(1);
  expect(answers).toEqual([{ number: 1 }, { number: 1 }, { number: 1 }]);
});

it('refuses another request under a used key', async () => {
  await run('k2', { a: 1, b: 2 });

  await expect(run('k2', { a: 2 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
  await expect(run('k2', { b: 2, a: 1 })).resolves.toBeDefined();
});

it('keeps nothing of an attempt that failed', async () => {
  await expect(run('k3', {}, true)).rejects.toThrow('failed');

  await expect(run('k3', {})).resolves.toBeDefined();
});
