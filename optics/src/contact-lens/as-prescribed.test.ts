import { describe, expect, it } from 'vitest';
import { differsFromPrescribed, isPrescribedBrand } from './as-prescribed.ts';
import type { ContactLensRx } from './contact-lens.types.ts';

const lens = (over: Partial<ContactLensRx> = {}): ContactLensRx => ({
  power: -2000,
  cylinder: -1250,
  axis: 90,
  add: null,
  baseCurveMm: 8.6,
  diameterMm: 14.5,
  brand: null,
  colour: null,
  ...over,
});

describe('differsFromPrescribed', () => {
  it.each<[string, Partial<ContactLensRx>, string[]]>([
    ['the prescribed lens', {}, []],
    ['a quarter less', { power: -1750 }, ['power']],
    ['another cylinder', { cylinder: -1750 }, ['cylinder']],
    ['ten degrees beside', { axis: 100 }, ['axis']],
    ['an ADD', { add: 'LOW' }, ['add']],
    ['another curve', { baseCurveMm: 8.4 }, ['baseCurve']],
    ['another diameter', { diameterMm: 14.2 }, ['diameter']],
  ])('finds %s', (_, over, differs) => {
    expect(differsFromPrescribed(lens(), lens(over))).toEqual(differs);
  });

  it('takes axis 0 for 180, ignores the axis of a sphere and leaves open what the paper leaves open', () => {
    expect(differsFromPrescribed(lens({ axis: 180 }), lens({ axis: 0 }))).toEqual([]);
    expect(differsFromPrescribed(lens({ cylinder: 0, axis: 90 }), lens({ cylinder: 0, axis: null }))).toEqual([]);
    expect(differsFromPrescribed(lens({ baseCurveMm: null, diameterMm: null }), lens())).toEqual([]);
  });

  it.each([
    ['Clarivue Toric', 'Clarivue® toric', true],
    ['Clarivue Toric', 'Pelagic Clarivue Toric', true],
    ['Pelagic Clarivue Toric', 'Clarivue Toric', true],
    ['Clarivue', 'Clarivue Toric monthly', false],
    ['Clarivue Toric monthly', 'Clarivue', false],
    ['Clarivue Hydra', 'Clarivue Hydra 1-Day', false],
    ['Clarivue Hydra 1-Day', 'Clarivue Hydra 2-Week', false],
    ['Clari', 'Clarivue', false],
    ['Clarivue', 'Pelagic One', false],
    ['Clarivue', '®', false],
    ['—', 'Pelagic One', true],
    [null, 'Pelagic One', true],
  ])('brand %s for %s: %s', (prescribed, product, is) => {
    expect(isPrescribedBrand(prescribed, product)).toBe(is);
  });
});
