import type { Point } from '../frame/outline.ts';
import { roundHalfAway } from '../prescription/format-power.ts';
import type { SectionPoint, ThicknessProfile } from './thickness.ts';

/**
 * A thickness profile as whole hundredths of a millimetre, so that it travels through an API and is drawn where it arrives exactly as it
 * was calculated. Viewer's frame around the boxed centre.
 */
export interface DrawnLens {
  /** Radii of this eye's outline, see `FrameShape`. */
  outline: number[];
  /** Edge thickness at each of those radii. */
  edge: number[];
  /** The lens cut horizontally through its optical centre, viewer's left to right: [x, front, back], depths behind the front vertex. */
  section: number[][];
  /** [x, y] of the optical centre. */
  centre: number[];
  /** With slab-off: the lens cut vertically through its optical centre, [y, front, back] from below, and the height of the line. */
  slab?: { upright: number[][]; line: number };
  /** With a segment whose height was measured: the lines one sees, each from point to point, [x, y]; see `segmentLines`. */
  segment?: number[][][];
}

const hundredths = (mm: number): number => roundHalfAway(mm * 100);

/** @param segment lines of the segment, mm; null for a lens without one */
export const drawnLens = (
  { edge, section, opticalCentre, slab }: ThicknessProfile,
  segment: readonly (readonly Point[])[] | null = null,
): DrawnLens => ({
  outline: edge.map((p) => hundredths(Math.hypot(p.x, p.y))),
  edge: edge.map((p) => hundredths(p.thicknessMm)),
  section: sectionOf(section),
  centre: [opticalCentre.x, opticalCentre.y].map(hundredths),
  ...(slab ? { slab: { upright: sectionOf(slab.upright), line: hundredths(slab.lineUpMm) } } : {}),
  ...(segment ? { segment: segment.map((line) => line.map(({ x, y }) => [hundredths(x), hundredths(y)])) } : {}),
});

const sectionOf = (points: readonly SectionPoint[]): number[][] =>
  points.map((p) => [p.x, p.frontMm, p.backMm].map(hundredths));

/** Hundredths as millimetres for a path; whole numbers, so that nothing is rounded twice. */
const mm = (value: number): string => (value / 100).toFixed(2);

const polygon = (points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${mm(x)} ${mm(y)}`).join('L')}Z`;

/**
 * A section as a closed SVG path in millimetres, to the same scale in both directions. Seen from above by somebody who faces the
 * wearer: the front is toward the bottom of the picture, the wearer's right lens belongs on the left, its nose side is to the right.
 * @returns the path, and the height it needs: the front vertex lies at 0 and the lens above it, at negative y
 */
export function sectionSvgPath(section: readonly (readonly number[])[]): { path: string; top: number; bottom: number } {
  const at = (index: number) => section.map((point) => [point[0] ?? 0, 0 - (point[index] ?? 0)] as const);
  const [front, back] = [at(1), at(2)];
  const ys = [...front, ...back].map(([, y]) => y / 100);
  return { path: polygon([...front, ...back.reverse()]), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Lines around the box middle as an open SVG path in millimetres, y down as pictures have it. @param lines of points [x, y], hundredths of a millimetre */
export const linesSvgPath = (lines: readonly (readonly (readonly number[])[])[]): string =>
  lines.map((line) => `M${line.map(([x = 0, y = 0]) => `${mm(x)} ${mm(0 - y)}`).join('L')}`).join('');

/** An outline from the front, and the same with the edge folded outward by its own thickness, as SVG paths in millimetres. */
export function foldedEdgeSvgPath(
  outline: readonly number[],
  edge: readonly number[],
): { inner: string; outer: string; reach: number } {
  const around = (radius: (index: number) => number) =>
    polygon(
      outline.map((_, index) => {
        const angle = (index * 2 * Math.PI) / outline.length;
        return [radius(index) * Math.cos(angle), -radius(index) * Math.sin(angle)] as const;
      }),
    );
  const outer = (index: number) => (outline[index] ?? 0) + (edge[index] ?? 0);
  return {
    inner: around((index) => outline[index] ?? 0),
    outer: around(outer),
    reach: Math.max(...outline.map((_, index) => outer(index))) / 100,
  };
}
