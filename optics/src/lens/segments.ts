import { type CentrationRules, decentration, monocularNearPd, opticalCentre, raise } from '../frame/centration.ts';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { crossingsOf, isWithin, type Point } from '../frame/outline.ts';
import { evenDirections } from '../prescription/direction.ts';
import type { Eye, EyePairMm, Mdpt, MilliPrism, Pd } from '../prescription/prescription.types.ts';
import { prentice } from '../prescription/prism.ts';
import type { DesignId, LensDesign } from './designs.ts';
import { preparedOutline } from './prepared-frame.ts';

/** How the reading part of a lens is bounded. */
export type SegmentForm =
  /** A disc cut off by a straight line. */
  | 'FLAT_TOP'
  /** A whole disc; its top is what the segment height is measured to. */
  | 'ROUND'
  /** One straight line through the whole lens. */
  | 'FULL_WIDTH';

/** Fixed with the ids: the arithmetic below hangs on them, the numbers are the owner's. */
const forms: Partial<Record<DesignId, SegmentForm>> = {
  'ft-28': 'FLAT_TOP',
  'ft-35': 'FLAT_TOP',
  'round-28': 'ROUND',
  executive: 'FULL_WIDTH',
  'trifocal-7x28': 'FLAT_TOP',
  'trifocal-8x35': 'FLAT_TOP',
};

/** Millimetres, downward from the line the segment height is measured to. */
export interface SegmentShape {
  form: SegmentForm;
  /** Widest; null where the line runs through the whole lens. */
  widthMm: number | null;
  /** Optical centre of the part for reading; null where nobody named it. */
  centreDownMm: number | null;
  /** Lowest point; null where it ends with the lens, or where the optical centre is not known. */
  depthMm: number | null;
  /** Second line of a trifocal, where the part for reading begins. */
  secondLineDownMm: number | null;
}

/**
 * A segment's form and measures: a full-width one has its optical centre on its line, a round one in its middle. A flat top has it where
 * it is widest; how far that is below the line is a maker's number, and without it only the line is known.
 * @returns null for a design without a segment
 */
export function segmentShape({ id, segment }: Pick<LensDesign, 'id' | 'segment'>): SegmentShape | null {
  const form = forms[id];
  if (!segment || !form) return null;
  const { widthMm } = segment;
  const secondLineDownMm = segment.intermediate?.heightMm ?? null;
  if (form === 'FULL_WIDTH' || widthMm === null)
    return { form: 'FULL_WIDTH', widthMm: null, centreDownMm: 0, depthMm: null, secondLineDownMm };
  const radius = widthMm / 2;
  // A centre further down than half the width would leave no line at all.
  const centreDownMm =
    form === 'ROUND' ? radius : segment.centreDownMm == null ? null : Math.min(segment.centreDownMm, radius);
  return {
    form,
    widthMm,
    centreDownMm,
    depthMm: centreDownMm === null ? null : centreDownMm + radius,
    secondLineDownMm,
  };
}

/**
 * How far things jump when the eye crosses the line: the prism the ADD has there, by Prentice's rule, base down.
 * @param add Mdpt
 * @returns MilliPrism; null where the optical centre is not known, and for a trifocal, whose two parts have centres of their own
 */
export function imageJump(design: Pick<LensDesign, 'id' | 'segment'>, add: Mdpt): MilliPrism | null {
  const shape = segmentShape(design);
  if (!shape || shape.centreDownMm === null || shape.secondLineDownMm !== null) return null;
  return prentice(add, shape.centreDownMm);
}

/** ADD of a trifocal's part for arm's length, Mdpt; null for a design without one, or without an ADD. */
export const intermediateAdd = ({ segment }: Pick<LensDesign, 'segment'>, add: Mdpt | null | undefined): Mdpt | null =>
  segment?.intermediate && add ? Math.round(add * segment.intermediate.addShare) : null;

/** What a segment is placed by. */
interface PlacedSegment {
  frame: FrameGeometry;
  pd: Pd;
  heights?: EyePairMm | undefined;
}

/** Inward from the box middle to the middle of a segment: it stands on the near PD. mm */
const segmentIn = (eye: Eye, { frame, pd }: PlacedSegment, rules: CentrationRules): number =>
  decentration(frame, monocularNearPd(pd, eye, rules));

/**
 * Heights between which a line leaves something to read through, and something above it to look far through: measured where the segment
 * stands, so that a lens that is cut away toward the nose is seen. The ends themselves are too low and too high.
 * @returns mm above the bottom of the box, to the thousandth; null where no outline is known or the design has no segment
 */
export function segmentRoom(
  eye: Eye,
  placed: PlacedSegment,
  design: LensDesign,
  rules: CentrationRules,
): { minMm: number; maxMm: number } | null {
  const { frame } = placed;
  if (!design.segment || !frame.outline) return null;
  const { x } = opticalCentre(eye, segmentIn(eye, placed, rules), 0);
  const met = crossingsOf(preparedOutline(eye, frame).points, 'x', x);
  // Beside the lens no height is right.
  if (!met) return { minMm: frame.lensHeightMm, maxMm: 0 };
  const height = (y: number) => Math.round((y + frame.lensHeightMm / 2) * 1_000) / 1_000;
  return { minMm: height(met[0].y + (design.segment.intermediate?.heightMm ?? 0)), maxMm: height(met[1].y) };
}

/** Corners of a drawn disc: its chords are off by a hundredth of a millimetre. */
const CORNERS = 120;

/**
 * The lines one sees of a segment, as they lie in the lens and no further: around the box middle, viewer's frame, mm. Of a flat top
 * whose optical centre nobody named only the straight lines are told, in its full width.
 * @returns open curves; null without a measured height or a segment
 */
export function segmentLines(
  eye: Eye,
  placed: PlacedSegment,
  design: LensDesign,
  rules: CentrationRules,
): Point[][] | null {
  const shape = segmentShape(design);
  const heightMm = placed.heights && (eye === 'od' ? placed.heights.odMm : placed.heights.osMm);
  if (!shape || heightMm === undefined) return null;
  const { points } = preparedOutline(eye, placed.frame);
  const { x, y } = opticalCentre(eye, segmentIn(eye, placed, rules), raise(heightMm, placed.frame.lensHeightMm));
  const radius = shape.widthMm === null ? null : shape.widthMm / 2;
  const across = (downMm: number): Point[][] => level(points, y - downMm, x, halfChord(shape, radius, downMm));
  const rim =
    radius === null || shape.centreDownMm === null
      ? []
      : within(points, disc({ x, y: y - shape.centreDownMm }, radius, shape.centreDownMm));
  return [...across(0), ...(shape.secondLineDownMm === null ? [] : across(shape.secondLineDownMm)), ...rim];
}

/** Half of how wide a segment is at a depth: nothing at the top of a disc, without an end where it has none. */
function halfChord({ centreDownMm }: SegmentShape, radius: number | null, downMm: number): number {
  if (radius === null) return Number.POSITIVE_INFINITY;
  if (centreDownMm === null) return radius;
  return Math.sqrt(Math.max(0, radius * radius - (centreDownMm - downMm) ** 2));
}

function level(outline: readonly Point[], y: number, x: number, half: number): Point[][] {
  const met = crossingsOf(outline, 'y', y);
  if (!met) return [];
  const [from, to] = [Math.max(met[0].x, x - half), Math.min(met[1].x, x + half)];
  return from < to
    ? [
        [
          { x: from, y },
          { x: to, y },
        ],
      ]
    : [];
}

/** A disc below a level: from the left end of its line round to the right one, or all round. @param cutUpMm of that level above its centre */
function disc({ x, y }: Point, radius: number, cutUpMm: number): Point[] {
  const half = Math.sqrt(radius * radius - cutUpMm * cutUpMm);
  const quarter = CORNERS / 4;
  // From the top to the left, down and round, so that what is left of a disc that is cut off is one piece.
  const around = evenDirections(CORNERS);
  const rim = around.flatMap((_, i) => {
    const { cos, sin } = around[(i + quarter) % CORNERS]!;
    return radius * sin < cutUpMm ? [{ x: x + radius * cos, y: y + radius * sin }] : [];
  });
  return [{ x: x - half, y: y + cutUpMm }, ...rim, { x: x + half, y: y + cutUpMm }];
}

/** The pieces of a curve that lie within an outline, ending on it where they leave it. */
function within(outline: readonly Point[], curve: readonly Point[]): Point[][] {
  const pieces: Point[][] = [];
  let wasIn = false;
  curve.forEach((point, i) => {
    const isIn = isWithin(outline, point);
    if (isIn && !wasIn) pieces.push(i === 0 ? [] : [edgeBetween(outline, curve[i - 1]!, point)]);
    if (isIn) pieces.at(-1)!.push(point);
    else if (wasIn) pieces.at(-1)!.push(edgeBetween(outline, point, curve[i - 1]!));
    wasIn = isIn;
  });
  return pieces;
}

/** Halved until a drawing cannot tell. */
function edgeBetween(outline: readonly Point[], outside: Point, inside: Point): Point {
  let [out, found] = [outside, inside];
  for (let step = 0; step < 12; step++) {
    const middle = { x: (out.x + found.x) / 2, y: (out.y + found.y) / 2 };
    if (isWithin(outline, middle)) found = middle;
    else out = middle;
  }
  return found;
}
