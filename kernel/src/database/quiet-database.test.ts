import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { EventEnvelope } from '../events/event.ts';
import { Relay } from '../events/relay.ts';
import { defineJob } from '../jobs/job.ts';
import { silentLogger } from '../observe/logger.ts';
import { testDatabase } from '../testing/test-database.ts';
import type { Database } from './database.ts';
import { quietDatabase } from './quiet-database.ts';

const Done = { name: 'past.Done.v1', payload: z.object({ n: z.number() }) };
const Next = defineJob('past.next', z.object({ n: z.number() }));

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ schema: 'past' });
  await database.query('CREATE TABLE done (n integer)');
});
beforeEach(() => database.query('TRUNCATE done; TRUNCATE outbox'));
afterAll(() => database?.close());

const doIt = (on: Database, n: number, fails = false) =>
  on.transaction(async (tx) => {
    await tx.query('INSERT INTO done VALUES ($1)', [n]);
    await tx.publish(Done, { n }, { aggregate: 'a', aggregateId: 'one' });
    await tx.enqueue(Next, { n });
    if (fails) throw new Error('not today');
  });

it('keeps what happened and tells nobody, not even a transport that has lost its memory', async () => {
  const told: EventEnvelope[] = [];
  const forgetful = {
    publish: async (events: readonly EventEnvelope[]) => void told.push(...events),
    subscribe: async () => async () => undefined,
    close: async () => undefined,
    remembers: async () => false,
  };

  await doIt(quietDatabase(database, { events: false }), 1);
  await database.transaction((tx) => tx.publish(Done, { n: 2 }, { aggregate: 'a', aggregateId: 'one' }));
  const relay = new Relay(database, forgetful, silentLogger);
  await relay.runOnce();
  await relay.runOnce();

  expect(await database.query('SELECT n FROM done')).toEqual([{ n: 1 }]);
  expect(told.map(({ payload }) => payload)).toEqual([{ n: 2 }, { n: 2 }]);
});

it('hands over the jobs of what was committed, in place of queueing them', async () => {
  const asked: unknown[] = [];
  const past = quietDatabase(database, { events: true, onJob: (job, payload) => asked.push([job.name, payload]) });

  await doIt(past, 1);
  await expect(doIt(past, 2, true)).rejects.toThrow('not today');

  expect(asked).toEqual([['past.next', { n: 1 }]]);
  expect(await database.query('SELECT payload FROM outbox WHERE published_at IS NULL')).toEqual([
    { payload: { n: 1 } },
  ]);
});

it('says its further statements before the commit', async () => {
  const past = quietDatabase(database, { events: false, atCommit: ['UPDATE done SET n = -n'] });

  await doIt(past, 3);

  expect(await database.query('SELECT n FROM done')).toEqual([{ n: -3 }]);
});
