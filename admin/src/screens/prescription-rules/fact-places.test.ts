import { expect, test } from 'vitest';
import { placesToLookAt, switched } from './fact-places.ts';

test('the places of sale come first, each place once, and what is typed half is none', () => {
  expect(
    placesToLookAt({ places: ['DE', 'US-NY', 'G'], switchedOn: ['AT:WITHDRAWAL'] }, ['DE:WITHDRAWAL', 'US-TX']),
  ).toEqual(['DE', 'US-NY', 'US', 'GB', 'CA', 'AT', 'US-TX']);
});

test('a fact is switched on once, and off by its own name', () => {
  expect(switched(['US-TX'], 'DE:WITHDRAWAL', true)).toEqual(['US-TX', 'DE:WITHDRAWAL']);
  expect(switched(['US-TX'], 'US-TX', true)).toEqual(['US-TX']);
  expect(switched(['US-TX', 'DE:WITHDRAWAL'], 'US-TX', false)).toEqual(['DE:WITHDRAWAL']);
});
