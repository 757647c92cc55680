import { expect, test } from 'vitest';
import { matchesOrder } from './order-filter.ts';

const anOrder = {
  number: 'OW-1042',
  status: 'PLACED',
  email: 'dana@example.com',
  createdAt: '2026-03-14T09:00:00Z',
  shippingAddress: { name: 'Dana Demo' },
  lines: [{ requiresLab: true }],
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

test('holds the days at both ends', () => {
  expect(matchesOrder(anOrder, { from: '2026-03-14', to: '2026-03-14' })).toBe(true);
  expect(matchesOrder(anOrder, { from: '2026-03-15' })).toBe(false);
});
