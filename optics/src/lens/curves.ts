import type { SpheroCylinder } from '../prescription/prescription.types.ts';
import { sphericalEquivalent } from '../prescription/transpose.ts';

/** Index at which base curves and lab tools are marked. */
export const TOOLING_INDEX = 1.53;

/** Radius of a surface in mm from its power in dioptres; Infinity for a plane. */
export const surfaceRadius = (dioptres: number, index: number): number =>
  dioptres === 0 ? Number.POSITIVE_INFINITY : (1000 * (index - 1)) / dioptres;

/** True surface power of a base curve marked at 1.530, in dioptres. */
export const trueBase = (markedDioptres: number, index: number): number =>
  (markedDioptres * (index - 1)) / (TOOLING_INDEX - 1);

/** Marked value of a true surface power, in dioptres at 1.530. */
export const markedBase = (trueDioptres: number, index: number): number =>
  (trueDioptres * (TOOLING_INDEX - 1)) / (index - 1);

/**
 * Exact depth of a spherical surface, mm; negative for a negative radius.
 * @param radiusMm may be Infinity
 * @param halfChordMm distance from the axis, < |radius|
 * @throws RangeError when the chord does not fit the sphere
 */
export function sagitta(radiusMm: number, halfChordMm: number): number {
  const r = Math.abs(radiusMm);
  if (Math.abs(halfChordMm) >= r)
    throw new RangeError('The lens is wider than its curve: choose a flatter base or a smaller blank.');
  // r − √(r² − y²) loses digits for flat curves; this form does not.
  const square = halfChordMm * halfChordMm;
  const depth = square / (r + Math.sqrt(r * r - square));
  return Math.sign(radiusMm) * depth;
}

/** Depth by the approximation y²·|F|/(2000(n−1)), mm. @param dioptres surface power */
export const sagittaApproximate = (dioptres: number, halfChordMm: number, index: number): number =>
  (halfChordMm ** 2 * Math.abs(dioptres)) / (2000 * (index - 1));

/** Front power as it acts at the back vertex: F1 / (1 − (t/n)·F1), dioptres. @param thicknessMm centre thickness */
export const frontAtBackVertex = (front: number, thicknessMm: number, index: number): number =>
  front / (1 - (thicknessMm / 1000 / index) * front);

/** Back vertex power of a lens, dioptres. */
export const backVertexPower = (front: number, back: number, thicknessMm: number, index: number): number =>
  frontAtBackVertex(front, thicknessMm, index) + back;

/** Back surface power that gives a wanted back vertex power, dioptres. */
export const backSurfaceFor = (wanted: number, front: number, thicknessMm: number, index: number): number =>
  wanted - frontAtBackVertex(front, thicknessMm, index);

/** Base curves kept in stock, dioptres at 1.530. */
export const stockedBases: readonly number[] = [0.5, 1, 2, 4, 6, 8];

/** Numbers of the base curve rules, dioptres at 1.530; shares are of the power. How close a pair stays is a limit of making. */
export interface BaseCurveRules extends VogelRules, BoddyRules {}

/** What a house starts with; a maker's own chart goes before them. */
export const baseCurveRules: BaseCurveRules = {
  flattest: 0.5,
  vogel: { from: 6, minusShare: 0.5 },
  boddy: { minusFrom: 4.25, minusShare: 0.5, plusFrom: 3.5, addShare: 0.5 },
};

/** Vogel's rule, dioptres: plus SE + 6, minus SE/2 + 6; never below the flattest base. */
export function vogelBase(rx: SpheroCylinder, rules: VogelRules = baseCurveRules): number {
  const equivalent = sphericalEquivalent(rx) / 1000;
  const { from, minusShare } = rules.vogel;
  return Math.max(rules.flattest, equivalent > 0 ? equivalent + from : equivalent * minusShare + from);
}

export interface VogelRules {
  /** Flattest base either rule names. */
  flattest: number;
  vogel: { from: number; minusShare: number };
}

/** Boddy's rule for progressives, dioptres: minus 4.25 + (SE + ADD)/2, plus 3.50 + SE + ADD/2. @param add Mdpt */
export function boddyBase(rx: SpheroCylinder, add: number, rules: BoddyRules = baseCurveRules): number {
  const equivalent = sphericalEquivalent(rx) / 1000;
  const addition = (add / 1000) * rules.boddy.addShare;
  const { minusFrom, minusShare, plusFrom } = rules.boddy;
  const base = equivalent < 0 ? minusFrom + equivalent * minusShare : plusFrom + equivalent;
  return Math.max(rules.flattest, base + addition);
}

export interface BoddyRules {
  flattest: number;
  boddy: { minusFrom: number; minusShare: number; plusFrom: number; addShare: number };
}

/** The stocked base nearest to a wanted one; the flatter of two equally near. @returns the wanted one where nothing is stocked */
export function nearestBase(wanted: number, stocked: readonly number[] = stockedBases): number {
  const [first = wanted, ...rest] = [...stocked].sort((a, b) => a - b);
  return rest.reduce((best, base) => (Math.abs(base - wanted) < Math.abs(best - wanted) - 1e-9 ? base : best), first);
}
