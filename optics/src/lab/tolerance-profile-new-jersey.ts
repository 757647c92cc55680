import type {
  AxisTolerance,
  KindTolerances,
  Limit,
  PowerBandTolerance,
  ToleranceProfile,
} from './tolerance-profile.ts';
import { ansiZ801 } from './tolerance-profile-ansi.ts';

const INFINITE = Number.POSITIVE_INFINITY;
const source = 'nj-13-35-5.2';
const limit = (value: number): Limit => ({ value, source });

const power: readonly PowerBandTolerance[] = [
  { upTo: 6_000, absolute: 120, source },
  { upTo: 12_000, share: 0.02, source },
  { upTo: INFINITE, absolute: 250, source },
];

/** Stated for 0.12–0.37, 0.50–1.00 and from 1.12, in eighth steps: 0.37 is 0.375. What lies between two steps is held to the tighter row. */
const axis: readonly AxisTolerance[] = [
  { upTo: 375, degrees: 3, source },
  { upTo: 1_000, degrees: 2, source },
  { upTo: INFINITE, degrees: 1, source },
];

/** Everywhere 0.50Δ of the pair, so that no distance rule begins. */
const pairPrism = { upToPower: INFINITE, prism: 500, distanceMm: 0.5, isPerEye: false, source } as const;

const kind = (of: KindTolerances): KindTolerances => ({
  ...of,
  power: { rule: 'highest-meridian', meridian: power, cylinder: power },
  horizontal: pairPrism,
  vertical: pairPrism,
  unmounted: { upToPower: INFINITE, prism: 250, distanceMm: 0.5, isPerEye: true, source },
  prismEachEye: limit(250),
  height: limit(0.5),
  heightPair: limit(0.5),
  segmentHorizontal: of.segmentHorizontal && { ...limit(0.5), isPerEye: false },
  fittingCross: of.fittingCross && limit(0.5),
  segmentSize: of.segmentSize && limit(0.5),
  segmentSizePair: of.segmentSizePair && limit(0.5),
});

/** New Jersey's own limits where it has them, ANSI where it is silent. */
export const newJersey: ToleranceProfile = {
  ...ansiZ801,
  id: 'us-nj',
  name: 'New Jersey 13:35-5.2',
  edition: 'as published; ANSI Z80.1 where it is silent',
  jurisdiction: 'US-NJ',
  add: [{ upTo: INFINITE, absolute: 120, source }],
  axis: { mounted: axis, uncut: axis },
  pdAlways: { ...limit(0.5), isPerEye: false },
  kinds: {
    'single-vision-or-multifocal': kind(ansiZ801.kinds['single-vision-or-multifocal']),
    progressive: kind(ansiZ801.kinds.progressive),
  },
};
