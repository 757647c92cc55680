import type { AxisTolerance, KindTolerances, Limit, ToleranceProfile } from './tolerance-profile.ts';
import type { LimitSource } from './tolerance-profile-sources.ts';

const INFINITE = Number.POSITIVE_INFINITY;
const summaries = 'z80.1-summaries';

const limit = (value: number, source: LimitSource = summaries): Limit => ({ value, source });

const axis = (rows: readonly (readonly [upTo: number, degrees: number])[], source: LimitSource): AxisTolerance[] =>
  rows.map(([upTo, degrees]) => ({ upTo, degrees, source }));

/** The break at 3.37 is printed so, apart from the 3.375 of the mounted pair. */
const unmounted = { upToPower: 3_370, prism: 330, distanceMm: 1, isPerEye: true, source: summaries } as const;
const vertical = { upToPower: 3_375, prism: 330, distanceMm: 1, isPerEye: false, source: summaries } as const;

const singleVisionOrMultifocal: KindTolerances = {
  power: {
    rule: 'highest-meridian',
    meridian: [
      { upTo: 6_500, absolute: 130, source: summaries },
      { upTo: INFINITE, share: 0.02, source: summaries },
    ],
    cylinder: [
      { upTo: 2_000, absolute: 130, source: summaries },
      { upTo: 4_500, absolute: 150, source: summaries },
      { upTo: INFINITE, share: 0.04, source: summaries },
    ],
  },
  horizontal: { upToPower: 2_750, prism: 670, distanceMm: 2.5, isPerEye: false, source: summaries },
  vertical,
  unmounted,
  prismEachEye: null,
  height: limit(1),
  heightPair: limit(1),
  segmentHorizontal: { ...limit(2.5), isPerEye: false },
  fittingCross: null,
  segmentTiltDeg: limit(2),
  segmentSize: limit(0.5, 'z80.1-1999-sheet'),
  segmentSizePair: limit(0.7, 'z80.1-1999-sheet'),
};

const progressive: KindTolerances = {
  ...singleVisionOrMultifocal,
  power: {
    rule: 'highest-meridian',
    meridian: [
      { upTo: 8_000, absolute: 160, source: summaries },
      { upTo: INFINITE, share: 0.02, source: summaries },
    ],
    cylinder: [
      { upTo: 2_000, absolute: 160, source: summaries },
      { upTo: 3_500, absolute: 180, source: summaries },
      { upTo: INFINITE, share: 0.05, source: summaries },
    ],
  },
  horizontal: { upToPower: 3_375, prism: 670, distanceMm: 1, isPerEye: true, source: summaries },
  // The summaries hold the fitting crosses each, and name no difference of the pair.
  heightPair: null,
  segmentHorizontal: null,
  fittingCross: limit(1, 'unverified'),
  segmentTiltDeg: limit(2, 'unverified'),
  segmentSize: null,
  segmentSizePair: null,
};

const axisRows = axis(
  [
    [250, 14],
    [500, 7],
    [750, 5],
    [1_500, 3],
    [INFINITE, 2],
  ],
  summaries,
);

/** ANSI Z80.1 as summarised for the 2010 and 2015 editions; the numbers of 2020 could not be read. */
export const ansiZ801: ToleranceProfile = {
  id: 'ansi-z80.1',
  name: 'ANSI Z80.1',
  edition: '2010/2015, from published summaries',
  jurisdiction: null,
  isVerified: true,
  add: [
    { upTo: 4_000, absolute: 120, source: summaries },
    { upTo: INFINITE, absolute: 180, source: summaries },
  ],
  axis: { mounted: axisRows, uncut: axisRows },
  axisUndefinedBelow: 120,
  centreThickness: limit(0.3, 'z80.1-1999-sheet'),
  baseCurve: limit(750, 'z80.1-1999-sheet'),
  warpage: limit(1_000, 'unverified'),
  pdAlways: null,
  kinds: { 'single-vision-or-multifocal': singleVisionOrMultifocal, progressive },
};

/** "0.37" of the sheet is the eighth step 0.375. */
const axisRows1999 = axis(
  [
    [375, 7],
    [750, 5],
    [1_500, 3],
    [INFINITE, 2],
  ],
  'z80.1-1999-sheet',
);

/** The tighter axes below 0.50 D from before 2005, and the 3.75 D to which that sheet judges a progressive pair by its prism. */
export const ansiZ801Of1999: ToleranceProfile = {
  ...ansiZ801,
  id: 'ansi-z80.1-1999-axis',
  name: 'ANSI Z80.1, axes as before 2005',
  edition: '1999 for axes and horizontal prism, otherwise 2010/2015',
  axis: { mounted: axisRows1999, uncut: axisRows1999 },
  kinds: {
    ...ansiZ801.kinds,
    progressive: {
      ...progressive,
      horizontal: { upToPower: 3_750, prism: 670, distanceMm: 1, isPerEye: true, source: 'z80.1-1999-sheet' },
    },
  },
};
