import { describe, expect, it } from 'vitest';
import { centrationRules } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { EyeRx, Pd } from '../prescription/prescription.types.ts';
import type { BlankSeries, FinishedSeries, SemiFinishedSeries } from './blanks.ts';
import { baseCurveRules } from './curves.ts';
import { type DesignId, designs } from './designs.ts';
import { defaultMakingRules, type MakingRules } from './making-rules.ts';
import { type MaterialId, materials } from './materials.ts';
import {
  centredPd,
  isMadeFromPlain,
  lensCentre,
  type PairToPlan,
  planPair,
  strongestOfPair,
  thinningPrismFor,
} from './pair-plan.ts';
import type { TreatmentId } from './treatments.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const frame: FrameGeometry = {
  eyeSizeMm: 50,
  lensHeightMm: 40,
  dblMm: 18,
  rim: 'full-rim',
  outline: syntheticOutline('panto', 50, 40),
};
const pd: Pd = { kind: 'binocular', distanceMm: 64 };
const house = (...blanks: BlankSeries[]): MakingRules => ({ ...defaultMakingRules, blanks });
const series = <S extends BlankSeries>(code: string, over: Partial<S>): S =>
  ({ ...defaultMakingRules.blanks.find((one) => one.code === code), ...over }) as S;
const planned = (
  over: Omit<Partial<PairToPlan>, 'design' | 'material'> & { design?: DesignId | null; material?: MaterialId },
  rules = defaultMakingRules,
) =>
  planPair(
    {
      rx: { od: eye(-2000), os: eye(-2000) },
      pd,
      frame,
      treatments: [],
      ...over,
      design: over.design === null ? undefined : designs[over.design ?? 'sv-distance'],
      material: materials[over.material ?? 'index-160'],
    },
    rules,
  );

describe('where a lens is centred', () => {
  const mono: Pd = { kind: 'monocular', odMm: 32, osMm: 33, nearOdMm: 30, nearOsMm: 30.5 };
  const heights = { odMm: 22, osMm: 19 };
  const centre = (design: DesignId | null, of: Pd, withHeights = false) =>
    (['od', 'os'] as const).map((side) =>
      Object.values(
        lensCentre(
          side,
          { frame, pd: of, ...(withHeights ? { heights } : {}) },
          design ? designs[design] : undefined,
          centrationRules,
        ),
      ),
    );

  it('on the distance PD, or the near one where the whole lens is for near: 68 / 2 − PD', () => {
    for (const design of ['sv-distance', 'progressive-premium', 'ft-28', 'anti-fatigue', null] as const)
      expect(centre(design, mono)).toEqual([
        [2, 0],
        [1, 0],
      ]);
    for (const design of ['sv-near', 'sv-intermediate'] as const)
      expect(centre(design, mono)).toEqual([
        [4, 0],
        [3.5, 0],
      ]);
    expect(centre('sv-near', { kind: 'binocular', distanceMm: 64, nearMm: 61 })).toEqual([
      [3.5, 0],
      [3.5, 0],
    ]);
    expect(centredPd('os', mono, undefined, centrationRules)).toBe(33);
  });

  it('at the measured height of each eye, from the middle of 40; a segment height is none', () => {
    for (const design of ['sv-distance', 'progressive-premium', null] as const)
      expect(centre(design, mono, true)).toEqual([
        [2, 2],
        [1, -1],
      ]);
    expect(centre('ft-28', mono, true)).toEqual([
      [2, 0],
      [1, 0],
    ]);
  });
});

describe('the house’s own numbers', () => {
  const mono: Pd = { kind: 'monocular', odMm: 32, osMm: 33, nearOdMm: 30, nearOsMm: 31 };
  const heights = { odMm: 22, osMm: 19 };

  it('move the near centres: read at 330 mm, or turned about another centre', () => {
    const near = (over: Partial<typeof centrationRules>) =>
      planned({ design: 'sv-near' }, { ...defaultMakingRules, centration: { ...centrationRules, ...over } }).od.centre
        .inMm;
    const usual = near({});
    expect(near({ workingMm: 330 })).toBeGreaterThan(usual);
    expect(near({ toRotationCentreMm: 20 })).toBeLessThan(usual);
  });

  it('raise plain lenses that nobody measured, less by tilt; never a segment, a corridor or a measured height', () => {
    const centration = { ...centrationRules, raiseMm: 3 };
    const up = (design: DesignId | undefined, over: object = {}) =>
      lensCentre('od', { frame: { ...frame, ...over }, pd: mono }, design && designs[design], centration).upMm;
    expect([up('sv-distance'), up('sv-near'), up(undefined), up('ft-28'), up('progressive-premium')]).toEqual([
      3, 3, 3, 0, 0,
    ]);
    expect(up('sv-distance', { pantoscopicTiltDeg: 4 })).toBe(1);
    expect(lensCentre('od', { frame, pd: mono, heights }, designs['sv-distance'], centration).upMm).toBe(2);
    expect(planned({ design: 'sv-distance' }, { ...defaultMakingRules, centration }).od.centre.upMm).toBe(3);
  });

  it('choose the base: by Vogel a plain lens, by Boddy a progressive', () => {
    const base = (design: DesignId, baseCurves: Partial<typeof baseCurveRules>) =>
      planned({ design }, { ...defaultMakingRules, baseCurves: { ...baseCurveRules, ...baseCurves } }).od.baseCurve;
    const { vogel, boddy } = baseCurveRules;
    const [plain, progressive] = [base('sv-distance', {}), base('progressive-premium', {})];
    expect(base('sv-distance', { vogel: { ...vogel, from: 3 } })).toBeLessThan(plain);
    expect(base('sv-distance', { boddy: { ...boddy, plusFrom: 1, minusFrom: 1 } })).toBe(plain);
    expect(base('progressive-premium', { boddy: { ...boddy, plusFrom: 1, minusFrom: 1 } })).toBeLessThan(progressive);
    expect(base('progressive-premium', { vogel: { ...vogel, from: 3 } })).toBe(progressive);
  });
});

describe('thinning', () => {
  it('is 0.6 Δ per dioptre of ADD, or what the house says', () => {
    expect([
      thinningPrismFor(eye(0, { add: 2000 })),
      thinningPrismFor(eye(0)),
      thinningPrismFor(eye(0, { add: 2000 }), 0.5),
    ]).toEqual([1200, 0, 1000]);
  });

  it('is that of the weaker ADD on both eyes, in progressives only', () => {
    const rx = { od: eye(0, { add: 2250 }), os: eye(0, { add: 2000 }) };
    const thinning = (design: DesignId | null, of = rx) => planned({ design, rx: of }).thinningPrism;
    expect([thinning('progressive-premium'), thinning('office'), thinning('ft-28'), thinning(null)]).toEqual([
      1200, 1200, 0, 0,
    ]);
    expect(thinning('progressive-premium', { od: rx.os, os: rx.od })).toBe(1200);
  });
});

describe('a finished lens', () => {
  const [coated, plain] = ['FSV-150-AR', 'FSV-150-HC'];
  const taken = (blanks: BlankSeries[], over: Parameters<typeof planned>[0] = {}) => {
    const { blank } = planned({ material: 'cr39', ...over }, house(...blanks)).od;
    return blank && [blank.series, blank.diameterMm];
  };
  const of = (code: string, ...diametersMm: number[]) => series<FinishedSeries>(code, { diametersMm });

  it.each<[string, BlankSeries[], [string, number]]>([
    ['the smallest that is large enough', [of(plain, 55, 65, 75)], [plain, 65]],
    ['a smaller coated one before a larger plain one', [of(plain, 75), of(coated, 65)], [coated, 65]],
    ['a smaller plain one before a larger coated one', [of(coated, 75), of(plain, 65)], [plain, 65]],
    ['the smaller one whatever comes first', [of(coated, 65), of(plain, 75)], [coated, 65]],
    ['of two of one size the plain one', [of(coated, 65), of(plain, 65)], [plain, 65]],
    ['of two of one size the plain one, named first', [of(plain, 65), of(coated, 65)], [plain, 65]],
    ['of two alike the first', [of(plain, 65), { ...of(plain, 65), code: 'OTHER' }], [plain, 65]],
  ])('is %s', (_, blanks, expected) => expect(taken(blanks)).toEqual(expected));

  const semi = series<SemiFinishedSeries>('SFV-150-PLAIN', {});
  const all = [of(plain, 65), of(coated, 65), semi];

  it.each<[string, Parameters<typeof planned>[0], string]>([
    ['carries a hard coat', { treatments: ['hard-coat', 'uv400'] }, plain],
    ['carries a usual anti-reflection coat', { treatments: ['hard-coat', 'ar-standard'] }, coated],
    ['carries no premium one', { treatments: ['hard-coat', 'ar-premium'] }, semi.code],
    ['has no prism', { rx: { od: eye(-2000, { prisms: [{ amount: 500, base: 'in' }] }), os: eye(0) } }, semi.code],
    ['is on the grid', { rx: { od: eye(-2125), os: eye(0) } }, semi.code],
    ['is on the grid, cylinder too', { rx: { od: eye(-2000, { cylinder: -2250, axis: 1 }), os: eye(0) } }, semi.code],
    ['serves a reading pair', { design: 'sv-near', rx: { od: eye(-2000, { add: 2000 }), os: eye(0) } }, plain],
    ['serves no progressive', { design: 'office', rx: { od: eye(-2000, { add: 2000 }), os: eye(0) } }, semi.code],
    ['serves while no design is chosen', { design: null }, plain],
  ])('%s', (_, over, code) => expect(taken(all, over)?.[0]).toBe(code));

  it('carries what its material brings along', () => {
    const treatments: TreatmentId[] = ['hard-coat', 'ar-standard', 'uv400'];
    const rules: MakingRules = {
      ...house(series<FinishedSeries>('FSV-160-AR', { diametersMm: [65] })),
      stockTreatments: { plain: [], coated: ['ar-standard'] },
    };
    expect(planned({ treatments }, rules).od.blank?.form).toBe('finished');
    expect(planned({ treatments: [...treatments, 'photochromic'] }, rules).od.blank).toBeNull();
  });
});

describe('a semi-finished blank', () => {
  const plain = (code: string, diametersMm: number[], bases = [4_000]) =>
    series<SemiFinishedSeries>('SFV-160-PLAIN', { code, diametersMm, bases });
  const taken = (...blanks: BlankSeries[]) =>
    planned({ rx: { od: eye(-4000), os: eye(-4000) } }, house(...blanks)).od.blank;

  it('is the smallest of its base that is large enough, of two the first', () => {
    expect(taken(plain('A', [80]), plain('B', [55, 65]))).toEqual({
      form: 'semi-finished',
      series: 'B',
      material: 'index-160',
      design: 'plain',
      diameterMm: 65,
      base: 4_000,
      add: null,
      eye: null,
    });
    expect(taken(plain('B', [65]), plain('A', [80]))?.series).toBe('B');
    expect(taken(plain('A', [65]), plain('B', [65]))?.series).toBe('A');
    expect(taken(plain('A', [65], [2_000]), plain('B', [80]))?.series).toBe('B');
    expect(taken(plain('A', [55]), plain('B', [80]))?.series).toBe('B');
  });

  it('is asked for by ADD and eye where it is cast for them', () => {
    const rx = { od: eye(-4000, { add: 1500 }), os: eye(-4000, { add: 2000 }) };
    const { od, os } = planned({ design: 'ft-28', rx });
    expect([od.blank, os.blank]).toMatchObject([
      { form: 'semi-finished', add: 1500, eye: 'od' },
      { form: 'semi-finished', add: 2000, eye: 'os' },
    ]);
  });

  it('has no ADD where it is plain, whatever is ground onto it', () => {
    const rx = { od: eye(-4000, { add: 2000 }), os: eye(-4000, { add: 2000 }) };
    expect(planned({ design: 'office', rx }).od.blank).toMatchObject({ series: 'SFV-160-PLAIN', add: null, eye: null });
  });

  it('is plain for free form and single vision, and of the design otherwise', () => {
    const ofDesign = (id: DesignId) => isMadeFromPlain(designs[id]);
    expect([ofDesign('sv-near'), ofDesign('office'), ofDesign('ft-28'), ofDesign('progressive-standard')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isMadeFromPlain(undefined)).toBe(true);
  });

  it('that is not there is named by the reason nearest to it', () => {
    const reason = (over: Parameters<typeof planned>[0], ...blanks: BlankSeries[]) =>
      planned(over, house(...blanks)).os.refusal;
    const rx = { od: eye(-4000, { add: 2000 }), os: eye(-4000) };
    const cast = series<SemiFinishedSeries>('SFV-160-FT28', { adds: [1_500, 1_000] });
    const name = { material: 'High index 1.60', design: 'Bifocal, flat top 28' };

    expect(reason({ rx, design: 'ft-28' }, cast)).toEqual({
      code: 'ADD_NOT_STOCKED',
      field: 'os.add',
      params: { ...name, min: 1_000, max: 1_500, value: 0 },
    });
    expect(reason({ rx, design: 'ft-28' }, plain('A', [80]))).toEqual({
      code: 'BLANK_NOT_STOCKED',
      field: 'os.blank',
      params: name,
    });
    expect(reason({ rx, design: null })).toEqual({
      code: 'BLANK_NOT_STOCKED',
      field: 'os.blank',
      params: { material: name.material, design: '' },
    });
    expect(reason({ rx }, plain('A', [55, 50]))).toEqual({
      code: 'BLANK_TOO_SMALL',
      field: 'os.blank',
      params: { needed: 60, material: name.material, largest: 55 },
    });
  });
});

describe('the bases of a pair', () => {
  /** Both eyes on blanks of their own: each ADD is cast on other bases. */
  const bases = (od: EyeRx, os: EyeRx, ofRight: number[], ofLeft: number[], slack = 1) => {
    const cast = (code: string, add: number, of: number[]) =>
      series<SemiFinishedSeries>('SFV-160-FT28', { code, adds: [add], bases: of.map((base) => base * 1_000) });
    const blanks = house(cast('RIGHT', 1_000, ofRight), cast('LEFT', 2_000, ofLeft));
    const plan = planned(
      { design: 'ft-28', rx: { od: { ...od, add: 1_000 }, os: { ...os, add: 2_000 } } },
      { ...blanks, limits: { ...blanks.limits, pairBaseSlack: slack } },
    );
    return plan.refusal ?? [plan.od.baseCurve, plan.os.baseCurve];
  };
  const toric = (sphere: number, cylinder: number) => eye(sphere, { cylinder, axis: 90 });

  // A minus lens wants half its power + 6, a plus lens its power + 6.
  it.each<[string, EyeRx, EyeRx, number[], number[], [number, number]]>([
    ['−8.00 leads with 2, −4.00 would like 4 and gets 3', eye(-8000), eye(-4000), [2, 4], [2, 3, 4, 6], [2, 3]],
    ['the same for the other eye', eye(-4000), eye(-8000), [2, 3, 4, 6], [2, 4], [3, 2]],
    ['+4.00 leads before −3.00', eye(4000), eye(-3000), [10, 4], [4.5, 9], [10, 9]],
    ['of two alike the right one leads', eye(-4000), eye(-4000), [3.2, 4.9], [2.4, 5.5], [3.2, 2.4]],
    ['−3.00 −2.00 is stronger than −3.50', toric(-3000, -2000), eye(-3500), [3.2, 4.9], [2.4, 5.5], [3.2, 2.4]],
    ['the same for the other eye', eye(-3500), toric(-3000, -2000), [2.4, 5.5], [3.2, 4.9], [2.4, 3.2]],
    ['−3.00 −1.00 is weaker than −4.00', toric(-3000, -1000), eye(-4000), [2.4, 5.5], [3.2, 4.9], [2.4, 3.2]],
    ['the same for the other eye', eye(-4000), toric(-3000, -1000), [3.2, 4.9], [2.4, 5.5], [3.2, 2.4]],
  ])('%s', (_, od, os, ofRight, ofLeft, expected) => expect(bases(od, os, ofRight, ofLeft)).toEqual(expected));

  const [plus2, minus1] = [eye(2000), eye(-1000)];

  it.each<[string, number[], number[], [number, number]]>([
    ['6 beside 5.5 before 5', [8, 6, 5], [5.5], [6, 5.5]],
    ['the same in another order', [8, 5, 6], [5.5], [6, 5.5]],
    ['5.9 before 5 for a wish of 5.5', [9, 6], [5, 5.9], [6, 5.9]],
    ['and in another order', [9, 6], [5.9, 5], [6, 5.9]],
    ['of two as near the first', [9, 6], [5.25, 5.75], [6, 5.25]],
  ])('are those off least in sum where nothing goes with the leading base: %s', (_, strong, weak, expected) => {
    // +2.00 wants 8, −1.00 wants 5.5.
    expect(bases(plus2, minus1, strong, weak)).toEqual(expected);
    expect(bases(minus1, plus2, weak, strong)).toEqual([expected[1], expected[0]]);
  });

  it('are refused where no two go together, with the nearest of each', () => {
    expect(bases(plus2, minus1, [8, 9], [4, 2])).toEqual({
      code: 'BASES_TOO_FAR_APART',
      field: 'pair.base',
      params: { od: 8, os: 4, max: 1 },
    });
    expect(bases(plus2, minus1, [8, 9], [4, 2], 4)).toEqual([8, 4]);
  });

  it('are those of the rule where nothing is stocked, so that thickness can be shown; the pair is no reason then', () => {
    // −5.00 wants 3.5, which no shelf has.
    const none = planned({ rx: { od: eye(-5000), os: eye(-8000) } }, house());
    expect([none.od.baseCurve, none.os.baseCurve, none.refusal]).toEqual([4, 2, null]);
    const cast = series<SemiFinishedSeries>('SFV-160-FT28', { adds: [1_000], bases: [6_000] });
    for (const [od, os] of [
      [1_000, 2_000],
      [2_000, 1_000],
    ] as const) {
      const one = planned(
        { design: 'ft-28', rx: { od: eye(-4000, { add: od }), os: eye(-8000, { add: os }) } },
        house(cast),
      );
      expect([one.od.baseCurve, one.os.baseCurve, one.refusal]).toEqual([
        od === 1_000 ? 6 : 4,
        os === 1_000 ? 6 : 2,
        null,
      ]);
    }
  });

  it('are chosen for one eye alone where the other has no blank', () => {
    const cast = house(series<SemiFinishedSeries>('SFV-160-FT28', { adds: [1_000], bases: [2_000, 4_000] }));
    const [stocked, missing] = [eye(-4000, { add: 1_000 }), eye(-8000, { add: 2_000 })];
    // Beside a lens on 2, which is what −8.00 wants, this one would have to be on 2 as well.
    expect(planned({ design: 'ft-28', rx: { od: stocked, os: missing } }, cast).od.baseCurve).toBe(4);
    expect(planned({ design: 'ft-28', rx: { od: missing, os: stocked } }, cast).os.baseCurve).toBe(4);
  });

  it('of progressives follow their ADD: −4.00 with 2.00 wants 3.25, where single vision wants 4', () => {
    const rules = house(series<SemiFinishedSeries>('SFV-160-PLAIN', { bases: [2_250, 3_250, 4_000] }));
    const base = (design: DesignId | null, add: number | null) =>
      planned({ design, rx: { od: eye(-4000, { add }), os: eye(-4000, { add }) } }, rules).od.baseCurve;
    expect([base('progressive-premium', 2000), base('sv-distance', 2000), base(null, 2000)]).toEqual([3.25, 4, 4]);
    // Without an ADD yet: 4.25 − 2 = 2.25.
    expect(base('progressive-premium', null)).toBe(2.25);
  });
});

it('the strength of a pair is that of its stronger lens', () => {
  const of = (od: number, os: number) => strongestOfPair({ od: { rx: eye(od) }, os: { rx: eye(os) } });
  expect([of(-2000, 3000), of(-4000, 3000)]).toEqual([3000, 4000]);
});
