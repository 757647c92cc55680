import { describe, expect, it } from 'vitest';
import { filterCategory } from './filter-category.ts';

describe('the filter category of a tint', () => {
  it.each([
    [0, 0],
    [20, 0],
    [20.1, 1],
    [57, 1],
    [57.1, 2],
    [82, 2],
    [82.1, 3],
    [92, 3],
    [92.1, 4],
    [100, 4],
  ])('that keeps %d %% out is %i', (absorption, category) => {
    expect(filterCategory(absorption)).toBe(category);
  });

  it.each([-0.1, 100.1, Number.NaN])('knows none for %d', (absorption) => {
    expect(() => filterCategory(absorption)).toThrow(RangeError);
  });
});
