import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { gridSize, isInFinishedGrid } from './blanks.ts';
import {
  backVertexPower,
  boddyBase,
  frontAtBackVertex,
  nearestBase,
  sagitta,
  sagittaApproximate,
  surfaceRadius,
  trueBase,
  vogelBase,
} from './curves.ts';
import { designs } from './designs.ts';
import { hcpcsClaim, hcpcsLensCode } from './hcpcs.ts';
import { curveVariationFactor, indexClass, materials, recommendedMaterials, surfaceReflectance } from './materials.ts';
import { powerBandOf } from './price-band.ts';
import { thicknessProfile } from './thickness.ts';
import { antiReflectionSides, excludeEachOther } from './treatments.ts';

const rx = (sphere: number, cylinder = 0, axis: number | null = null, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder,
  axis,
  add: null,
  prisms: [],
  ...over,
});
const frame = {
  eyeSizeMm: 52,
  lensHeightMm: 40,
  dblMm: 18,
  rim: 'full-rim' as const,
  outline: syntheticOutline('panto', 52, 40),
};

describe('curves', () => {
  it('knows radius, true base and back vertex power', () => {
    expect(surfaceRadius(6.25, 1.53)).toBeCloseTo(84.8, 2);
    expect(trueBase(6.25, 1.498)).toBeCloseTo(5.873, 3);
    expect(frontAtBackVertex(6, 4, 1.498)).toBeCloseTo(6.0977, 4);
    expect(backVertexPower(6, -2.0977, 4, 1.498)).toBeCloseTo(4, 4);
  });

  it('measures sagittas', () => {
    expect(sagittaApproximate(-4, 30, 1.498)).toBeCloseTo(3.614, 3);
    expect(sagitta(surfaceRadius(4, 1.498), 30)).toBeCloseTo(3.669, 3);
    expect(sagitta(surfaceRadius(8, 1.498), 30) - sagitta(surfaceRadius(4, 1.498), 30)).toBeCloseTo(4.037, 3);
    expect(sagittaApproximate(-4, 30, 1.67)).toBeCloseTo(2.687, 3);
    expect(sagittaApproximate(-4, 29, 1.6)).toBeCloseTo(2.8, 2);
    expect(sagittaApproximate(-4, 23, 1.6)).toBeCloseTo(1.76, 2);
    expect(() => sagitta(25, 30)).toThrow(RangeError);
  });

  it.each([
    [1.498, 2, 5.77],
    [1.53, 1.3, 4.84],
    [1.586, 1.5, 4.7],
    [1.6, 1.3, 4.43],
    [1.67, 1.2, 4],
    [1.74, 1.1, 3.63],
  ])('estimates the edge of −6.00 at 25 mm in %d', (index, centre, edge) => {
    expect(centre + sagittaApproximate(-6, 25, index)).toBeCloseTo(edge, 2);
  });

  it('chooses bases', () => {
    expect(vogelBase(rx(2000))).toBe(8);
    expect(vogelBase(rx(-4000, -1000, 90))).toBe(3.75);
    expect(vogelBase(rx(0))).toBe(6);
    expect(nearestBase(3.75)).toBe(4);
    expect(nearestBase(3)).toBe(2);
    expect(boddyBase(rx(-4000), 2000)).toBe(3.25);
  });
});

describe('thickness', () => {
  const at = (eye: EyeRx, material = materials.cr39, over = {}) =>
    thicknessProfile({ eye: 'od', rx: eye, material, frame, inMm: 3, ...over });

  it('keeps the minimum centre of a minus lens and is thicker outside', () => {
    const lens = at(rx(-4000));
    expect(lens.centreMm).toBe(2);
    expect(lens.templeEdgeMm).toBeGreaterThan(lens.nasalEdgeMm);
    expect(lens.maxEdgeMm).toBeLessThan(7);
  });

  it('keeps the minimum edge of a plus lens', () => {
    const lens = at(rx(4000));
    expect(lens.minEdgeMm).toBeCloseTo(1, 2);
    expect(lens.centreMm).toBeGreaterThan(4);
  });

  it('is the mirror image for the other eye', () => {
    const right = at(rx(-3000));
    const left = thicknessProfile({ eye: 'os', rx: rx(-3000), material: materials.cr39, frame, inMm: 3 });
    expect(left.templeEdgeMm).toBeCloseTo(right.templeEdgeMm, 6);
    expect(left.weightGrams).toBeCloseTo(right.weightGrams, 6);
  });

  it('grows with the power and shrinks with the index', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32, max: -2 }), (quarters) => {
        const base = { baseCurve: 2 };
        const weaker = at(rx(quarters * 250 + 250), materials.cr39, base);
        const stronger = at(rx(quarters * 250), materials.cr39, base);
        const thinner = at(rx(quarters * 250), materials['index-167'], base);
        expect(stronger.maxEdgeMm).toBeGreaterThan(weaker.maxEdgeMm);
        expect(thinner.maxEdgeMm).toBeLessThan(stronger.maxEdgeMm);
        expect(stronger.weightGrams).toBeGreaterThan(weaker.weightGrams);
      }),
      { numRuns: 30 },
    );
  });

  it('weighs a plano disc as volume times density', () => {
    const round = { ...frame, outline: syntheticOutline('round', 50, 50) };
    const lens = thicknessProfile({
      eye: 'od',
      rx: rx(0),
      material: materials.cr39,
      frame: round,
      inMm: 0,
      baseCurve: 0,
    });
    expect(lens.weightGrams).toBeCloseTo((Math.PI * 25 ** 2 * 2 * 1.32) / 1000, 1);
  });

  it('thickens the base side of a prescribed prism', () => {
    const lens = at(rx(0, 0, null, { prisms: [{ amount: 3000, base: 'in' }] }), materials.cr39, { inMm: 0 });
    expect(lens.nasalEdgeMm - lens.templeEdgeMm).toBeGreaterThan(2.5);
    expect(Math.min(lens.minEdgeMm, lens.templeEdgeMm)).toBeGreaterThanOrEqual(0.99);
  });

  it('refuses curves that cannot span the frame', () => {
    expect(() => at(rx(-40000))).toThrow(RangeError);
  });
});

describe('materials', () => {
  it('agree with the published factors', () => {
    expect(curveVariationFactor(1.67)).toBeCloseTo(0.78, 2);
    expect(surfaceReflectance(1.74) * 100).toBeCloseTo(7.3, 1);
    expect([1.498, 1.54, 1.6, 1.67, 1.74].map(indexClass)).toEqual(['normal', 'mid', 'mid', 'high', 'very-high']);
  });

  it.each([
    [2000, ['cr39']],
    [3000, ['trivex', 'index-156', 'polycarbonate']],
    [-4500, ['index-160']],
    [6500, ['index-167']],
    [6750, ['index-174']],
  ])('are recommended for %i', (power, expected) => expect(recommendedMaterials(power)).toEqual(expected));

  it('are impact resistant for children whatever the power', () => {
    expect(recommendedMaterials(8000, true)).toEqual(['trivex', 'polycarbonate']);
  });
});

it('puts both eyes into the higher price band', () => {
  expect(powerBandOf({ od: rx(-4000), os: rx(-2000, -2000, 10) })).toBe('A');
  expect(powerBandOf({ od: rx(-4250), os: rx(0) })).toBe('B');
  expect(powerBandOf({ od: rx(0), os: rx(0, -2250, 10) })).toBe('B');
  expect(powerBandOf({ od: rx(-5000, -1250, 10), os: rx(0) })).toBe('C');
});

it('counts a finished grid and finds powers on it', () => {
  const grid = { minSphere: -6000, maxSphere: 4000, minCylinder: -2000, step: 250 };
  expect(gridSize(grid)).toBe(369);
  expect(isInFinishedGrid(rx(-1000, 500, 90), grid)).toBe(true);
  expect(isInFinishedGrid(rx(-2125), grid)).toBe(false);
  expect(isInFinishedGrid(rx(-6250), grid)).toBe(false);
});

it.each([
  [-2000, 0, 'V2100'],
  [-4000, 0, 'V2100'],
  [-5000, 0, 'V2101'],
  [-7250, 0, 'V2102'],
  [-2000, -1000, 'V2103'],
  [-2000, -2500, 'V2104'],
  [-2000, -4500, 'V2105'],
  [-2000, -6500, 'V2106'],
  [4250, -500, 'V2107'],
  [-8000, -3000, 'V2112'],
  [-8000, -1000, 'V2111'],
  [-8000, -5000, 'V2113'],
  [-13000, -1000, 'V2114'],
  [-21000, 0, 'V2199'],
])('codes %i %i as %s', (sphere, cylinder, code) => {
  expect(hcpcsLensCode(rx(sphere, cylinder, cylinder === 0 ? null : 90))).toBe(code);
});

it('claims a progressive in 1.67 with AR and photochromic', () => {
  const lines = hcpcsClaim(
    { od: rx(-2000), os: rx(-2000) },
    {
      design: designs['progressive-premium'],
      material: materials['index-167'],
      treatments: ['ar-premium', 'photochromic'],
      hasFrame: true,
    },
  );
  expect(lines).toEqual([
    { code: 'V2781', quantity: 2 },
    { code: 'V2783', quantity: 2 },
    { code: 'V2750', quantity: 2 },
    { code: 'V2744', quantity: 2 },
    { code: 'V2020', quantity: 1 },
  ]);
});

it('excludes treatments both ways and coats sun lenses on the back', () => {
  expect(excludeEachOther('photochromic', 'tint-solid')).toBe(true);
  expect(excludeEachOther('tint-solid', 'photochromic')).toBe(true);
  expect(excludeEachOther('ar-premium', 'polarised')).toBe(false);
  expect(antiReflectionSides(['ar-premium', 'polarised'])).toBe('back');
  expect(antiReflectionSides(['ar-premium'])).toBe('both');
});
