import 'reflect-metadata';
import { Query, Resolver } from 'type-graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDatabase, type Database } from '../database/database.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { defineSubgraph } from '../host/define-subgraph.ts';
import type { Subgraph } from '../host/subgraph.ts';
import { defineJob, handleJob } from '../jobs/job.ts';
import { drain } from '../testing/drain.ts';
import { type TestDeps, testSubgraphDeps } from '../testing/test-deps.ts';
import { fixedClock } from '../time/clock.ts';
import { listDeadLetters, replayDeadLetter } from './dead-letters.ts';
import { inProcessBus } from './in-process-bus.ts';
import { Inbox, MAX_ATTEMPTS } from './inbox.ts';
import { Relay } from './relay.ts';
import { on, onState } from './subscription.ts';

const Counted = { name: 'numbers.Counted.v1', payload: z.object({ n: z.number() }) };
const Note = defineJob('numbers.note', z.object({ text: z.string() }));

@Resolver()
class PingResolver {
  @Query(() => String)
  ping(): string {
    return 'pong';
  }
}

const clock = fixedClock('2026-03-01T10:00:00Z');
const noted: string[] = [];
let deps: TestDeps;
let db: Database;
let subgraph: Subgraph;
let handled: number[] = [];
let failing = false;

beforeAll(async () => {
  deps = await testSubgraphDeps({ schema: 'numbers', clock });
  db = createDatabase({
    name: 'numbers',
    url: deps.databaseUrl,
    role: deps.databaseRole!,
    schema: 'numbers',
    entities: [],
    migrations: [],
    logger: deps.logger,
    clock,
  });
  subgraph = defineSubgraph({
    name: 'numbers',
    deps,
    database: db,
    graph: buildGraph({ name: 'numbers', resolvers: [PingResolver] }),
    jobs: [handleJob(Note, async ({ text }) => void noted.push(text))],
    subscribers: [
      on(Counted, async ({ n }, { tx }) => {
        await tx.query('CREATE TABLE IF NOT EXISTS seen (n integer)');
        await tx.query('INSERT INTO seen VALUES ($1)', [n]);
        if (failing) throw new Error('not today');
        handled.push(n);
      }),
      on(Counted, async () => undefined, { name: 'numbers.thousands', concerns: ({ n }) => n % 1000 === 0 }),
    ],
  });
  await subgraph.start();
});
afterAll(async () => {
  await subgraph?.stop();
  await deps?.close();
});
beforeEach(() => {
  handled = [];
  failing = false;
});

const publish = (n: number, aggregateId = 'one') =>
  db.transaction((tx) => tx.publish(Counted, { n }, { aggregate: 'number', aggregateId }));

describe('events', () => {
  it('reach their subscriber in order', async () => {
    for (let n = 1; n <= 20; n += 1) await publish(n);

    await drain(subgraph);

    expect(handled).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('leave in the order they were written, also when many leave together', async () => {
    await db.transaction(async (tx) => {
      for (let n = 1; n <= 120; n += 1)
        await tx.publish(Counted, { n }, { aggregate: 'number', aggregateId: 'together' });
    });

    await drain(subgraph);

    expect(handled).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
  });

  it('lose nothing under rollbacks and long transactions', async () => {
    const expected: number[] = [];
    const work = Array.from({ length: 120 }, async (_, i) => {
      const n = 1_000 + i;
      const outcome = await db
        .transaction(async (tx) => {
          await tx.publish(Counted, { n }, { aggregate: 'number', aggregateId: `many-${n}` });
          await new Promise((done) => setTimeout(done, Math.random() * 40));
          if (i % 3 === 0) throw new Error('rolled back');
        })
        .catch(() => 'rolled back');
      if (outcome !== 'rolled back') expected.push(n);
    });
    await Promise.all(work);

    await drain(subgraph);

    expect([...handled].sort()).toEqual(expected.sort());
  });

  it('are handled once, however often they arrive', async () => {
    await publish(77, 'twice');
    await drain(subgraph);
    await db.query('UPDATE outbox SET published_at = NULL');

    await drain(subgraph);

    expect(handled).toEqual([77]);
  });

  it('are stored only by whom they concern', async () => {
    await publish(2999);
    await publish(3000);

    await drain(subgraph);

    expect(
      await db.query(
        "SELECT payload FROM inbox WHERE consumer = 'numbers.thousands' AND payload->>'n' IN ('2999', '3000')",
      ),
    ).toEqual([{ payload: { n: 3000 } }]);
  });

  it('that come while the one before them is being committed are not left until the next poll', async () => {
    const clone = await testSubgraphDeps({ schema: 'late', clock });
    const late = createDatabase({
      name: 'late',
      url: clone.databaseUrl,
      role: clone.databaseRole!,
      schema: 'late',
      entities: [],
      migrations: [],
      logger: clone.logger,
      clock,
    });
    await late.migrate();
    const seen: number[] = [];
    const event = (n: number) => ({
      id: `late_${n}`,
      name: Counted.name,
      source: 'late',
      aggregate: 'number',
      aggregateId: 'one',
      sequence: String(n),
      payload: { n },
      occurredAt: clock.now().toISOString(),
      trace: null,
    });
    let duringCommit: (() => Promise<void>) | undefined;
    // Between the settling of the first event and its commit the second arrives, and another worker finds it held back.
    const slowToCommit = Object.assign(Object.create(late) as Database, {
      transaction: (work: Parameters<Database['transaction']>[0], options: Parameters<Database['transaction']>[1]) =>
        late.transaction(async (tx) => {
          const result = await work(tx);
          const then = seen.length === 1 ? duringCommit : undefined;
          if (then) duringCommit = undefined;
          await then?.();
          return result;
        }, options),
      query: late.query.bind(late),
    });
    const inbox = new Inbox(
      slowToCommit,
      [on(Counted, async ({ n }) => void seen.push(n))],
      clone.logger,
      () => 600_000,
    );
    duringCommit = async () => {
      await inbox.receive([event(2)]);
      await new Promise((resolve) => setTimeout(resolve, 300));
    };
    inbox.start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await inbox.receive([event(1)]);

    await expect.poll(() => seen, { timeout: 5_000 }).toEqual([1, 2]);
    await inbox.stop();
    await late.close();
    await clone.close();
  });

  it('that cannot be handled rest among the dead letters, and can be replayed', async () => {
    failing = true;
    await publish(5_005, 'poison');
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      await drain(subgraph, { allowFailures: true });
      clock.advance(3_600_000);
    }
    await drain(subgraph, { allowFailures: true });

    const [letter] = await listDeadLetters(db);
    expect(letter).toMatchObject({ name: 'numbers.Counted.v1', attempts: MAX_ATTEMPTS, lastError: 'Error: not today' });
    expect(await db.query('SELECT 1 FROM seen WHERE n = 5005')).toEqual([]);

    failing = false;
    expect(await replayDeadLetter(db, letter!.position)).toBe(true);
    await drain(subgraph);

    expect(handled).toEqual([5_005]);
    expect(await listDeadLetters(db)).toEqual([]);
  });

  it('of one aggregate wait behind a failed one, the others pass', async () => {
    failing = true;
    await publish(1, 'blocked');
    await drain(subgraph, { allowFailures: true });
    failing = false;
    await publish(2, 'blocked');
    await publish(3, 'free');

    await drain(subgraph);
    expect(handled).toEqual([3]);

    clock.advance(60_000);
    await drain(subgraph, { allowFailures: true });
    await expect.poll(() => handled).toEqual([3, 1, 2]);
  });
});

describe('events that tell a whole state', () => {
  const batches: { aggregateId: string; n: number }[][] = [];
  let refusing = false;
  const level = onState(
    Counted,
    async (entries, tx) => {
      if (refusing) throw new Error('not today');
      batches.push(entries.map(({ aggregateId, payload }) => ({ aggregateId, n: payload.n })));
      for (const { aggregateId, payload, occurredAt } of entries)
        tx.send(
          `INSERT INTO level VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET n = excluded.n, at = excluded.at
           WHERE level.at <= excluded.at`,
          [aggregateId, payload.n, occurredAt],
        );
    },
    { name: 'numbers.level', concerns: ({ n }) => n >= 0 },
  );
  const event = (sequence: number, aggregateId: string, n: number, second: number) => ({
    id: `event_state_${sequence}`,
    name: Counted.name,
    source: 'elsewhere',
    aggregate: 'number',
    aggregateId,
    sequence: String(sequence),
    payload: { n },
    occurredAt: `2026-03-01T10:00:0${second}.000Z`,
    trace: null,
  });
  const stored = () => db.query("SELECT event_id, state FROM inbox WHERE consumer = 'numbers.level' ORDER BY position");
  const levels = () => db.query('SELECT id, n FROM level ORDER BY id');

  it('are applied when they arrive, of each aggregate the newest, and not stored', async () => {
    await db.query('CREATE TABLE level (id text PRIMARY KEY, n integer NOT NULL, at timestamptz NOT NULL)');
    const inbox = new Inbox(db, [level], deps.logger);

    await inbox.receive([event(1, 'a', 5, 1), event(2, 'b', 7, 1), event(3, 'a', 4, 2), event(4, 'c', -1, 2)]);

    expect(batches).toEqual([
      [
        { aggregateId: 'a', n: 4 },
        { aggregateId: 'b', n: 7 },
      ],
    ]);
    expect(await levels()).toEqual([
      { id: 'a', n: 4 },
      { id: 'b', n: 7 },
    ]);
    expect(await stored()).toEqual([]);
  });

  it('wait in the inbox when they could not be applied, and then do not undo what is newer', async () => {
    const inbox = new Inbox(db, [level], deps.logger);
    refusing = true;
    await inbox.receive([event(5, 'a', 3, 3)]);
    refusing = false;
    await inbox.receive([event(6, 'a', 2, 4)]);
    expect(await stored()).toEqual([{ event_id: 'event_state_5', state: 'pending' }]);

    expect(await inbox.runOnce()).toBe(1);

    expect(await stored()).toEqual([{ event_id: 'event_state_5', state: 'done' }]);
    expect((await levels())[0]).toEqual({ id: 'a', n: 2 });
  });
});

describe('the bus of one process', () => {
  it('holds events back until every part listens, and again when one has left', async () => {
    const bus = inProcessBus({ consumers: ['numbers', 'late'] });
    const relay = new Relay(db, bus, deps.logger);
    const arrived: string[] = [];
    const deliver = async (events: readonly { name: string }[]) => void arrived.push(...events.map(({ name }) => name));
    await subgraph.relay.stop();
    await bus.subscribe('numbers', [], deliver);
    await publish(900, 'held');

    expect(await relay.runOnce()).toBe(0);
    const leave = await bus.subscribe('late', [Counted.name], deliver);
    expect(await relay.runOnce()).toBe(1);
    await leave();
    await publish(901, 'held');
    expect(await relay.runOnce()).toBe(0);

    expect(arrived).toEqual([Counted.name]);
    await subgraph.relay.start();
    await drain(subgraph);
  });
});

describe('jobs', () => {
  it('exist only when their transaction commits', async () => {
    await db.transaction((tx) => tx.enqueue(Note, { text: 'kept' }));
    await db
      .transaction(async (tx) => {
        await tx.enqueue(Note, { text: 'gone' });
        throw new Error('no');
      })
      .catch(() => undefined);

    await drain(subgraph, { jobs: deps.jobs });

    expect(noted).toEqual(['kept']);
  });

  it('of one key are one job while they wait', async () => {
    noted.length = 0;
    await db.transaction((tx) => tx.enqueue(Note, { text: 'first' }, { singletonKey: 'k' }));
    await db.transaction((tx) => tx.enqueue(Note, { text: 'second' }, { singletonKey: 'k' }));

    await drain(subgraph, { jobs: deps.jobs });

    expect(noted).toEqual(['first']);
  });
});

describe('health', () => {
  it('is ok when database and jobs answer', async () => {
    expect(await subgraph.health()).toEqual({ database: 'ok', jobs: 'ok' });
  });
});
