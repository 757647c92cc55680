import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { defaultMakingRules } from '../lens/making-rules.ts';
import { type PrescriptionThresholds, prescriptionThresholds } from '../prescription/thresholds.ts';
import { judgeOrderedPair, type OrderedPair, type PairContext, type PrescriptionToMake } from './ordered-pair.ts';

const eye = (sphere: number, over: Partial<NonNullable<PrescriptionToMake['od']>> = {}) => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const aPrescription = (over: Partial<PrescriptionToMake> = {}): PrescriptionToMake => ({
  od: eye(-2_250),
  os: eye(-2_000),
  pd: { binocularMm: 63, odMm: null, osMm: null, nearMm: null, nearOdMm: null, nearOsMm: null },
  vertexMm: null,
  pantoscopicTiltDeg: null,
  wrapAngleDeg: null,
  ...over,
});
const withAdd = (over: Partial<PrescriptionToMake> = {}) =>
  aPrescription({ od: eye(-2_250, { add: 2_000 }), os: eye(-2_000, { add: 2_000 }), ...over });
const aPair = (over: Partial<OrderedPair> = {}): OrderedPair => ({
  designCode: 'sv-distance',
  materialCode: 'index-160',
  treatmentCodes: ['hard-coat'],
  frame: {
    sku: 'FR-1',
    rim: 'FULL',
    eyeSizeTenthsMm: 520,
    lensHeightTenthsMm: 400,
    dblTenthsMm: 180,
    effectiveDiameterTenthsMm: 560,
    baseCurveMdpt: 4_000,
    outlineHundredthsMm: [...syntheticOutline('panto', 52, 40).radii],
  },
  ...over,
});
const measured = (over: Partial<NonNullable<Parameters<typeof judgeOrderedPair>[1]>> = {}) => ({
  frameSku: 'FR-1',
  pdOdMm: null,
  pdOsMm: null,
  nearPdOdMm: null,
  nearPdOsMm: null,
  heights: null,
  heightKind: null,
  vertexMm: null,
  refractedVertexMm: null,
  pantoscopicTiltDegrees: null,
  faceFormDegrees: null,
  ...over,
});
const context = (over: Partial<PairContext> = {}): PairContext => ({
  today: '2026-06-01',
  rules: defaultMakingRules,
  thresholds: prescriptionThresholds,
  place: 'US',
  ageYears: 55,
  ...over,
});
const codes = (findings: readonly { code: string; field: string }[]) =>
  findings.map(({ code, field }) => `${code} ${field}`);
const judge = (
  prescription: PrescriptionToMake,
  pair: OrderedPair = aPair(),
  worn: ReturnType<typeof measured> | null = null,
  over: Partial<PairContext> = {},
) => {
  const { problems, warnings } = judgeOrderedPair(prescription, worn, pair, context(over));
  return { problems: codes(problems), warnings: codes(warnings) };
};

describe('an ordered pair', () => {
  it('that can be made has no problem and nothing to tell', () => {
    expect(judge(aPrescription())).toEqual({ problems: [], warnings: [] });
  });

  it('of a design or material that the rules do not know is one problem, told with the design', () => {
    for (const pair of [aPair({ designCode: 'quadfocal' }), aPair({ materialCode: 'amber' })]) {
      const judged = judgeOrderedPair(aPrescription(), null, pair, context());
      expect(judged).toEqual({
        problems: [
          expect.objectContaining({ code: 'DESIGN_UNKNOWN', field: 'design', params: { design: pair.designCode } }),
        ],
        warnings: [],
      });
    }
  });

  it('of a prescription without powers or without a PD is one problem', () => {
    expect(judge(aPrescription({ od: null, os: null }))).toEqual({
      problems: ['SPHERE_REQUIRED od.sphere'],
      warnings: [],
    });
    expect(judge(aPrescription({ pd: null }))).toEqual({ problems: ['PD_REQUIRED pd'], warnings: [] });
  });

  it('of one eye gets a balance lens for the other', () => {
    expect(judge(aPrescription({ os: null }), aPair({ materialCode: 'polycarbonate' })).problems).toEqual([]);
  });

  it('is judged by the rules of making with its treatments, its wearer and its sport', () => {
    expect(judge(aPrescription({ od: eye(-15_000) })).problems).toEqual(
      expect.arrayContaining([expect.stringContaining('od')]),
    );
    expect(judge(aPrescription(), aPair({ needsImpactMaterial: true })).problems).toHaveLength(1);
    expect(judge(aPrescription(), aPair(), null, { ageYears: 12 }).problems).toHaveLength(1);
    expect(judge(aPrescription(), aPair({ treatmentCodes: ['mirror'] })).problems).toHaveLength(1);
  });

  it('waits for a blank without a question to the desk', () => {
    const noBlanks = { ...defaultMakingRules, blanks: [] };

    expect(judge(aPrescription(), aPair(), null, { rules: noBlanks }).problems).toEqual([]);
  });
});

describe('heights of an ordered pair', () => {
  it('are asked for where the design needs one and none is known', () => {
    expect(judge(withAdd(), aPair({ designCode: 'ft-28' }))).toEqual({
      problems: [],
      warnings: ['HEIGHT_NOT_MEASURED segHeights'],
    });
    expect(judge(withAdd(), aPair({ designCode: 'progressive-standard' })).warnings).toEqual([
      'HEIGHT_NOT_MEASURED fittingHeights',
      'PD_MONOCULAR_ADVISED pd',
    ]);
    expect(judge(aPrescription()).warnings).toEqual([]);
  });

  it('on the paper are taken for both eyes', () => {
    const pair = aPair({ designCode: 'ft-28' });

    expect(judge(withAdd({ segHeightMm: 18 }), pair)).toEqual({ problems: [], warnings: [] });
    expect(judge(withAdd({ segHeightMm: 5 }), pair).problems.length).toBeGreaterThan(0);
  });

  it('that were measured to another point are not used, and said first', () => {
    const fitting = measured({ heights: { odMm: 21, osMm: 21 }, heightKind: 'FITTING' });
    const pair = aPair({ designCode: 'ft-28' });

    expect(judge(withAdd(), pair, fitting).problems[0]).toBe('SEGMENT_HEIGHT_NEEDED segHeights');
    expect(judge(withAdd(), pair, { ...fitting, heightKind: 'SEGMENT' } as never).problems).toEqual([]);
    expect(judge(withAdd(), pair, { ...fitting, frameSku: 'FR-2' } as never).problems).toEqual([]);
    expect(judge(withAdd({ segHeightMm: 18 }), pair, fitting).problems).toEqual([]);
  });

  it('that cannot be right are a problem of the pair, said once', () => {
    const low = measured({ heights: { odMm: 4, osMm: 18 }, heightKind: 'SEGMENT' });
    const { problems } = judge(withAdd(), aPair({ designCode: 'ft-28' }), low);

    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems).size).toBe(problems.length);
    expect(problems.every((one) => /od/i.test(one))).toBe(true);
  });
});

describe('what was measured on the wearer', () => {
  it('goes before the paper: a distance nobody has is a problem', () => {
    expect(judge(aPrescription(), aPair(), measured({ pdOdMm: 50, pdOsMm: 31 })).problems).toEqual([
      expect.stringMatching(/^PD_\w+ pd/),
    ]);
  });

  it.each([
    ['vertexMm', { refractedVertexMm: 40 }],
    ['fittedVertexMm', { vertexMm: 40 }],
    ['pantoscopicTiltDeg', { pantoscopicTiltDegrees: 40 }],
    ['wrapAngleDeg', { faceFormDegrees: 60 }],
  ])('an impossible %s is a problem of the pair', (field, worn) => {
    const { problems } = judge(aPrescription(), aPair(), measured(worn));

    expect(problems.some((one) => one.endsWith(` ${field}`))).toBe(true);
  });

  it('is told where it is only unusual', () => {
    expect(judge(aPrescription(), aPair(), measured({ vertexMm: 21 }))).toEqual({
      problems: [],
      warnings: [expect.stringContaining('fittedVertexMm')],
    });
  });

  it('a power that the desk took by other thresholds is told, and no problem here', () => {
    const strict: PrescriptionThresholds = {
      ...prescriptionThresholds,
      sphere: { ...prescriptionThresholds.sphere, min: -2_000 },
    };
    const judged = judge(aPrescription(), aPair(), null, { thresholds: strict });

    expect(judged.problems).toEqual([]);
    expect(judged.warnings.some((one) => one.endsWith(' od.sphere'))).toBe(true);
  });

  it('is asked by the age of the wearer', () => {
    const young = judge(
      withAdd({ segHeightMm: 18 }),
      aPair({ designCode: 'ft-28', materialCode: 'polycarbonate' }),
      null,
      {
        ageYears: 20,
      },
    );

    expect(young.warnings.some((one) => one.includes('ADD'))).toBe(true);
    expect(
      judge(withAdd({ segHeightMm: 18 }), aPair({ designCode: 'ft-28' }), null, { ageYears: 55 }).warnings,
    ).toEqual([]);
  });
});
