import { expect, test } from 'vitest';
import { mayWith } from './may.ts';

test('an admin may everything', () => {
  expect(mayWith(['admin'], 'reconcile')).toBe(true);
});

test('a role sees only its own work', () => {
  expect(mayWith(['warehouse'], 'pick')).toBe(true);
  expect(mayWith(['warehouse'], 'judgePrescriptions')).toBe(false);
  expect(mayWith([], 'readOrders')).toBe(false);
});

test('two roles add up', () => {
  expect(mayWith(['buyer', 'warehouse'], 'pick')).toBe(true);
});
