import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { designs } from '../lens/designs.ts';
import { powerAsWorn } from '../prescription/position-of-wear.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { isMadeAsWorn, type PositionOfWear, wearCompensation } from './as-worn.ts';
import { calculateJob, type LabJobRequest } from './calculate-job.ts';

const eye = (sphere: number, cylinder = 0, axis: number | null = null): EyeRx => ({
  sphere,
  cylinder,
  axis,
  add: 2_000,
  prisms: [{ amount: 1_000, base: 'in' }],
});
const worn: PositionOfWear = {
  refractedVertexMm: null,
  fittedVertexMm: null,
  pantoscopicTiltDeg: 10,
  wrapAngleDeg: 6,
};
const job = (over: Partial<LabJobRequest> = {}): LabJobRequest => ({
  rx: { od: eye(-6_000, -1_000, 30), os: eye(-5_500) },
  pd: { kind: 'monocular', odMm: 31, osMm: 32 },
  frame: { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', outline: syntheticOutline('panto', 52, 40) },
  design: 'progressive-custom',
  material: 'index-160',
  treatments: [],
  heights: { odMm: 22, osMm: 22 },
  worn,
  ...over,
});

describe('a design', () => {
  it('is made as worn when it is free-form and asks how the frame sits', () => {
    expect(isMadeAsWorn(designs['progressive-custom'])).toBe(true);
    expect(isMadeAsWorn(designs['progressive-premium'])).toBe(false);
    expect(isMadeAsWorn({ needs: ['vertex-tilt-wrap'], isFreeForm: false })).toBe(false);
  });

  it.each([
    ['progressive-premium', worn, 'CONVENTIONAL'],
    ['progressive-custom', worn, 'COMPENSATED'],
    ['progressive-custom', { ...worn, pantoscopicTiltDeg: null }, 'NOT_MEASURED'],
    ['progressive-custom', { ...worn, wrapAngleDeg: null }, 'NOT_MEASURED'],
    ['progressive-custom', undefined, 'NOT_MEASURED'],
  ] as const)('%s with %o is %s', (design, position, expected) => {
    expect(wearCompensation(designs[design], position)).toBe(expected);
  });
});

describe('a lens made as worn', () => {
  it('keeps what was ordered, and gives the wearer that power through what is cut', () => {
    for (const lens of calculateJob(job()).lenses) {
      const { od, os } = job().rx;
      expect(lens.ordered).toMatchObject(lens.eye === 'od' ? od : os);
      expect(lens.rx.sphere).toBeGreaterThan(lens.ordered.sphere + 40);
      const reached = powerAsWorn(lens.rx, lens.eye, { pantoscopicTiltDeg: 10, wrapAngleDeg: 6, index: 1.6 });
      expect(Math.abs(reached.sphere - lens.ordered.sphere)).toBeLessThan(12);
      expect(Math.abs(reached.cylinder - lens.ordered.cylinder)).toBeLessThan(20);
    }
  });

  it('keeps ADD and prism as ordered, and base and blank as price and order counted on', () => {
    const [compensated] = calculateJob(job()).lenses;
    const [conventional] = calculateJob(job({ design: 'progressive-premium' })).lenses;

    expect(compensated?.rx).toMatchObject({ add: 2_000, prisms: [{ amount: 1_000, base: 'in' }] });
    expect(compensated?.blank).toEqual(conventional?.blank);
    expect(compensated?.baseCurve).toBe(conventional?.baseCurve);
    expect(conventional).toMatchObject({ asWorn: null, rx: conventional?.ordered });
  });

  it('has its back and its edges from the compensated power', () => {
    const [flatter] = calculateJob(job()).lenses;
    const [asOrdered] = calculateJob(job({ design: 'progressive-premium' })).lenses;

    expect(flatter!.backPowers.alongAxis).toBeGreaterThan(asOrdered!.backPowers.alongAxis + 0.04);
    expect(flatter!.profile.maxEdgeMm).not.toBe(asOrdered!.profile.maxEdgeMm);
  });

  it('is moved to the fitted vertex when both distances are known: −10.00 at 14 mm is −9.80 at 12 mm', () => {
    const straight = { ...worn, pantoscopicTiltDeg: 0, wrapAngleDeg: 0 };
    const made = (over: Partial<PositionOfWear>) =>
      calculateJob(job({ rx: { od: eye(-10_000), os: eye(-10_000) }, worn: { ...straight, ...over } })).lenses[0]?.rx;

    expect(made({ refractedVertexMm: 14, fittedVertexMm: 12 })?.sphere).toBe(-9_800);
    expect(made({ refractedVertexMm: 14 })?.sphere).toBe(-10_000);
    expect(made({ fittedVertexMm: 12 })?.sphere).toBe(-10_000);
  });
});

it('grinds on the base of the blank that is really taken', () => {
  const [planned] = calculateJob(job()).lenses;
  const [taken] = calculateJob(job({ bases: { od: planned!.baseCurve + 1 } })).lenses;

  expect(taken?.baseCurve).toBe(planned!.baseCurve + 1);
  expect(taken!.backPowers.alongAxis).toBeLessThan(planned!.backPowers.alongAxis - 1);
});
