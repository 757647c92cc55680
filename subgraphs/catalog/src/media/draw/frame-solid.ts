import { outlinePoints, syntheticOutline } from '@opticworks/optics';
import type { FrameDrawing } from './drawing.types.ts';
import type { Point2, Point3 } from './projection.ts';

/** A frame as points in space, millimetres, right side only where the left is its mirror image. */
export interface FrameSolid {
  /** Lens edge of the patient's right lens (left on the picture), and the outer contour of its rim. */
  inner: Point2[];
  outer: Point2[];
  hinge: Point2;
  halfWidth: number;
  floor: number;
  depthMm: number;
  /** Depth of the curved front at a place. */
  frontZ(x: number): number;
}

const POINTS = 180;

export function frameSolid(d: FrameDrawing): FrameSolid {
  const centre = -(d.eyeSizeMm + d.dblMm) / 2;
  const around = outlinePoints(syntheticOutline(d.outline, d.eyeSizeMm, d.lensHeightMm, POINTS));
  const inner = around.map((p) => ({ x: p.x + centre, y: p.y }));
  const [thin, thick] = d.rimMm;
  const outer = inner.map((p, i) => {
    const before = inner[(i - 2 + POINTS) % POINTS] ?? p;
    const after = inner[(i + 2) % POINTS] ?? p;
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    // The outline runs counter-clockwise, so its outward normal is the tangent turned clockwise.
    const normal = { x: (after.y - before.y) / length, y: -(after.x - before.x) / length };
    const angle = (i / POINTS) * 2 * Math.PI;
    // Widest at the upper temple corner, thinnest at the lower nose side.
    const share = 0.5 + 0.5 * Math.sin(angle - 0.35);
    const width = thin + (thick - thin) * share ** 1.3;
    return { x: p.x + normal.x * width, y: p.y + normal.y * width };
  });
  const radius = d.rim === 'WRAP' ? 105 : 260;
  return {
    inner,
    outer,
    hinge: { x: -d.frameWidthMm / 2, y: d.lensHeightMm * (d.outline === 'round' ? 0.16 : 0.24) },
    halfWidth: d.frameWidthMm / 2,
    floor: -d.lensHeightMm / 2 - thin - 0.5,
    depthMm: d.build === 'acetate' ? 4.2 : 1.6,
    frontZ: (x) => -(x * x) / (2 * radius),
  };
}

/** The slice of a ring between two angles (degrees, counter-clockwise from the nose side), in order. */
export function arcOf<T>(ring: readonly T[], fromDeg: number, toDeg: number): T[] {
  const n = ring.length;
  const points: T[] = [];
  for (let i = Math.round((fromDeg / 360) * n); i <= Math.round((toDeg / 360) * n); i++) {
    const point = ring[((i % n) + n) % n];
    if (point !== undefined) points.push(point);
  }
  return points;
}

export const mirrored = <P extends { x: number }>(points: readonly P[]): P[] => points.map((p) => ({ ...p, x: -p.x }));

/** The middle line of a temple with its half height, from the hinge to the ear tip. `side` −1 is the patient's right. */
export function templeLine(d: FrameDrawing, solid: FrameSolid, side: -1 | 1): (Point3 & { half: number })[] {
  const length = d.templeMm;
  const straight = length * 0.7;
  const isAcetate = d.build === 'acetate';
  const [atHinge, slim, tip] = isAcetate ? [d.rimMm[1] * 0.95 + 0.9, 2.4, 3.6] : [1.5, 0.9, 2.7];
  const z0 = solid.frontZ(solid.halfWidth) - 2;
  return Array.from({ length: 41 }, (_, i) => {
    const along = (i / 40) * length;
    const back = Math.max(0, along - straight);
    const bend = Math.min(1, back / (length - straight));
    const y = solid.hinge.y - 26 * bend ** 1.45 - 2.5 * (along / length);
    const x = side * (solid.halfWidth - 1.2 - 6 * (along / length) ** 2 - 3 * bend);
    const share = along / straight;
    const half =
      bend > 0.12
        ? slim + (tip - slim) * Math.min(1, (bend - 0.12) * 2.2)
        : atHinge + (slim - atHinge) * Math.min(1, share * 1.5) ** 0.7;
    const rounded = bend > 0.93 ? half * Math.sqrt(Math.max(0.02, 1 - ((bend - 0.93) / 0.07) ** 2)) : half;
    return { x, y, z: z0 - along + back * 0.12 * bend, half: rounded };
  });
}
