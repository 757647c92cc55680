import { type CentrationRules, opticalCentre } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { crossings, outlineFor, recentre } from '../frame/outline.ts';
import type { LensDesign } from '../lens/designs.ts';
import { lensCentre } from '../lens/pair-plan.ts';
import type { Eye, EyePairMm, Pd } from '../prescription/prescription.types.ts';

export interface SlabLineRules {
  centration: CentrationRules;
  /** The level an imbalance is reckoned at, below the distance centres; the one the prescription was judged by. */
  readingDropMm: number;
}

/** How a lens is placed in its frame. */
interface PlacedLens {
  pd: Pd;
  frame: FrameGeometry;
  heights?: EyePairMm | undefined;
}

/** Height of a slab's line, as segment and fitting heights are told: mm above the bottom of the box. */
export interface SlabLine {
  /** Where it lies when nobody says. */
  usualMm: number;
  minMm: number;
  maxMm: number;
}

/**
 * Where a slab may begin. On a segment lens the line usually runs through the top of the segment, where the eye does not see it; on a
 * progressive, half way down the corridor. The second is a habit of labs that nobody has measured, and so is the first where no height was.
 *
 * It lies no higher than where one looks into the distance, and no lower than the level the imbalance is reckoned at, or nobody would read
 * through the slab; always within the lens, and the usual place is always allowed.
 */
export function slabLine(
  eye: Eye,
  placed: PlacedLens,
  design: LensDesign,
  { centration, readingDropMm }: SlabLineRules,
): SlabLine {
  const { frame } = placed;
  const { inMm, upMm } = lensCentre(eye, placed, design, centration);
  const middleMm = frame.lensHeightMm / 2;
  const centreMm = upMm + middleMm;
  const heightMm = heightOf(eye, placed);
  const usualMm =
    design.segment && heightMm !== undefined ? heightMm : centreMm - toNearMm(eye, placed, design, readingDropMm) / 2;
  const lowestMm = Math.max(
    centreMm - readingDropMm,
    lowerEdgeUpMm(eye, frame, opticalCentre(eye, inMm, upMm).x) + middleMm,
  );
  return { usualMm, minMm: Math.min(usualMm, lowestMm), maxMm: Math.max(usualMm, centreMm) };
}

/** Lower edge of the lens below its optical centre, mm above the box middle; the box itself where no outline is known. */
function lowerEdgeUpMm(eye: Eye, { outline, lensHeightMm }: FrameGeometry, x: number): number {
  const met = outline && crossings(recentre(outlineFor(eye, outline)), 'x', x);
  return met ? met[0].y : -lensHeightMm / 2;
}

const heightOf = (eye: Eye, { heights }: PlacedLens): number | undefined =>
  heights && (eye === 'od' ? heights.odMm : heights.osMm);

/**
 * How far below the distance one reads, mm: the longest corridor that a fitting height leaves room for, or the longest of all where it
 * leaves room for none; the usual drop in a design without.
 */
export function toNearMm(eye: Eye, placed: PlacedLens, { corridors }: LensDesign, readingDropMm: number): number {
  if (!corridors) return readingDropMm;
  const height = heightOf(eye, placed);
  const fits = corridors.filter((one) => height === undefined || one.minFittingHeightMm <= height);
  return Math.max(...(fits.length > 0 ? fits : corridors).map(({ lengthMm }) => lengthMm));
}
