import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';

/** Whether this process may still write: one answer for all its parts, because they share the disk. */
let isLow = false;
let waiting: (() => void)[] = [];

export const isStorageLow = (): boolean => isLow;

export function setStorageLow(low: boolean): void {
  isLow = low;
  if (low) return;
  const all = waiting;
  waiting = [];
  for (const go of all) go();
}

/** Before anything is written. @throws STORAGE_LOW */
export function requireWritable(): void {
  if (isLow) refuse(KERNEL_ERRORS.STORAGE_LOW);
}

/** For work nobody waits for: it holds still instead of failing until its tries are used up. Resolves at once when all is well. */
export function untilWritable(): Promise<void> {
  return isLow ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}
