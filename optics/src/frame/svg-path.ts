import type { FrameShape } from './frame.types.ts';
import { outlinePoints } from './outline.ts';

/**
 * An outline as a smooth SVG path of cubic curves, millimetres, y pointing down as SVG wants it.
 * @param at where the boxed centre goes, mm
 */
export function outlineSvgPath(shape: FrameShape, at: { x: number; y: number } = { x: 0, y: 0 }): string {
  const points = outlinePoints(shape).map((p) => ({ x: at.x + p.x, y: at.y - p.y }));
  const n = points.length;
  const point = (i: number) => points[((i % n) + n) % n]!;
  const text = (x: number, y: number) => `${x.toFixed(2)} ${y.toFixed(2)}`;
  let path = `M${text(point(0).x, point(0).y)}`;
  for (let i = 0; i < n; i++) {
    const [before, from, to, after] = [point(i - 1), point(i), point(i + 1), point(i + 2)];
    path += `C${text(from.x + (to.x - before.x) / 6, from.y + (to.y - before.y) / 6)} ${text(to.x - (after.x - from.x) / 6, to.y - (after.y - from.y) / 6)} ${text(to.x, to.y)}`;
  }
  return `${path}Z`;
}
