import { opticalCentre } from '../frame/centration.ts';
import type { FrameGeometry, FrameShape } from '../frame/frame.types.ts';
import { outlineFor, outlinePoints, type Point, recentre } from '../frame/outline.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { Eye, EyeRx } from '../prescription/prescription.types.ts';
import { nasalSign, prismVector } from '../prescription/prism.ts';
import { powerInMeridian } from '../prescription/transpose.ts';
import { frontAtBackVertex, nearestBase, sagitta, surfaceRadius, trueBase, vogelBase } from './curves.ts';
import type { LensMaterial } from './materials.ts';

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
  minCentreMm?: number;
  minEdgeMm?: number;
  /** Base-down prism ground into both eyes of a progressive to level top and bottom, MilliPrism. */
  thinningPrism?: number;
}

export interface EdgePoint extends Point {
  thicknessMm: number;
}

export interface ThicknessProfile {
  centreMm: number;
  minEdgeMm: number;
  maxEdgeMm: number;
  /** Edge at the horizontal through the optical centre. */
  nasalEdgeMm: number;
  templeEdgeMm: number;
  weightGrams: number;
  baseCurve: number;
  /** Front surface power and the two principal back surface powers, dioptres, true (not marked). */
  frontPower: number;
  backPowers: { alongAxis: number; acrossAxis: number };
  /** Optical centre seen from the boxed centre, mm. */
  opticalCentre: Point;
  /** Edge thickness at every outline point, viewer's frame, around the boxed centre. */
  edge: EdgePoint[];
}

/**
 * Thickness and weight of one finished lens, from exact spherical front and toric back curves over the frame's own outline.
 * An estimate to be shown as such: aspheric surfaces, bevel, wrap and tilt change it by tenths of a millimetre.
 * @returns millimetres and grams
 * @throws RangeError when the curves cannot span the outline; `canSpan` of `whatCanBeMade` turns that into a reason
 */
export function thicknessProfile(input: ThicknessInput): ThicknessProfile {
  const { eye, rx, material, frame } = input;
  const centre = opticalCentre(eye, input.inMm, input.upMm ?? 0);
  const baseCurve = input.baseCurve ?? nearestBase(vogelBase(rx));
  const outline = outlineFor(eye, outlineOf(frame));
  const points = outlinePoints(outline);
  const minCentre = input.minCentreMm ?? material.minCentreMm;
  const minEdge = input.minEdgeMm ?? material.minEdgeMm[frame.rim];

  // The back curve depends a little on the centre thickness and the other way round; three rounds settle to microns.
  let centreMm = Math.max(minCentre, 2);
  let surface = lensSurface(input, baseCurve, centreMm);
  for (let round = 0; round < 3; round++) {
    const thinnest = Math.min(...points.map((p) => surface.overCentre(p.x - centre.x, p.y - centre.y)));
    centreMm = Math.max(minCentre, minEdge - thinnest);
    surface = lensSurface(input, baseCurve, centreMm);
  }
  const thicknessAt = (p: Point) => centreMm + surface.overCentre(p.x - centre.x, p.y - centre.y);
  const edge = points.map((p) => ({ ...p, thicknessMm: thicknessAt(p) }));
  const edges = edge.map((p) => p.thicknessMm);
  const horizontal = edgeOnHorizontal(edge, centre.y);
  return {
    centreMm,
    minEdgeMm: Math.min(...edges),
    maxEdgeMm: Math.max(...edges),
    nasalEdgeMm: nasalSign(eye) > 0 ? horizontal.right : horizontal.left,
    templeEdgeMm: nasalSign(eye) > 0 ? horizontal.left : horizontal.right,
    weightGrams: (volumeMm3(outline, thicknessAt) * material.density) / 1000,
    baseCurve,
    frontPower: surface.front,
    backPowers: surface.back,
    opticalCentre: centre,
    edge,
  };
}

/** A frame's right outline, centred; without a trace a rounded rectangle of its box stands in. */
export const outlineOf = (frame: FrameGeometry): FrameShape =>
  frame.outline ? recentre(frame.outline) : syntheticOutline('square', frame.eyeSizeMm, frame.lensHeightMm, 72);

/** Depth of a point below the front and back surface: their difference is what the thickness gains over the centre. */
function lensSurface({ eye, rx, material, thinningPrism = 0 }: ThicknessInput, baseCurve: number, centreMm: number) {
  const index = material.calculationIndex;
  const front = trueBase(baseCurve, index);
  const frontPart = frontAtBackVertex(front, centreMm, index);
  const frontRadius = surfaceRadius(front, index);
  const prescribed = prismVector(eye, rx.prisms);
  // Deviation δ (Δ/100) needs a wedge of δ/(n − 1); the base side is thicker.
  const wedge = (prism: number) => prism / 1000 / 100 / (index - 1);
  const slope = { x: wedge(prescribed.x), y: wedge(prescribed.y - thinningPrism) };
  const add = (thinningPrism === 0 ? 0 : (rx.add ?? 0)) / 1000;
  const overCentre = (x: number, y: number): number => {
    const rho = Math.hypot(x, y);
    const meridian = (Math.atan2(y, x) * 180) / Math.PI;
    const back = powerInMeridian(rx, meridian) / 1000 - frontPart;
    const addDepth = y < 0 ? (y ** 2 * add) / (2000 * (index - 1)) : 0;
    return sagitta(-surfaceRadius(back, index), rho) - sagitta(frontRadius, rho) - addDepth + slope.x * x + slope.y * y;
  };
  return {
    front,
    back: { alongAxis: rx.sphere / 1000 - frontPart, acrossAxis: (rx.sphere + rx.cylinder) / 1000 - frontPart },
    overCentre,
  };
}

function edgeOnHorizontal(edge: readonly EdgePoint[], y: number): { left: number; right: number } {
  const nearest = (side: 1 | -1) =>
    edge
      .filter((p) => Math.sign(p.x) === side)
      .reduce((best, p) => (Math.abs(p.y - y) < Math.abs(best.y - y) ? p : best));
  return { left: nearest(-1).thicknessMm, right: nearest(1).thicknessMm };
}

const RINGS = 12;

/** Volume under the outline by sectors and rings, each taken at its middle. */
function volumeMm3(outline: FrameShape, thicknessAt: (p: Point) => number): number {
  const n = outline.radii.length;
  const sector = (2 * Math.PI) / n;
  let volume = 0;
  for (let i = 0; i < n; i++) {
    const reach = (outline.radii[i] ?? 0) / 100;
    const ring = reach / RINGS;
    for (let k = 0; k < RINGS; k++) {
      const radius = (k + 0.5) * ring;
      const at = { x: radius * Math.cos(i * sector), y: radius * Math.sin(i * sector) };
      volume += Math.max(0, thicknessAt(at)) * radius * ring * sector;
    }
  }
  return volume;
}
