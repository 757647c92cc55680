import { describe, expect, it } from 'vitest';
import { type PolarPoint, radiiOfPolar } from './polar-curve.ts';

const points = (turns: number[], radius: (turns: number) => number): PolarPoint[] =>
  turns.map((t) => ({ turns: t, radius: radius(t) }));
const uneven = [0.02, 0.05, 0.11, 0.2, 0.24, 0.33, 0.4, 0.47, 0.58, 0.66, 0.7, 0.81, 0.9, 0.97];

describe('the curve through measured radii', () => {
  it('goes through each of them', () => {
    const measured = uneven.map((turns, i) => ({ turns, radius: 2000 + ((i * 137) % 300) }));
    const read = radiiOfPolar(measured, 100);
    for (const { turns, radius } of measured) expect(read[Math.round(turns * 100)]).toBeCloseTo(radius, 9);
  });

  it('is exact where the radius is a straight line or a parabola in the angle, at any spacing', () => {
    // Away from the seam, where a parabola does not meet itself.
    const parabola = (t: number) => 2000 + 900 * t - 700 * t * t;
    const read = radiiOfPolar(points(uneven, parabola), 1000);
    for (let k = 130; k < 800; k++) expect(read[k]).toBeCloseTo(parabola(k / 1000), 6);
  });

  it('is closed: the last gap leads to the first point, and turning the points turns the curve', () => {
    const wave = (t: number) => 2500 + 300 * Math.sin(2 * Math.PI * t) + 80 * Math.cos(6 * Math.PI * t);
    const even = Array.from({ length: 40 }, (_, i) => (i + 0.5) / 40);
    const read = radiiOfPolar(points(even, wave), 360);
    for (const [k, r] of read.entries()) expect(Math.abs(r - wave(k / 360))).toBeLessThan(2);
    const turned = radiiOfPolar(
      points(even, (t) => wave((t + 0.25) % 1)),
      360,
    );
    for (const [k, r] of turned.entries()) expect(r).toBeCloseTo(read[(k + 90) % 360] ?? 0, 9);
  });

  it('starts at the angle nought also when a point stands there', () => {
    const square = [0, 0.25, 0.5, 0.75].map((turns, i) => ({ turns, radius: 1000 + i }));
    expect(radiiOfPolar(square, 4)).toEqual([1000, 1001, 1002, 1003]);
  });

  it('feels a bad point no further than two neighbours away', () => {
    const good = Array.from({ length: 36 }, (_, i) => ({ turns: i / 36, radius: 2500 }));
    const bad = good.with(18, { turns: 0.5, radius: 2800 });
    const read = radiiOfPolar(bad, 360);
    expect(read.map((r, k) => (r === 2500 ? -1 : k)).filter((k) => k >= 0)).toEqual(
      Array.from({ length: 39 }, (_, i) => 161 + i).filter((k) => k !== 170 && k !== 190),
    );
  });
});
