import { type Direction, directionOf, evenDirections } from '../prescription/direction.ts';
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
  const directions = evenDirections(radii.length);
  return radii.map((radius, i) => {
    const { cos, sin } = directions[i]!;
    return { x: (radius / 100) * cos, y: (radius / 100) * sin };
  });
}

/** Distance of a point from the origin. `Math.hypot` may differ in its last digit from one browser to the next, a root never. */
export const distanceOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);

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
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of outlinePoints(shape)) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
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
    return sum + distanceOf(next.x - p.x, next.y - p.y);
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
  const polar = points.map(({ x, y }) => ({ x, y, angle: (Math.atan2(y, x) + 2 * Math.PI) % (2 * Math.PI) }));
  const directions = evenDirections(count);
  const start = polar.reduce((best, p, i) => (p.angle < polar[best]!.angle ? i : best), 0);
  const ring = [...polar.slice(start), ...polar.slice(0, start)];
  const radii: number[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const angle = (i * 2 * Math.PI) / count;
    while (at < ring.length && ring[at]!.angle <= angle) at++;
    radii.push(rayMeets(ring[(at - 1 + ring.length) % ring.length]!, ring[at % ring.length]!, directions[i]!));
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
  return rayMeets(points[before]!, points[(before + 1) % n]!, directionOf(turns, 1));
}

/** Whether a point lies within the outline drawn through `points`, counter-clockwise around an origin that sees all of them. */
export function isWithin(points: readonly Point[], { x, y }: Point): boolean {
  const sector = points.findIndex((p, i) => {
    const q = points[(i + 1) % points.length]!;
    return p.x * y - p.y * x >= 0 && q.x * y - q.y * x < 0;
  });
  // The origin itself lies in no sector, and a point in none of them lies there.
  if (sector < 0) return true;
  const [p, q] = [points[sector]!, points[(sector + 1) % points.length]!];
  return (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x) > 0;
}

/** Distance from the origin, in a direction, to the segment p–q, which the ray meets between its ends. */
function rayMeets(p: Point, q: Point, { cos, sin }: Direction): number {
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
export const crossings = (shape: FrameShape, fixed: 'x' | 'y', at: number): [Point, Point] | null =>
  crossingsOf(outlinePoints(shape), fixed, at);

/** The same of an outline whose points are at hand, see `crossings`. */
export function crossingsOf(points: readonly Point[], fixed: 'x' | 'y', at: number): [Point, Point] | null {
  const free = fixed === 'x' ? 'y' : 'x';
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
    if (distanceOf(centre.x, centre.y) < 0.005) return current;
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
  return (least + distanceOf(frame.eyeSizeMm, frame.lensHeightMm)) / 2;
}
