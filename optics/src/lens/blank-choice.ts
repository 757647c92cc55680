import { type BlankItem, type BlankSeries, blankName, blankSku, stockItemsOf } from './blanks.ts';
import type { DesignId } from './designs.ts';
import type { MakingRules } from './making-rules.ts';
import type { MaterialId } from './materials.ts';
import { isMadeFromPlain, type LensPlan } from './pair-plan.ts';
import type { TreatmentId } from './treatments.ts';

export interface ChosenBlank {
  kind: 'FINISHED' | 'SURFACED';
  sku: string;
  name: string;
  diameterMm: number;
  /** Marked base of a blank to be ground, dioptres; null for a finished lens. */
  base: number | null;
}

/** Stock items a lens could be made from, best first: which of them it is made from depends on what is on the shelf. */
export interface BlankCandidates {
  finished: ChosenBlank[];
  surfaced: ChosenBlank[];
}

type Lens = Pick<LensPlan, 'eye' | 'rx' | 'minimumBlankMm' | 'baseCurve' | 'blank'>;
/** What is ordered, by the names of the rules. */
export interface LensOrder {
  design: DesignId;
  material: MaterialId;
  treatments: readonly TreatmentId[];
}

const chosen = (item: BlankItem, seriesName: string): ChosenBlank => ({
  kind: item.form === 'finished' ? 'FINISHED' : 'SURFACED',
  sku: blankSku(item),
  name: blankName(item, seriesName),
  diameterMm: item.diameterMm,
  base: item.form === 'finished' ? null : item.base / 1_000,
});

/** The item the rules of making planned the lens on. @returns null when they found none; the problems say why */
export function plannedBlank({ blank }: Pick<Lens, 'blank'>, rules: MakingRules): ChosenBlank | null {
  if (!blank) return null;
  const series = rules.blanks.find(({ code }) => code === blank.series);
  return chosen(blank, series?.name ?? blank.series);
}

/**
 * Everything on the list this lens could be made from: the planned item first, then larger diameters, coated instead of plain, and
 * surfaced instead of finished. Nothing where the rules found nothing.
 */
export function blankCandidates(lens: Lens, order: LensOrder, rules: MakingRules): BlankCandidates {
  if (!lens.blank) return { finished: [], surfaced: [] };
  const stocked = rules.blanks.filter(({ material }) => material === order.material);
  return {
    finished: finishedBlanks(lens, order, stocked, rules),
    surfaced: surfacedBlanks(lens, order, stocked, rules),
  };
}

const isLargeEnough = (item: BlankItem, lens: Lens): boolean => item.diameterMm >= lens.minimumBlankMm - 1e-9;

function finishedBlanks(
  lens: Lens,
  order: LensOrder,
  stocked: readonly BlankSeries[],
  rules: MakingRules,
): ChosenBlank[] {
  const { rx } = lens;
  if (!rules.designs[order.design].hasFinished || rx.prisms.length > 0) return [];
  const carries = (isCoated: boolean) => {
    const carried = isCoated ? rules.stockTreatments.coated : rules.stockTreatments.plain;
    return order.treatments.every(
      (id) => carried.includes(id) || rules.treatments[id].inherentIn.includes(order.material),
    );
  };
  return (
    stocked
      .flatMap((series) => stockItemsOf(series).map((item) => ({ item, name: series.name })))
      .filter(
        ({ item }) =>
          item.form === 'finished' &&
          item.sphere === rx.sphere &&
          item.cylinder === rx.cylinder &&
          isLargeEnough(item, lens) &&
          carries(item.isCoated),
      )
      // A coated lens serves an uncoated order, but the plain one is cheaper.
      .sort((a, b) => a.item.diameterMm - b.item.diameterMm || coated(a.item) - coated(b.item))
      .map(({ item, name }) => chosen(item, name))
  );
}

const coated = (item: BlankItem): number => Number(item.form === 'finished' && item.isCoated);

function surfacedBlanks(
  lens: Lens,
  order: LensOrder,
  stocked: readonly BlankSeries[],
  rules: MakingRules,
): ChosenBlank[] {
  const design = rules.designs[order.design];
  const front = isMadeFromPlain(design) ? 'plain' : design.id;
  // A neighbouring base will do where the shelf has no other, as far as the bases of a pair may differ.
  const offBase = (item: BlankItem) =>
    item.form === 'semi-finished' ? Math.abs(item.base / 1_000 - lens.baseCurve) : Number.POSITIVE_INFINITY;
  return stocked
    .flatMap((series) => stockItemsOf(series).map((item) => ({ item, name: series.name })))
    .filter(
      ({ item }) =>
        item.form === 'semi-finished' &&
        item.design === front &&
        (item.add === null || item.add === lens.rx.add) &&
        (item.eye === null || item.eye === lens.eye) &&
        isLargeEnough(item, lens) &&
        offBase(item) <= rules.limits.pairBaseSlack + 1e-9,
    )
    .sort((a, b) => offBase(a.item) - offBase(b.item) || a.item.diameterMm - b.item.diameterMm)
    .map(({ item, name }) => chosen(item, name));
}

/**
 * What is done when a stock lens is right but out: wait for it, wait only when more is on order, or grind it from a semi-finished blank
 * that is there. `pairAlike`: when one lens of a pair must be ground, the other is ground too, so that both get their coat from one lot.
 */
export interface BlankRule {
  /** A material, or `*` for all without a rule of their own. */
  material: string;
  whenShort: 'WAIT' | 'WAIT_IF_ON_ORDER' | 'SURFACE';
  pairAlike: boolean;
}

export interface BlankStock {
  available: number;
  /** On order and not spoken for by what waits already. */
  coming: number;
}

export interface BlankDecision<E extends string = string> {
  eye: E;
  blank: ChosenBlank | null;
  /** SURFACED: a stock lens was right, and ground instead because it was out. Null: nothing of the kind; the store has the last word. */
  stockFill: 'SURFACED' | null;
}

/** The rule of a material, or the one for all others; without any, a lens waits for its blank. */
export const blankRuleFor = (material: string, rules: readonly BlankRule[]): BlankRule =>
  rules.find((rule) => rule.material === material) ??
  rules.find((rule) => rule.material === '*') ?? { material: '*', whenShort: 'WAIT', pairAlike: false };

/**
 * Chooses the blank of each lens from its candidates, best first, by what is on the shelf. Blanks are counted each: two lenses of one power
 * need two.
 * @param stockOf what is there of a stock number, pieces
 */
export function decideBlanks<E extends string>(
  lenses: readonly ({ eye: E } & BlankCandidates)[],
  stockOf: (sku: string) => BlankStock,
  rule: BlankRule,
): BlankDecision<E>[] {
  const taken = new Map<string, number>();
  const take = (candidates: readonly ChosenBlank[]): ChosenBlank | null => {
    const found = candidates.find(({ sku }) => stockOf(sku).available > (taken.get(sku) ?? 0)) ?? null;
    if (found) taken.set(found.sku, (taken.get(found.sku) ?? 0) + 1);
    return found;
  };
  const decide = (lens: (typeof lenses)[number]): BlankDecision<E> => {
    const { eye } = lens;
    const finished = take(lens.finished);
    if (finished) return { eye, blank: finished, stockFill: null };
    const [first] = lens.finished;
    if (!first) return { eye, blank: take(lens.surfaced) ?? lens.surfaced[0] ?? null, stockFill: null };
    const waits = rule.whenShort === 'WAIT' || (rule.whenShort === 'WAIT_IF_ON_ORDER' && stockOf(first.sku).coming > 0);
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
