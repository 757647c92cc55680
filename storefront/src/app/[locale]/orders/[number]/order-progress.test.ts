import { expect, it } from 'vitest';
import { isLate, progressOf } from './order-progress.ts';

it('leaves out production for an order without lenses', () => {
  expect(progressOf('PLACED', false).map((step) => step.status)).toEqual([
    'PLACED',
    'READY_TO_SHIP',
    'SHIPPED',
    'DELIVERED',
  ]);
  expect(progressOf('IN_PRODUCTION', true)[1]).toEqual({ status: 'IN_PRODUCTION', state: 'now' });
});

it('is all done when delivered, and nothing when cancelled', () => {
  expect(progressOf('DELIVERED', true).every((step) => step.state === 'done')).toBe(true);
  expect(progressOf('CANCELLED', true)).toEqual([]);
});

it('is late when the lab is ready only on the day of the promise or after it', () => {
  const order = (promiseDate: string | null, ...expected: (string | null)[]) => ({
    promiseDate,
    labProgress: expected.map((expectedOn) => ({ expectedOn })),
  });
  expect(isLate(order('2026-12-09', '2026-12-08', null))).toBe(false);
  expect(isLate(order('2026-12-09', '2026-12-04', '2026-12-09'))).toBe(true);
  expect(isLate(order(null, '2026-12-10'))).toBe(false);
});
