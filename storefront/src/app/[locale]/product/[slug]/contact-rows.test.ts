import { describe, expect, it } from 'vitest';
import { boxesForAYear, isComplete, offered, settled } from './contact-rows.ts';

const rows = [
  {
    powers: ['-1.00', '-2.00'],
    cylinders: ['-0.75'],
    axes: [10, 180],
    adds: null,
    baseCurvesMm: ['8.5'],
    diametersMm: ['14.3'],
  },
  {
    powers: ['-2.00', '-3.00'],
    cylinders: ['-1.25'],
    axes: [90],
    adds: null,
    baseCurvesMm: ['8.5'],
    diametersMm: ['14.3'],
  },
];

describe('contact lens parameters', () => {
  it('offers only what is made together', () => {
    expect(offered(rows, { power: '-1.00' }, 'cylinder')).toEqual(['-0.75']);
    expect(offered(rows, { power: '-2.00', cylinder: '-1.25' }, 'axis')).toEqual(['90']);
    expect(offered(rows, {}, 'power')).toEqual(['-3.00', '-2.00', '-1.00']);
  });

  it('drops a choice that a change made impossible, and takes what is the only one', () => {
    expect(settled(rows, { power: '-3.00', cylinder: '-0.75', axis: '180' })).toEqual({
      power: '-3.00',
      cylinder: '-1.25',
      axis: '90',
      baseCurve: '8.5',
      diameter: '14.3',
    });
    expect(isComplete(rows, settled(rows, { power: '-2.00' }))).toBe(false);
  });

  it.each([
    ['dailies by 90', 90, 1, 4],
    ['dailies by 30', 30, 1, 12],
    ['two-weekly lenses by 6', 6, 14, 4],
    ['two-weekly lenses by 12', 12, 14, 2],
    ['monthly lenses by 6', 6, 30, 2],
    ['monthly lenses by 3', 3, 30, 4],
    ['lenses of a quarter, one by one', 1, 90, 5],
  ])('counts the boxes that are a year of %s', (_, packSize, days, boxes) =>
    expect(boxesForAYear(packSize, days)).toBe(boxes),
  );
});
