import { type CentrationRules, centrationRules } from '../frame/centration.ts';
import type { RimType } from '../frame/frame.types.ts';
import { type BlankSeries, defaultBlankSeries } from './blanks.ts';
import { type BaseCurveRules, baseCurveRules, stockedBases } from './curves.ts';
import { type DesignId, designs, type LensDesign } from './designs.ts';
import { type LensMaterial, type MaterialId, materials } from './materials.ts';
import { type PowerBands, powerBands } from './price-band.ts';
import { type LensTreatment, type TreatmentId, treatments } from './treatments.ts';

/** Limits of making that belong to no material or design. Lengths in mm, powers in Mdpt, angles in degrees. */
export interface MakingLimits {
  /** Edges above are told, and made. */
  noticeEdgeMm: number;
  /** Decentration per eye above is told, and made. */
  noticeDecentrationMm: number;
  /** A frame counts as strongly curved from this face-form angle or frame curve on. */
  wrapFromDeg: number;
  wrapFromBase: number;
  wrapMaxPower: number;
  /** Face-form angle taken for a frame sold as wrap when nobody measured it. */
  assumedWrapDeg: number;
  /** Below this age only impact resistant materials are offered. */
  impactUnderAge: number;
  /** Lens kept above the fitting cross of a progressive. */
  aboveFittingCrossMm: number;
  /** Added to the diameter for edging. */
  edgingAllowanceMm: number;
  /** Bases of a pair differ by at most this, dioptres. */
  pairBaseSlack: number;
  /** Prism thinning of a progressive per dioptre of ADD, Δ. */
  thinningPerAdd: number;
}

/** How a rim holds a lens, and what it cannot hold. The thinnest edge is the material's own, see `LensMaterial.minEdgeMm`. */
export interface RimRule {
  mount: 'bevel' | 'groove' | 'drill';
  /** Thickest edge it takes, mm; null where thickness is only a matter of looks. */
  maxEdgeMm: number | null;
  /** Strongest |principal power|, Mdpt; null where the frame's own limits are enough. */
  maxPower: number | null;
}

/** Materials in which designs are not cast or ground. */
export interface RefusedPairing {
  materials: readonly MaterialId[];
  designs: readonly DesignId[];
  /** For the house's own staff, in English and, where somebody wrote it, in German. */
  why: string;
  whyDe?: string | undefined;
}

/** Treatments a finished lens from stock already carries; any other one makes the pair a surfaced one. */
export interface StockTreatments {
  plain: readonly TreatmentId[];
  coated: readonly TreatmentId[];
}

/** Above these a surcharge is due, Mdpt, MilliPrism and mm. */
export interface SurchargeLimits {
  prism: number;
  cylinder: number;
  add: number;
  blankMm: number;
}

/**
 * Everything that decides what can be made, as one versioned data set: the same in the lens builder, at price, at order and in the
 * lab. Ids are fixed by the arithmetic behind them; every number, list and pairing belongs to the owner of the house.
 */
export interface MakingRules {
  /** Names the data set in answers, explanations and lab jobs. */
  version: string;
  limits: MakingLimits;
  rims: Readonly<Record<RimType, RimRule>>;
  designs: Readonly<Record<DesignId, LensDesign>>;
  materials: Readonly<Record<MaterialId, LensMaterial>>;
  treatments: Readonly<Record<TreatmentId, LensTreatment>>;
  pairings: readonly RefusedPairing[];
  stockTreatments: StockTreatments;
  /** Marked bases a finished lens is taken to have when its thickness is estimated, dioptres. */
  stockedBases: readonly number[];
  /** Which base a lens wants, before the stock is asked. */
  baseCurves: BaseCurveRules;
  /** Where a lens is centred as far as nobody measured. */
  centration: CentrationRules;
  /** Limits of the price bands, and of what costs extra. */
  bands: PowerBands;
  surchargeAbove: SurchargeLimits;
  blanks: readonly BlankSeries[];
}

export const makingLimits: MakingLimits = {
  noticeEdgeMm: 6,
  noticeDecentrationMm: 6,
  wrapFromDeg: 12,
  wrapFromBase: 8,
  wrapMaxPower: 4_000,
  assumedWrapDeg: 18,
  impactUnderAge: 18,
  aboveFittingCrossMm: 8,
  edgingAllowanceMm: 2,
  pairBaseSlack: 1,
  thinningPerAdd: 0.6,
};

export const rimRules: Readonly<Record<RimType, RimRule>> = {
  'full-rim': { mount: 'bevel', maxEdgeMm: null, maxPower: null },
  'half-rim': { mount: 'groove', maxEdgeMm: null, maxPower: null },
  rimless: { mount: 'drill', maxEdgeMm: 5, maxPower: null },
};

export const refusedPairings: readonly RefusedPairing[] = [
  { materials: ['index-174'], designs: ['ft-28', 'ft-35'], why: 'Segments are not cast in 1.74.' },
  {
    materials: ['crown', 'trivex', 'index-156', 'index-160', 'index-167', 'index-174'],
    designs: ['trifocal-7x28', 'trifocal-8x35'],
    why: 'Trifocals are cast in 1.50 and in polycarbonate.',
  },
  {
    materials: ['crown', 'trivex', 'index-156', 'polycarbonate', 'index-160', 'index-167', 'index-174'],
    designs: ['round-28', 'executive'],
    why: 'Round bifocals and those over the full width are cast in 1.50.',
  },
  {
    materials: ['crown'],
    designs: ['progressive-standard', 'progressive-premium', 'progressive-custom', 'office', 'anti-fatigue'],
    why: 'Free-form generators cut plastics, not glass.',
  },
];

/** Retail convention; the first band limit already prices ordinary powers. */
export const surchargeLimits: SurchargeLimits = { prism: 2_000, cylinder: 4_000, add: 3_000, blankMm: 75 };

/** The rules an owner starts with. */
export const defaultMakingRules: MakingRules = {
  version: 'default',
  limits: makingLimits,
  rims: rimRules,
  designs,
  materials,
  treatments,
  pairings: refusedPairings,
  stockTreatments: { plain: ['hard-coat', 'uv400'], coated: ['hard-coat', 'ar-standard', 'uv400'] },
  stockedBases,
  baseCurves: baseCurveRules,
  centration: centrationRules,
  bands: powerBands,
  surchargeAbove: surchargeLimits,
  blanks: defaultBlankSeries,
};
