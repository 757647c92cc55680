import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { blankSku } from '../lens/blanks.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { calculateJob, type LabJobRequest } from './calculate-job.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});

const job = (over: Partial<LabJobRequest> = {}): LabJobRequest => ({
  rx: { od: eye(-2000), os: eye(-1750, { cylinder: -500, axis: 5 }) },
  pd: { kind: 'monocular', odMm: 31, osMm: 33 },
  frame: { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', outline: syntheticOutline('panto', 52, 40) },
  design: 'sv-distance',
  material: 'polycarbonate',
  treatments: ['ar-standard'],
  heights: { odMm: 22, osMm: 22 },
  ...over,
});

describe('calculateJob', () => {
  it('decentres each eye from its own PD and raises to the height', () => {
    const { lenses, problems } = calculateJob(job());

    expect(problems).toEqual([]);
    expect(lenses.map((l) => [l.decentrationInMm, l.decentrationUpMm])).toEqual([
      [4, 2],
      [2, 2],
    ]);
  });

  it('picks finished lenses when the grid, the treatments and the diameter allow', () => {
    const [right, left] = calculateJob(job({ material: 'index-160' })).lenses;

    expect(right?.blank).toMatchObject({ form: 'finished', sphere: -2000, cylinder: 0, diameterMm: 65 });
    expect(left?.blank && blankSku(left.blank)).toBe('FSV-160-AR-65-M0175-C050');
  });

  it.each<[string, Partial<LabJobRequest>, object]>([
    [
      'prescribed prism',
      { rx: { od: eye(-2000, { prisms: [{ amount: 1000, base: 'in' }] }), os: eye(-2000) } },
      { form: 'semi-finished', design: 'plain', eye: null },
    ],
    [
      'a power off the grid',
      { rx: { od: eye(-6250), os: eye(-6250) } },
      { form: 'semi-finished', design: 'plain', base: 2000 },
    ],
    ['a treatment that is not stocked', { treatments: ['photochromic'] }, { form: 'semi-finished', design: 'plain' }],
    [
      'a bifocal, with eye and ADD',
      { design: 'ft-28', rx: { od: eye(-2000, { add: 2000 }), os: eye(-2000, { add: 2000 }) } },
      { form: 'semi-finished', design: 'ft-28', add: 2000, eye: 'od' },
    ],
    [
      'a free-form progressive from a plain blank',
      { design: 'progressive-premium', rx: { od: eye(-2000, { add: 2000 }), os: eye(-2000, { add: 2000 }) } },
      { form: 'semi-finished', design: 'plain', add: null, eye: null },
    ],
  ])('surfaces for %s', (_, over, expected) => {
    expect(calculateJob(job(over)).lenses[0]?.blank).toMatchObject(expected);
  });

  it('reads the reading pair with the ADD in the sphere', () => {
    const near = calculateJob(
      job({ design: 'sv-near', rx: { od: eye(-2000, { add: 2000 }), os: eye(-1000, { add: 2000 }) } }),
    );

    expect(near.lenses.map((l) => [l.rx.sphere, l.rx.add])).toEqual([
      [0, null],
      [1000, null],
    ]);
  });

  it('keeps bases of a pair within one dioptre, the weaker eye following', () => {
    const { lenses } = calculateJob(job({ rx: { od: eye(-6000), os: eye(-1000) } }));

    expect(lenses.map((l) => l.baseCurve)).toEqual([2, 2]);
  });

  it('thins both eyes of a progressive alike', () => {
    const { lenses } = calculateJob(
      job({ design: 'progressive-premium', rx: { od: eye(1000, { add: 2000 }), os: eye(1000, { add: 2250 }) } }),
    );

    expect(lenses.map((l) => l.thinningPrism)).toEqual([1200, 1200]);
    expect(lenses[0]?.groundPrismPolar).toEqual({ amount: 1200, directionDeg: 270 });
    expect(lenses[0]?.segmentInMm).toBeCloseTo(31 - (31 * 400) / 427, 6);
  });

  it('makes one eye alone', () => {
    expect(calculateJob(job({ eyes: ['os'] })).lenses.map((l) => l.eye)).toEqual(['os']);
  });

  it('reports a blank that nobody stocks', () => {
    const { problems } = calculateJob(job({ material: 'index-174', pd: { kind: 'monocular', odMm: 26, osMm: 26 } }));

    expect(problems.map((p) => p.code)).toEqual(['BLANK_TOO_SMALL', 'BLANK_TOO_SMALL']);
  });
});
