import { expect, test } from 'vitest';
import { listWidthRem } from './list-width.ts';

test('counts fixed columns, the minimum of growing ones, gaps and edges', () => {
  expect(listWidthRem(['2rem', 'minmax(10rem,2fr)', '5.5rem'])).toBe(2 + 10 + 5.5 + 1.5 + 3);
});
