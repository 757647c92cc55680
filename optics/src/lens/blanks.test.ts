import { describe, expect, it } from 'vitest';
import {
  type BlankItem,
  blankName,
  blankSku,
  type FinishedSeries,
  gridSize,
  isInFinishedGrid,
  type SemiFinishedSeries,
  stockItemsOf,
  usualGrid,
} from './blanks.ts';

const finished = (sphere: number, cylinder: number): BlankItem => ({
  form: 'finished',
  series: 'FSV-150-HC',
  material: 'cr39',
  diameterMm: 70,
  sphere,
  cylinder,
  isCoated: false,
});
const semi = (over: Partial<Extract<BlankItem, { form: 'semi-finished' }>> = {}): BlankItem => ({
  form: 'semi-finished',
  series: 'SFV-160-FT28',
  material: 'index-160',
  design: 'ft-28',
  diameterMm: 75,
  base: 500,
  add: null,
  eye: null,
  ...over,
});

describe('a blank', () => {
  it.each<[BlankItem, string, string]>([
    [finished(-2250, -500), 'FSV-150-HC-70-M0225-C050', 'S Ø70 -2.25 -0.50'],
    [finished(0, 0), 'FSV-150-HC-70-P0000-C000', 'S Ø70 0.00 0.00'],
    [finished(500, -2000), 'FSV-150-HC-70-P0050-C200', 'S Ø70 0.50 -2.00'],
    [semi(), 'SFV-160-FT28-75-B0050', 'S Ø75 base 0.50'],
    [semi({ base: 4000, add: 2000 }), 'SFV-160-FT28-75-B0400-A200', 'S Ø75 base 4.00 add 2.00'],
    [semi({ base: 10_000, add: 750, eye: 'od' }), 'SFV-160-FT28-75-B1000-A075-R', 'S Ø75 base 10.00 add 0.75 OD'],
    [semi({ eye: 'os' }), 'SFV-160-FT28-75-B0050-L', 'S Ø75 base 0.50 OS'],
  ])('%o has the number %s', (item, sku, name) => {
    expect(blankSku(item)).toBe(sku);
    expect(blankName(item, 'S')).toBe(name);
  });

  it.each<[number, number, boolean]>([
    [-6000, 0, true],
    [-6250, 0, false],
    [4000, 0, true],
    [4250, 0, false],
    [-6000, -2000, true],
    [0, -2250, false],
    [-4000, 2000, true],
    [-4000, 2250, false],
    [-125, 0, false],
    [0, -125, false],
  ])('of %d %d is on the usual grid: %s', (sphere, cylinder, isOn) => {
    expect(isInFinishedGrid({ sphere, cylinder, axis: cylinder === 0 ? null : 90 }, usualGrid)).toBe(isOn);
  });
});

describe('a series of blanks', () => {
  it('of finished lenses is every diameter with every power of its grid', () => {
    const series: FinishedSeries = {
      form: 'finished',
      code: 'F',
      name: 'F',
      material: 'cr39',
      diametersMm: [65, 70],
      grid: { minSphere: -250, maxSphere: 250, minCylinder: -250, step: 250 },
      isCoated: true,
    };
    const items = stockItemsOf(series);
    expect(items.map(blankSku)).toEqual(
      ['65', '70'].flatMap((mm) =>
        ['M0025', 'P0000', 'P0025'].flatMap((sph) => ['C025', 'C000'].map((cyl) => `F-${mm}-${sph}-${cyl}`)),
      ),
    );
    expect(items[1]).toStrictEqual({
      form: 'finished',
      series: 'F',
      material: 'cr39',
      diameterMm: 65,
      sphere: -250,
      cylinder: 0,
      isCoated: true,
    });
    expect(gridSize(series.grid) * 2).toBe(items.length);
    expect(stockItemsOf({ ...series, diametersMm: [65], grid: usualGrid })).toHaveLength(369);
  });

  const series: SemiFinishedSeries = {
    form: 'semi-finished',
    code: 'S',
    name: 'S',
    material: 'trivex',
    design: 'ft-35',
    diametersMm: [70, 75],
    bases: [2000, 4000],
    adds: [1000, 1250],
    isPerEye: true,
  };

  it('of semi-finished ones is every diameter, base, ADD and eye it has', () => {
    const items = stockItemsOf(series);
    expect(items).toHaveLength(16);
    expect(items.slice(0, 4).map(blankSku)).toEqual([
      'S-70-B0200-A100-R',
      'S-70-B0200-A100-L',
      'S-70-B0200-A125-R',
      'S-70-B0200-A125-L',
    ]);
    expect(items.at(-1)).toStrictEqual({
      form: 'semi-finished',
      series: 'S',
      material: 'trivex',
      design: 'ft-35',
      diameterMm: 75,
      base: 4000,
      add: 1250,
      eye: 'os',
    });
    expect(stockItemsOf({ ...series, adds: [], isPerEye: false }).map(blankSku)).toEqual([
      'S-70-B0200',
      'S-70-B0400',
      'S-75-B0200',
      'S-75-B0400',
    ]);
  });
});
