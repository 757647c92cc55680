import { expect, it } from 'vitest';
import { returnHindrance } from './return.rules.ts';

const DAY_MS = 86_400_000;
const deliveredAt = new Date('2026-03-01T12:00:00Z');
const asks = (daysAfter: number, byStaff = false) => ({
  byStaff,
  now: new Date(deliveredAt.getTime() + daysAfter * DAY_MS),
  windowDays: 30,
});

it('nothing comes back before it is delivered, except to staff while it is under way', () => {
  for (const status of ['PLACED', 'IN_PRODUCTION', 'PACKED', 'CANCELLED'])
    for (const byStaff of [false, true])
      expect(returnHindrance({ status, deliveredAt: null }, asks(0, byStaff))).toBe('NOT_DELIVERED');
  expect(returnHindrance({ status: 'SHIPPED', deliveredAt: null }, asks(0))).toBe('NOT_DELIVERED');
  expect(returnHindrance({ status: 'SHIPPED', deliveredAt: null }, asks(0, true))).toBeNull();
});

it('customers have the window and the day it ends on; staff have no window', () => {
  const order = { status: 'DELIVERED', deliveredAt };

  expect(returnHindrance(order, asks(31))).toBeNull();
  expect(returnHindrance(order, asks(31.001))).toBe('WINDOW_PASSED');
  expect(returnHindrance(order, asks(400, true))).toBeNull();
});
