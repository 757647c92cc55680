import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { testDatabase } from '../testing/test-database.ts';
import type { LiveEvent } from './live-event.ts';
import { clearLog } from './live-log.ts';
import { type LiveIterator, liveTail } from './live-tail.ts';

const Moved = { name: 'things.Moved.v1', payload: z.object({ n: z.number() }) };
let db: Database;
beforeAll(async () => {
  db = await testDatabase({ schema: 'live', poolSize: 12 });
});
afterAll(async () => {
  await liveTail(db).close();
  await db?.close();
});

const publish = (n: number, topic: string, pauseMs = 0, fail = false) =>
  db.transaction(async (tx) => {
    // What the event tells of comes first and gives the transaction its number; the event itself is written with the commit.
    await tx.query('SELECT pg_current_xact_id()');
    await tx.publish(Moved, { n }, { aggregate: 'thing', aggregateId: `${topic}-${n}`, topics: [topic] });
    if (pauseMs) await new Promise((done) => setTimeout(done, pauseMs));
    if (fail) throw new Error('rolled back');
  });

async function take(iterator: LiveIterator<LiveEvent>, count: number): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  while (events.length < count) {
    const result = await iterator.next();
    if (result.done) break;
    events.push(result.value);
  }
  return events;
}

describe('live tail', () => {
  it('delivers what is published on a topic, and nothing else', async () => {
    const iterator = liveTail(db).iterate({ topic: 'a' });
    const first = iterator.next();
    await new Promise((done) => setTimeout(done, 50));
    await publish(1, 'other');
    await publish(2, 'a');

    expect((await first).value).toMatchObject({ event: 'things.Moved.v1', payload: { n: 2 } });
    await iterator.return();
  });

  it('has no gap and no duplicate under concurrent committers, also across reconnects', async () => {
    const expected = new Set<number>();
    const marker = liveTail(db).iterate({ topic: 'race' });
    const first = marker.next();
    await new Promise((done) => setTimeout(done, 50));
    await publish(0, 'race');
    const start = (await first).value!;
    await marker.return();

    const writing = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 25; i += 1) {
          const n = writer * 1_000 + i + 1;
          const fail = i % 5 === 4;
          await publish(n, 'race', Math.random() * 15, fail).then(
            () => expected.add(n),
            () => undefined,
          );
        }
      }),
    );
    const seen: number[] = [];
    let cursor = start.cursor;
    while (seen.length < 160) {
      const iterator = liveTail(db).iterate({ topic: 'race', after: cursor });
      for (const event of await take(iterator, Math.min(160 - seen.length, 1 + Math.floor(Math.random() * 20)))) {
        seen.push(event.payload.n as number);
        cursor = event.cursor;
      }
      await iterator.return();
    }
    await writing;

    expect(seen.length).toBe(new Set(seen).size);
    expect(new Set(seen)).toEqual(expected);
  });

  it('holds back events behind a transaction that is still open, and then delivers both', async () => {
    const iterator = liveTail(db).iterate({ topic: 'slow' });
    const both = take(iterator, 2);
    await new Promise((done) => setTimeout(done, 50));
    const slow = publish(1, 'slow', 300);
    await new Promise((done) => setTimeout(done, 50));
    await publish(2, 'slow');
    await slow;

    expect((await both).map(({ payload }) => payload.n)).toEqual([1, 2]);
    await iterator.return();
  });

  it('keeps nothing back from a listener that fell far behind', async () => {
    const iterator = liveTail(db).iterate({ topic: 'flood' });
    const first = iterator.next();
    await new Promise((done) => setTimeout(done, 50));
    for (let batch = 0; batch < 5; batch += 1) {
      await db.transaction(async (tx) => {
        for (let i = 0; i < 500; i += 1) {
          const n = batch * 500 + i;
          await tx.publish(Moved, { n }, { aggregate: 'thing', aggregateId: `${n}`, topics: ['flood'] });
        }
      });
    }
    await new Promise((done) => setTimeout(done, 300));

    const events = [(await first).value!, ...(await take(iterator, 2_499))];
    expect(events.map(({ payload }) => payload.n)).toEqual(Array.from({ length: 2_500 }, (_, i) => i));
    await iterator.return();
  });

  it('ends at once when asked to, although it waits', async () => {
    const iterator = liveTail(db).iterate({ topic: 'quiet' });
    const pending = iterator.next();
    await iterator.return();

    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('says so when the cursor is older than what is kept', async () => {
    await publish(1, 'old');
    await db.query("UPDATE outbox SET published_at = now() - interval '3 days'");
    await clearLog(db, new Date(Date.now() - 86_400_000));

    await expect(liveTail(db).iterate({ topic: 'old', after: '5.1' }).next()).rejects.toMatchObject({
      code: 'LIVE_WINDOW_PASSED',
    });
  });

  it('never clears what commits while it looks', async () => {
    await db.query('DELETE FROM outbox');
    // Publishes through another connection after the first statement of the clearing has answered.
    const interrupted = Object.create(db, {
      transaction: {
        value: ((work, options) =>
          db.transaction(async (tx) => {
            let published = false;
            const query: typeof tx.query = async (sql, params) => {
              const answer = await tx.query(sql, params);
              if (!published) await publish(7, 'meanwhile');
              published = true;
              return answer as never;
            };
            return work(Object.assign(Object.create(tx), { query }));
          }, options)) as Database['transaction'],
      },
    }) as Database;

    const removed = await clearLog(interrupted, new Date(Date.now() - 86_400_000));

    expect(removed).toBe(0);
    expect(await db.query('SELECT payload FROM outbox')).toEqual([{ payload: { n: 7 } }]);
  });
});
