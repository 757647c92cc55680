import type { AxisTolerance, EachMeridianBand, KindTolerances, ToleranceProfile } from './tolerance-profile.ts';

const INFINITE = Number.POSITIVE_INFINITY;
const source = 'unverified';
const cylinders = [750, 4_000, 6_000, INFINITE] as const;

/** @param b limits of the cylinder up to 0.75, 4.00, 6.00 and above, as far as such a cylinder can occur */
const band = (upTo: number, meridian: number, b: readonly number[]): EachMeridianBand => ({
  upTo,
  meridian,
  cylinder: b.map((absolute, i) => ({ upTo: i === b.length - 1 ? INFINITE : cylinders[i]!, absolute })),
  source,
});

const axis = (rows: readonly (readonly [upTo: number, degrees: number])[]): AxisTolerance[] =>
  rows.map(([upTo, degrees]) => ({ upTo, degrees, source }));

const kind: KindTolerances = {
  power: {
    rule: 'each-meridian',
    bands: [
      band(3_000, 120, [90, 120, 180]),
      band(6_000, 120, [120, 120, 180, 250]),
      band(9_000, 120, [120, 180, 180, 250]),
      band(12_000, 180, [120, 180, 250, 250]),
      band(20_000, 250, [180, 250, 250, 250]),
      band(INFINITE, 370, [250, 250, 370, 370]),
    ],
  },
  horizontal: null,
  vertical: null,
  unmounted: null,
  prismEachEye: null,
  height: null,
  heightPair: null,
  segmentHorizontal: null,
  fittingCross: null,
  segmentTiltDeg: null,
  segmentSize: null,
  segmentSizePair: null,
};

/**
 * ISO 21987 as people recall it. That each principal meridian has a limit A and the cylinder a limit B, by bands of the strongest power,
 * is sourced, as is the thickness; the numbers of power, axis and ADD are not, and prism and heights are missing altogether.
 */
export const iso21987Recalled: ToleranceProfile = {
  id: 'iso-21987-recalled',
  name: 'ISO 21987, recalled and unverified',
  edition: '2017 in structure; numbers unverified',
  jurisdiction: null,
  isVerified: false,
  add: [
    { upTo: 4_000, absolute: 120, source },
    { upTo: INFINITE, absolute: 180, source },
  ],
  axis: {
    mounted: axis([
      [250, 16],
      [500, 9],
      [750, 6],
      [1_500, 4],
      [2_500, 3],
      [INFINITE, 2],
    ]),
    uncut: axis([
      [500, 7],
      [750, 5],
      [1_500, 3],
      [INFINITE, 2],
    ]),
  },
  axisUndefinedBelow: 0,
  centreThickness: { value: 0.3, source: 'iso-8980-1-excerpt' },
  baseCurve: null,
  warpage: null,
  pdAlways: null,
  kinds: { 'single-vision-or-multifocal': kind, progressive: kind },
};
