import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../testing/test-database.ts';
import { pendingWebhooks, processWebhook, storeWebhook } from './webhook-inbox.ts';

let db: Database;
beforeAll(async () => {
  db = await testDatabase({ schema: 'hooks' });
});
afterAll(() => db?.close());
const store = (eventId: string) =>
  db.transaction((tx) =>
    storeWebhook(
      tx,
      { provider: 'bank', eventId, rawBody: Buffer.from('{"a":1}'), headers: { 'X-Sig': 's', authorization: 'no' } },
      new Date(),
    ),
  );

it('keeps one row per event of a provider, with the very bytes', async () => {
  const first = await store('evt_1');
  const again = await store('evt_1');

  expect(first.isNew).toBe(true);
  expect(again).toEqual({ id: first.id, isNew: false });
  await processWebhook(db, first.id, async (webhook) => {
    expect(webhook.rawBody.toString()).toBe('{"a":1}');
    expect(webhook.headers).toEqual({ 'x-sig': 's' });
  });
});

it('has its effect once, even when two workers take it at the same time', async () => {
  const { id } = await store('evt_2');
  let effects = 0;
  const work = () =>
    processWebhook(db, id, async () => {
      effects += 1;
      await new Promise((done) => setTimeout(done, 50));
    });

  const outcomes = await Promise.all([work(), work(), work()]);

  expect(effects).toBe(1);
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect(await work()).toBe(false);
});

it('stays pending after a failure, for the sweeper', async () => {
  const { id } = await store('evt_3');
  await expect(processWebhook(db, id, () => Promise.reject(new Error('later')))).rejects.toThrow('later');

  expect(await pendingWebhooks(db, new Date(Date.now() + 1_000))).toEqual([id]);
});
