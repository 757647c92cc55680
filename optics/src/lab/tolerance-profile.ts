import type { LimitSource } from './tolerance-profile-sources.ts';

/** Product families with their own tolerances. */
export type InspectionKind = 'single-vision-or-multifocal' | 'progressive';

/** A tolerance that grows with the nominal value: the first row whose `upTo` holds the nominal decides. Mdpt, or a share of it. */
export interface PowerBandTolerance {
  upTo: number;
  absolute?: number;
  share?: number;
  source: LimitSource;
}

/** Degrees by |cylinder|; the first row whose `upTo` holds it decides. */
export interface AxisTolerance {
  upTo: number;
  degrees: number;
  source: LimitSource;
}

/** One number with where it comes from; its unit is said by the field that holds it. */
export interface Limit {
  value: number;
  source: LimitSource;
}

/** mm over both eyes together, or for each eye. */
export interface DistanceLimit extends Limit {
  isPerEye: boolean;
}

/** A prism limit up to a power, a distance limit above it. */
export interface PrismTolerance {
  upToPower: number;
  /** MilliPrism, of the pair in total. */
  prism: number;
  /** mm above `upToPower`: of the pair in total, or per eye. */
  distanceMm: number;
  isPerEye: boolean;
  source: LimitSource;
}

/** A row of the rule that holds both principal meridians: the first row whose `upTo` holds the strongest power decides. Mdpt. */
export interface EachMeridianBand {
  upTo: number;
  /** Limit A, of each principal meridian. */
  meridian: number;
  /** Limit B, by |cylinder|. A cylinder is never larger than twice the strongest power, so the last row always holds it. */
  cylinder: readonly { upTo: number; absolute: number }[];
  source: LimitSource;
}

/**
 * How power is judged. ANSI holds the meridian of highest absolute power and the cylinder; ISO holds each of the two principal
 * meridians (A) and the cylinder (B).
 */
export type PowerTolerance =
  | { rule: 'highest-meridian'; meridian: readonly PowerBandTolerance[]; cylinder: readonly PowerBandTolerance[] }
  | { rule: 'each-meridian'; bands: readonly EachMeridianBand[] };

/** Limits that differ by product family. Null: the profile has no such limit, the value is recorded and not judged. */
export interface KindTolerances {
  power: PowerTolerance;
  /** Imbalance of the mounted pair. */
  horizontal: PrismTolerance | null;
  vertical: PrismTolerance | null;
  /** Prism of one unmounted lens at its reference point. */
  unmounted: PrismTolerance | null;
  /** Prism of each mounted lens by itself, MilliPrism, where a rule names one besides that of the pair. */
  prismEachEye: Limit | null;
  /** Segment or fitting height of each eye and its difference over the pair, mm. */
  height: Limit | null;
  heightPair: Limit | null;
  /** Horizontal place of segments, mm. */
  segmentHorizontal: DistanceLimit | null;
  /** Horizontal place of the fitting cross of each eye, mm. */
  fittingCross: Limit | null;
  segmentTiltDeg: Limit | null;
  /** mm. */
  segmentSize: Limit | null;
  segmentSizePair: Limit | null;
}

export interface ToleranceProfile {
  id: string;
  name: string;
  /** Of the standard or rule, as it is printed on a record. */
  edition: string;
  /** Where it is law, or null where it is a voluntary standard or a house's own. */
  jurisdiction: string | null;
  /** False: numbers nobody has held against the standard. Such a profile is chosen only where its owner names it as unverified. */
  isVerified: boolean;
  add: readonly PowerBandTolerance[];
  axis: { mounted: readonly AxisTolerance[]; uncut: readonly AxisTolerance[] };
  /** A cylinder below this has no axis to hold, Mdpt. */
  axisUndefinedBelow: number;
  /** mm. */
  centreThickness: Limit | null;
  /** Mdpt. */
  baseCurve: Limit | null;
  /** Cylinder on the front surface, Mdpt. */
  warpage: Limit | null;
  /** Holds the PD to so many millimetres whatever the power; null follows the prism rule. */
  pdAlways: DistanceLimit | null;
  kinds: Record<InspectionKind, KindTolerances>;
}
