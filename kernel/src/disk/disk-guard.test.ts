import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { Loop } from '../events/loop.ts';
import { defineJob, handleJob } from '../jobs/job.ts';
import { silentLogger } from '../observe/logger.ts';
import { testDatabase } from '../testing/test-database.ts';
import { type TestDeps, testSubgraphDeps } from '../testing/test-deps.ts';
import { type DiskGuard, guardDisk } from './disk-guard.ts';

const MB = 1024 * 1024;
const RESERVE = 8 * MB;

let folder: string;
let bytes: number;
let guard: DiskGuard;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opticworks-disk-'));
  bytes = 100 * MB;
  guard = guardDisk({
    folder,
    reserveBytes: RESERVE,
    logger: silentLogger,
    freeBytes: async () => bytes,
    everyMs: 3_600_000,
  });
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual(['ballast']));
});
afterEach(async () => {
  guard.stop();
  await rm(folder, { recursive: true, force: true });
});
const lookWith = async (megabytes: number) => {
  bytes = megabytes * MB;
  await guard.look();
};

describe('a disk that fills', () => {
  let db: Database;
  let deps: TestDeps;
  beforeAll(async () => {
    db = await testDatabase({ schema: 'disk' });
    deps = await testSubgraphDeps({ schema: 'disk_jobs', migrations: [] });
  });
  afterAll(async () => {
    await db?.close();
    await deps?.close();
  });
  const write = () =>
    db.transaction((tx) => tx.audit({ stream: 'disk', actor: 'staff_1', action: 'thing.done', subject: 'thing_1' }));

  it('is read only below the reserve, with a reason that can be told, and writable again with some room to spare', async () => {
    await lookWith(8);
    await write();
    await lookWith(7.9);
    await expect(write()).rejects.toMatchObject({ code: 'STORAGE_LOW', status: 503, retryable: true });
    expect(await db.query('SELECT count(*)::int AS count FROM audit_entry')).toEqual([{ count: 1 }]);

    await lookWith(9.9);
    await expect(write()).rejects.toMatchObject({ code: 'STORAGE_LOW' });
    await lookWith(10);
    await write();
  });

  it('keeps work waiting instead of letting it fail', async () => {
    const done: string[] = [];
    const job = handleJob(defineJob('disk.work', z.object({})), async () => void done.push('job'));
    await deps.jobs.register([job], silentLogger);
    await deps.jobs.enqueue(job.def, {});
    await lookWith(7);
    const loop = new Loop(async () => done.push('loop') * 0, { idleMs: 3_600_000, onError: () => undefined });
    loop.start();
    const worked = deps.jobs.workOff();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(done).toEqual([]);

    await lookWith(50);
    await worked;
    await vi.waitFor(() => expect(done.toSorted()).toEqual(['job', 'loop']), 5_000);
    await loop.stop();
  });

  it('lets everything stop meanwhile', async () => {
    await lookWith(7);
    const loop = new Loop(async () => 0, { idleMs: 3_600_000, onError: () => undefined });
    loop.start();

    await loop.stop();
  });
});

describe('the ballast', () => {
  const ballast = () => stat(join(folder, 'ballast')).catch(() => null);

  it('takes the room it promises, goes when nearly nothing is left, and comes back when there is plenty', async () => {
    const kept = await ballast();
    expect(kept?.size).toBe(RESERVE / 2);
    // 512 bytes each: what the disk really gave.
    expect(kept!.blocks * 512).toBeGreaterThanOrEqual(RESERVE / 2);

    await lookWith(2);
    expect(await ballast()).not.toBeNull();
    await lookWith(1.9);
    expect(await ballast()).toBeNull();
    // Its own removal must not look like room to work in, nor is it filled into the last bit of room.
    await lookWith(13.9);
    expect(await ballast()).toBeNull();
    await lookWith(14.1);
    expect((await ballast())?.size).toBe(RESERVE / 2);
  });
});
