import { nextStockedDiameter } from '../frame/blank-size.ts';
import {
  type CentrationRules,
  decentration,
  monocularNearPd,
  monocularPd,
  raise,
  usualRaise,
} from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import { type Eye, type EyePairMm, type EyeRx, type Pd } from '../prescription/prescription.types.ts';
import { canonical, strongestPower } from '../prescription/transpose.ts';
import {
  type BlankItem,
  type BlankSeries,
  type FinishedSeries,
  isInFinishedGrid,
  type SemiFinishedSeries,
  usualDiameters,
} from './blanks.ts';
import { boddyBase, nearestBase, vogelBase } from './curves.ts';
import { type LensDesign, rxForDesign } from './designs.ts';
import type { MakingRules } from './making-rules.ts';
import type { LensMaterial } from './materials.ts';
import { minimumBlank } from './prepared-frame.ts';
import type { TreatmentId } from './treatments.ts';

/** What a pair of lenses is planned from; the design may still be open, then the easiest one is taken. */
export interface PairToPlan {
  rx: { od: EyeRx; os: EyeRx };
  pd: Pd;
  frame: FrameGeometry;
  heights?: EyePairMm | undefined;
  material: LensMaterial;
  design: LensDesign | undefined;
  treatments: readonly TreatmentId[];
}

export interface LensPlan {
  eye: Eye;
  /** What is made: canonical, with a reading or screen pair's share of the ADD in the sphere. */
  rx: EyeRx;
  centre: { inMm: number; upMm: number };
  minimumBlankMm: number;
  /** The largest diameter this lens could come from, mm; 0 where nothing is stocked for it. */
  largestMm: number;
  /** Base curve, dioptres at 1.530. */
  baseCurve: number;
  /** What is taken from the shelf; null when `refusal` says why there is none. */
  blank: BlankItem | null;
  refusal: Finding | null;
}

export interface PairPlan {
  od: LensPlan;
  os: LensPlan;
  /** Prism thinning, base down, MilliPrism; the same on both eyes, or it would be a prism between them. */
  thinningPrism: number;
  /** Why the two lenses do not go together although each could be made. */
  refusal: Finding | null;
}

/** PD a lens is centred on: the near one where the whole lens is for reading or the screen. mm */
export const centredPd = (eye: Eye, pd: Pd, design: LensDesign | undefined, rules: CentrationRules): number =>
  design?.use === 'single-vision-near' || design?.use === 'single-vision-intermediate'
    ? monocularNearPd(pd, eye, rules)
    : monocularPd(pd, eye);

/** Centre of one lens in its box: inward decentration and raise, mm. */
export function lensCentre(
  eye: Eye,
  request: { frame: FrameGeometry; heights?: EyePairMm | undefined; pd: Pd },
  design: LensDesign | undefined,
  rules: CentrationRules,
): { inMm: number; upMm: number } {
  return {
    inMm: decentration(request.frame, centredPd(eye, request.pd, design, rules)),
    upMm: centreUp(eye, request, design, rules),
  };
}

function centreUp(
  eye: Eye,
  { frame, heights }: { frame: FrameGeometry; heights?: EyePairMm | undefined },
  design: LensDesign | undefined,
  rules: CentrationRules,
): number {
  // A segment height says where the segment starts, not where the eye looks through.
  if (design?.segment) return 0;
  if (heights) return raise(eye === 'od' ? heights.odMm : heights.osMm, frame.lensHeightMm);
  // A fitting cross sits before the pupil and is measured; only a plain lens may be centred by habit.
  return design?.corridors ? 0 : usualRaise(frame, rules);
}

/** Power that is made for one eye, canonical. */
export const madeRx = (rx: EyeRx, design?: LensDesign): EyeRx => canonical(design ? rxForDesign(rx, design) : rx);

/** Prism thinning of a progressive, base down, MilliPrism. @param perAdd Δ per dioptre of ADD */
export const thinningPrismFor = (rx: EyeRx, perAdd = 0.6): number => Math.round((rx.add ?? 0) * perAdd);

/** Free-form and surfaced single vision start from a front without segment, ADD or eye. */
export const isMadeFromPlain = (design: LensDesign | undefined): boolean =>
  !design || design.isFreeForm || design.hasFinished;

/**
 * Plans both lenses of a pair on the blanks of the house: centre, blank size, finished or surfaced, base curve and the very stock item.
 * Finished when single vision, without prism, on the stock grid, with treatments the stock carries and a diameter that is large
 * enough; otherwise from a semi-finished blank of the design, for its ADD and eye where it is cast for them.
 */
export function planPair(pair: PairToPlan, rules: MakingRules): PairPlan {
  const draft = (eye: Eye): Draft => draftLens(eye, pair, rules);
  const [od, os] = [draft('od'), draft('os')];
  const bases = matchBases(od, os, rules.limits.pairBaseSlack);
  const refusal =
    bases === null && !od.refusal && !os.refusal
      ? finding('BASES_TOO_FAR_APART', 'pair.base', {
          od: nearestBase(od.wantedBase, od.bases),
          os: nearestBase(os.wantedBase, os.bases),
          max: rules.limits.pairBaseSlack,
        })
      : null;
  const isThinned = pair.design?.corridors !== undefined;
  const thinning = (rx: EyeRx) => thinningPrismFor(rx, rules.limits.thinningPerAdd);
  return {
    od: finishPlan(od, bases?.od ?? nearestBase(od.wantedBase, od.bases), pair, rules),
    os: finishPlan(os, bases?.os ?? nearestBase(os.wantedBase, os.bases), pair, rules),
    thinningPrism: isThinned ? Math.min(thinning(od.rx), thinning(os.rx)) : 0,
    refusal,
  };
}

interface Draft {
  eye: Eye;
  rx: EyeRx;
  centre: { inMm: number; upMm: number };
  minimumBlankMm: number;
  largestMm: number;
  finished: BlankItem | null;
  /** Series this lens could be surfaced from, with the diameter it would take of each. */
  series: readonly (SemiFinishedSeries & { diameterMm: number })[];
  wantedBase: number;
  /** Bases that can be had in a large enough diameter, dioptres. */
  bases: readonly number[];
  refusal: Finding | null;
}

function draftLens(eye: Eye, pair: PairToPlan, rules: MakingRules): Draft {
  const { design, material } = pair;
  const rx = madeRx(pair.rx[eye], design);
  const centre = lensCentre(eye, pair, design, rules.centration);
  const minimumBlankMm = minimumBlank(eye, pair.frame, centre, rules.limits.edgingAllowanceMm);
  const ofMaterial = rules.blanks.filter((series) => series.material === material.id);
  const grids = finishedSeries(ofMaterial, rx, pair, rules);
  const finished = finishedItem(grids, rx, minimumBlankMm);
  const cast = semiFinishedSeries(ofMaterial, design);
  const series = cast.filter((one) => one.adds.length === 0 || one.adds.includes(rx.add ?? 0));
  const large = series.flatMap((one) => {
    const diameterMm = nextStockedDiameter(minimumBlankMm, one.diametersMm);
    return diameterMm === null ? [] : [{ ...one, diameterMm }];
  });
  const bases = finished ? rules.stockedBases : large.flatMap((one) => one.bases.map((base) => base / 1_000));
  const largestMm = Math.max(0, ...[...series, ...grids].flatMap((one) => one.diametersMm));
  return {
    eye,
    rx,
    centre,
    minimumBlankMm,
    largestMm,
    finished,
    series: large,
    wantedBase: design?.corridors ? boddyBase(rx, rx.add ?? 0, rules.baseCurves) : vogelBase(rx, rules.baseCurves),
    bases,
    refusal: finished || large.length > 0 ? null : noBlank(eye, rx, minimumBlankMm, { largestMm, cast, grids, pair }),
  };
}

function noBlank(
  eye: Eye,
  rx: EyeRx,
  minimumBlankMm: number,
  had: { largestMm: number; cast: readonly SemiFinishedSeries[]; grids: readonly FinishedSeries[]; pair: PairToPlan },
): Finding {
  const { material } = had.pair;
  const design = had.pair.design?.name ?? '';
  if (had.largestMm > 0) {
    const needed = nextStockedDiameter(minimumBlankMm, usualDiameters) ?? Math.ceil(minimumBlankMm);
    return finding('BLANK_TOO_SMALL', `${eye}.blank`, { needed, material: material.name, largest: had.largestMm });
  }
  const adds = had.cast.flatMap((series) => series.adds);
  if (adds.length > 0)
    return finding('ADD_NOT_STOCKED', `${eye}.add`, {
      material: material.name,
      design,
      min: Math.min(...adds),
      max: Math.max(...adds),
      value: rx.add ?? 0,
    });
  return finding('BLANK_NOT_STOCKED', `${eye}.blank`, { material: material.name, design });
}

/** Series of finished lenses this one could be edged from, whatever the diameter. */
function finishedSeries(
  ofMaterial: readonly BlankSeries[],
  rx: EyeRx,
  { design, material, treatments }: PairToPlan,
  rules: MakingRules,
): FinishedSeries[] {
  if (design && !design.hasFinished) return [];
  if (rx.prisms.length > 0) return [];
  const isCarried = (id: TreatmentId, carried: readonly TreatmentId[]) =>
    carried.includes(id) || rules.treatments[id].inherentIn.includes(material.id);
  return ofMaterial.filter((series): series is FinishedSeries => {
    if (series.form !== 'finished' || !isInFinishedGrid(rx, series.grid)) return false;
    const carried = series.isCoated ? rules.stockTreatments.coated : rules.stockTreatments.plain;
    return treatments.every((id) => isCarried(id, carried));
  });
}

/** The smallest finished lens that is large enough; of two, the uncoated one, which is cheaper. */
function finishedItem(grids: readonly FinishedSeries[], rx: EyeRx, minimumBlankMm: number): BlankItem | null {
  let best: { series: FinishedSeries; diameterMm: number } | null = null;
  for (const series of grids) {
    const diameterMm = nextStockedDiameter(minimumBlankMm, series.diametersMm);
    if (diameterMm === null) continue;
    const isBetter =
      !best ||
      diameterMm < best.diameterMm ||
      (diameterMm === best.diameterMm && !series.isCoated && best.series.isCoated);
    if (isBetter) best = { series, diameterMm };
  }
  return (
    best && {
      form: 'finished',
      series: best.series.code,
      material: best.series.material,
      diameterMm: best.diameterMm,
      sphere: rx.sphere,
      cylinder: rx.cylinder,
      isCoated: best.series.isCoated,
    }
  );
}

function semiFinishedSeries(ofMaterial: readonly BlankSeries[], design: LensDesign | undefined): SemiFinishedSeries[] {
  const wanted = isMadeFromPlain(design) ? 'plain' : design?.id;
  return ofMaterial.filter(
    (series): series is SemiFinishedSeries => series.form === 'semi-finished' && series.design === wanted,
  );
}

/**
 * Bases of both eyes: the stronger eye gets the stocked base nearest to its rule, the weaker one the nearest within the slack of it.
 * Where the weaker eye has none there, the pair of bases that is off least in sum.
 * @returns null when no two bases go together
 */
function matchBases(od: Draft, os: Draft, slack: number): { od: number; os: number } | null {
  if (od.bases.length === 0 || os.bases.length === 0) return null;
  const isRightStronger = Math.abs(od.rx.sphere + od.rx.cylinder / 2) >= Math.abs(os.rx.sphere + os.rx.cylinder / 2);
  const [strong, weak] = isRightStronger ? [od, os] : [os, od];
  const named = (ofStrong: number, ofWeak: number) =>
    isRightStronger ? { od: ofStrong, os: ofWeak } : { od: ofWeak, os: ofStrong };
  const near = (base: number, to: number) => Math.abs(base - to) <= slack + 1e-9;
  const first = nearestBase(strong.wantedBase, strong.bases);
  const beside = weak.bases.filter((base) => near(base, first));
  if (beside.length > 0) return named(first, nearestBase(weak.wantedBase, beside));
  let best: { off: number; bases: { od: number; os: number } } | null = null;
  for (const a of strong.bases)
    for (const b of weak.bases) {
      if (!near(a, b)) continue;
      const off = Math.abs(a - strong.wantedBase) + Math.abs(b - weak.wantedBase);
      if (!best || off < best.off - 1e-9) best = { off, bases: named(a, b) };
    }
  return best?.bases ?? null;
}

function finishPlan(draft: Draft, baseCurve: number, pair: PairToPlan, rules: MakingRules): LensPlan {
  const { eye, rx, centre, minimumBlankMm, largestMm, refusal } = draft;
  // Where nothing is stocked the thickness is still worth showing, on the base the rule asks for.
  const shown = draft.bases.length > 0 ? baseCurve : nearestBase(draft.wantedBase, rules.stockedBases);
  const blank = refusal ? null : (draft.finished ?? semiFinishedItem(draft, shown, pair));
  return { eye, rx, centre, minimumBlankMm, largestMm, baseCurve: shown, blank, refusal };
}

/** The smallest large enough blank of the base. */
function semiFinishedItem(draft: Draft, baseCurve: number, { material }: PairToPlan): BlankItem | null {
  const base = Math.round(baseCurve * 1_000);
  let best: BlankItem | null = null;
  for (const series of draft.series) {
    if (!series.bases.includes(base)) continue;
    if (best && best.diameterMm <= series.diameterMm) continue;
    best = {
      form: 'semi-finished',
      series: series.code,
      material: material.id,
      design: series.design,
      diameterMm: series.diameterMm,
      base,
      add: series.adds.length > 0 ? draft.rx.add : null,
      eye: series.isPerEye ? draft.eye : null,
    };
  }
  return best;
}

/** |power| of the stronger lens of a pair as made, Mdpt. */
export const strongestOfPair = (plan: { od: { rx: EyeRx }; os: { rx: EyeRx } }): number =>
  Math.max(strongestPower(plan.od.rx), strongestPower(plan.os.rx));
