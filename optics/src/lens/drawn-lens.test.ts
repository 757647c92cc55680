import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../frame/frame.types.ts';
import type { Eye, EyeRx } from '../prescription/prescription.types.ts';
import { drawnLens, foldedEdgeSvgPath, linesSvgPath, sectionSvgPath } from './drawn-lens.ts';
import { lensSolid, type ThicknessInput } from './lens-solid.ts';
import { materials } from './materials.ts';
import { thicknessProfile } from './thickness.ts';

/** A traced, asymmetric shape whose polar origin lies beside the middle of its box. */
const outline = {
  radii: Array.from({ length: 360 }, (_, i) => {
    const a = (i * Math.PI) / 180;
    return Math.round(2420 + 330 * Math.cos(2 * a + 0.3) + 110 * Math.sin(3 * a) + 60 * Math.cos(a));
  }),
};
const frame: FrameGeometry = { eyeSizeMm: 54, lensHeightMm: 42, dblMm: 18, rim: 'full-rim', outline };
const rx: EyeRx = { sphere: -3500, cylinder: -2250, axis: 35, add: null, prisms: [{ amount: 1500, base: 'in' }] };
const input = (eye: Eye): ThicknessInput => ({ eye, rx, material: materials['index-160'], frame, inMm: 4, upMm: 2.5 });

/** Points of a path of straight lines, mm. */
const pointsOf = (path: string): [number, number][] =>
  path
    .slice(1, -1)
    .split('L')
    .map((one) => one.split(' ').map(Number) as [number, number]);

describe.each(['od', 'os'] as const)('a decentred toric lens with prism, %s', (eye) => {
  const solid = lensSolid(input(eye));
  const profile = thicknessProfile(input(eye));
  const drawn = drawnLens(profile);

  it('is drawn as thick as it was calculated, at every point of the section', () => {
    const points = pointsOf(sectionSvgPath(drawn.section).path);
    const half = points.length / 2;
    for (let i = 0; i < half; i++) {
      const [[x, front], [again, back]] = [points[i]!, points[points.length - 1 - i]!];
      const at = { x, y: profile.opticalCentre.y };
      expect(again).toBe(x);
      expect(Math.abs(-front - solid.front(at))).toBeLessThanOrEqual(0.02);
      expect(Math.abs(front - back - solid.thickness(at))).toBeLessThanOrEqual(0.02);
    }
  });

  it('is drawn to 0.05 mm between those points as well', () => {
    const points = pointsOf(sectionSvgPath(drawn.section).path);
    const half = points.length / 2;
    for (let i = 0; i + 1 < half; i++) {
      const middle = (from: [number, number], to: [number, number]) =>
        [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
      const [x, front] = middle(points[i]!, points[i + 1]!);
      const [, back] = middle(points[points.length - 1 - i]!, points[points.length - 2 - i]!);
      expect(Math.abs(front - back - solid.thickness({ x, y: profile.opticalCentre.y }))).toBeLessThanOrEqual(0.05);
    }
  });

  it('ends at its nasal and temporal edges, on the right sides', () => {
    const points = pointsOf(sectionSvgPath(drawn.section).path);
    const [left, right] = [points[0]!, points[points.length / 2 - 1]!];
    const [leftBack, rightBack] = [points.at(-1)!, points[points.length / 2]!];
    const [nasal, temporal] =
      eye === 'od'
        ? [right[1] - rightBack[1], left[1] - leftBack[1]]
        : [left[1] - leftBack[1], right[1] - rightBack[1]];

    expect(left[0]).toBeLessThan(0);
    expect(right[0]).toBeGreaterThan(0);
    expect(Math.abs(nasal - profile.nasalEdgeMm)).toBeLessThanOrEqual(0.02);
    expect(Math.abs(temporal - profile.templeEdgeMm)).toBeLessThanOrEqual(0.02);
    expect(drawn.centre).toEqual([eye === 'od' ? 400 : -400, 250]);
  });

  it('folds out its edge by the thickness at every point of the outline', () => {
    const { inner, outer, reach } = foldedEdgeSvgPath(drawn.outline, drawn.edge);
    const [from, to] = [pointsOf(inner), pointsOf(outer)];

    expect(from).toHaveLength(360);
    from.forEach(([x, y], i) => {
      const [ox, oy] = to[i]!;
      const p = profile.edge[i]!;
      expect(Math.hypot(x - p.x, -y - p.y)).toBeLessThanOrEqual(0.02);
      expect(Math.abs(Math.hypot(ox - x, oy - y) - p.thicknessMm)).toBeLessThanOrEqual(0.03);
    });
    expect(reach).toBeCloseTo(Math.max(...to.map(([x, y]) => Math.hypot(x, y))), 1);
  });
});

it('is not a circle’s section: the toric lens differs from the sphere of the same meridian', () => {
  const toric = thicknessProfile(input('od'));
  const spherical = thicknessProfile({ ...input('od'), rx: { ...rx, cylinder: 0, axis: null } });

  expect(Math.abs(toric.templeEdgeMm - spherical.templeEdgeMm)).toBeGreaterThan(0.3);
});

it('keeps the room its paths need', () => {
  const { path, top, bottom } = sectionSvgPath([
    [-100, 20, 150],
    [0, 0, 100],
    [100, 30, 160],
  ]);

  expect(path).toBe('M-1.00 -0.20L0.00 0.00L1.00 -0.30L1.00 -1.60L0.00 -1.00L-1.00 -1.50Z');
  expect([top, bottom]).toEqual([-1.6, 0]);
  expect(foldedEdgeSvgPath([1000, 2000, 1000, 2000], [100, 50, 0, 0])).toEqual({
    inner: 'M10.00 0.00L0.00 -20.00L-10.00 -0.00L-0.00 20.00Z',
    outer: 'M11.00 0.00L0.00 -20.50L-10.00 -0.00L-0.00 20.00Z',
    reach: 20.5,
  });
});

it('draws the lines of a segment in whole hundredths, y down as pictures have it, and none where there are none', () => {
  const lines = [
    [
      { x: -9.004, y: -4 },
      { x: 19, y: -4 },
    ],
    [
      { x: -9, y: -4.256 },
      { x: 0, y: 0 },
      { x: 2.5, y: 1 },
    ],
  ];
  const profile = thicknessProfile(input('od'));
  const { segment } = drawnLens(profile, lines);

  expect(segment).toEqual([
    [
      [-900, -400],
      [1_900, -400],
    ],
    [
      [-900, -426],
      [0, 0],
      [250, 100],
    ],
  ]);
  expect(linesSvgPath(segment!)).toBe('M-9.00 4.00L19.00 4.00M-9.00 4.26L0.00 0.00L2.50 -1.00');
  expect('segment' in drawnLens(profile)).toBe(false);
});
