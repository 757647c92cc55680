import type { Eye } from '../prescription/prescription.types.ts';
import type { FrameGeometry, FrameShape } from './frame.types.ts';

/** A point in millimetres, viewer's frame: x to the viewer's right, y up. */
export interface Point {
  x: number;
  y: number;
}

/** Points of an outline in millimetres around its polar origin. @throws RangeError with fewer than 12 radii */
export function outlinePoints(shape: FrameShape): Point[] {
  const { radii } = shape;
  if (radii.length < 12) throw new RangeError('An outline has at least 12 radii.');
  return radii.map((radius, i) => {
    const angle = (i * 2 * Math.PI) / radii.length;
    return { x: (radius / 100) * Math.cos(angle), y: (radius / 100) * Math.sin(angle) };
  });
}

export interface Box {
  /** A, mm. */
  widthMm: number;
  /** B, mm. */
  heightMm: number;
  /** Middle of the box seen from the polar origin, mm. */
  centre: Point;
}

/** The box around an outline: A, B and where the box centre lies. */
export function boxOf(shape: FrameShape): Box {
  const points = outlinePoints(shape);
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    widthMm: right - left,
    heightMm: top - bottom,
    centre: { x: (left + right) / 2, y: (bottom + top) / 2 },
  };
}

/** Twice the longest radius, mm. Counted from the polar origin, so recentre a traced shape first. */
export const effectiveDiameter = (shape: FrameShape): number => (2 * Math.max(...shape.radii)) / 100;

/** Length of the outline, mm. */
export function circumference(shape: FrameShape): number {
  const points = outlinePoints(shape);
  return points.reduce((sum, p, i) => {
    const next = points[(i + 1) % points.length] ?? p;
    return sum + Math.hypot(next.x - p.x, next.y - p.y);
  }, 0);
}

/** The other eye's outline: L[i] = R[(n/2 − i) mod n]. Doing it twice gives the outline back. @throws RangeError for an odd count */
export function mirrorOutline(shape: FrameShape): FrameShape {
  const n = shape.radii.length;
  if (n % 2 !== 0) throw new RangeError('Only an even number of radii can be mirrored.');
  return { radii: shape.radii.map((_, i) => shape.radii[(((n / 2 - i) % n) + n) % n] ?? 0) };
}

/** Outline of one eye; frames store the right one. */
export const outlineFor = (eye: Eye, right: FrameShape): FrameShape => (eye === 'od' ? right : mirrorOutline(right));

/**
 * Radii at even angles of a closed curve around the origin.
 * @param points the curve counter-clockwise; the origin must see every point (star-shaped)
 * @param count number of radii
 * @returns millimetres, not rounded
 */
export function radiiOfCurve(points: readonly Point[], count: number): number[] {
  const polar = points.map((p) => ({ ...p, angle: (Math.atan2(p.y, p.x) + 2 * Math.PI) % (2 * Math.PI) }));
  const start = polar.reduce((best, p, i) => (p.angle < polar[best]!.angle ? i : best), 0);
  const ring = [...polar.slice(start), ...polar.slice(0, start)];
  const radii: number[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const angle = (i * 2 * Math.PI) / count;
    while (at < ring.length && ring[at]!.angle <= angle) at++;
    radii.push(rayMeets(ring[(at - 1 + ring.length) % ring.length]!, ring[at % ring.length]!, angle));
  }
  return radii;
}

/** Distance from the polar origin to the drawn outline (straight between its points), mm. @param angle radians, any */
export function radiusToward(shape: FrameShape, angle: number): number {
  const n = shape.radii.length;
  const points = outlinePoints(shape);
  const turns = angle / (2 * Math.PI);
  // A hair below zero becomes a whole turn, which is the first point again.
  const before = Math.floor((turns - Math.floor(turns)) * n) % n;
  return rayMeets(points[before]!, points[(before + 1) % n]!, angle);
}

/** Distance from the origin, along `angle`, to the segment p–q, which the ray meets between its ends. */
function rayMeets(p: Point, q: Point, angle: number): number {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const across = (point: Point) => point.y * cos - point.x * sin;
  const [a, b] = [across(p), across(q)];
  const share = a / (a - b);
  return (p.x + share * (q.x - p.x)) * cos + (p.y + share * (q.y - p.y)) * sin;
}

/**
 * Where a horizontal (`fixed` 'y') or vertical ('x') line meets the drawn outline: its two outermost points, the lesser coordinate first.
 * @param at where the line lies, mm from the polar origin
 * @returns null when the line passes outside
 */
export function crossings(shape: FrameShape, fixed: 'x' | 'y', at: number): [Point, Point] | null {
  const free = fixed === 'x' ? 'y' : 'x';
  const points = outlinePoints(shape);
  const met = points.flatMap((p, i) => {
    const q = points[(i + 1) % points.length]!;
    const [a, b] = [p[fixed] - at, q[fixed] - at];
    if (a === 0) return [p[free]];
    return a * b < 0 ? [p[free] + (a / (a - b)) * (q[free] - p[free])] : [];
  });
  if (met.length < 2) return null;
  const point = (value: number): Point => (fixed === 'x' ? { x: at, y: value } : { x: value, y: at });
  return [point(Math.min(...met)), point(Math.max(...met))];
}

/** The same outline with its polar origin in the middle of the box; traces are centred only roughly. */
export function recentre(shape: FrameShape): FrameShape {
  let current = shape;
  // Resampling moves the extremes by hundredths; a second round settles them.
  for (let round = 0; round < 2; round++) {
    const { centre } = boxOf(current);
    if (Math.hypot(centre.x, centre.y) < 0.005) return current;
    const shifted = outlinePoints(current).map((p) => ({ x: p.x - centre.x, y: p.y - centre.y }));
    current = { radii: radiiOfCurve(shifted, current.radii.length).map((r) => Math.round(r * 100)) };
  }
  return current;
}

/** ED of a frame: stated, else from the outline, else the middle of what A and B allow: max(A, B) ≤ ED ≤ √(A² + B²). */
export function effectiveDiameterOf(frame: FrameGeometry): number {
  if (frame.effectiveDiameterMm !== undefined) return frame.effectiveDiameterMm;
  if (frame.outline) return effectiveDiameter(recentre(frame.outline));
  const least = Math.max(frame.eyeSizeMm, frame.lensHeightMm);
  return (least + Math.hypot(frame.eyeSizeMm, frame.lensHeightMm)) / 2;
}
