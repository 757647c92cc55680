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

  it('counts the boxes of a year', () => {
    expect(boxesForAYear(30, 1)).toBe(13);
    expect(boxesForAYear(6, 30)).toBe(3);
  });
});
