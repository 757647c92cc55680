import { expect, it } from 'vitest';
import { formatPercent } from './decimal.ts';
import { formatAxis, formatPower } from './power.ts';

it.each([
  ['-2.25', '−2.25', '−2,25'],
  ['−2,25', '−2.25', '−2,25'],
  ['1', '+1.00', '+1,00'],
  ['0', '0.00', '0,00'],
  ['-2.125', '−2.125', '−2,125'],
  ['', '–', '–'],
  ['plano', 'plano', 'plano'],
])('writes the power %s as %s, in German as %s', (text, english, german) => {
  expect(formatPower(text, 'en')).toBe(english);
  expect(formatPower(text, 'de')).toBe(german);
});

it('writes axes with three digits', () => {
  expect([5, 90, 180, null].map(formatAxis)).toEqual(['005', '090', '180', '–']);
});

it('writes rates with the decimals they have', () => {
  expect(formatPercent(7.25, 'en')).toBe('7.25%');
  expect(formatPercent(1.125, 'de')).toBe('1,125\u00a0%');
  expect(formatPercent(19, 'de')).toBe('19\u00a0%');
});
