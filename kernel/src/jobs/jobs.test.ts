import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { JOBS_ROLE } from '../database/provision.ts';
import { silentLogger } from '../observe/logger.ts';
import { cloneDatabase } from '../testing/test-database.ts';
import { defineJob, handleJob } from './job.ts';
import { createJobs, type Jobs } from './jobs.ts';

const Count = defineJob('kernel.count', z.object({ n: z.number() }));
const done: number[] = [];
let jobs: Jobs;
let close: () => Promise<void>;

beforeAll(async () => {
  const clone = await cloneDatabase({ schema: 'jobs_test' });
  jobs = createJobs({ url: clone.url, role: JOBS_ROLE, logger: silentLogger });
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
