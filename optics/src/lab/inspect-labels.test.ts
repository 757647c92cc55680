import { expect, it } from 'vitest';
import { checkLabel, checkLabels, printCheckSize, printCheckValue } from './inspect-labels.ts';

it.each([
  ['POWER', -2130, '−2.13 D', '2.13 D'],
  ['POWER', 2500, '+2.50 D', '2.50 D'],
  ['POWER', 0, '0.00 D', '0.00 D'],
  ['POWER', -0.2, '0.00 D', '0.00 D'],
  ['CYLINDER', -625, '−0.625 D', '0.625 D'],
  ['ADD', 2000, '+2.00 D', '2.00 D'],
  ['POWER_ALONG_AXIS', 1000, '+1.00 D', '1.00 D'],
  ['POWER_ACROSS_AXIS', 1000, '+1.00 D', '1.00 D'],
  ['BASE_CURVE', 6000, '6.00 D', '6.00 D'],
  ['AXIS', 5, '5°', '5°'],
  ['SEGMENT_TILT', -1.5, '−1.5°', '1.5°'],
  ['PRISM_VERTICAL', 330, '0.33 Δ', '0.33 Δ'],
  ['PD', 31.5, '31.50 mm', '31.50 mm'],
  ['HEIGHT_PAIR', -1.25, '−1.25 mm', '1.25 mm'],
  ['NEAR_PD', 60, '60.00 mm', '60.00 mm'],
])('%s %d reads %s', (code, value, text, size) => {
  expect(printCheckValue(code, value)).toBe(text);
  expect(printCheckSize(code, value)).toBe(size);
});

it('names every check in both languages, and an old one by its code', () => {
  for (const [code, { en, de }] of Object.entries(checkLabels)) {
    expect(checkLabel(code, 'en')).toBe(en);
    expect(checkLabel(code, 'de')).toBe(de);
    expect(en.length).toBeGreaterThan(2);
    expect(de.length).toBeGreaterThan(1);
  }
  expect(checkLabel('NEAR_PD', 'de')).toBe('NEAR_PD');
});
