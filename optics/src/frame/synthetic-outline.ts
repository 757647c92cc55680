import type { FrameShape } from './frame.types.ts';
import { boxOf, type Point, radiiOfCurve } from './outline.ts';

/**
 * Four quarter arcs between the outermost points of the box. Each arc is a superellipse quarter, so neighbours meet with the same
 * tangent and the curve touches all four sides of the box. Coordinates run −1..1, +x toward the nose (right lens), +y up.
 */
interface ArcShape {
  /** Where the curve touches the top and bottom (x) and the nasal and temporal side (y). */
  topX: number;
  bottomX: number;
  nasalY: number;
  templeY: number;
  /** Exponents: 2 is elliptic, higher is squarer, toward 1 is straighter. */
  upperNasal: number;
  upperTemple: number;
  lowerTemple: number;
  lowerNasal: number;
}

/** A polygon with rounded corners, counter-clockwise, same coordinates. */
interface CornerShape {
  corners: readonly (readonly [number, number])[];
  /** Share of each side given to its corners, 0..0.5. */
  rounding: number;
}

const arcs = (
  [topX, bottomX, nasalY, templeY]: [number, number, number, number],
  [upperNasal, upperTemple, lowerTemple, lowerNasal]: [number, number, number, number],
): ArcShape => ({ topX, bottomX, nasalY, templeY, upperNasal, upperTemple, lowerTemple, lowerNasal });

const shapes = {
  round: arcs([0, 0, 0, 0], [2, 2, 2, 2]),
  oval: arcs([0, 0, 0.05, 0.05], [2.15, 2.15, 2.15, 2.1]),
  panto: arcs([0, 0, 0.24, 0.28], [2.5, 2.6, 2.1, 2]),
  square: arcs([-0.05, -0.05, 0.12, 0.15], [4.2, 4.6, 4.2, 3.4]),
  rectangle: arcs([-0.1, -0.1, 0.15, 0.2], [4.8, 5.4, 4.8, 3.6]),
  trapezoid: arcs([-0.18, -0.02, 0.38, 0.58], [4.2, 4.4, 2.7, 2.4]),
  aviator: arcs([0.05, -0.28, 0.52, 0.42], [3.1, 3.2, 2.3, 1.85]),
  pilot: arcs([-0.02, -0.18, 0.56, 0.5], [4.6, 4.4, 2.9, 2.2]),
  'cat-eye': arcs([-0.66, -0.16, 0.16, 0.6], [2.4, 2.8, 2.45, 1.9]),
  butterfly: arcs([-0.5, -0.38, 0.18, 0.3], [2.5, 3.4, 2.9, 2.1]),
  browline: arcs([-0.15, 0, 0.5, 0.56], [5.2, 5.6, 2.15, 2]),
  'flat-top': arcs([-0.08, -0.1, 0.62, 0.66], [6.5, 7, 2.9, 2.5]),
  hexagon: {
    corners: [
      [1, 0.06],
      [0.52, 1],
      [-0.52, 1],
      [-1, 0.1],
      [-0.56, -1],
      [0.48, -1],
    ],
    rounding: 0.22,
  },
  octagon: {
    corners: [
      [1, 0.46],
      [0.5, 1],
      [-0.5, 1],
      [-1, 0.5],
      [-1, -0.4],
      [-0.52, -1],
      [0.44, -1],
      [0.98, -0.42],
    ],
    rounding: 0.26,
  },
} satisfies Record<string, ArcShape | CornerShape>;

export type OutlineName = keyof typeof shapes;

/** Every outline that can be drawn. */
export const outlineNames = Object.keys(shapes) as OutlineName[];

/** Box height over box width that looks natural for a shape. */
export const naturalProportion: Readonly<Record<OutlineName, number>> = {
  round: 0.94,
  oval: 0.68,
  panto: 0.88,
  square: 0.82,
  rectangle: 0.62,
  trapezoid: 0.76,
  aviator: 0.85,
  pilot: 0.8,
  'cat-eye': 0.74,
  butterfly: 0.82,
  browline: 0.74,
  'flat-top': 0.78,
  hexagon: 0.88,
  octagon: 0.84,
};

/**
 * A smooth closed lens outline that fills a box exactly, for product pictures and for lab samples.
 * @param name one of `outlineNames`
 * @param eyeSizeMm box width A, 20–80
 * @param lensHeightMm box height B, 15–70
 * @param count number of radii, even, 36 or more
 * @returns the right lens, radii in hundredths of a millimetre; the left one is `mirrorOutline` of it
 * @throws RangeError for sizes or counts outside these ranges
 */
export function syntheticOutline(name: OutlineName, eyeSizeMm: number, lensHeightMm: number, count = 180): FrameShape {
  if (!(eyeSizeMm >= 20 && eyeSizeMm <= 80 && lensHeightMm >= 15 && lensHeightMm <= 70))
    throw new RangeError('A lens box is 20–80 mm wide and 15–70 mm high.');
  if (count < 36 || count % 4 !== 0) throw new RangeError('An outline has 36 or more radii, a multiple of four.');
  const shape: ArcShape | CornerShape = shapes[name];
  let points = 'corners' in shape ? roundedPolygon(shape) : arcCurve(shape);
  // The first round brings the shape into the box. Even angles miss the outermost points by a little; scaling by what the sampled box
  // lacks converges in a few more.
  for (let round = 0; round < 6; round++) {
    const sampled = boxOf({ radii: radiiOfCurve(points, count).map((r) => r * 100) });
    points = points.map((p) => ({
      x: ((p.x - sampled.centre.x) * eyeSizeMm) / sampled.widthMm,
      y: ((p.y - sampled.centre.y) * lensHeightMm) / sampled.heightMm,
    }));
  }
  return { radii: radiiOfCurve(points, count).map((r) => Math.round(r * 100)) };
}

const STEPS = 90;

function arcCurve(s: ArcShape): Point[] {
  const quarters: [cx: number, cy: number, rx: number, ry: number, exponent: number, from: number][] = [
    [s.topX, s.nasalY, 1 - s.topX, 1 - s.nasalY, s.upperNasal, 0],
    [s.topX, s.templeY, 1 + s.topX, 1 - s.templeY, s.upperTemple, 1],
    [s.bottomX, s.templeY, 1 + s.bottomX, 1 + s.templeY, s.lowerTemple, 2],
    [s.bottomX, s.nasalY, 1 - s.bottomX, 1 + s.nasalY, s.lowerNasal, 3],
  ];
  return quarters.flatMap(([cx, cy, rx, ry, exponent, quarter]) =>
    Array.from({ length: STEPS }, (_, i) => {
      const angle = ((quarter + i / STEPS) * Math.PI) / 2;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const bend = (v: number) => Math.sign(v) * Math.abs(v) ** (2 / exponent);
      return { x: cx + rx * bend(cos), y: cy + ry * bend(sin) };
    }),
  );
}

function roundedPolygon({ corners, rounding }: CornerShape): Point[] {
  const between = (a: readonly [number, number], b: readonly [number, number], share: number): Point => ({
    x: a[0] + (b[0] - a[0]) * share,
    y: a[1] + (b[1] - a[1]) * share,
  });
  return corners.flatMap((corner, i) => {
    const before = corners[(i - 1 + corners.length) % corners.length] ?? corner;
    const after = corners[(i + 1) % corners.length] ?? corner;
    const from = between(corner, before, rounding);
    const to = between(corner, after, rounding);
    return Array.from({ length: STEPS }, (_, k) => {
      const u = k / (STEPS - 1);
      return {
        x: (1 - u) ** 2 * from.x + 2 * u * (1 - u) * corner[0] + u ** 2 * to.x,
        y: (1 - u) ** 2 * from.y + 2 * u * (1 - u) * corner[1] + u ** 2 * to.y,
      };
    });
  });
}
