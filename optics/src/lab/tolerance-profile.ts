/** Product families with their own tolerances. */
export type InspectionKind = 'single-vision-or-multifocal' | 'progressive';

/** A tolerance that grows with the nominal value: the first row whose `upTo` holds the nominal decides. Mdpt, or a share of it. */
export interface PowerBandTolerance {
  upTo: number;
  absolute?: number;
  share?: number;
}

/** A prism limit below a power, a distance limit above it. */
export interface PrismTolerance {
  upToPower: number;
  /** MilliPrism, of the pair in total. */
  prism: number;
  /** mm above `upToPower`: of the pair in total, or per eye. */
  distanceMm: number;
  isPerEye: boolean;
}

export interface KindTolerances {
  highestMeridian: readonly PowerBandTolerance[];
  cylinder: readonly PowerBandTolerance[];
  horizontal: PrismTolerance;
  vertical: PrismTolerance;
  /** Prism of one unmounted lens at its reference point. */
  unmounted: PrismTolerance;
  heightMm: number;
  heightPairMm: number;
  /** Horizontal place of segments: total of the pair; of fitting crosses: per eye. */
  nearHorizontal: { mm: number; isPerEye: boolean };
}

export interface ToleranceProfile {
  id: string;
  name: string;
  add: readonly PowerBandTolerance[];
  /** Degrees by |cylinder|; below the first row's `from` no axis is defined. */
  axis: readonly { upTo: number; degrees: number }[];
  axisUndefinedBelow: number;
  centreThicknessMm: number;
  baseCurve: number;
  segmentTiltDeg: number;
  segmentSizeMm: number;
  segmentSizePairMm: number;
  warpage: number;
  /** House policy: hold the PD to this many millimetres whatever the power; null follows the prism rule. */
  pdAlwaysWithinMm: number | null;
  kinds: Record<InspectionKind, KindTolerances>;
}

const INFINITE = Number.POSITIVE_INFINITY;

const heights = { heightMm: 1, heightPairMm: 1 };

/** ANSI Z80.1 as summarised for the 2010 and 2015 editions. */
export const ansiZ801: ToleranceProfile = {
  id: 'ansi-z80.1',
  name: 'ANSI Z80.1 (2010/2015 summaries)',
  add: [
    { upTo: 4_000, absolute: 120 },
    { upTo: INFINITE, absolute: 180 },
  ],
  axis: [
    { upTo: 250, degrees: 14 },
    { upTo: 500, degrees: 7 },
    { upTo: 750, degrees: 5 },
    { upTo: 1_500, degrees: 3 },
    { upTo: INFINITE, degrees: 2 },
  ],
  axisUndefinedBelow: 120,
  centreThicknessMm: 0.3,
  baseCurve: 750,
  segmentTiltDeg: 2,
  segmentSizeMm: 0.5,
  segmentSizePairMm: 0.7,
  warpage: 1_000,
  pdAlwaysWithinMm: null,
  kinds: {
    'single-vision-or-multifocal': {
      highestMeridian: [
        { upTo: 6_500, absolute: 130 },
        { upTo: INFINITE, share: 0.02 },
      ],
      cylinder: [
        { upTo: 2_000, absolute: 130 },
        { upTo: 4_500, absolute: 150 },
        { upTo: INFINITE, share: 0.04 },
      ],
      horizontal: { upToPower: 2_750, prism: 670, distanceMm: 2.5, isPerEye: false },
      vertical: { upToPower: 3_375, prism: 330, distanceMm: 1, isPerEye: false },
      unmounted: { upToPower: 3_370, prism: 330, distanceMm: 1, isPerEye: true },
      ...heights,
      nearHorizontal: { mm: 2.5, isPerEye: false },
    },
    progressive: {
      highestMeridian: [
        { upTo: 8_000, absolute: 160 },
        { upTo: INFINITE, share: 0.02 },
      ],
      cylinder: [
        { upTo: 2_000, absolute: 160 },
        { upTo: 3_500, absolute: 180 },
        { upTo: INFINITE, share: 0.05 },
      ],
      horizontal: { upToPower: 3_375, prism: 670, distanceMm: 1, isPerEye: true },
      vertical: { upToPower: 3_375, prism: 330, distanceMm: 1, isPerEye: false },
      unmounted: { upToPower: 3_370, prism: 330, distanceMm: 1, isPerEye: true },
      ...heights,
      nearHorizontal: { mm: 1, isPerEye: true },
    },
  },
};

/** ANSI with the common house policy of holding every PD to ±2.5 mm. */
export const ansiZ801HousePd: ToleranceProfile = {
  ...ansiZ801,
  id: 'ansi-z80.1-house-pd',
  name: 'ANSI Z80.1, PD within 2.5 mm at every power',
  pdAlwaysWithinMm: 2.5,
};

/** Power in bands of its own, tighter axes, ±0.25Δ per lens and 0.50Δ in total, ±0.5 mm: N.J. Admin. Code 13:35-5.2. */
const newJerseyKind: KindTolerances = {
  highestMeridian: [
    { upTo: 6_000, absolute: 120 },
    { upTo: 12_000, share: 0.02 },
    { upTo: INFINITE, absolute: 250 },
  ],
  cylinder: [
    { upTo: 6_000, absolute: 120 },
    { upTo: 12_000, share: 0.02 },
    { upTo: INFINITE, absolute: 250 },
  ],
  horizontal: { upToPower: INFINITE, prism: 500, distanceMm: 0.5, isPerEye: false },
  vertical: { upToPower: INFINITE, prism: 500, distanceMm: 0.5, isPerEye: false },
  unmounted: { upToPower: INFINITE, prism: 250, distanceMm: 0.5, isPerEye: true },
  heightMm: 0.5,
  heightPairMm: 0.5,
  nearHorizontal: { mm: 0.5, isPerEye: true },
};

/** New Jersey's own limits where it has them, ANSI where it is silent. */
export const newJersey: ToleranceProfile = {
  ...ansiZ801,
  id: 'us-nj',
  name: 'New Jersey 13:35-5.2',
  add: [{ upTo: INFINITE, absolute: 120 }],
  axis: [
    { upTo: 370, degrees: 3 },
    { upTo: 1_000, degrees: 2 },
    { upTo: INFINITE, degrees: 1 },
  ],
  kinds: { 'single-vision-or-multifocal': newJerseyKind, progressive: newJerseyKind },
};

/** Profiles a lab may choose. An ISO 21987 profile is not among them until its numbers are taken from the standard itself. */
export const toleranceProfiles: Readonly<Record<string, ToleranceProfile>> = Object.fromEntries(
  [ansiZ801, ansiZ801HousePd, newJersey].map((profile) => [profile.id, profile]),
);
