import { describe, expect, it } from 'vitest';
import type { LabValues, LensValues } from '../calculation/lab-values.ts';
import { type FittedLens, refit } from './refit.rules.ts';

const lens = (over: Partial<LensValues> = {}): LensValues => ({
  eye: 'OD',
  rx: { sphere: 3_000, cylinder: 0, axis: null, add: null, prisms: [] },
  decentrationInMm: 3,
  decentrationUpMm: 0,
  segmentInMm: null,
  minimumBlankMm: 62,
  baseCurve: 6,
  backCurve: -3,
  backCurveAcross: -3,
  centreThicknessMm: 3.4,
  edgeMaxMm: 2.2,
  edgeMinMm: 1,
  weightGrams: 9,
  ...over,
});
const values = (...lenses: LensValues[]): LabValues => ({
  form: 1,
  rx: { od: lens().rx, os: lens().rx },
  pd: { kind: 'binocular', distanceMm: 64 },
  heights: null,
  vertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  lenses,
  warnings: [],
  problems: [],
});
const fitted = (over: Partial<FittedLens> = {}): FittedLens => ({
  eye: 'OD',
  kind: 'SURFACED',
  stage: 'PICKED',
  diameterMm: 65,
  ...over,
});

describe('a lens after its frame was traced', () => {
  it.each([
    [65, null],
    [65.1, 'BLANK_TOO_SMALL'],
  ])('needs %d mm of the 65 mm it has: %s', (minimumBlankMm, why) => {
    const { unfit } = refit(values(lens()), values(lens({ minimumBlankMm })), [fitted()]);
    expect(unfit.get('OD') ?? null).toBe(why);
  });

  it.each([
    ['PICKED', 3.9, null],
    ['SURFACING', 3.5, null],
    ['SURFACING', 3.51, 'GROUND_TOO_THIN'],
    ['FINISHING', 3.9, 'GROUND_TOO_THIN'],
  ] as const)('%s, needs a centre of %d mm: %s', (stage, centreThicknessMm, why) => {
    const { unfit } = refit(values(lens()), values(lens({ centreThicknessMm })), [fitted({ stage })]);
    expect(unfit.get('OD') ?? null).toBe(why);
  });

  it('keeps centre and back when it is ground, and its edges follow the new outline', () => {
    const after = lens({ centreThicknessMm: 3.1, backCurve: -3.02, edgeMinMm: 1, edgeMaxMm: 2, decentrationInMm: 3.4 });
    const ground = refit(values(lens()), values(after), [fitted({ stage: 'SURFACING' })]).values.lenses[0];
    const picked = refit(values(lens()), values(after), [fitted()]).values.lenses[0];

    expect(ground).toMatchObject({ centreThicknessMm: 3.4, backCurve: -3, edgeMinMm: 1.3, edgeMaxMm: 2.3 });
    expect(ground?.decentrationInMm).toBe(3.4);
    expect(picked).toEqual(after);
  });

  it('that cannot be calculated any more says so and keeps its old numbers', () => {
    const { values: kept, unfit } = refit(values(lens()), values(), [fitted()]);
    expect(unfit.get('OD')).toBe('CURVE_TOO_STEEP');
    expect(kept.lenses).toEqual([lens()]);
  });
});
