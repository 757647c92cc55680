import { minimumBlankByRule } from '../frame/blank-size.ts';
import { opticalCentre } from '../frame/centration.ts';
import type { FrameGeometry, FrameShape } from '../frame/frame.types.ts';
import { distanceOf, effectiveDiameterOf, outlineFor, outlinePoints, type Point, recentre } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { Eye } from '../prescription/prescription.types.ts';

/** One eye's outline around the middle of its box, and its points in millimetres. */
export interface PreparedOutline {
  outline: FrameShape;
  points: readonly Point[];
}

type PreparedPair = Record<Eye, PreparedOutline>;

/** One option list asks for the same outline some hundred times; it is centred and mirrored once per shape. */
const prepared = new WeakMap<FrameShape, PreparedPair>();

/** Shapes that stand in for frames without a trace. Drawing one costs more than a lens. */
const standIns = new WeakMap<FrameGeometry, { eyeSizeMm: number; lensHeightMm: number; pair: PreparedPair }>();

const pairOf = (centred: FrameShape): PreparedPair => {
  const left = outlineFor('os', centred);
  return {
    od: { outline: centred, points: outlinePoints(centred) },
    os: { outline: left, points: outlinePoints(left) },
  };
};

function preparedPair(shape: FrameShape): PreparedPair {
  let found = prepared.get(shape);
  if (!found) {
    found = pairOf(recentre(shape));
    prepared.set(shape, found);
  }
  return found;
}

function standInFor(frame: FrameGeometry): PreparedPair {
  const { eyeSizeMm, lensHeightMm } = frame;
  const known = standIns.get(frame);
  if (known?.eyeSizeMm === eyeSizeMm && known.lensHeightMm === lensHeightMm) return known.pair;
  const pair = pairOf(syntheticOutline('square', eyeSizeMm, lensHeightMm, 72));
  standIns.set(frame, { eyeSizeMm, lensHeightMm, pair });
  return pair;
}

/** A frame's right outline, centred; without a trace a rounded rectangle of its box stands in. */
export const outlineOf = (frame: FrameGeometry): FrameShape => preparedOutline('od', frame).outline;

/** One eye's outline of a frame, centred; without a trace a rounded rectangle of its box stands in. */
export const preparedOutline = (eye: Eye, frame: FrameGeometry): PreparedOutline =>
  (frame.outline ? preparedPair(frame.outline) : standInFor(frame))[eye];

/** Farthest outline point from the optical centre, mm: half of what a blank must span before edging. */
export function farthestPoint(eye: Eye, shape: FrameShape, centre: { inMm: number; upMm: number }): number {
  const { x, y } = opticalCentre(eye, centre.inMm, centre.upMm);
  let farthest = 0;
  for (const point of preparedPair(shape)[eye].points) {
    const [dx, dy] = [point.x - x, point.y - y];
    farthest = Math.max(farthest, dx * dx + dy * dy);
  }
  return Math.sqrt(farthest);
}

/**
 * Smallest blank for one eye, mm: from the outline when there is one, by the rule otherwise.
 * @param allowanceMm added to the diameter for edging
 */
export function minimumBlank(
  eye: Eye,
  frame: FrameGeometry,
  centre: { inMm: number; upMm: number },
  allowanceMm?: number,
): number {
  if (!frame.outline)
    return minimumBlankByRule(effectiveDiameterOf(frame), distanceOf(centre.inMm, centre.upMm), allowanceMm);
  return 2 * farthestPoint(eye, frame.outline, centre) + (allowanceMm ?? 2);
}
