import { type ExactPower, powerAsWorn, turnOf, type WornPosition } from './position-of-wear.ts';
import type { Eye, Mdpt, SpheroCylinder } from './prescription.types.ts';
import { nasalSign } from './prism.ts';

/** Where the wearer looks through to read, seen from where he looks through into the distance. Lengths in mm. */
export interface NearPoint {
  /** Below > 0. */
  downMm: number;
  /** Toward the nose > 0. */
  inMm: number;
  /** Radius of the front surface; infinity for a flat one. */
  frontRadiusMm: number;
  /** From the spectacle plane to the eye's centre of rotation, as centration takes it. */
  toRotationCentreMm: number;
}

const DEG = 180 / Math.PI;

/**
 * How the near zone sits before the eye that looks through it. The eye turns about its centre of rotation, the surface falls away from the
 * distance point as its curve does: a tilted, steep lens is met squarer in reading than in the distance, a flat one further aslant. Where the near point lies in space follows from tilt and wrap themselves; all of it is told in the lens's own coordinates.
 */
export function positionAtNear(eye: Eye, position: WornPosition, near: NearPoint): WornPosition {
  const { sight } = turnOf(eye, position);
  const [x, y] = [nasalSign(eye) * near.inMm, -near.downMm];
  const curve = 1 / near.frontRadiusMm;
  const normal = { x: x * curve, y: y * curve, z: Math.sqrt(1 - (x * curve) ** 2 - (y * curve) ** 2) };
  const depth = (x * normal.x + y * normal.y) / (1 + normal.z);
  // From the centre of rotation, which lies behind the distance point on its line of sight.
  const away = near.toRotationCentreMm;
  const gaze = { x: x + away * sight.x, y: y + away * sight.y, z: away * sight.z - depth };
  const length = Math.hypot(gaze.x, gaze.y, gaze.z);
  // The least turn that takes the normal of the near zone back to the lens's axis takes the line of sight along.
  const onNormal = gaze.x * normal.x + gaze.y * normal.y + gaze.z * normal.z;
  const share = (onNormal + gaze.z) / (1 + normal.z);
  return {
    ...position,
    pantoscopicTiltDeg: Math.asin((gaze.y - share * normal.y) / length) * DEG,
    wrapAngleDeg: Math.atan2(gaze.x - share * normal.x, onNormal) * nasalSign(eye) * DEG,
  };
}

/** Half the sum of the principal powers, Mdpt. */
const meanOf = ({ sphere, cylinder }: Pick<ExactPower, 'sphere' | 'cylinder'>): number => sphere + cylinder / 2;

export interface AddRequest {
  eye: Eye;
  /** Distance power as the wearer is to have it, at the vertex of the refraction. */
  rx: SpheroCylinder;
  add: Mdpt;
  /** Distance power that is cut. */
  made: SpheroCylinder;
  position: WornPosition;
  near: NearPoint;
  /** Vertex distance of the refraction and of the glasses, mm; nothing is moved unless both are known. */
  refractedVertexMm?: number | undefined;
  wornVertexMm?: number | undefined;
  /** From the refraction's lens to what is read, mm. */
  readingMm: number;
}

/**
 * The addition to cut so that the wearer reads with the power that was prescribed. Near and distance power leave the lens under different
 * angles, and a lens that moves toward the eye moves from its object too. Only the mean power can be met: an addition is a sphere.
 * No formula of this is in the trade's literature we hold; it follows from tracing, and is off until an owner switches it on.
 * @returns Mdpt, not rounded
 */
export function compensateAdd(request: AddRequest): number {
  const { eye, made, position, near } = request;
  const atNear = positionAtNear(eye, position, near);
  const worn = (power: SpheroCylinder) => meanOf(powerAsWorn(power, eye, atNear));
  // The power as worn is linear in the power that is cut.
  const perDioptre = worn({ sphere: 1_000, cylinder: 0, axis: null }) / 1_000;
  return (nearWanted(request) - worn(made)) / perDioptre;
}

/** The addition that reaches the wearer through a lens that is cut with the addition `cut`. @returns Mdpt, not rounded */
export function addAsWorn(request: Omit<AddRequest, 'add'>, cut: Mdpt): number {
  const { eye, made, position, near, rx } = request;
  const power = meanOf(powerAsWorn({ ...made, sphere: made.sphere + cut }, eye, positionAtNear(eye, position, near)));
  return atTrialLens(request, power) - meanOf(rx);
}

type Vertices = Pick<AddRequest, 'refractedVertexMm' | 'wornVertexMm' | 'readingMm'>;

/** How much closer to the eye the glasses sit than the trial lens did, and how far the page is from that one; metres. */
function distances({ refractedVertexMm, wornVertexMm, readingMm }: Vertices) {
  const isKnown = refractedVertexMm !== undefined && wornVertexMm !== undefined;
  return { closer: isKnown ? (refractedVertexMm - wornVertexMm) / 1_000 : 0, reading: readingMm / 1_000 };
}

/** Mean near power at the worn vertex that does what distance power and addition did in the trial frame. */
function nearWanted(request: AddRequest): number {
  const { closer, reading } = distances(request);
  // Light from the page leaves the trial lens, and goes on to where the glasses sit.
  const left = (meanOf(request.rx) + request.add) / 1_000 - 1 / reading;
  return 1_000 * (left / (1 - closer * left) + 1 / (reading + closer));
}

/** The other way: the near power in the trial frame that does what one at the worn vertex does. */
function atTrialLens(vertices: Vertices, power: Mdpt): number {
  const { closer, reading } = distances(vertices);
  const left = power / 1_000 - 1 / (reading + closer);
  return 1_000 * (left / (1 + closer * left) + 1 / reading);
}
