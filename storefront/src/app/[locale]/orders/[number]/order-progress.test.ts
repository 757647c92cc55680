import { expect, it } from 'vitest';
import { progressOf } from './order-progress.ts';

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
