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
