import { turnOf, type WornPosition } from './position-of-wear.ts';
import type { Eye } from './prescription.types.ts';
import type { PrismVector } from './prism.ts';

/** What bends a line of sight that crosses a lens aslant: true front power in dioptres, thickness on that line in mm. */
export interface CrossedLens {
  frontPower: number;
  centreMm: number;
}

/**
 * Prism that tilt and wrap make by themselves: a line of sight through the back vertex of a turned lens meets the front beside its vertex,
 * where it is no longer square to the axis. To first order 100·tan α·t/n·F₁ (the power has no part in it); this is the ray itself, exact
 * for a spherical front and any back. A convex front turned outward is base out, turned downward base down.
 * No formula of this is in the trade's literature we hold; it follows from tracing, and is off until an owner switches it on.
 * @returns toward the base, MilliPrism, viewer's frame
 */
export function prismOfWear(eye: Eye, position: WornPosition, { frontPower, centreMm }: CrossedLens): PrismVector {
  const { alpha, normal } = turnOf(eye, position);
  const turned = Math.hypot(normal.x, normal.y);
  if (frontPower === 0 || turned === 0) return { x: 0, y: 0 };
  const { index } = position;
  const radius = (1_000 * (index - 1)) / frontPower;
  const inside = Math.asin(Math.sin(alpha) / index);
  // From the back vertex along the ray to the front, whose middle lies a radius behind its vertex.
  const middle = centreMm - radius;
  const along = middle * Math.cos(inside);
  const way = along + Math.sign(radius) * Math.sqrt(along ** 2 + radius ** 2 - middle ** 2);
  const slope = Math.asin((way * Math.sin(inside)) / radius);
  const outside = slope + Math.asin(index * Math.sin(inside - slope));
  const prism = 100_000 * Math.tan(alpha - outside);
  return { x: (prism * normal.x) / turned, y: (prism * normal.y) / turned };
}
