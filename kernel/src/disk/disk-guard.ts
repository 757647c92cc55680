import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../observe/logger.ts';
import { gauge } from '../observe/metrics.ts';
import { systemClock } from '../time/clock.ts';
import { setStorageLow } from './writable.ts';

export interface DiskGuardOptions {
  /** Where the database lies; the ballast lies beside it. */
  folder: string;
  /** Below this much free space nothing more is written. */
  reserveBytes: number;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Free bytes of the folder's disk. */
  freeBytes?: (folder: string) => Promise<number>;
  everyMs?: number;
}

export interface DiskGuard {
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
}

const LOOK_EVERY_MS = 5_000;
/** Writing begins again only above this much more than the reserve, so that it does not begin and end all the time. */
const CLEAR_ABOVE = 1.25;
/** Under this part of the reserve the ballast is thrown out. */
const EMERGENCY = 0.25;
const ABANDONED_MS = 60_000;
const CHUNK_BYTES = 4 * 1024 * 1024;

const free = gauge('opticworks_disk_free_bytes', 'Free space where the database lies', ['folder']);
const readOnly = gauge('opticworks_read_only', '1 while nothing is written because the disk is nearly full', [
  'folder',
]);

/**
 * Watches the disk a database of our own lies on. A full disk is the one thing PostgreSQL cannot recover from by itself: it needs
 * space to finish its own recovery. So writing ends early, with an answer that says so, while reading goes on; and a file that holds
 * nothing is kept, whose removal makes the last bit of room for stopping and recovering.
 */
export function guardDisk(options: DiskGuardOptions): DiskGuard {
  const { folder, reserveBytes, logger, freeBytes = freeOf } = options;
  const ballast = join(folder, 'ballast');
  const ballastBytes = Math.ceil(reserveBytes / 2);
  let isLow = false;

  const look = async () => {
    const bytes = await freeBytes(folder);
    free.set({ folder }, bytes);
    const wasLow = isLow;
    isLow = bytes < (wasLow ? reserveBytes * CLEAR_ABOVE : reserveBytes);
    readOnly.set({ folder }, isLow ? 1 : 0);
    if (isLow !== wasLow) {
      setStorageLow(isLow);
      if (isLow)
        logger.error({ folder, freeBytes: bytes }, 'The disk is nearly full: nothing is written until there is room.');
      else logger.info({ folder, freeBytes: bytes }, 'There is room on the disk again: writing goes on.');
    }
    if (bytes < reserveBytes * EMERGENCY && (await sizeOf(ballast)) > 0) {
      await rm(ballast, { force: true });
      logger.error(
        { folder },
        'The ballast file was removed to leave the database room to stop. Make room on the disk.',
      );
    } else if (!isLow && bytes > reserveBytes * CLEAR_ABOVE + ballastBytes && (await sizeOf(ballast)) < ballastBytes) {
      await fill(ballast, ballastBytes);
    }
  };
  const quietly = () =>
    look().catch((error: unknown) => logger.warn({ err: error, folder }, 'The free space of the disk is not known.'));
  const timer = setInterval(quietly, options.everyMs ?? LOOK_EVERY_MS);
  timer.unref();
  void quietly();
  return {
    look,
    stop() {
      clearInterval(timer);
      if (isLow) setStorageLow(false);
    },
  };
}

async function freeOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** Written in full: a file with holes takes no room. Several processes may find it missing; the one that opens it first fills it. */
async function fill(path: string, bytes: number): Promise<void> {
  const partial = `${path}.new`;
  // What a process left that died while filling is in nobody's way any more after a while.
  const left = await stat(partial).catch(() => null);
  if (left && systemClock.now().getTime() - left.mtimeMs > ABANDONED_MS) await rm(partial, { force: true });
  const file = await open(partial, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!file) return;
  try {
    // Not zeros: some disks keep a run of them in no space at all.
    const chunk = Buffer.alloc(CHUNK_BYTES, 'ballast ');
    for (let written = 0; written < bytes; written += chunk.length)
      await file.write(chunk, 0, Math.min(chunk.length, bytes - written));
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}
