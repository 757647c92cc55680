import {
  backSurfaceFor,
  frontAtBackVertex,
  type LensCalculation,
  type MaterialId,
  markedBase,
  materials,
  trueBase,
} from '@opticworks/optics';
import type { BlankCandidates, ChosenBlank } from '../calculation/choose-blank.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';

/**
 * What is done when a stock lens is right but out: wait for it, wait only when more is on order, or grind it from a semi-finished blank
 * that is there. `pairAlike`: when one lens of a pair must be ground, the other is ground too, so that both get their coat from one lot.
 */
export interface BlankRule {
  material: string;
  whenShort: 'WAIT' | 'WAIT_IF_ON_ORDER' | 'SURFACE';
  pairAlike: boolean;
}

export interface StockLevel {
  available: number;
  /** On order and not spoken for by what waits already. */
  coming: number;
}

export interface BlankDecision {
  eye: Eye;
  blank: ChosenBlank | null;
  /** SURFACED: a stock lens was right, and ground instead because it was out. Null: nothing of the kind; the store has the last word. */
  stockFill: 'SURFACED' | null;
}

/**
 * Chooses the blank of each lens from its candidates, best first, by what is on the shelf. Blanks are counted each: two lenses of one power
 * need two.
 */
export function decideBlanks(
  lenses: readonly ({ eye: Eye } & BlankCandidates)[],
  stock: ReadonlyMap<string, StockLevel>,
  rule: BlankRule,
): BlankDecision[] {
  const left = new Map([...stock].map(([sku, { available }]) => [sku, available]));
  const take = (candidates: readonly ChosenBlank[]): ChosenBlank | null => {
    const found = candidates.find(({ sku }) => (left.get(sku) ?? 0) > 0) ?? null;
    if (found) left.set(found.sku, (left.get(found.sku) ?? 0) - 1);
    return found;
  };
  const decide = (lens: (typeof lenses)[number]): BlankDecision => {
    const { eye } = lens;
    if (lens.finished.length === 0)
      return { eye, blank: take(lens.surfaced) ?? lens.surfaced[0] ?? null, stockFill: null };
    const finished = take(lens.finished);
    if (finished) return { eye, blank: finished, stockFill: null };
    const first = lens.finished[0]!;
    const waits =
      rule.whenShort === 'WAIT' || (rule.whenShort === 'WAIT_IF_ON_ORDER' && (stock.get(first.sku)?.coming ?? 0) > 0);
    const ground = waits ? null : take(lens.surfaced);
    return ground ? { eye, blank: ground, stockFill: 'SURFACED' } : { eye, blank: first, stockFill: null };
  };
  const decided = lenses.map(decide);
  if (!rule.pairAlike || !decided.some(({ blank }) => blank?.kind === 'SURFACED')) return decided;
  return decided.map((one, i) => {
    if (one.blank?.kind !== 'FINISHED') return one;
    const ground = take(lenses[i]!.surfaced);
    return ground ? { eye: one.eye, blank: ground, stockFill: null } : one;
  });
}

export interface MeasuredBlank {
  /** Marked base as measured, dioptres at 1.530. */
  measuredBase: number | null;
  /** Back vertex power off its label, dioptres: finished lenses only. */
  powerError: number | null;
}

/**
 * What the very blank changes. A front that is off its marked curve is made up for on the back, so that the lens still has the power that
 * was ordered; a finished lens carries its error into the inspection.
 * @param lens calculated on the marked base: curves in dioptres, thickness in mm
 * @returns back curve to cut (true, dioptres) and on a tool (at 1.530); null where nothing was measured
 */
export function correctedBack(
  lens: { baseCurve: number; backCurve: number; centreThicknessMm: number; material: MaterialId },
  blank: Pick<MeasuredBlank, 'measuredBase'>,
): { backCurve: number; toolCurve: number; shift: number } | null {
  if (blank.measuredBase === null) return null;
  const index = materials[lens.material].calculationIndex;
  const power = frontAtBackVertex(trueBase(lens.baseCurve, index), lens.centreThicknessMm, index) + lens.backCurve;
  const backCurve = backSurfaceFor(power, trueBase(blank.measuredBase, index), lens.centreThicknessMm, index);
  return { backCurve, toolCurve: markedBase(backCurve, index), shift: backCurve - lens.backCurve };
}

/**
 * A calculated lens on the very blank it is ground from: both meridians of the back make up for the front as measured, and so do the
 * tools. The marked base stays what is printed on the blank.
 * @param measuredBase marked base as measured, dioptres at 1.530
 */
export function measuredOnBlank(lens: LensCalculation, measuredBase: number, material: MaterialId): LensCalculation {
  const index = materials[material].calculationIndex;
  const { centreMm } = lens.profile;
  const correct = (backCurve: number) =>
    correctedBack({ baseCurve: lens.baseCurve, backCurve, centreThicknessMm: centreMm, material }, { measuredBase })
      ?.backCurve ?? backCurve;
  const backPowers = {
    alongAxis: correct(lens.backPowers.alongAxis),
    acrossAxis: correct(lens.backPowers.acrossAxis),
  };
  return {
    ...lens,
    backPowers,
    toolCurves: {
      alongAxis: markedBase(backPowers.alongAxis, index),
      acrossAxis: markedBase(backPowers.acrossAxis, index),
    },
    profile: { ...lens.profile, frontPower: trueBase(measuredBase, index), backPowers },
  };
}
