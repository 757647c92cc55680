import {
  type BlankItem,
  type BlankSeries,
  blankName,
  blankSku,
  type DesignId,
  isMadeFromPlain,
  type LensCalculation,
  type MakingRules,
  type MaterialId,
  stockItemsOf,
  type TreatmentId,
} from '@opticworks/optics';

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

type Lens = Pick<LensCalculation, 'eye' | 'rx' | 'minimumBlankMm' | 'baseCurve' | 'blank'>;
interface Order {
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
export function blankCandidates(lens: Lens, order: Order, rules: MakingRules): BlankCandidates {
  if (!lens.blank) return { finished: [], surfaced: [] };
  const stocked = rules.blanks.filter(({ material }) => material === order.material);
  return {
    finished: finishedBlanks(lens, order, stocked, rules),
    surfaced: surfacedBlanks(lens, order, stocked, rules),
  };
}

const isLargeEnough = (item: BlankItem, lens: Lens): boolean => item.diameterMm >= lens.minimumBlankMm - 1e-9;

function finishedBlanks(lens: Lens, order: Order, stocked: readonly BlankSeries[], rules: MakingRules): ChosenBlank[] {
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

function surfacedBlanks(lens: Lens, order: Order, stocked: readonly BlankSeries[], rules: MakingRules): ChosenBlank[] {
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
