import { crossingsOf, type Point } from '../frame/outline.ts';
import { nasalSign } from '../prescription/prism.ts';
import { type LensSolid, lensSolid, type SlabCut, type ThicknessInput } from './lens-solid.ts';

export type { SlabCut, ThicknessInput } from './lens-solid.ts';

export interface EdgePoint extends Point {
  thicknessMm: number;
}

/** A point of a section: where, and how far the two surfaces lie behind the front vertex, mm. */
export interface SectionPoint {
  /** Viewer's frame, from the boxed centre, mm. */
  x: number;
  frontMm: number;
  backMm: number;
}

export interface ThicknessProfile {
  centreMm: number;
  minEdgeMm: number;
  maxEdgeMm: number;
  /** Edge at the horizontal through the optical centre. */
  nasalEdgeMm: number;
  templeEdgeMm: number;
  /** Edge at the vertical through the optical centre. */
  topEdgeMm: number;
  bottomEdgeMm: number;
  /** Over the whole lens, edge included. With prism the thinnest or thickest point is not the optical centre. */
  thinnestMm: number;
  thickestMm: number;
  weightGrams: number;
  baseCurve: number;
  /** Front surface power and the two principal back surface powers, dioptres, true (not marked). */
  frontPower: number;
  backPowers: { alongAxis: number; acrossAxis: number };
  /** Optical centre seen from the boxed centre, mm. */
  opticalCentre: Point;
  /** Edge thickness at every outline point, viewer's frame, around the boxed centre. */
  edge: EdgePoint[];
  /** The lens cut horizontally through its optical centre, from the viewer's left to right, for drawings. */
  section: SectionPoint[];
  /** Only with slab-off. */
  slab?: SlabProfile;
}

/** What bicentric grinding leaves of a lens. */
export interface SlabProfile {
  prism: number;
  /** Height of the line above the box middle, mm. */
  lineUpMm: number;
  /** Thickness on the line below the optical centre, and at the lower edge there before the slab is ground and after. */
  lineMm: number;
  bottomBeforeMm: number;
  bottomMm: number;
  /** The lens cut vertically through its optical centre, from below to above; `x` is the height, from the boxed centre. */
  upright: SectionPoint[];
}

/**
 * Thickness and weight of one finished lens over the frame's own outline, see `lensSolid` for what is exact.
 * An estimate to be shown as such: aspheric surfaces, bevel, wrap and tilt change it by tenths of a millimetre.
 * @returns millimetres and grams
 * @throws RangeError when the curves cannot span the outline; `thicknessOf` turns that into null
 */
export const thicknessProfile = (input: ThicknessInput): ThicknessProfile => profileOfSolid(lensSolid(input));

/** The profile of a lens that was built before, see `thicknessProfile`. */
export function profileOfSolid(solid: LensSolid): ThicknessProfile {
  const { input, opticalCentre: centre, turningPoint, edgeMm: edges } = solid;
  const edge = solid.points.map(({ x, y }, i) => ({ x, y, thicknessMm: edges[i]! }));
  const inside = [turningPoint, solid.slabTurningPoint].map((at) =>
    at === null ? solid.centreMm : solid.thickness(at),
  );
  const [left, right] = endsOf(solid, 'y', centre.y);
  const [bottom, top] = endsOf(solid, 'x', centre.x);
  const isRightNasal = nasalSign(input.eye) === 1;
  return {
    centreMm: solid.centreMm,
    minEdgeMm: Math.min(...edges),
    maxEdgeMm: Math.max(...edges),
    nasalEdgeMm: solid.thickness(isRightNasal ? right : left),
    templeEdgeMm: solid.thickness(isRightNasal ? left : right),
    topEdgeMm: solid.thickness(top),
    bottomEdgeMm: solid.thickness(bottom),
    thinnestMm: Math.min(...inside, ...edges),
    thickestMm: Math.max(...inside, ...edges),
    weightGrams: (volumeMm3(solid) * input.material.density) / 1000,
    baseCurve: solid.baseCurve,
    frontPower: solid.frontPower,
    backPowers: solid.backPowers,
    opticalCentre: centre,
    edge,
    section: sectionBetween(solid, left, right),
    ...(input.slabOff ? { slab: slabProfile(solid, input.slabOff, bottom, top) } : {}),
  };
}

function slabProfile(solid: LensSolid, { prism, lineUpMm }: SlabCut, bottom: Point, top: Point): SlabProfile {
  const { x, y } = solid.opticalCentre;
  const heights = Array.from(
    { length: SECTION_STEPS + 1 },
    (_, i) => bottom.y + ((top.y - bottom.y) * i) / SECTION_STEPS,
  );
  // The edge of the slab and the centre are points of the section, so that both are drawn as sharp as they are.
  for (const at of [lineUpMm, y]) if (at > bottom.y && at < top.y) heights.push(at);
  return {
    prism,
    lineUpMm,
    lineMm: solid.thickness({ x, y: lineUpMm }),
    bottomBeforeMm: solid.uncutThickness(bottom),
    bottomMm: solid.thickness(bottom),
    upright: heights
      .sort((a, b) => a - b)
      .map((at) => ({ x: at, frontMm: solid.front({ x, y: at }), backMm: solid.back({ x, y: at }) })),
  };
}

/** Where a line through the optical centre leaves the outline; a centre outside the box is seen from the box middle instead. */
function endsOf({ points }: LensSolid, fixed: 'x' | 'y', at: number): [Point, Point] {
  // An outline goes around the middle of its own box, so the second line always meets it.
  return (crossingsOf(points, fixed, at) ?? crossingsOf(points, fixed, 0))!;
}

/** Steps of a section; chords of a front curve over one of them stay within hundredths of a millimetre. */
const SECTION_STEPS = 40;

function sectionBetween(solid: LensSolid, left: Point, right: Point): SectionPoint[] {
  const xs = Array.from({ length: SECTION_STEPS + 1 }, (_, i) => left.x + ((right.x - left.x) * i) / SECTION_STEPS);
  // The centre itself is a point of the section, so that the drawn centre thickness is the calculated one.
  const { x } = solid.opticalCentre;
  if (x > left.x && x < right.x) xs.push(x);
  return xs
    .sort((a, b) => a - b)
    .map((at) => ({ x: at, frontMm: solid.front({ x: at, y: left.y }), backMm: solid.back({ x: at, y: left.y }) }));
}

/** Gauss–Legendre on 0..1: exact for the ninth power, so that five rings do what a dozen of equal width do not. */
const RINGS = [
  { at: 0.046910077030668, weight: 0.118463442528095 },
  { at: 0.230765344947158, weight: 0.239314335249683 },
  { at: 0.5, weight: 0.284444444444444 },
  { at: 0.769234655052842, weight: 0.239314335249683 },
  { at: 0.953089922969332, weight: 0.118463442528095 },
];

/** Volume under the outline, by sectors and rings. */
function volumeMm3({ points, thickness }: LensSolid): number {
  const sector = (2 * Math.PI) / points.length;
  const ofRay = (end: Point) => {
    const reachSquared = end.x * end.x + end.y * end.y;
    let sum = 0;
    for (const { at, weight } of RINGS) sum += weight * at * reachSquared * thickness({ x: end.x * at, y: end.y * at });
    return sum;
  };
  return sector * points.reduce((sum, end) => sum + ofRay(end), 0);
}
