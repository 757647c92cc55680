import { describe, expect, it } from 'vitest';
import { centrationRules } from '../frame/centration.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { designs } from '../lens/designs.ts';
import type { EyePairMm, EyeRx } from '../prescription/prescription.types.ts';
import { calculateJob } from './calculate-job.ts';
import { slabLine, toNearMm } from './slab-line.ts';

const frame = {
  eyeSizeMm: 52,
  lensHeightMm: 40,
  dblMm: 18,
  rim: 'full-rim',
  outline: syntheticOutline('panto', 52, 40),
} as const;
const pd = { kind: 'monocular', odMm: 31, osMm: 33 } as const;
const at = (odMm: number, osMm = odMm): EyePairMm => ({ odMm, osMm });
const usual = { centration: centrationRules, readingDropMm: 10 };
const line = (design: keyof typeof designs, heights?: EyePairMm, over: object = {}) =>
  slabLine('od', { pd, frame: { ...frame, ...over }, heights }, designs[design], usual);

describe('the line of a slab', () => {
  it('lies at the top of a segment, each eye by its own height; without one, half way to where one reads', () => {
    expect(line('ft-28', at(17, 18)).usualMm).toBe(17);
    expect(slabLine('os', { pd, frame, heights: at(17, 18) }, designs['ft-28'], usual).usualMm).toBe(18);
    expect(line('ft-28').usualMm).toBe(20 - 5);
    expect(slabLine('od', { pd, frame }, designs['ft-28'], { ...usual, readingDropMm: 8 })).toMatchObject({
      usualMm: 16,
      minMm: 12,
    });
  });

  it('may lie between where one looks into the distance and where one reads, 10 mm below', () => {
    expect(line('progressive-premium', at(22))).toMatchObject({ minMm: 12, maxMm: 22 });
    expect(line('progressive-premium', at(25))).toMatchObject({ minMm: 15, maxMm: 25 });
    // A segment height says where the segment begins: the lens is centred in the middle of its box.
    expect(line('ft-28', at(17))).toMatchObject({ minMm: 10, maxMm: 20 });
  });

  it('may always lie at the top of the segment, however high or low that is', () => {
    expect(line('ft-28', at(23))).toEqual({ usualMm: 23, minMm: 10, maxMm: 23 });
    expect(line('ft-28', at(8))).toEqual({ usualMm: 8, minMm: 8, maxMm: 20 });
  });

  it('lies on the lens: above its lower edge below the centre, or above the box where no outline is known', () => {
    const low = { lensHeightMm: 24, outline: syntheticOutline('panto', 52, 24) };
    const shaped = line('progressive-standard', at(9), low);
    // The centre lies 4 mm toward the nose of the lowest point of a panto: the edge there is a little above the box.
    expect(shaped.minMm).toBeGreaterThan(0);
    expect(shaped.minMm).toBeLessThan(1);
    const { outline: _, ...boxed } = frame;
    expect(
      slabLine(
        'od',
        { pd, frame: { ...boxed, lensHeightMm: 24 }, heights: at(9) },
        designs['progressive-standard'],
        usual,
      ).minMm,
    ).toBe(0);
  });

  it('is where the lens is ground: as usual, or where somebody set it', () => {
    const eye = (sphere: number): EyeRx => ({ sphere, cylinder: 0, axis: null, add: 2_000, prisms: [] });
    const slabOf = (lineHeightMm?: number) =>
      calculateJob({
        rx: { od: eye(-6_000), os: eye(-2_000) },
        pd,
        frame,
        design: 'progressive-premium',
        material: 'index-160',
        treatments: [],
        heights: at(22),
        slab: { eye: 'od', prism: 3_000, ...(lineHeightMm === undefined ? {} : { lineHeightMm }) },
      }).lenses[0]!.profile.slab!;
    const usual = line('progressive-premium', at(22)).usualMm;

    expect(slabOf().lineUpMm).toBeCloseTo(usual - 20, 9);
    expect(slabOf(usual)).toEqual(slabOf());
    expect(slabOf(16).lineUpMm).toBe(-4);
    // The slab takes away tan of its angle for each millimetre: 3Δ over 1 mm in 1.60 are 0.05 mm.
    const taken = (heightMm: number) => slabOf(heightMm).bottomBeforeMm - slabOf(heightMm).bottomMm;
    expect(taken(17) - taken(16)).toBeCloseTo(0.03 / 0.6, 2);
  });
});

describe('how far below one reads', () => {
  it('is the longest corridor that the height leaves room for, or the longest of all', () => {
    const corridors = designs['progressive-premium'].corridors!;
    const longest = Math.max(...corridors.map(({ lengthMm }) => lengthMm));
    const lowest = corridors.reduce((best, one) => (one.minFittingHeightMm < best.minFittingHeightMm ? one : best));
    const to = (heights?: EyePairMm) => toNearMm('od', { pd, frame, heights }, designs['progressive-premium'], 10);
    expect(to()).toBe(longest);
    expect(to(at(30))).toBe(longest);
    expect(to(at(lowest.minFittingHeightMm))).toBe(lowest.lengthMm);
    expect(to(at(lowest.minFittingHeightMm - 1))).toBe(longest);
    expect(toNearMm('od', { pd, frame }, designs['sv-distance'], 10)).toBe(10);
    expect(toNearMm('od', { pd, frame }, designs['sv-distance'], 8)).toBe(8);
  });
});
