/** One measured radius and its angle in whole turns, 0 up to 1. */
export interface PolarPoint {
  turns: number;
  radius: number;
}

/**
 * Radii at even angles of the round, closed curve through measured ones: between two neighbours a cubic in the angle, which has at each
 * point the slope of the parabola through that point and its neighbours. Such a curve goes through every point, follows a circle to the
 * hundredth of a millimetre from points 10° apart, and feels a bad point no further than two neighbours away.
 * @param points at least three, angles rising and each once
 * @param count how many radii, from the angle nought on
 * @returns radii in the unit they came in, not rounded
 */
export function radiiOfPolar(points: readonly PolarPoint[], count: number): number[] {
  const n = points.length;
  const at = (i: number): PolarPoint => points[((i % n) + n) % n]!;
  /** Turns from point i to the next; the last one meets the first a turn later. */
  const gap = (i: number): number => {
    const step = at(i + 1).turns - at(i).turns;
    return step > 0 ? step : step + 1;
  };
  const rise = (i: number): number => (at(i + 1).radius - at(i).radius) / gap(i);
  /** Slope of the parabola through a point and its two neighbours. */
  const slope = (i: number): number => (rise(i - 1) * gap(i) + rise(i) * gap(i - 1)) / (gap(i - 1) + gap(i));

  const radii: number[] = [];
  let next = 0;
  for (let k = 0; k < count; k++) {
    const turns = k / count;
    while (next < n && points[next]!.turns <= turns) next++;
    const before = next - 1;
    const width = gap(before);
    const since = turns - at(before).turns;
    const t = (since < 0 ? since + 1 : since) / width;
    radii.push(between(at(before).radius, at(before + 1).radius, slope(before) * width, slope(before + 1) * width, t));
  }
  return radii;
}

/** Cubic from a to b with these slopes at its ends, per unit of t. */
const between = (a: number, b: number, slopeA: number, slopeB: number, t: number): number =>
  a + t * (slopeA + t * (3 * (b - a) - 2 * slopeA - slopeB + t * (2 * (a - b) + slopeA + slopeB)));
