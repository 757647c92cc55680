import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { mirrorOutline, recentre } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { EyeRx, Pd } from '../prescription/prescription.types.ts';
import { designs } from './designs.ts';
import { openBench } from './making-bench.ts';
import { defaultMakingRules } from './making-rules.ts';
import { materials } from './materials.ts';
import type { LensPlan, PairPlan } from './pair-plan.ts';
import { farthestPoint, minimumBlank, outlineOf, preparedOutline } from './prepared-frame.ts';

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
const bench = (over: Partial<Parameters<typeof openBench>[0]> = {}) =>
  openBench({ rx: { od: eye(-2000), os: eye(-3000) }, pd, frame, ...over }, defaultMakingRules);
const { crown, cr39 } = materials;
const far = designs['sv-distance'];

describe('a bench', () => {
  it('plans a pair once, whatever the order of its treatments, and anew for anything else', () => {
    const on = bench();
    const plan = on.plan(cr39, far, ['hard-coat', 'ar-standard']);
    expect(on.plan(cr39, far, ['ar-standard', 'hard-coat'])).toBe(plan);
    expect(on.counts).toEqual({ plans: 1, profiles: 0 });
    const treated = on.plan(cr39, far, ['photochromic']);
    expect([plan?.od.blank?.form, treated?.od.blank?.form]).toEqual(['finished', 'semi-finished']);
    expect(on.plan(crown, far, [])?.od.blank?.material).toBe('crown');
    expect(on.plan(cr39, undefined, [])?.od.blank?.form).toBe('finished');
    expect(on.plan(cr39, designs.office, [])?.od.blank?.form).toBe('semi-finished');
    expect(on.counts.plans).toBe(5);
  });

  it('plans nothing without powers or without a PD', () => {
    expect([bench({ rx: null }).plan(cr39, far, []), bench({ pd: null }).plan(cr39, far, [])]).toEqual([null, null]);
  });

  it('calculates each lens once, and both eyes for themselves', () => {
    const on = bench();
    const plan = on.plan(cr39, far, []) as PairPlan;
    const right = on.profile(plan, 'od', cr39);
    expect(on.profile(plan, 'od', cr39)).toBe(right);
    expect(on.maxEdgeMm(plan, 'od', cr39)).toBe(right?.maxEdgeMm);
    expect(on.counts.profiles).toBe(1);
    expect(on.profile(plan, 'os', cr39)?.maxEdgeMm).toBeGreaterThan(right?.maxEdgeMm ?? 99);
    expect(on.profile(plan, 'od', crown)?.maxEdgeMm).not.toBe(right?.maxEdgeMm);
    expect(on.counts.profiles).toBe(3);
    const steeper = { ...plan, od: { ...plan.od, baseCurve: 8 } };
    expect(on.profile(steeper, 'od', cr39)?.baseCurve).toBe(8);
    expect(on.profile({ ...plan, thinningPrism: 1200 }, 'od', cr39)?.bottomEdgeMm).toBeGreaterThan(
      right?.bottomEdgeMm ?? 99,
    );
  });

  it('has one bench for each other frame', () => {
    const on = bench();
    const other = { ...frame, eyeSizeMm: 46 };
    expect(on.inFrame(other)).toBe(on.inFrame(other));
    expect(on.inFrame(frame)).toBe(on);
    expect(on.inFrame({ ...other })).not.toBe(on.inFrame(other));
    const inward = (of: typeof on) => of.plan(cr39, far, [])?.od.centre.inMm;
    expect([inward(on), inward(on.inFrame(other))]).toEqual([2, 0]);
  });

  it('has no lens where the curves cannot span the shape, and hides no fault behind that', () => {
    const on = bench({ rx: { od: eye(-40_000), os: eye(-2000) } });
    const plan = on.plan(cr39, far, []) as PairPlan;
    expect([on.profile(plan, 'od', cr39), on.maxEdgeMm(plan, 'od', cr39), on.spans(plan, 'od', cr39)]).toEqual([
      null,
      null,
      false,
    ]);
    expect(on.spans(plan, 'os', cr39)).toBe(true);
    const broken = { ...cr39, id: 'crown', minEdgeMm: undefined } as never;
    expect(() => on.profile(plan, 'os', broken)).toThrow(TypeError);
  });
});

describe('whether curves span a shape', () => {
  /** How many lenses had to be calculated to know it. */
  const lenses = (over: Partial<LensPlan>, of: FrameGeometry = frame) => {
    const on = bench({ frame: of });
    const plan = on.plan(crown, far, []) as PairPlan;
    const spans = on.spans({ ...plan, od: { ...plan.od, baseCurve: 4, ...over } }, 'od', crown);
    return [spans, on.counts.profiles];
  };

  /*
   * Glass, base 4 marked: 4 × 0.523 / 0.53 = 3.947 D true, 4.221 D behind 25 mm of it. With 6.00 D of power the steepest surface has
   * 10.221 D or 51.17 mm; nine tenths of it, twice, and 2 mm for the edger are a blank of 94.108 mm.
   */
  it.each<[string, Partial<LensPlan>]>([
    ['−6.00', { rx: eye(-6000) }],
    ['+6.00', { rx: eye(6000) }],
    ['−4.00 −2.00', { rx: eye(-4000, { cylinder: -2000, axis: 90 }) }],
    ['+6.00 −2.00', { rx: eye(6000, { cylinder: -2000, axis: 90 }) }],
  ])('is sure at once for %s on up to 94.10 mm, and calculated beyond', (_, over) => {
    expect(lenses({ ...over, minimumBlankMm: 94.1 })).toEqual([true, 0]);
    expect(lenses({ ...over, minimumBlankMm: 94.12 })).toEqual([true, 1]);
  });

  it('is never sure above 14.00 D, nor where nobody traced the frame', () => {
    expect(lenses({ rx: eye(-14_000), minimumBlankMm: 40 })).toEqual([true, 0]);
    expect(lenses({ rx: eye(-14_250), minimumBlankMm: 40 })).toEqual([true, 1]);
    const { outline: _, ...untraced } = frame;
    expect(lenses({ rx: eye(-1000), minimumBlankMm: 40 }, untraced)).toEqual([true, 1]);
  });

  it('is the answer of the lens itself, wherever it is sure', () => {
    for (const sphere of [-13_000, -6000, 0, 5000, 12_000])
      for (const baseCurve of [0.5, 4, 8, 12]) {
        const on = bench({ rx: { od: eye(sphere), os: eye(sphere) } });
        const plan = on.plan(crown, far, []) as PairPlan;
        const lens = { ...plan, od: { ...plan.od, baseCurve } };
        expect(on.spans(lens, 'od', crown)).toBe(on.profile(lens, 'od', crown) !== null);
      }
  });
});

describe('the outline of a frame', () => {
  /** Higher on the viewer's right than on the left, and not around the middle of its box. */
  const lopsided = {
    radii: Array.from({ length: 72 }, (_, i) => 2400 + Math.round(250 * Math.cos(i / 11.4592) + 90 * Math.sin(i / 3))),
  };
  const traced = { ...frame, outline: lopsided };

  it('is centred once, and mirrored for the left eye', () => {
    const traced = { ...frame, outline: { radii: [...lopsided.radii] } };
    const { outline, points } = preparedOutline('od', traced);
    expect(outline).toEqual(recentre(lopsided));
    expect(outlineOf(traced)).toBe(outline);
    expect(preparedOutline('od', traced).points).toBe(points);
    const left = preparedOutline('os', traced);
    expect(left.outline).toEqual(mirrorOutline(outline));
    expect(left.points[0]?.x).toBeCloseTo(-(points[36]?.x ?? 0), 6);
    expect(points).toHaveLength(72);
  });

  it('is a rounded rectangle of its box where nobody traced it, drawn once per size', () => {
    const { outline: _, ...bare } = frame;
    const own = { ...bare };
    const drawn = preparedOutline('od', own);
    expect(drawn.outline).toEqual(syntheticOutline('square', 50, 40, 72));
    expect(preparedOutline('od', own)).toBe(drawn);
    own.lensHeightMm = 30;
    expect(preparedOutline('od', own).outline).toEqual(syntheticOutline('square', 50, 30, 72));
    own.eyeSizeMm = 44;
    expect(preparedOutline('os', own).outline).toEqual(mirrorOutline(syntheticOutline('square', 44, 30, 72)));
  });

  it('is as far from the optical centre as its farthest point, on either side', () => {
    const centre = { inMm: 4, upMm: 3 };
    for (const side of ['od', 'os'] as const) {
      const x = side === 'od' ? 4 : -4;
      const reach = Math.max(...preparedOutline(side, traced).points.map((p) => Math.hypot(p.x - x, p.y - 3)));
      expect(farthestPoint(side, lopsided, centre)).toBeCloseTo(reach, 9);
    }
    const round = { radii: Array.from({ length: 72 }, () => 2500) };
    // 5 mm off the middle of a round lens of 50 mm: some point lies nearly 30 mm away.
    expect(farthestPoint('od', round, centre)).toBeCloseTo(30, 1);
  });

  it('needs a blank twice that far and 2 mm for the edger, or by the rule: ED + 2 × 5 + 2', () => {
    const round: FrameGeometry = { ...frame, outline: { radii: Array.from({ length: 72 }, () => 2500) } };
    const { outline: _, ...untraced } = round;
    const centre = { inMm: 3, upMm: 4 };
    const reach = farthestPoint('os', round.outline as never, centre);
    expect(minimumBlank('os', round, centre)).toBeCloseTo(2 * reach + 2, 9);
    expect(minimumBlank('os', round, centre, 0)).toBeCloseTo(2 * reach, 9);
    expect(minimumBlank('os', { ...untraced, effectiveDiameterMm: 52 }, centre)).toBeCloseTo(64, 9);
    expect(minimumBlank('os', { ...untraced, effectiveDiameterMm: 52 }, centre, 3)).toBeCloseTo(65, 9);
  });
});
