import { opticalCentre } from '../frame/centration.ts';
import type { FrameGeometry, FrameShape } from '../frame/frame.types.ts';
import { distanceOf, isWithin, type Point } from '../frame/outline.ts';
import type { Eye, EyeRx } from '../prescription/prescription.types.ts';
import { type PrismVector, pointOfPrism, prismVector } from '../prescription/prism.ts';
import { backSurfaceFor, nearestBase, sagitta, surfaceRadius, trueBase, vogelBase } from './curves.ts';
import type { LensMaterial } from './materials.ts';
import { preparedOutline } from './prepared-frame.ts';
import { type Surface, toroid, turned, wedgeAngle } from './surfaces.ts';

export interface ThicknessInput {
  eye: Eye;
  rx: EyeRx;
  material: LensMaterial;
  frame: FrameGeometry;
  /** Inward decentration, mm; see `decentration`. */
  inMm: number;
  /** Optical centre above the box middle, mm. */
  upMm?: number;
  /** Marked base curve, D at 1.530; Vogel's nearest stocked base when absent. */
  baseCurve?: number;
  /** Least thickness at the centre, and where prism moves it at the thinnest inner point, mm. */
  minCentreMm?: number;
  minEdgeMm?: number;
  /** Base-down prism ground into both eyes of a progressive to level top and bottom, MilliPrism. */
  thinningPrism?: number;
  slabOff?: SlabCut;
}

/** Bicentric grinding: the lower part of the back is ground once more, turned about a horizontal line. */
export interface SlabCut {
  /** Base up below the line, MilliPrism, > 0. */
  prism: number;
  /** Height of the line above the box middle, mm. */
  lineUpMm: number;
}

/** A finished lens as two surfaces over its outline. Points are millimetres around the boxed centre, viewer's frame. */
export interface LensSolid {
  input: ThicknessInput;
  outline: FrameShape;
  points: readonly Point[];
  /** Edge thickness at each of `points`, mm. */
  edgeMm: readonly number[];
  /** Optical centre: both surfaces have their vertex here. */
  opticalCentre: Point;
  centreMm: number;
  baseCurve: number;
  /** Front surface power and the two principal back surface powers, dioptres, true (not marked). */
  frontPower: number;
  backPowers: { alongAxis: number; acrossAxis: number };
  /** Where the lens is thinnest (minus) or thickest (plus) away from its edge; null when that lies outside the outline. */
  turningPoint: Point | null;
  /** The second one, in the slab; null where it lies above the line or outside, and without slab-off. */
  slabTurningPoint: Point | null;
  /** Depth of each surface behind the front vertex, mm. */
  front(point: Point): number;
  back(point: Point): number;
  /** Thickness parallel to the optical axis, mm. */
  thickness(point: Point): number;
  /** The same before the slab is ground. */
  uncutThickness(point: Point): number;
}

/** The back curve depends a little on the centre thickness and the other way round: settled at one point in some six rounds. */
const ROUNDS = 8;
/** Another point of the edge may have become the thinnest meanwhile; looked for until it stays. */
const LOOKS = 6;
const SETTLED_MM = 1e-9;

/**
 * Builds the lens: a spherical front, a toroidal back that gives the back vertex power, turned as a rigid body for prescribed and
 * thinning prism, as thin as its least centre and edge allow. Exact for these surfaces; without asphere, bevel, wrap and tilt.
 * The addition of a thinned progressive is taken as a parabola below the centre.
 * @throws RangeError when the curves cannot span the outline
 */
export function lensSolid(input: ThicknessInput): LensSolid {
  const { eye, rx, material, frame } = input;
  const centre = opticalCentre(eye, input.inMm, input.upMm ?? 0);
  const { outline, points } = preparedOutline(eye, frame);
  const baseCurve = input.baseCurve ?? nearestBase(vogelBase(rx));
  const minCentre = input.minCentreMm ?? material.minCentreMm;
  const minEdge = input.minEdgeMm ?? material.minEdgeMm[frame.rim];
  const prism = groundPrism(input);
  const xs = Float64Array.from(points, (p) => p.x - centre.x);
  const ys = Float64Array.from(points, (p) => p.y - centre.y);

  // A thin lens is as thick as its material asks at the centre, and then the first look at the edge is the last one.
  let centreMm = minCentre;
  let curves = lensCurves(input, baseCurve, prism, centreMm, centre);
  const turning = innerTurningPoint(input, curves, prism, centre, points);
  const slabTurning = slabTurningPoint(input, curves, prism, centre, points);
  // The front is the same whatever the centre.
  const fronts = depths(curves.front, xs, ys);
  let backs = depths(curves.back, xs, ys);
  const centreFor = (thinnestEdge: number): number => {
    // A plus lens turns at its thickest point, which asks nothing of the centre.
    const inside = [turning, slabTurning].map((point) => (point === null ? 0 : gainAt(curves, point, centre)));
    const thinnestInside = Math.min(0, ...inside);
    return Math.max(minCentre - thinnestInside, minEdge - thinnestEdge);
  };
  for (let look = 0; look < LOOKS; look++) {
    const at = thinnestAt(fronts, backs);
    let wanted = centreFor(backs[at]! - fronts[at]!);
    if (Math.abs(wanted - centreMm) < SETTLED_MM) break;
    for (let round = 0; round < ROUNDS && wanted !== centreMm; round++) {
      centreMm = wanted;
      curves = lensCurves(input, baseCurve, prism, centreMm, centre);
      wanted = centreFor(curves.back(xs[at]!, ys[at]!) - fronts[at]!);
    }
    backs = depths(curves.back, xs, ys);
  }
  const front = (p: Point) => curves.front(p.x - centre.x, p.y - centre.y);
  const back = (p: Point) => centreMm + curves.back(p.x - centre.x, p.y - centre.y);
  return {
    input,
    outline,
    points,
    edgeMm: Array.from(backs, (back, i) => centreMm + back - fronts[i]!),
    opticalCentre: centre,
    centreMm,
    baseCurve,
    frontPower: curves.frontPower,
    backPowers: curves.backPowers,
    // A thick plus lens has other curves than the thin one it began with.
    turningPoint: innerTurningPoint(input, curves, prism, centre, points),
    slabTurningPoint: slabTurningPoint(input, curves, prism, centre, points),
    front,
    back,
    thickness: (p) => back(p) - front(p),
    uncutThickness: (p) => centreMm + curves.whole(p.x - centre.x, p.y - centre.y) - front(p),
  };
}

function depths(surface: Surface, xs: Float64Array, ys: Float64Array): Float64Array {
  return xs.map((x, i) => surface(x, ys[i]!));
}

/** Index of the outline point where the lens is thinnest. */
function thinnestAt(fronts: Float64Array, backs: Float64Array): number {
  return fronts.reduce((at, front, i) => (backs[i]! - front < backs[at]! - fronts[at]! ? i : at), 0);
}

/** How much deeper the back lies than the front at a point, each from its own vertex, mm. */
const gainAt = ({ back, front }: Curves, point: Point, centre: Point): number =>
  back(point.x - centre.x, point.y - centre.y) - front(point.x - centre.x, point.y - centre.y);

function groundPrism({ eye, rx, thinningPrism = 0 }: ThicknessInput): PrismVector {
  const prescribed = prismVector(eye, rx.prisms);
  return { x: prescribed.x, y: prescribed.y - thinningPrism };
}

/** Where the slope between the surfaces is taken, mm to either side. */
const SLOPE_MM = 0.1;
/** Prentice's rule is off by millimetres on steep curves; each step leaves about a tenth of that, and the thickness is flat there. */
const STEPS = 3;

/**
 * Where the lens stops becoming thicker, or thinner: Prentice's rule leads there to first order, and again from the slope that is left.
 * Without prism that is the optical centre itself.
 */
function innerTurningPoint(
  input: ThicknessInput,
  curves: Curves,
  prism: PrismVector,
  centre: Point,
  outline: readonly Point[],
): Point | null {
  const found = turningPointOf(input, { front: curves.front, back: curves.whole }, prism, centre, outline);
  // Where the slab is ground away, the whole back is only air.
  return found && !isInSlab(curves, found, centre) ? found : null;
}

function slabTurningPoint(
  input: ThicknessInput,
  curves: Curves,
  prism: PrismVector,
  centre: Point,
  outline: readonly Point[],
): Point | null {
  const { slab, front } = curves;
  if (!slab || !input.slabOff) return null;
  const inSlab = { x: prism.x, y: prism.y + input.slabOff.prism };
  const found = turningPointOf(input, { front, back: slab }, inSlab, centre, outline);
  return found && isInSlab(curves, found, centre) ? found : null;
}

/** Below its line the slab lies less deep than the back it is ground from. */
const isInSlab = ({ slab, whole }: Curves, { x, y }: Point, centre: Point): boolean =>
  slab !== null && slab(x - centre.x, y - centre.y) < whole(x - centre.x, y - centre.y);

function turningPointOf(
  { rx, material }: ThicknessInput,
  curves: { back: Surface; front: Surface },
  prism: PrismVector,
  centre: Point,
  outline: readonly Point[],
): Point | null {
  const isInside = ({ x, y }: Point) => isWithin(outline, { x: centre.x + x, y: centre.y + y });
  let found: Point = pointOfPrism(rx, { x: -prism.x, y: -prism.y });
  if (!isInside(found)) return null;
  // A slope of one millimetre in a hundred is one prism dioptre per n − 1.
  const asPrism = 100_000 * (material.calculationIndex - 1);
  let left = slopeAt(curves, found);
  for (let step = 0; step < STEPS; step++) {
    const further = pointOfPrism(rx, { x: -left.x * asPrism, y: -left.y * asPrism });
    const next = { x: found.x + further.x, y: found.y + further.y };
    if (!isInside(next)) return null;
    const remaining = slopeAt(curves, next);
    // Below the centre of a thinned progressive the addition bends the lens more than its power says.
    if (distanceOf(remaining.x, remaining.y) >= distanceOf(left.x, left.y)) break;
    [found, left] = [next, remaining];
  }
  return { x: centre.x + found.x, y: centre.y + found.y };
}

/** Slope of the thickness at a point seen from the optical centre. */
function slopeAt({ back, front }: { back: Surface; front: Surface }, { x, y }: Point): Point {
  const gain = (px: number, py: number) => back(px, py) - front(px, py);
  return {
    x: (gain(x + SLOPE_MM, y) - gain(x - SLOPE_MM, y)) / (2 * SLOPE_MM),
    y: (gain(x, y + SLOPE_MM) - gain(x, y - SLOPE_MM)) / (2 * SLOPE_MM),
  };
}

interface Curves {
  frontPower: number;
  backPowers: { alongAxis: number; acrossAxis: number };
  front: Surface;
  /** What is left: the whole back, or where one is ground the slab below its line. */
  back: Surface;
  /** The back before the slab is ground, and the back that the slab is part of. */
  whole: Surface;
  slab: Surface | null;
}

/** Depths of both surfaces from their vertices, and the powers they are cut to. */
function lensCurves(
  input: ThicknessInput,
  baseCurve: number,
  prism: PrismVector,
  centreMm: number,
  centre: Point,
): Curves {
  const { rx, material } = input;
  const index = material.calculationIndex;
  const frontPower = trueBase(baseCurve, index);
  const frontRadius = surfaceRadius(frontPower, index);
  const backFor = (wanted: number) => backSurfaceFor(wanted / 1000, frontPower, centreMm, index);
  const backPowers = { alongAxis: backFor(rx.sphere), acrossAxis: backFor(rx.sphere + rx.cylinder) };
  const back = toroid(
    { along: -surfaceRadius(backPowers.alongAxis, index), across: -surfaceRadius(backPowers.acrossAxis, index) },
    rx.axis ?? 180,
  );
  const amount = distanceOf(prism.x, prism.y);
  const angle = wedgeAngle(amount / 1000, index, frontPower, centreMm);
  const base = { cos: prism.x / (amount || 1), sin: prism.y / (amount || 1) };
  const whole = withAddition(turned(back, angle, base), input);
  const slab = slabOf(input, whole, { frontPower, centreMm, centre });
  return {
    frontPower,
    backPowers,
    front: (x: number, y: number) => sagitta(frontRadius, distanceOf(x, y)),
    whole,
    slab,
    back: slab ? (x, y) => Math.min(whole(x, y), slab(x, y)) : whole,
  };
}

const UP = { cos: 0, sin: 1 };

/**
 * The slab: the back once more, turned as a rigid body about the horizontal line through the point of the back that lies on the slab line
 * below the optical centre. Base up, it cuts away below the line and would lie in the air above it, so that the lesser depth of both is
 * the lens that is left; they meet in the line, straight for spheres and nearly so for torics.
 */
function slabOf(
  { material, slabOff }: ThicknessInput,
  whole: Surface,
  { frontPower, centreMm, centre }: { frontPower: number; centreMm: number; centre: Point },
): Surface | null {
  if (!slabOff) return null;
  const angle = wedgeAngle(slabOff.prism / 1_000, material.calculationIndex, frontPower, centreMm);
  const line = slabOff.lineUpMm - centre.y;
  const atLine = whole(0, line);
  const again = turned((x, y) => whole(x, y + line) - atLine, angle, UP);
  return (x, y) => atLine + again(x, y - line);
}

/** Below the centre of a thinned progressive the addition takes thickness away. */
function withAddition(back: Surface, { rx, material, thinningPrism = 0 }: ThicknessInput): Surface {
  if (thinningPrism === 0) return back;
  const perSquare = (rx.add ?? 0) / 1000 / (2000 * (material.calculationIndex - 1));
  return (x, y) => back(x, y) - perSquare * Math.min(y, 0) ** 2;
}
