import { roundToStep } from './format-power.ts';
import { fromPowerVectorExact, type PowerVector, toPowerVector } from './power-vectors.ts';
import type { Eye, SpheroCylinder } from './prescription.types.ts';
import { nasalSign } from './prism.ts';
import { canonical, normaliseAxis } from './transpose.ts';
import { compensateVertex } from './vertex.ts';

/** How a lens sits before the eye. Angles in degrees, distances in mm. */
export interface WornPosition {
  /** Lower edge toward the cheek > 0. */
  pantoscopicTiltDeg: number;
  /** Temporal edge backward > 0: face form, per lens. */
  wrapAngleDeg: number;
  /** Calculation index of the material. */
  index: number;
}

/** A sphero-cylinder whose numbers are not rounded; sphere and cylinder in Mdpt. */
export interface ExactPower {
  sphere: number;
  cylinder: number;
  axis: number | null;
}

/**
 * What the wearer gets through the visual point of a tilted and wrapped lens.
 *
 * The power as a matrix, on the two directions along and across the line about which the lens is turned away from the line of sight by
 * α: along it the power grows by Martin's k = 1 + sin²α/2n, across it by k/cos²α, and the term between them by k/cos α. For a sphere
 * that is Martin's S' = S·k with an induced cylinder S'·tan²α; for oblique cylinders it is the same statement of Coddington's equations
 * for a thin lens. Tilt and wrap together are one turn, of the wrapped lens with the tilted front.
 * @param lens as a lensmeter reads it, axis on the lens's own horizontal
 * @returns minus-cylinder form, not rounded, axis seen by the wearer
 */
export function powerAsWorn(lens: SpheroCylinder, eye: Eye, position: WornPosition): ExactPower {
  const { alpha, onLens, onFace } = turnOf(eye, position);
  const [along, k] = [Math.cos(alpha), martin(alpha, position.index)];
  const { ss, st, tt } = toMatrix(toPowerVector(lens), onLens);
  return fromPowerVectorExact(toVector({ ss: ss * k, st: (st * k) / along, tt: (tt * k) / along ** 2 }, onFace));
}

/**
 * What has to be made, and what the lensmeter must read, so that the wearer gets the prescribed power: the exact inverse of
 * `powerAsWorn`. Prism, ADD and other fields are not touched.
 * @returns minus-cylinder form, not rounded
 */
export function compensateForWear(prescribed: SpheroCylinder, eye: Eye, position: WornPosition): ExactPower {
  const { alpha, onLens, onFace } = turnOf(eye, position);
  const [along, k] = [Math.cos(alpha), martin(alpha, position.index)];
  const { ss, st, tt } = toMatrix(toPowerVector(prescribed), onFace);
  return fromPowerVectorExact(toVector({ ss: ss / k, st: (st * along) / k, tt: (tt * along ** 2) / k }, onLens));
}

/** A refraction, where it was taken and how the glasses will sit. */
export interface CompensationRequest {
  eye: Eye;
  rx: SpheroCylinder;
  position: WornPosition;
  /** Vertex distance of the refraction and of the glasses, mm; the power is moved only when both are known. */
  refractedVertexMm?: number;
  wornVertexMm?: number;
}

export interface Compensation {
  /** Power to order and to find in the lensmeter, canonical, to `step`. */
  lensmeter: SpheroCylinder;
  /** What the wearer gets through that lens, whole Mdpt. */
  asWorn: SpheroCylinder;
  /** What the wearer would get through a lens made as prescribed. */
  uncompensated: SpheroCylinder;
}

/** Free-form lenses are cut to hundredths of a dioptre, Mdpt. */
export const FREE_FORM_STEP = 10;

/**
 * Compensated power of one lens for vertex distance, pantoscopic tilt and wrap, with the values to expect in the lensmeter.
 * @param step Mdpt the lens can be cut to
 * @see Martin's formula in `tiltEffect`, which this agrees with for spheres
 */
export function compensate(request: CompensationRequest, step: number = FREE_FORM_STEP): Compensation {
  const { eye, rx, position, refractedVertexMm, wornVertexMm } = request;
  const wanted =
    refractedVertexMm === undefined || wornVertexMm === undefined
      ? rx
      : compensateVertex(rx, refractedVertexMm - wornVertexMm);
  const lensmeter = rounded(compensateForWear(wanted, eye, position), step);
  return {
    lensmeter,
    asWorn: rounded(powerAsWorn(lensmeter, eye, position), 1),
    uncompensated: rounded(powerAsWorn(rx, eye, position), 1),
  };
}

const rounded = (power: ExactPower, step: number): SpheroCylinder =>
  canonical({
    sphere: roundToStep(power.sphere, step),
    cylinder: roundToStep(power.cylinder, step),
    axis: normaliseAxis(Math.round(power.axis ?? 0)),
  });

/** Martin's factor of the power along the line of the turn. */
const martin = (alpha: number, index: number): number => 1 + Math.sin(alpha) ** 2 / (2 * index);

/**
 * The one turn that tilt and wrap make together: its angle, and the direction of its line counted from the lens's own horizontal and
 * from the face's. The two differ by a degree or so when a lens is both tilted and wrapped, and a cylinder axis with them.
 */
export function turnOf(eye: Eye, { pantoscopicTiltDeg, wrapAngleDeg }: WornPosition) {
  const tilt = (pantoscopicTiltDeg * Math.PI) / 180;
  const wrap = (wrapAngleDeg * nasalSign(eye) * Math.PI) / 180;
  // The wrap is about the vertical, then the whole front tilts about the horizontal. `normal` is where the lens then looks, `sight` the
  // line of sight in the lens's own coordinates; the line of the turn stands square on both.
  const normal = { x: -Math.sin(wrap), y: -Math.sin(tilt) * Math.cos(wrap) };
  const sight = { x: Math.cos(tilt) * Math.sin(wrap), y: Math.sin(tilt), z: Math.cos(tilt) * Math.cos(wrap) };
  return {
    normal,
    sight,
    alpha: Math.acos(Math.cos(tilt) * Math.cos(wrap)),
    onFace: Math.atan2(normal.x, -normal.y),
    onLens: Math.atan2(-sight.x, sight.y),
  };
}

interface TurnMatrix {
  ss: number;
  st: number;
  tt: number;
}

/** A power vector on directions turned by `angle`: s along it, t across it, counter-clockwise. */
function toMatrix({ m, j0, j45 }: PowerVector, angle: number): TurnMatrix {
  const [cos, sin] = [Math.cos(2 * angle), Math.sin(2 * angle)];
  const straight = j0 * cos + j45 * sin;
  return { ss: m + straight, tt: m - straight, st: j45 * cos - j0 * sin };
}

function toVector({ ss, st, tt }: TurnMatrix, angle: number): PowerVector {
  const [cos, sin] = [Math.cos(2 * angle), Math.sin(2 * angle)];
  const straight = (ss - tt) / 2;
  return { m: (ss + tt) / 2, j0: straight * cos - st * sin, j45: straight * sin + st * cos };
}
