/**
 * A lens built the slow way, to hold the engine against: implicit surfaces in space, a rigid rotation by matrix, depths by bisection and
 * the prism by tracing a ray. Shares no formula with `src/lens`.
 */
type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const plus = (a: Vector, b: Vector, times = 1): Vector => [
  a[0] + times * b[0],
  a[1] + times * b[1],
  a[2] + times * b[2],
];
const unit = (a: Vector): Vector => {
  const length = Math.sqrt(dot(a, a));
  return [a[0] / length, a[1] / length, a[2] / length];
};
const apply = (m: Matrix, v: Vector): Vector => [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
const transposed = (m: Matrix): Matrix => [
  [m[0][0], m[1][0], m[2][0]],
  [m[0][1], m[1][1], m[2][1]],
  [m[0][2], m[1][2], m[2][2]],
];

/** Rodrigues' rotation about a unit axis. */
function rotation(axis: Vector, angle: number): Matrix {
  const [x, y, z] = axis;
  const [c, s, k] = [Math.cos(angle), Math.sin(angle), 1 - Math.cos(angle)];
  return [
    [c + x * x * k, x * y * k - z * s, x * z * k + y * s],
    [y * x * k + z * s, c + y * y * k, y * z * k - x * s],
    [z * x * k - y * s, z * y * k + x * s, c + z * z * k],
  ];
}

function bisect(f: (value: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const rises = f(high) > 0;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0 === rises) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

export interface BruteLens {
  /** Dioptres and degrees. */
  sphere: number;
  cylinder: number;
  axisDeg: number;
  /** Prism dioptres toward the base, viewer's frame. */
  prism: { x: number; y: number };
  index: number;
  /** True front power, dioptres. */
  frontPower: number;
  centreMm: number;
}

/** Back surface radius that gives the wanted back vertex power, by multiplying ray matrices and searching. */
function backRadius(wanted: number, { index, frontPower, centreMm }: BruteLens): number {
  const vertexPower = (backPower: number) => {
    // A ray at height 1, parallel to the axis, through front, glass and back.
    const angleInside = -frontPower;
    const height = 1 + (centreMm / 1000 / index) * angleInside;
    return -(angleInside - backPower * height) / height;
  };
  return (-1000 * (index - 1)) / bisect((power) => vertexPower(power) - wanted, -60, 60);
}

/** Implicit tyre in its own frame, positive on the far side of the surface; vertex at the origin, opening toward +z. */
function toroidFunction(along: number, across: number): (p: Vector) => number {
  const [sweep, cross, swap] = Math.abs(along) >= Math.abs(across) ? [along, across, false] : [across, along, true];
  return (p) => {
    const [u, v] = swap ? [p[1], p[0]] : [p[0], p[1]];
    // Where the circle of this height has its lowest point, then the sweep around the axis at z = sweep.
    const profile = Math.abs(cross) > 1e8 ? 0 : cross - Math.sign(cross) * Math.sqrt(cross ** 2 - v ** 2);
    if (Math.abs(sweep) > 1e8) return p[2] - profile;
    const fromAxis = Math.sqrt(u ** 2 + (p[2] - sweep) ** 2);
    return Math.sign(sweep) * (Math.abs(sweep - profile) - fromAxis);
  };
}

/** Angle between the surfaces at which a ray, square to the back at its vertex, leaves the front deviated by the prism. */
function wedgeByTracing(prism: number, { index, frontPower, centreMm }: BruteLens): number {
  const radius = (1000 * (index - 1)) / frontPower;
  const deviation = (angle: number) => {
    // The eye's side is +z; the ray runs toward −z, tilted as the back is.
    const inside: Vector = [Math.sin(angle), 0, -Math.cos(angle)];
    const start: Vector = [0, 0, centreMm];
    const centre: Vector = [0, 0, radius];
    const way = Math.abs(radius) > 1e8 ? -start[2] / inside[2] : sphereHit(start, inside, centre, radius);
    const hit = plus(start, inside, way);
    const normal: Vector = Math.abs(radius) > 1e8 ? [0, 0, -1] : unit(plus(hit, centre, -1));
    const cosine = dot(inside, normal);
    const sineSquared = index ** 2 * (1 - cosine ** 2);
    const outside = plus(
      [index * inside[0], index * inside[1], index * inside[2]],
      normal,
      Math.sqrt(1 - sineSquared) - index * cosine,
    );
    return Math.tan(Math.acos(Math.min(1, dot(unit(outside), inside)))) * 100;
  };
  return prism === 0 ? 0 : bisect((angle) => deviation(angle) - prism, 0, 0.5);
}

function sphereHit(start: Vector, direction: Vector, centre: Vector, radius: number): number {
  const from = plus(start, centre, -1);
  const half = dot(from, direction);
  // Leaving through the near pole of a convex front: the first crossing on the way to −z.
  return -half + Math.sign(radius) * Math.sqrt(half ** 2 - dot(from, from) + radius ** 2);
}

/** Thickness along the front's axis at a point seen from the optical centre, mm. */
export function bruteThickness(lens: BruteLens): (x: number, y: number) => number {
  const frontRadius = (1000 * (lens.index - 1)) / lens.frontPower;
  const own = toroidFunction(backRadius(lens.sphere, lens), backRadius(lens.sphere + lens.cylinder, lens));
  const intoAxis = transposed(rotation([0, 0, 1], (lens.axisDeg * Math.PI) / 180));
  const magnitude = Math.hypot(lens.prism.x, lens.prism.y);
  const base: Vector = magnitude === 0 ? [1, 0, 0] : [lens.prism.x / magnitude, lens.prism.y / magnitude, 0];
  // Turning about the line square to the base lifts the base side toward the eye.
  const untilt = transposed(rotation([base[1], -base[0], 0], wedgeByTracing(magnitude, lens)));
  return (x, y) => {
    const front =
      Math.abs(frontRadius) > 1e8
        ? 0
        : bisect(
            (z) => x * x + y * y + (z - frontRadius) ** 2 - frontRadius ** 2,
            Math.min(0, frontRadius),
            Math.max(0, frontRadius),
          );
    const back = bisect((z) => own(apply(intoAxis, apply(untilt, [x, y, z]))), -25, 35);
    return lens.centreMm + back - front;
  };
}
