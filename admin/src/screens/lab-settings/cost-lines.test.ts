import { expect, test } from 'vitest';
import { COST_KINDS, lineName, openCodes } from './cost-lines.ts';

test('a line is named by what it is about', () => {
  expect(lineName('FINISHED_BLANK', '*')).toBe('All others');
  expect(lineName('FRAME', '*')).toBe('Frame');
  expect(lineName('LABOUR', 'surfacing')).toBe('Surfacing');
  expect(lineName('DESIGN', 'design-of-before')).toBe('design-of-before');
});

test('only what has no line yet can be entered', () => {
  const book = [{ kind: 'LABOUR', code: 'surfacing' }];

  expect(openCodes('LABOUR', book).map(([code]) => code)).toEqual(['finishing']);
  expect(COST_KINDS.filter((kind) => openCodes(kind, []).length === 0)).toEqual(['FRAME', 'SHIPPING']);
});
