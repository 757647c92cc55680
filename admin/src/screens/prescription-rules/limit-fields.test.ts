import { defaultPrescriptionRules } from '@opticworks/optics/desk';
import { describe, expect, it } from 'vitest';
import { keyOf, readAt } from '../lab-settings/making-fields.ts';
import { allLimits, numberIn, textOf } from './limit-fields.ts';

const leaves = (value: unknown, path: string): string[] =>
  typeof value === 'number'
    ? [path]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}.${name}`))
      : [];

describe('the limits on the screen', () => {
  it('are all there are, each once', () => {
    const shown = allLimits(defaultPrescriptionRules).map(({ path }) => keyOf(path));

    expect(new Set(shown).size).toBe(shown.length);
    expect([...shown].sort()).toEqual(
      [...leaves(defaultPrescriptionRules.thresholds, 'thresholds'), 'answerHours.hours'].sort(),
    );
  });

  it('are numbers of the document, and read back as they are shown', () => {
    for (const { path, unit } of allLimits(defaultPrescriptionRules)) {
      const value = readAt(defaultPrescriptionRules, path);
      expect(typeof value).toBe('number');
      expect(numberIn(textOf(value ?? undefined, unit), unit)).toBe(value);
    }
  });

  it.each([
    ['−12', 'signed D', -12_000],
    ['+8.00', 'signed D', 8_000],
    ['4,25', 'D', 4_250],
    ['-4.25', 'D', undefined],
    ['−5', '°', -5],
    ['-5', 'mm', undefined],
    ['30.5', 'days', undefined],
    ['', 'mm', undefined],
    ['12 mm', 'mm', undefined],
  ] as const)('"%s" in %s is %s', (text, unit, value) => expect(numberIn(text, unit)).toBe(value));

  it('show powers signed with two decimals', () => {
    expect([textOf(-12_000, 'signed D'), textOf(8_000, 'signed D'), textOf(4_250, 'D'), textOf(-5, '°')]).toEqual([
      '−12.00',
      '+8.00',
      '4.25',
      '−5',
    ]);
  });
});
