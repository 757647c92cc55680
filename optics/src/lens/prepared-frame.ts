import { minimumBlankByRule } from '../frame/blank-size.ts';
import { opticalCentre } from '../frame/centration.ts';
import type { FrameGeometry, FrameShape } from '../frame/frame.types.ts';
import { effectiveDiameterOf, outlineFor, outlinePoints, type Point, recentre } from '../frame/outline.ts';
import type { Eye } from '../prescription/prescription.types.ts';

interface PreparedOutline {
  od: readonly Point[];
  os: readonly Point[];
}

/** One option list asks for the same outline some hundred times; it is centred and mirrored once per shape. */
const prepared = new WeakMap<FrameShape, PreparedOutline>();

function pointsOf(shape: FrameShape): PreparedOutline {
  let found = prepared.get(shape);
  if (!found) {
    const centred = recentre(shape);
    found = { od: outlinePoints(centred), os: outlinePoints(outlineFor('os', centred)) };
    prepared.set(shape, found);
  }
  return found;
}

/** Farthest outline point from the optical centre, mm: half of what a blank must span before edging. */
export function farthestPoint(eye: Eye, shape: FrameShape, centre: { inMm: number; upMm: number }): number {
  const { x, y } = opticalCentre(eye, centre.inMm, centre.upMm);
  let farthest = 0;
  for (const point of pointsOf(shape)[eye]) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance > farthest) farthest = distance;
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
    return minimumBlankByRule(effectiveDiameterOf(frame), Math.hypot(centre.inMm, centre.upMm), allowanceMm);
  return 2 * farthestPoint(eye, frame.outline, centre) + (allowanceMm ?? 2);
}
