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

describe('every parameter', () => {
  const soft: ProductMatrix = {
    product: 'multifocal',
    blocks: [
      {
        powers: [{ from: -6000, to: 4000, step: 250 }],
        baseCurvesMm: [8.4, 8.8],
        diametersMm: [14.2],
        adds: ['LOW', 'HIGH'],
        dominances: ['D', 'N'],
        colours: ['blue', 'green'],
      },
    ],
  };
  const fine = lens({
    cylinder: 0,
    axis: null,
    baseCurveMm: 8.4,
    diameterMm: 14.2,
    add: 'LOW',
    dominance: 'D',
    colour: 'blue',
  });

  it.each<[string, Partial<ContactLensRx>, string[]]>([
    ['nothing', {}, []],
    ['power below', { power: -6250 }, ['power']],
    ['power above', { power: 4250 }, ['power']],
    ['power between steps', { power: -125 }, ['power']],
    ['a cylinder', { cylinder: -750 }, ['cylinder']],
    ['no ADD', { add: null }, ['add']],
    ['another ADD', { add: 'MID' }, ['add']],
    ['no dominance', { dominance: null }, ['dominance']],
    ['no base curve', { baseCurveMm: null }, ['baseCurve']],
    ['no diameter', { diameterMm: null }, ['diameter']],
    ['another diameter', { diameterMm: 14 }, ['diameter']],
    ['no colour', { colour: null }, ['colour']],
    ['another colour', { colour: 'red' }, ['colour']],
    ['two at once', { baseCurveMm: 8.6, colour: 'red' }, ['baseCurve', 'colour']],
  ])('is compared: %s', (_, over, offending) => {
    expect(isLegal(soft, { ...fine, ...over })).toEqual(
      offending.length === 0 ? { legal: true } : { legal: false, offending },
    );
  });

  it('at its limits', () => {
    expect(isLegal(soft, { ...fine, power: -6000 })).toEqual({ legal: true });
    expect(isLegal(soft, { ...fine, power: 4000 })).toEqual({ legal: true });
    expect(isLegal(toric, lens({ power: 0 }))).toEqual({ legal: true });
    expect(isLegal(toric, lens({ power: 250 }))).toEqual({ legal: false, offending: ['power'] });
  });

  it('counts its steps from where a row starts, in any of its rows', () => {
    const block = {
      ...toric.blocks[0]!,
      powers: [
        { from: 0, to: -6000, step: 250 },
        { from: 125, to: 1125, step: 500 },
      ],
    };
    const rows = { product: 'rows', blocks: [block] };
    expect(isLegal(rows, lens({ power: -2000 }))).toEqual({ legal: true });
    expect(isLegal(rows, lens({ power: 625 }))).toEqual({ legal: true });
    expect(isLegal(rows, lens({ power: 500 }))).toEqual({ legal: false, offending: ['power'] });
  });

  it('takes a dominance only where the list asks for one, and one it has', () => {
    const one = { product: 'p', blocks: [{ ...soft.blocks[0]!, dominances: ['D' as const] }] };
    expect(isLegal(one, { ...fine, dominance: 'N' })).toEqual({ legal: false, offending: ['dominance'] });
    expect(isLegal(toric, lens({ dominance: 'N' }))).toEqual({ legal: true });
    expect(isLegal(toric, lens({ colour: 'blue' }))).toEqual({ legal: true });
  });

  it('of a product without any range is refused by its power', () => {
    expect(isLegal({ product: 'none', blocks: [] }, fine)).toEqual({ legal: false, offending: ['power'] });
  });

  it('names what the closest block lacks: a wrong axis is closer than a missing cylinder', () => {
    expect(isLegal(toric, lens({ cylinder: -2250, axis: 45 }))).toEqual({ legal: false, offending: ['axis'] });
    expect(isLegal(toric, lens({ cylinder: -3000, axis: 45 }))).toEqual({
      legal: false,
      offending: ['cylinder', 'axis'],
    });
    const reversed = { ...toric, blocks: [...toric.blocks].reverse() };
    expect(isLegal(reversed, lens({ cylinder: -2250, axis: 45 }))).toEqual({ legal: false, offending: ['axis'] });
    expect(isLegal(reversed, lens({ cylinder: -1250, axis: 45 }))).toEqual({ legal: false, offending: ['axis'] });
  });
});

describe('what is offered', () => {
  const spherical: ProductMatrix = {
    product: 'soft',
    blocks: [{ powers: [{ from: 500, to: 0, step: 250 }], baseCurvesMm: [8.6], diametersMm: [14.2] }],
  };

  it('is every power, sorted, once', () => {
    expect(offeredPowers(spherical, {})).toEqual([0, 250, 500]);
    expect(offeredPowers({ ...spherical, blocks: [...spherical.blocks, ...spherical.blocks] }, {})).toEqual([
      0, 250, 500,
    ]);
    expect(offeredPowers(toric, {})).toHaveLength(31);
    expect(offeredPowers(toric, {})[0]).toBe(-9000);
  });

  it('goes with a chosen cylinder and axis', () => {
    expect(offeredPowers(spherical, { cylinder: 0 })).toHaveLength(3);
    expect(offeredPowers(spherical, { cylinder: -750 })).toEqual([]);
    expect(offeredPowers(toric, { cylinder: 0 })).toEqual([]);
    expect(offeredPowers(toric, { cylinder: -2250, axis: 50 })).toEqual([]);
    expect(offeredPowers(toric, { cylinder: -2250, axis: 100 })).toHaveLength(25);
    expect(offeredPowers(toric, { cylinder: -2250, axis: null })).toHaveLength(25);
  });

  it('has axes only for a power and cylinder that go together', () => {
    expect(offeredAxes(toric, -7000, -2250)).toEqual([]);
    expect(offeredAxes(toric, -7000, -750)).toHaveLength(18);
    expect(offeredAxes(spherical, 0, -750)).toEqual([]);
    const twice = { ...toric, blocks: [...toric.blocks, ...toric.blocks] };
    expect(offeredAxes(twice, -2000, -2250)).toEqual([10, 20, 70, 80, 90, 100, 110, 160, 170, 180]);
    const mixed = { ...toric, blocks: [{ ...toric.blocks[0]!, cylinders: [{ cylinder: -750, axes: [90, 10] }] }] };
    expect(offeredAxes(mixed, 0, -750)).toEqual([10, 90]);
  });
});

describe('an annual supply', () => {
  it('may fall short of the year by a tenth, or by what the shop says', () => {
    expect(annualBoxes('monthly', 12)).toBe(1);
    expect(annualBoxes('monthly', 11)).toBe(1);
    expect(annualBoxes('monthly', 10)).toBe(2);
    expect(annualBoxes('two-weekly', 24)).toBe(1);
    expect(annualBoxes('two-weekly', 23)).toBe(2);
    expect(annualBoxes('monthly', 24)).toBe(1);
    expect(annualBoxes('daily', 365)).toBe(1);
    expect(annualBoxes('daily', 90, 0)).toBe(5);
    expect(annualBoxes('monthly', 9, 0.25)).toBe(1);
    expect(annualBoxes('monthly', 8, 0.25)).toBe(2);
  });

  it('ships its next part in time', () => {
    expect(nextShipDate('daily', 10, '2026-06-01', '2027-01-01')).toBe('2026-06-01');
    expect(nextShipDate('daily', 30, '2026-06-01', '2026-06-17')).toBe('2026-06-17');
    expect(nextShipDate('daily', 30, '2026-06-01', '2026-06-16')).toBeNull();
    expect(nextShipDate('daily', 30, '2026-06-01', '2027-01-01', 7)).toBe('2026-06-24');
  });
});
