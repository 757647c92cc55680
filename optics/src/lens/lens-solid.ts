import { opticalCentre } from '../frame/centration.ts';
import type { FrameGeometry, FrameShape } from '../frame/frame.types.ts';
import { outlineFor, outlinePoints, type Point, radiusToward, recentre } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { Eye, EyeRx } from '../prescription/prescription.types.ts';
import { type PrismVector, pointOfPrism, prismVector } from '../prescription/prism.ts';
import { backSurfaceFor, nearestBase, sagitta, surfaceRadius, trueBase, vogelBase } from './curves.ts';
import type { LensMaterial } from './materials.ts';
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
}

/** A finished lens as two surfaces over its outline. Points are millimetres around the boxed centre, viewer's frame. */
export interface LensSolid {
  input: ThicknessInput;
  outline: FrameShape;
  points: readonly Point[];
  /** Optical centre: both surfaces have their vertex here. */
  opticalCentre: Point;
  centreMm: number;
  baseCurve: number;
  /** Front surface power and the two principal back surface powers, dioptres, true (not marked). */
  frontPower: number;
  backPowers: { alongAxis: number; acrossAxis: number };
  /** Where the lens is thinnest (minus) or thickest (plus) away from its edge; null when that lies outside the outline. */
  turningPoint: Point | null;
  /** Depth of each surface behind the front vertex, mm. */
  front(point: Point): number;
  back(point: Point): number;
  /** Thickness parallel to the optical axis, mm. */
  thickness(point: Point): number;
}

/** The back curve depends a little on the centre thickness and the other way round; this many rounds settle to microns. */
const ROUNDS = 4;

/** Centre assumed before anything is known, mm. */
const FIRST_CENTRE_MM = 2;

/**
 * Builds the lens: a spherical front, a toroidal back that gives the back vertex power, turned as a rigid body for prescribed and
 * thinning prism, as thin as its least centre and edge allow. Exact for these surfaces; without asphere, bevel, wrap and tilt.
 * The addition of a thinned progressive is taken as a parabola below the centre.
 * @throws RangeError when the curves cannot span the outline
 */
export function lensSolid(input: ThicknessInput): LensSolid {
  const { eye, rx, material, frame } = input;
  const centre = opticalCentre(eye, input.inMm, input.upMm ?? 0);
  const outline = outlineFor(eye, outlineOf(frame));
  const points = outlinePoints(outline);
  const baseCurve = input.baseCurve ?? nearestBase(vogelBase(rx));
  const minCentre = input.minCentreMm ?? material.minCentreMm;
  const minEdge = input.minEdgeMm ?? material.minEdgeMm[frame.rim];
  const prism = groundPrism(input);
  const turningPoint = innerTurningPoint(rx, prism, centre, outline);

  let centreMm = Math.max(minCentre, FIRST_CENTRE_MM);
  let curves = lensCurves(input, baseCurve, prism, centreMm);
  for (let round = 0; round < ROUNDS; round++) {
    const gain = (p: Point) =>
      curves.back(p.x - centre.x, p.y - centre.y) - curves.front(p.x - centre.x, p.y - centre.y);
    const thinnestEdge = Math.min(...points.map(gain));
    // A plus lens turns at its thickest point, which asks nothing of the centre.
    const thinnestInside = turningPoint === null ? 0 : Math.min(0, gain(turningPoint));
    centreMm = Math.max(minCentre - thinnestInside, minEdge - thinnestEdge);
    curves = lensCurves(input, baseCurve, prism, centreMm);
  }
  const front = (p: Point) => curves.front(p.x - centre.x, p.y - centre.y);
  const back = (p: Point) => centreMm + curves.back(p.x - centre.x, p.y - centre.y);
  return {
    input,
    outline,
    points,
    opticalCentre: centre,
    centreMm,
    baseCurve,
    frontPower: curves.frontPower,
    backPowers: curves.backPowers,
    turningPoint,
    front,
    back,
    thickness: (p) => back(p) - front(p),
  };
}

/** A frame's right outline, centred; without a trace a rounded rectangle of its box stands in. */
export const outlineOf = (frame: FrameGeometry): FrameShape =>
  frame.outline ? recentre(frame.outline) : syntheticOutline('square', frame.eyeSizeMm, frame.lensHeightMm, 72);

function groundPrism({ eye, rx, thinningPrism = 0 }: ThicknessInput): PrismVector {
  const prescribed = prismVector(eye, rx.prisms);
  return { x: prescribed.x, y: prescribed.y - thinningPrism };
}

function innerTurningPoint(rx: EyeRx, prism: PrismVector, centre: Point, outline: FrameShape): Point | null {
  const fromCentre = pointOfPrism(rx, { x: -prism.x, y: -prism.y });
  const point = { x: centre.x + fromCentre.x, y: centre.y + fromCentre.y };
  const isInside = Math.hypot(point.x, point.y) < radiusToward(outline, Math.atan2(point.y, point.x));
  return isInside ? point : null;
}

/** Depths of both surfaces from their vertices, and the powers they are cut to. */
function lensCurves(input: ThicknessInput, baseCurve: number, prism: PrismVector, centreMm: number) {
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
  const angle = wedgeAngle(Math.hypot(prism.x, prism.y) / 1000, index, frontPower, centreMm);
  return {
    frontPower,
    backPowers,
    front: (x: number, y: number) => sagitta(frontRadius, Math.hypot(x, y)),
    back: withAddition(turned(back, angle, (Math.atan2(prism.y, prism.x) * 180) / Math.PI), input),
  };
}

/** Below the centre of a thinned progressive the addition takes thickness away. */
function withAddition(back: Surface, { rx, material, thinningPrism = 0 }: ThicknessInput): Surface {
  if (thinningPrism === 0) return back;
  const perSquare = (rx.add ?? 0) / 1000 / (2000 * (material.calculationIndex - 1));
  return (x, y) => back(x, y) - (y < 0 ? perSquare * y ** 2 : 0);
}
