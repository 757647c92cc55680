import {
  type DesignId,
  designs,
  type EyeRx,
  type LensCalculation,
  type MaterialId,
  type TreatmentId,
} from '@opticworks/optics';
import type { ListLensBlanks } from '@opticworks/schema/operations/catalog';
import type { z } from 'zod';

export type BlankList = z.infer<typeof ListLensBlanks.output>;

export interface ChosenBlank {
  kind: 'FINISHED' | 'SURFACED';
  sku: string;
  name: string;
  diameterMm: number;
}

/** Treatments a stocked, coated lens already carries. */
const ON_COATED_STOCK: ReadonlySet<TreatmentId> = new Set<TreatmentId>(['hard-coat', 'ar-standard', 'uv400']);
/** Bases may differ by this much from the calculated one, thousandths of a dioptre. */
const BASE_SLACK_MDPT = 1_000;

/**
 * The listed blank a lens is made from: the stock lens of its power when the design, the treatments and the diameter allow, else the
 * smallest semi-finished blank that is large enough, nearest in base. Axis is no part of either; the lens is turned.
 * @returns null when no listed blank fits
 */
export function chooseBlank(
  lens: Pick<LensCalculation, 'eye' | 'rx' | 'minimumBlankMm' | 'baseCurve'>,
  order: { design: DesignId; material: MaterialId; treatments: readonly TreatmentId[] },
  blanks: BlankList,
): ChosenBlank | null {
  const { finished, surfaced } = blankCandidates(lens, order, blanks);
  return finished[0] ?? surfaced[0] ?? null;
}

/** Listed blanks a lens could be made from, best first: which of them it is made from depends on what is on the shelf. */
export interface BlankCandidates {
  finished: ChosenBlank[];
  surfaced: ChosenBlank[];
}

export const blankCandidates = (lens: Lens, order: Order, blanks: BlankList): BlankCandidates => ({
  finished: finishedBlanks(lens, order, blanks),
  surfaced: semiFinishedBlanks(lens, order, blanks),
});

const chosen = (kind: ChosenBlank['kind'], { sku, name, diameterMm }: Omit<ChosenBlank, 'kind'>): ChosenBlank => ({
  kind,
  sku,
  name,
  diameterMm,
});

/** Marked bases (dioptres) in which the house lists blanks for this order: curves are calculated on one that can be had. */
export function listedBases({ semiFinished }: BlankList, { design, material }: Order): number[] {
  const wanted = isMadeFromPlain(design) ? 'plain' : design;
  const bases = semiFinished
    .filter((blank) => blank.materialCode === material && blank.designCode === wanted)
    .map((blank) => blank.baseCurveMdpt / 1_000);
  return [...new Set(bases)].sort((a, b) => a - b);
}

/** Free-form and surfaced single vision start from a blank without segment, add or eye. */
const isMadeFromPlain = (design: DesignId): boolean => designs[design].isFreeForm || designs[design].hasFinished;

type Order = Parameters<typeof chooseBlank>[1];
type Lens = Parameters<typeof chooseBlank>[0];

const smallestFirst = <T extends { diameterMm: number }>(a: T, b: T) => a.diameterMm - b.diameterMm;

function finishedBlanks(lens: Lens, { design, material, treatments }: Order, blanks: BlankList): ChosenBlank[] {
  const isStock =
    designs[design].hasFinished && lens.rx.prisms.length === 0 && treatments.every((id) => ON_COATED_STOCK.has(id));
  if (!isStock) return [];
  const needsCoating = treatments.includes('ar-standard');
  return (
    blanks.finished
      .filter(
        (blank) =>
          blank.materialCode === material &&
          blank.sphere === lens.rx.sphere &&
          blank.cylinder === lens.rx.cylinder &&
          blank.diameterMm >= lens.minimumBlankMm - 1e-9 &&
          (!needsCoating || blank.coated),
      )
      // A coated lens serves an uncoated order, but the plain one is cheaper.
      .sort((a, b) => smallestFirst(a, b) || Number(a.coated) - Number(b.coated))
      .map((blank) => chosen('FINISHED', blank))
  );
}

function semiFinishedBlanks(lens: Lens, { design, material }: Order, blanks: BlankList): ChosenBlank[] {
  const isPlain = isMadeFromPlain(design);
  const wantedBase = lens.baseCurve * 1_000;
  const offBase = (blank: { baseCurveMdpt: number }) => Math.abs(blank.baseCurveMdpt - wantedBase);
  return blanks.semiFinished
    .filter(
      (blank) =>
        blank.materialCode === material &&
        blank.diameterMm >= lens.minimumBlankMm - 1e-9 &&
        offBase(blank) <= BASE_SLACK_MDPT &&
        (isPlain ? blank.add === null && blank.eye === null : fitsDesign(blank, design, lens.rx, lens.eye)),
    )
    .sort((a, b) => offBase(a) - offBase(b) || smallestFirst(a, b))
    .map((blank) => chosen('SURFACED', blank));
}

/** Segments and cast progressives are made for one eye and one ADD. */
const fitsDesign = (blank: BlankList['semiFinished'][number], design: DesignId, rx: EyeRx, eye: 'od' | 'os'): boolean =>
  blank.designCode === design && blank.add === rx.add && (blank.eye === null || blank.eye.toLowerCase() === eye);
