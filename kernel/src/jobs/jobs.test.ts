import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDatabase, type Database } from '../database/database.ts';
import { JOBS_ROLE } from '../database/provision.ts';
import { silentLogger } from '../observe/logger.ts';
import { cloneDatabase } from '../testing/test-database.ts';
import { systemClock } from '../time/clock.ts';
import { defineJob, handleJob } from './job.ts';
import { createJobs, type Jobs } from './jobs.ts';

const Count = defineJob('kernel.count', z.object({ n: z.number() }));
const done: number[] = [];
let jobs: Jobs;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const clone = await cloneDatabase({ schema: 'jobs_test' });
  url = clone.url;
  jobs = createJobs({ url, role: JOBS_ROLE, logger: silentLogger });
  close = async () => {
    await jobs.stop();
    await clone.drop();
  };
});
afterAll(() => close());

it('works a backlog off without pausing between its jobs', async () => {
  for (let n = 0; n < 30; n++) await jobs.enqueue(Count, { n });
  await jobs.register([handleJob(Count, async ({ n }) => void done.push(n))], silentLogger);

  // By polling alone thirty jobs would take a minute.
  await expect.poll(() => done.length, { timeout: 12_000, interval: 50 }).toBe(30);
});

it('takes several at once where a job allows it, and one that fails takes no other with it', async () => {
  const Pair = defineJob('kernel.pair', z.object({ n: z.number() }), {
    concurrency: 3,
    retryLimit: 1,
    retryDelaySeconds: 1,
  });
  const tries = new Map<number, number>();
  let running = 0;
  let most = 0;
  for (let n = 0; n < 20; n++) await jobs.enqueue(Pair, { n });
  const run = async ({ n }: { n: number }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    tries.set(n, (tries.get(n) ?? 0) + 1);
    if (n === 7 && tries.get(n) === 1) throw new Error('not this time');
    if (n === 8) throw new Error('never');
  };
  await jobs.register([handleJob(Pair, run)], silentLogger);

  await expect
    .poll(() => [tries.get(7), tries.get(8), tries.size], { timeout: 20_000, interval: 50 })
    .toEqual([2, 2, 20]);
  expect(most).toBe(3);
  expect([...tries].filter(([n, count]) => n !== 7 && n !== 8 && count !== 1)).toEqual([]);
  await expect.poll(async () => (await jobs.failed('kernel.pair')).length, { timeout: 5_000 }).toBe(1);
});

describe('a job that runs at once', () => {
  const Letter = defineJob('kernel.letter', z.object({ n: z.number() }), {
    atOnce: true,
    concurrency: 2,
    retryDelaySeconds: 1,
  });
  const queued = async () =>
    (await db.query<{ count: number }>("SELECT count(*)::int FROM jobs.job WHERE name = 'kernel.letter'"))[0]!.count;
  const write = (n: number, fail = false) =>
    db.transaction(async (tx) => {
      await tx.enqueue(Letter, { n }, { singletonKey: `letter-${n}` });
      if (fail) throw new Error('not written');
    });
  const sent: number[] = [];
  let db: Database;
  let hold: Promise<void> | undefined;
  beforeAll(async () => {
    db = createDatabase({
      name: 'letters',
      url,
      schema: 'public',
      entities: [],
      migrations: [],
      logger: silentLogger,
      clock: systemClock,
      jobs,
    });
    const run = async ({ n }: { n: number }) => {
      await hold;
      if (n === 13 && !sent.includes(-13)) {
        sent.push(-13);
        throw new Error('the post is closed');
      }
      sent.push(n);
    };
    await jobs.register([handleJob(Letter, run)], silentLogger);
  });
  afterAll(() => db?.close());

  it('waits for the commit and needs no row in the queue', async () => {
    await write(1, true).catch(() => undefined);
    await write(2);

    await expect.poll(() => sent).toEqual([2]);
    expect(await queued()).toBe(0);
  });

  it('goes to the queue when it fails, and is done from there', async () => {
    await write(13);

    await expect.poll(queued).toBe(1);
    await expect.poll(() => sent, { timeout: 20_000 }).toEqual([2, -13, 13]);
  });

  it('leaves to the queue what had not begun when the process stops', async () => {
    let release: (() => void) | undefined;
    hold = new Promise((resolve) => {
      release = resolve;
    });
    for (const n of [21, 22, 23, 24]) await write(n);
    const stopped = jobs.stop();
    await expect.poll(queued).toBe(3);
    release?.();
    await stopped;

    // Its own workers may still take some before they stop; what they left waits for the next process.
    const rows = await db.query<{ n: number }>(
      "SELECT (data->>'n')::int AS n FROM jobs.job WHERE name = 'kernel.letter' AND state = 'created'",
    );
    const later = rows.map(({ n }) => n);
    expect([...sent, ...later].filter((n) => n > 20).sort()).toEqual([21, 22, 23, 24]);
  });
});

it('begins a job anew whose process was killed in the middle of it, long before its expiry', async () => {
  const Lost = defineJob('kernel.lost', z.object({ n: z.number() }), { retryDelaySeconds: 1 });
  const clone = await cloneDatabase({ schema: 'jobs_lost' });
  const attempts: number[] = [];
  const next = createJobs({ url: clone.url, role: JOBS_ROLE, logger: silentLogger, superviseSeconds: 1 });
  const admin = new pg.Client({ connectionString: clone.url });
  await admin.connect();
  try {
    await next.enqueue(Lost, { n: 1 });
    // What a killed process leaves: its claim, and a sign of life that grows old.
    const left = await admin.query(
      `UPDATE jobs.job SET state = 'active', started_on = now() - interval '20 seconds', heartbeat_on = now() - interval '20 seconds'
       WHERE name = 'kernel.lost' RETURNING expire_seconds AS expiry`,
    );
    expect(left.rows).toEqual([{ expiry: 300 }]);
    await next.register([handleJob(Lost, async (_, { attempt }) => void attempts.push(attempt))], silentLogger);

    await expect.poll(() => attempts, { timeout: 25_000, interval: 50 }).toHaveLength(1);
  } finally {
    await next.stop();
    await admin.end();
    await clone.drop();
  }
});

it('gives a queue of an earlier release the terms of this one', async () => {
  const Old = defineJob('kernel.old', z.object({}), { retryLimit: 7 });
  const clone = await cloneDatabase({ schema: 'jobs_old' });
  const terms = { role: JOBS_ROLE, url: clone.url, logger: silentLogger };
  const admin = new pg.Client({ connectionString: clone.url });
  await admin.connect();
  const read = async () =>
    (await admin.query("SELECT retry_limit, heartbeat_seconds FROM jobs.queue WHERE name = 'kernel.old'")).rows[0];
  try {
    const before = createJobs(terms);
    await before.enqueue(Old, {});
    await before.stop();
    await admin.query("UPDATE jobs.queue SET retry_limit = 2, heartbeat_seconds = NULL WHERE name = 'kernel.old'");

    const now = createJobs(terms);
    await now.enqueue(Old, {});
    await now.stop();

    expect(await read()).toEqual({ retry_limit: 7, heartbeat_seconds: 15 });
  } finally {
    await admin.end();
    await clone.drop();
  }
});
