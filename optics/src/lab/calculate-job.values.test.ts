import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { markedBase } from '../lens/curves.ts';
import { materialIds } from '../lens/materials.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { calculateJob, type LabJobRequest } from './calculate-job.ts';
import { inspect } from './inspect.ts';
import { impactRules } from './inspect-impact.ts';
import { ansiZ801 } from './tolerance-profile-ansi.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const job = (over: Partial<LabJobRequest> = {}): LabJobRequest => ({
  rx: { od: eye(-2000, { add: 2000 }), os: eye(-2000, { add: 2000 }) },
  pd: { kind: 'monocular', odMm: 32, osMm: 31, nearOdMm: 30, nearOsMm: 29.5 },
  frame: { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', outline: syntheticOutline('panto', 52, 40) },
  design: 'ft-28',
  material: 'cr39',
  treatments: ['hard-coat'],
  heights: { odMm: 18, osMm: 17 },
  ...over,
});
const fieldsOf = (over: Partial<LabJobRequest>) => calculateJob(job(over)).problems.map(({ field }) => field);

describe('what the lab needs of one lens', () => {
  it('places a segment below the optical centre and toward the nose, each eye by its own measures', () => {
    const { lenses } = calculateJob(job());

    expect(lenses.map((lens) => [lens.segmentUpMm, lens.segmentInMm])).toEqual([
      [-2, 2],
      [-3, 1.5],
    ]);
  });

  it('has no segment to place without a height or without a segment', () => {
    const { heights: _, ...unmeasured } = job();

    expect(calculateJob(unmeasured).lenses.map((lens) => lens.segmentUpMm)).toEqual([null, null]);
    expect(calculateJob(job({ design: 'sv-distance' })).lenses.map((lens) => lens.segmentUpMm)).toEqual([null, null]);
    expect(calculateJob(job({ design: 'sv-distance' })).lenses.map((lens) => lens.segmentInMm)).toEqual([null, null]);
  });

  it('draws a segment where it stands, and tells its jump and the ADD between', () => {
    const told = (over: Partial<LabJobRequest>) => calculateJob(job(over)).lenses.map(({ segment }) => segment);
    const { heights: _, ...unmeasured } = job({ design: 'trifocal-7x28' });

    // Frame PD 70, near PDs 30 and 29.5: 5 and 5.5 mm in; heights 18 and 17 of 40.
    expect(told({})).toEqual([
      {
        lines: [
          [
            { x: -9, y: -2 },
            { x: 19, y: -2 },
          ],
        ],
        intermediateAdd: null,
        imageJump: null,
      },
      {
        lines: [
          [
            { x: -19.5, y: -3 },
            { x: 8.5, y: -3 },
          ],
        ],
        intermediateAdd: null,
        imageJump: null,
      },
    ]);
    expect(told({ design: 'round-28' }).map((segment) => segment?.imageJump)).toEqual([2_800, 2_800]);
    expect(told({ design: 'executive' }).map((segment) => segment?.imageJump)).toEqual([0, 0]);
    expect(calculateJob(unmeasured).lenses.map(({ segment }) => segment)).toEqual([
      { lines: null, intermediateAdd: 1_000, imageJump: null },
      { lines: null, intermediateAdd: 1_000, imageJump: null },
    ]);
    expect(told({ design: 'sv-distance' })).toEqual([null, null]);
  });

  it('names the tools of the back surface at 1.530', () => {
    const [lens] = calculateJob(
      job({ rx: { od: eye(-2000, { cylinder: -1000, axis: 90, add: 2000 }), os: eye(0) } }),
    ).lenses;
    if (!lens) throw new Error('expected');

    expect(lens.backPowers.acrossAxis).toBeLessThan(lens.backPowers.alongAxis);
    expect(lens.toolCurves).toEqual({
      alongAxis: markedBase(lens.backPowers.alongAxis, 1.498),
      acrossAxis: markedBase(lens.backPowers.acrossAxis, 1.498),
    });
  });

  it('grinds prescribed and thinning prism together, the latter base down on both eyes', () => {
    const up = { od: eye(-1000, { add: 2000, prisms: [{ amount: 500, base: 'up' }] }), os: eye(-1000, { add: 2000 }) };
    const [right, left] = calculateJob(
      job({ design: 'progressive-premium', rx: up, heights: { odMm: 22, osMm: 22 } }),
    ).lenses;

    expect([right?.thinningPrism, left?.thinningPrism]).toEqual([1200, 1200]);
    expect([right?.groundPrism, left?.groundPrism]).toEqual([
      { x: 0, y: -700 },
      { x: 0, y: -1200 },
    ]);
    expect(right?.groundPrismPolar).toEqual({ amount: 700, directionDeg: 270 });
  });

  it('leaves out a lens whose curves cannot span the shape, and keeps its fellow', () => {
    const { lenses, problems } = calculateJob(
      job({ design: 'sv-distance', rx: { od: eye(-40_000), os: eye(-2000) }, heights: { odMm: 20, osMm: 20 } }),
    );

    expect(lenses.map((lens) => lens.eye)).toEqual(['os']);
    expect(problems.map(({ code }) => code)).toContain('CURVES_TOO_STEEP');
  });
});

describe('a lens that is made alone', () => {
  const weakLeft = { rx: { od: eye(-2000, { add: 2000 }), os: eye(-14_000, { add: 2000 }) } };

  it('is not held up by its fellow’s power', () => {
    expect(fieldsOf(weakLeft)).toContain('os.sphere');
    expect(fieldsOf({ ...weakLeft, eyes: ['os'] })).toContain('os.sphere');
    expect(fieldsOf({ ...weakLeft, eyes: ['od'] })).not.toContain('os.sphere');
  });

  it('is not held up by its fellow’s height', () => {
    const low = { heights: { odMm: 18, osMm: 10 } };

    expect(fieldsOf(low)).toEqual(['heights.osMm']);
    expect(fieldsOf({ ...low, eyes: ['os'] })).toEqual(['heights.osMm']);
    expect(fieldsOf({ ...low, eyes: ['od'] })).toEqual([]);
  });

  it('is held up by what concerns the pair or the frame', () => {
    const { frame } = job();

    expect(fieldsOf({ frame: { ...frame, isRxAble: false }, eyes: ['od'] })).toEqual(['frame']);
  });
});

describe('impact resistance', () => {
  it('is proven lens by lens for glass, and by samples of the batch for every plastic', () => {
    expect(Object.keys(impactRules).sort()).toEqual([...materialIds].sort());
    for (const material of materialIds)
      expect(impactRules[material]).toBe(material === 'crown' ? 'each-lens' : 'batch');
  });
});

describe('an inspection that is not told otherwise', () => {
  const lens = (sphere: number) => ({ sphere, cylinder: 0, axis: null, add: null, prism: { x: 0, y: 0 } });

  it('is of a mounted pair', () => {
    const nominal = { od: lens(-2000), os: lens(-2000), pdMm: 62 };
    const codes = (isMounted?: boolean) =>
      inspect(nominal, { od: lens(-2000), os: lens(-2000), pdMm: 62 }, ansiZ801, {
        kind: 'single-vision-or-multifocal',
        ...(isMounted === undefined ? {} : { isMounted }),
      }).checks.map(({ code }) => code);

    expect(codes()).toEqual(codes(true));
    expect(codes()).not.toEqual(codes(false));
  });
});
