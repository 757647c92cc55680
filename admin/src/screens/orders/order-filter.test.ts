import { expect, test } from 'vitest';
import { matchesOrder } from './order-filter.ts';

const anOrder = {
  number: 'OW-1042',
  status: 'PLACED',
  email: 'dana@example.com',
  createdAt: '2026-03-14T09:00:00Z',
  shippingAddress: { name: 'Dana Demo' },
  lines: [{ requiresLab: true }],
  awaitedPrescriptions: [],
};

test('without filters every order belongs to the list', () => {
  expect(matchesOrder(anOrder, {})).toBe(true);
});

test('several states are alternatives', () => {
  expect(matchesOrder(anOrder, { status: 'PLACED,SHIPPED' })).toBe(true);
  expect(matchesOrder(anOrder, { status: 'SHIPPED' })).toBe(false);
});

test('finds by number, name or e-mail in any case', () => {
  expect(matchesOrder(anOrder, { query: 'ow-10' })).toBe(true);
  expect(matchesOrder(anOrder, { query: 'DANA' })).toBe(true);
  expect(matchesOrder(anOrder, { query: 'nobody' })).toBe(false);
});

test('misses a prescription while it is awaited and the order is open', () => {
  const awaited = (state: 'AWAITED' | 'RECEIVED', status = 'PLACED') => ({
    ...anOrder,
    status,
    awaitedPrescriptions: [{ state, overdue: false, dueAt: '2026-03-28T09:00:00Z' }],
  });

  expect(matchesOrder(awaited('AWAITED'), { rxMissing: 'yes' })).toBe(true);
  expect(matchesOrder(awaited('RECEIVED'), { rxMissing: 'yes' })).toBe(false);
  expect(matchesOrder(awaited('AWAITED', 'CANCELLED'), { rxMissing: 'yes' })).toBe(false);
  expect(matchesOrder(anOrder, { rxMissing: 'yes' })).toBe(false);
});

test('holds the days at both ends', () => {
  expect(matchesOrder(anOrder, { from: '2026-03-14', to: '2026-03-14' })).toBe(true);
  expect(matchesOrder(anOrder, { from: '2026-03-15' })).toBe(false);
});
