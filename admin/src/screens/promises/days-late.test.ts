import { expect, it } from 'vitest';
import { daysLate } from './days-late.ts';

it.each([
  [0, 'on the day'],
  ['0.00', 'on the day'],
  [1, '1 day late'],
  [-1, '1 day early'],
  ['-1.50', '1.50 days early'],
  [12, '12 days late'],
])('says %s as "%s"', (days, text) => {
  expect(daysLate(days)).toBe(text);
});
