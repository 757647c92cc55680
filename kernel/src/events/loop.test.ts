import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Loop } from './loop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const looks: boolean[] = [];
let found: number[] = [];
const looping = (options: { idleMs: number; restMs?: number }) => {
  looks.length = 0;
  found = [];
  return new Loop(
    async (woken) => {
      looks.push(woken);
      return found.shift() ?? 0;
    },
    { ...options, onError: () => undefined },
  );
};

it('says whether it was called for or only looks by itself', async () => {
  const loop = looping({ idleMs: 1_000 });
  loop.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toEqual([true]);
  expect(loop.isIdle).toBe(true);

  await vi.advanceTimersByTimeAsync(2_000);
  expect(looks).toEqual([true, false, false]);

  found = [1, 1];
  loop.wake();
  await vi.advanceTimersByTimeAsync(0);
  // Having found something it goes on; the last look finds nothing.
  expect(looks.slice(3)).toEqual([true, true, true]);
  await loop.stop();
});

it('rests after a look that was enough, also when woken, and then meets all that came', async () => {
  const loop = looping({ idleMs: 1_000, restMs: 50 });
  loop.start();
  await vi.advanceTimersByTimeAsync(10);
  loop.wake();
  await vi.advanceTimersByTimeAsync(10);
  loop.wake();
  await vi.advanceTimersByTimeAsync(20);
  expect(looks).toEqual([true]);

  await vi.advanceTimersByTimeAsync(15);
  expect(looks).toEqual([true, true]);
  await loop.stop();
});

it('ends at once, whatever it waits for', async () => {
  const loop = looping({ idleMs: 60_000, restMs: 60_000 });
  loop.start();
  await vi.advanceTimersByTimeAsync(0);
  await loop.stop();
  loop.wake();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(looks).toEqual([true]);
});

it('pauses longer after each failure and begins again', async () => {
  let failing = true;
  let tries = 0;
  const loop = new Loop(
    async () => {
      tries += 1;
      if (failing) throw new Error('not yet');
      return 0;
    },
    { idleMs: 60_000, onError: () => undefined },
  );
  loop.start();
  await vi.advanceTimersByTimeAsync(650);
  expect(tries).toBe(3);
  failing = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(tries).toBe(4);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tries).toBe(4);
  await loop.stop();
});
