import { expect, it } from 'vitest';
import { type WhoShape, whoText } from './who-text.ts';

it.each<[WhoShape, string]>([
  [{ kind: 'STAFF', name: 'Omar Reyes' }, 'Omar Reyes'],
  [{ kind: 'CUSTOMER', name: 'Ada Kern' }, 'Ada Kern (customer)'],
  [{ kind: 'CUSTOMER', name: null }, 'Customer, erased since'],
  [{ kind: 'GUEST', name: null }, 'Guest, without an account'],
  [{ kind: 'SERVICE', name: 'orders' }, 'The shop, for an order'],
  [{ kind: 'SERVICE', name: 'inventory' }, 'The house: inventory'],
])('names %j as %s', (who, text) => {
  expect(whoText(who)).toBe(text);
});
