import { expect, it } from 'vitest';
import { RETURN_REASON_CODES, RETURN_REASONS, reasonInWords, reasonsFor } from './return-reasons.ts';

it('every reason has words in both languages, and no two the same', () => {
  for (const locale of ['en', 'de'] as const) {
    const words = RETURN_REASON_CODES.map((code) => RETURN_REASONS[code][locale]);
    expect(words.every((text) => text.trim().length > 2)).toBe(true);
    expect(new Set(words).size).toBe(words.length);
  }
});

it('glasses come back to be made again, other goods for any other reason', () => {
  expect(reasonsFor({ requiresLab: true })).toEqual(['REMAKE']);
  expect(reasonsFor({ requiresLab: false })).not.toContain('REMAKE');
  expect(reasonsFor({ requiresLab: false })).toHaveLength(RETURN_REASON_CODES.length - 1);
});

it('is told in words, with what was written beside it', () => {
  expect(reasonInWords({ reason: 'DEFECTIVE', note: null }, 'de')).toBe('Beschädigt oder defekt');
  expect(reasonInWords({ reason: 'DEFECTIVE', note: 'left hinge' }, 'en')).toBe('Damaged or defective: left hinge');
  expect(reasonInWords({ reason: 'OTHER', note: 'too small' }, 'en')).toBe('too small');
});
