import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumBlankByRule, minimumBlankFromOutline, nextStockedDiameter } from './blank-size.ts';
import {
  centrationRules,
  decentration,
  framePd,
  monocularNearPd,
  nearPdFromDistance,
  opticalCentre,
  raise,
  segmentInset,
  usualRaise,
} from './centration.ts';
import {
  boxOf,
  circumference,
  effectiveDiameter,
  effectiveDiameterOf,
  mirrorOutline,
  outlineFor,
  outlinePoints,
  recentre,
} from './outline.ts';
import { outlineSvgPath } from './svg-path.ts';
import { naturalProportion, outlineNames, syntheticOutline } from './synthetic-outline.ts';

const anyOutline = fc.record({
  name: fc.constantFrom(...outlineNames),
  a: fc.integer({ min: 400, max: 640 }).map((v) => v / 10),
  b: fc.integer({ min: 260, max: 560 }).map((v) => v / 10),
  count: fc.constantFrom(36, 72, 180),
});

describe('synthetic outlines', () => {
  it('fill their box to the hundredth, centred', () => {
    fc.assert(
      fc.property(anyOutline, ({ name, a, b, count }) => {
        const box = boxOf(syntheticOutline(name, a, b, count));
        expect(Math.abs(box.widthMm - a)).toBeLessThanOrEqual(0.02);
        expect(Math.abs(box.heightMm - b)).toBeLessThanOrEqual(0.02);
        expect(Math.hypot(box.centre.x, box.centre.y)).toBeLessThanOrEqual(0.02);
      }),
      { numRuns: 60 },
    );
  });

  it.each(outlineNames)('%s is smooth, convex and cut on the nose side', (name) => {
    const shape = syntheticOutline(name, 52, 52 * naturalProportion[name], 180);
    const points = outlinePoints(shape);
    const turns = points.map((p, i) => {
      const [q, r] = [points[(i + 1) % 180] ?? p, points[(i + 2) % 180] ?? p];
      return Math.atan2(
        (q.x - p.x) * (r.y - q.y) - (q.y - p.y) * (r.x - q.x),
        (q.x - p.x) * (r.x - q.x) + (q.y - p.y) * (r.y - q.y),
      );
    });
    const quadrant = (k: number) => shape.radii.slice(k * 45, k * 45 + 45).reduce((sum, r) => sum + r, 0);

    expect(Math.max(...turns)).toBeLessThan(0.75);
    expect(Math.min(...turns)).toBeGreaterThan(-0.05);
    expect(quadrant(3)).toBeLessThanOrEqual(quadrant(2) + 50);
  });

  it('draw a left lens that mirrors the right one, twice is the same', () => {
    fc.assert(
      fc.property(anyOutline, ({ name, a, b, count }) => {
        const right = syntheticOutline(name, a, b, count);
        const left = outlineFor('os', right);
        expect(mirrorOutline(left)).toEqual(right);
        const mirrored = outlinePoints(left);
        outlinePoints(right).forEach((p, i) => {
          const q = mirrored[(((count / 2 - i) % count) + count) % count];
          expect(q?.x).toBeCloseTo(-p.x, 9);
          expect(q?.y).toBeCloseTo(p.y, 9);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('refuse impossible boxes and counts', () => {
    expect(() => syntheticOutline('round', 10, 40)).toThrow(RangeError);
    expect(() => syntheticOutline('round', 50, 40, 35)).toThrow(RangeError);
  });
});

describe('boxing system', () => {
  const round = { radii: Array.from({ length: 360 }, () => 2500) };

  it('measures a circle', () => {
    expect(boxOf(round).widthMm).toBeCloseTo(50, 6);
    expect(effectiveDiameter(round)).toBe(50);
    expect(circumference(round)).toBeCloseTo(Math.PI * 50, 1);
    expect(outlineSvgPath(round)).toMatch(/^M25\.00 0\.00C.*Z$/);
  });

  it('recentres a trace whose origin lies beside the box centre', () => {
    const panto = syntheticOutline('panto', 52, 44, 360);
    const shifted = { radii: panto.radii.map((r, i) => Math.round(r + 12 * Math.cos((i * Math.PI) / 180))) };
    const box = boxOf(recentre(shifted));
    expect(Math.hypot(box.centre.x, box.centre.y)).toBeLessThan(0.03);
    expect(box.widthMm).toBeCloseTo(boxOf(shifted).widthMm, 1);
  });

  it('takes ED as stated, from the outline, or between its limits', () => {
    const frame = { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim' as const };
    expect(effectiveDiameterOf({ ...frame, effectiveDiameterMm: 56 })).toBe(56);
    expect(effectiveDiameterOf({ ...frame, outline: round })).toBe(50);
    expect(effectiveDiameterOf(frame)).toBeCloseTo((52 + 65.6) / 2, 1);
  });
});

describe('centration', () => {
  const frame = (eyeSizeMm: number, dblMm: number) => ({ eyeSizeMm, dblMm });

  it.each([
    [frame(52, 18), 32, 3],
    [frame(52, 18), 31, 4],
    [frame(52, 18), 33, 2],
    [frame(46, 16), 33, -2],
    [frame(54.96, 19), 30, 6.98],
    [frame(54.96, 19), 29, 7.98],
  ])('decentres %o with PD %d by %d', (f, pd, expected) => expect(decentration(f, pd)).toBeCloseTo(expected, 9));

  it.each([
    [60, 56.2],
    [64, 60],
    [68, 63.7],
  ])('converges PD %d to %d at 40 cm', (pd, near) => expect(nearPdFromDistance(pd)).toBeCloseTo(near, 1));

  it('finds raise, inset and near PD', () => {
    expect(framePd(frame(52, 18))).toBe(70);
    expect(raise(22, 40)).toBe(2);
    expect(raise(16, 40)).toBe(-4);
    expect(raise(22, 39.01)).toBeCloseTo(2.495, 9);
    expect(segmentInset(32, 30)).toBe(2);
    expect(monocularNearPd({ kind: 'binocular', distanceMm: 64, nearMm: 60 }, 'od', centrationRules)).toBe(30);
    expect(usualRaise({ pantoscopicTiltDeg: 6 }, { raiseMm: 4, lowerPerTiltDegreeMm: 0.5 })).toBe(1);
    expect(opticalCentre('os', 3, 1)).toEqual({ x: -3, y: 1 });
  });
});

describe('blank size', () => {
  it('follows the rule and the stock', () => {
    expect(minimumBlankByRule(56, 3)).toBe(64);
    expect(minimumBlankByRule(56, -3)).toBe(64);
    expect(nextStockedDiameter(64, [60, 65, 70])).toBe(65);
    expect(nextStockedDiameter(71, [60, 65, 70])).toBeNull();
  });

  it('is never smaller than the outline itself', () => {
    fc.assert(
      fc.property(anyOutline, fc.double({ min: -6, max: 6, noNaN: true }), ({ name, a, b, count }, inMm) => {
        const shape = syntheticOutline(name, a, b, count);
        const exact = minimumBlankFromOutline(shape, opticalCentre('od', inMm, 0));
        expect(exact).toBeGreaterThanOrEqual(a + 2 - 0.1);
        expect(exact).toBeLessThanOrEqual(minimumBlankByRule(effectiveDiameter(shape), inMm) + 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});
