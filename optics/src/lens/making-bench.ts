import type { FrameGeometry } from '../frame/frame.types.ts';
import type { Eye, EyePairMm, EyeRx, Pd } from '../prescription/prescription.types.ts';
import { frontAtBackVertex, trueBase } from './curves.ts';
import type { LensDesign } from './designs.ts';
import { type LensSolid, lensSolid } from './lens-solid.ts';
import type { MakingRules } from './making-rules.ts';
import type { LensMaterial } from './materials.ts';
import { type LensPlan, type PairPlan, planPair } from './pair-plan.ts';
import { profileOfSolid, type ThicknessProfile } from './thickness.ts';
import type { TreatmentId } from './treatments.ts';

/** What stays the same while the options of one screen are judged. */
export interface BenchSetting {
  rx: { od: EyeRx; os: EyeRx } | null;
  pd: Pd | null;
  frame: FrameGeometry;
  heights?: EyePairMm | undefined;
}

/** How often the costly things were done; tests hold the evaluator to them, clocks on busy machines would not. */
export interface BenchCounts {
  plans: number;
  /** Lenses calculated, whether or not all of their profile was asked for. */
  profiles: number;
}

export interface Bench {
  rules: MakingRules;
  counts: BenchCounts;
  plan(material: LensMaterial, design: LensDesign | undefined, treatments: readonly TreatmentId[]): PairPlan | null;
  /** Null when the curves cannot span the shape. */
  profile(plan: PairPlan, eye: Eye, material: LensMaterial): ThicknessProfile | null;
  /** The thickest edge of that profile, mm, for a fifth of its price: neither section nor weight is needed to refuse. */
  maxEdgeMm(plan: PairPlan, eye: Eye, material: LensMaterial): number | null;
  /** Whether the curves span the shape: its edge, and so all that lies within. Seldom needs the lens itself. */
  spans(plan: PairPlan, eye: Eye, material: LensMaterial): boolean;
  /** The bench for the same prescription in another frame; the same one for the same frame. */
  inFrame(frame: FrameGeometry): Bench;
}

/** Powers above could be so thick that the quick answer of `spans` would not be sure, dioptres. */
const SURE_UP_TO = 14;
const THICKEST_MM = 25;
/** Room for a back surface turned for prism, whose rim then reaches a little further. */
const SURE_SHARE = 0.9;

/** A work bench for one prescription in one frame: each pair is planned and each lens calculated at most once. */
export function openBench(setting: BenchSetting, rules: MakingRules): Bench {
  const { rx, pd, frame, heights } = setting;
  const plans = new Map<string, PairPlan>();
  const lenses = new Map<string, MadeLens>();
  const elsewhere = new Map<FrameGeometry, Bench>();
  const counts: BenchCounts = { plans: 0, profiles: 0 };

  const lensOf = (plan: PairPlan, eye: Eye, material: LensMaterial): MadeLens => {
    const key = lensKey(plan[eye], plan.thinningPrism, material);
    let lens = lenses.get(key);
    if (!lens) {
      counts.profiles++;
      lens = { solid: solidOrNull(plan[eye], plan.thinningPrism, material, frame) };
      lenses.set(key, lens);
    }
    return lens;
  };
  const profile = (plan: PairPlan, eye: Eye, material: LensMaterial): ThicknessProfile | null => {
    const lens = lensOf(plan, eye, material);
    if (lens.profile === undefined) lens.profile = lens.solid && orNull(() => profileOfSolid(lens.solid as LensSolid));
    return lens.profile;
  };

  const own: Bench = {
    rules,
    counts,
    profile,
    maxEdgeMm(plan, eye, material) {
      const lens = lensOf(plan, eye, material);
      lens.maxEdgeMm ??= lens.solid && Math.max(...lens.solid.edgeMm);
      return lens.maxEdgeMm;
    },
    inFrame(other) {
      let bench = elsewhere.get(other);
      if (!bench) {
        bench = openBench({ ...setting, frame: other }, rules);
        elsewhere.set(other, bench);
      }
      return bench;
    },
    plan(material, design, treatments) {
      if (!rx || !pd) return null;
      const key = String([material.id, design?.id, ...[...treatments].sort()]);
      let plan = plans.get(key);
      if (!plan) {
        counts.plans++;
        plan = planPair({ rx, pd, frame, heights, material, design, treatments }, rules);
        plans.set(key, plan);
      }
      return plan;
    },
    spans: (plan, eye, material) =>
      (frame.outline !== undefined && surelySpans(plan[eye], material, rules.limits.edgingAllowanceMm)) ||
      lensOf(plan, eye, material).solid !== null,
  };
  elsewhere.set(frame, own);
  return own;
}

/** A lens of this bench, and what was read off it so far; null where the curves cannot span the shape. */
interface MadeLens {
  solid: LensSolid | null;
  maxEdgeMm?: number | null;
  profile?: ThicknessProfile | null;
}

/** What a lens of this bench is known by. Its prism is the prescription's and its ADD goes with the thinning: neither is part of it. */
const lensKey = ({ eye, rx, centre, baseCurve }: LensPlan, thinningPrism: number, { id }: LensMaterial): string =>
  String([eye, id, rx.sphere, rx.cylinder, rx.axis, centre.inMm, centre.upMm, baseCurve, thinningPrism]);

/** One planned lens; null when its curves cannot span the shape. */
const solidOrNull = (
  { eye, rx, centre, baseCurve }: LensPlan,
  thinningPrism: number,
  material: LensMaterial,
  frame: FrameGeometry,
): LensSolid | null => orNull(() => lensSolid({ eye, rx, material, frame, ...centre, baseCurve, thinningPrism }));

/** What is made of a lens; null when its curves cannot span the shape. Anything else that goes wrong is a fault and stays one. */
export function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * A sure yes from two radii: the farthest point of the shape lies well inside both surfaces, even for a lens as thick as they come.
 * Anything else is left to the exact profile.
 */
function surelySpans(
  { rx, baseCurve, minimumBlankMm }: LensPlan,
  material: LensMaterial,
  allowanceMm: number,
): boolean {
  const strongest = Math.max(Math.abs(rx.sphere), Math.abs(rx.sphere + rx.cylinder)) / 1_000;
  if (strongest > SURE_UP_TO) return false;
  const index = material.calculationIndex;
  const front = trueBase(baseCurve, index);
  const steepestBack = strongest + frontAtBackVertex(front, THICKEST_MM, index);
  const smallestRadius = (1_000 * (index - 1)) / steepestBack;
  return (minimumBlankMm - allowanceMm) / 2 < smallestRadius * SURE_SHARE;
}
