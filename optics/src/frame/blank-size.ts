import type { FrameShape } from './frame.types.ts';
import { distanceOf, outlinePoints, type Point } from './outline.ts';

/** Edging allowance on the diameter, mm. */
export const EDGING_ALLOWANCE_MM = 2;

/**
 * Smallest round blank by the rule of thumb: ED + 2·|decentration| + allowance. Knows nothing of vertical decentration and so can be
 * too small; use `minimumBlankFromOutline` when the shape is known.
 */
export const minimumBlankByRule = (
  effectiveDiameterMm: number,
  decentrationMm: number,
  allowanceMm: number = EDGING_ALLOWANCE_MM,
): number => effectiveDiameterMm + 2 * Math.abs(decentrationMm) + allowanceMm;

/** Smallest round blank for a shape: twice the farthest outline point from the optical centre, plus the allowance. mm */
export function minimumBlankFromOutline(
  shape: FrameShape,
  centre: Point,
  allowanceMm: number = EDGING_ALLOWANCE_MM,
): number {
  const farthest = Math.max(...outlinePoints(shape).map((p) => distanceOf(p.x - centre.x, p.y - centre.y)));
  return 2 * farthest + allowanceMm;
}

/** The smallest stocked diameter that is large enough, or null. */
export function nextStockedDiameter(neededMm: number, stockedMm: readonly number[]): number | null {
  const fitting = stockedMm.filter((d) => d >= neededMm - 1e-9);
  return fitting.length === 0 ? null : Math.min(...fitting);
}
