import { describe, expect, it } from 'vitest';
import type { ContactLensRx } from './contact-lens.types.ts';
import { isLegal, offeredAxes, offeredPowers, type ProductMatrix } from './legal-parameters.ts';
import { annualBoxes, annualBoxesExact, daysOfSupply, nextShipDate } from './supply.ts';

const tens = (from: number, to: number) => Array.from({ length: (to - from) / 10 + 1 }, (_, i) => from + i * 10);

/** The published range of a monthly toric: the strongest cylinder has holes in its axes, and powers past −6.00 come in half steps. */
const toric: ProductMatrix = {
  product: 'toric',
  blocks: [
    {
      powers: [{ from: 0, to: -6000, step: 250 }],
      cylinders: [-750, -1250, -1750].map((cylinder) => ({ cylinder, axes: tens(10, 180) })),
      baseCurvesMm: [8.6],
      diametersMm: [14.5],
    },
    {
      powers: [{ from: 0, to: -6000, step: 250 }],
      cylinders: [{ cylinder: -2250, axes: [10, 20, ...tens(70, 110), ...tens(160, 180)] }],
      baseCurvesMm: [8.6],
      diametersMm: [14.5],
    },
    {
      powers: [{ from: -6500, to: -9000, step: 500 }],
      cylinders: [{ cylinder: -750, axes: tens(10, 180) }],
      baseCurvesMm: [8.6],
      diametersMm: [14.5],
    },
  ],
};

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

describe('isLegal', () => {
  it('accepts what is made', () => {
    expect(isLegal(toric, lens())).toEqual({ legal: true });
    expect(isLegal(toric, lens({ cylinder: -2250, axis: 100 }))).toEqual({ legal: true });
    expect(isLegal(toric, lens({ power: -7000, cylinder: -750 }))).toEqual({ legal: true });
  });

  it.each<[string, Partial<ContactLensRx>, string[]]>([
    ['axis 45', { axis: 45 }, ['axis']],
    ['cylinder −1.00', { cylinder: -1000 }, ['cylinder']],
    ['−2.25 at a hole in its axes', { cylinder: -2250, axis: 50 }, ['axis']],
    ['a quarter step past −6.00', { power: -6750, cylinder: -750 }, ['power']],
    ['another base curve', { baseCurveMm: 8.4 }, ['baseCurve']],
    ['an ADD on a toric', { add: 'LOW' }, ['add']],
    ['no axis', { axis: null }, ['axis']],
  ])('refuses %s, never rounding', (_, over, offending) => {
    expect(isLegal(toric, lens(over))).toEqual({ legal: false, offending });
  });

  it('lists what goes with a choice', () => {
    expect(offeredAxes(toric, -2000, -2250)).toEqual([10, 20, 70, 80, 90, 100, 110, 160, 170, 180]);
    expect(offeredPowers(toric, { cylinder: -1250 })).toHaveLength(25);
    expect(offeredPowers(toric, { cylinder: -750 })).toContain(-9000);
  });
});

describe('supply', () => {
  it.each([
    ['daily', 90, 4.06, 4],
    ['daily', 30, 12.17, 12],
    ['two-weekly', 6, 4.33, 4],
    ['monthly', 6, 2, 2],
  ] as const)('of %s lenses in boxes of %i', (modality, box, exact, boxes) => {
    expect(annualBoxesExact(modality, box)).toBeCloseTo(exact, 2);
    expect(annualBoxes(modality, box)).toBe(boxes);
  });

  it('ships before the lenses run out and never past the prescription', () => {
    expect(daysOfSupply('two-weekly', 6)).toBe(84);
    expect(nextShipDate('daily', 30, '2026-06-01', '2027-01-01')).toBe('2026-06-17');
    expect(nextShipDate('monthly', 6, '2026-06-01', '2026-08-01')).toBeNull();
  });
});
