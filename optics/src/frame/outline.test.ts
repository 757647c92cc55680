import { describe, expect, it } from 'vitest';
import { minimumBlankByRule, minimumBlankFromOutline, nextStockedDiameter } from './blank-size.ts';
import {
  centrationRules,
  decentration,
  framePd,
  monocularNearPd,
  monocularPd,
  nearPdFromDistance,
  opticalCentre,
  raise,
  segmentInset,
  usualRaise,
} from './centration.ts';
import type { FrameGeometry } from './frame.types.ts';
import {
  boxOf,
  circumference,
  crossings,
  effectiveDiameter,
  effectiveDiameterOf,
  isWithin,
  mirrorOutline,
  outlineFor,
  outlinePoints,
  radiiOfCurve,
  radiusToward,
  recentre,
} from './outline.ts';
import { outlineSvgPath } from './svg-path.ts';

const circle = (radiusHundredths: number, count = 360) => ({
  radii: Array.from({ length: count }, () => radiusHundredths),
});
/** Corners at 45°, 135°, … and the middles of the sides at 0°, 90°, …: a square 40 × 40 in eight directions, doubled to sixteen. */
const square = {
  radii: Array.from({ length: 16 }, (_, i) => {
    const a = (i * Math.PI) / 8;
    return Math.round(2000 / Math.max(Math.abs(Math.cos(a)), Math.abs(Math.sin(a))));
  }),
};
const shifted = (dx: number, dy: number) => {
  const points = Array.from({ length: 720 }, (_, i) => ({
    x: dx + 25 * Math.cos((i * Math.PI) / 360),
    y: dy + 20 * Math.sin((i * Math.PI) / 360),
  }));
  return { radii: radiiOfCurve(points, 360).map((r) => Math.round(r * 100)) };
};

describe('an outline', () => {
  it('has its points counter-clockwise from the viewer’s right', () => {
    const [first, second, third] = outlinePoints({ radii: [1000, 1100, 1200, ...Array(9).fill(1000)] });

    expect(first).toEqual({ x: 10, y: 0 });
    expect(second?.x).toBeCloseTo(11 * Math.cos(Math.PI / 6), 9);
    expect(second?.y).toBeCloseTo(11 * Math.sin(Math.PI / 6), 9);
    expect(third?.y).toBeCloseTo(12 * Math.sin(Math.PI / 3), 9);
  });

  it('holds what lies within it, and not what lies on it or outside', () => {
    const corners = [
      { x: 20, y: 0 },
      { x: 20, y: 12 },
      { x: -10, y: 12 },
      { x: -10, y: -8 },
      { x: 20, y: -8 },
    ];
    const within = (x: number, y: number) => isWithin(corners, { x, y });
    const hair = 1e-9;
    // Each side, seen from both sides, away from its middle and on every ray to a corner.
    const inside: [number, number][] = [
      [0, 0],
      [hair, 0],
      [0, hair],
      [-hair, -hair],
      [20 - hair, 0],
      [20 - hair, 5],
      [20 - hair, -5],
      [15, 12 - hair],
      [-9, 12 - hair],
      [-10 + hair, 11],
      [-10 + hair, -7],
      [-9, -8 + hair],
      [19, -8 + hair],
      [10, 6],
      [-5, 6],
      [-5, -4],
      [10, -4],
    ];
    const outside: [number, number][] = [
      [20, 0],
      [20 + hair, 5],
      [20 + hair, -5],
      [20, 5],
      [15, 12],
      [15, 12 + hair],
      [-9, 12 + hair],
      [-10 - hair, 11],
      [-10, -7],
      [-10 - hair, -7],
      [-9, -8 - hair],
      [19, -8 - hair],
      [20, 12],
      [-10, 12],
      [40, 24],
      [-20, 24],
      [-20, -16],
      [40, -16],
      [40, 0],
    ];

    expect(inside.filter(([x, y]) => !within(x, y))).toEqual([]);
    expect(outside.filter(([x, y]) => within(x, y))).toEqual([]);
  });

  it('needs twelve radii', () => {
    expect(outlinePoints(circle(1000, 12))).toHaveLength(12);
    expect(() => outlinePoints(circle(1000, 11))).toThrow('at least 12');
  });

  it('has a box and its middle', () => {
    const box = boxOf(shifted(1.5, -2));

    expect(box.widthMm).toBeCloseTo(50, 1);
    expect(box.heightMm).toBeCloseTo(40, 1);
    expect(box.centre.x).toBeCloseTo(1.5, 1);
    expect(box.centre.y).toBeCloseTo(-2, 1);
  });

  it('has an effective diameter and a length', () => {
    expect(effectiveDiameter({ radii: [2500, 2800, 2600] })).toBe(56);
    expect(circumference(square)).toBeCloseTo(160, 0);
  });

  it('is mirrored for the left eye and can only be with an even count', () => {
    expect(mirrorOutline({ radii: [1, 2, 3, 4] }).radii).toEqual([3, 2, 1, 4]);
    expect(outlineFor('od', square)).toBe(square);
    expect(outlineFor('os', { radii: [1, 2, 3, 4] }).radii).toEqual([3, 2, 1, 4]);
    expect(() => mirrorOutline({ radii: [1, 2, 3] })).toThrow('even number');
  });

  it('is recentred by what its box is off', () => {
    const box = boxOf(recentre(shifted(3, -2)));

    expect(Math.hypot(box.centre.x, box.centre.y)).toBeLessThan(0.02);
    expect(box.widthMm).toBeCloseTo(50, 1);
    expect(box.heightMm).toBeCloseTo(40, 1);
  });

  it('is left alone when already centred', () => {
    const centred = circle(2500);
    expect(recentre(centred)).toBe(centred);
    const almost = { radii: circle(2500).radii.map((r, i) => (i === 0 ? r + 1 : r)) };
    expect(boxOf(almost).centre.x).toBeCloseTo(0.005, 9);
    expect(recentre(almost).radii).toHaveLength(360);
  });
});

describe('a ray and a line through an outline', () => {
  it.each([
    [0, 20],
    [Math.PI / 2, 20],
    [Math.PI / 4, 20 * Math.SQRT2],
    [-Math.PI / 4, 20 * Math.SQRT2],
    [Math.PI, 20],
    [-Math.PI, 20],
    [Math.PI / 6, 20 / Math.cos(Math.PI / 6)],
    [2 * Math.PI + Math.PI / 6, 20 / Math.cos(Math.PI / 6)],
    [-0.1, 20 / Math.cos(0.1)],
    [6.2, 20 / Math.cos(6.2)],
    [-1e-20, 20],
  ])('leaves a square toward %d after %d mm', (angle, mm) => expect(radiusToward(square, angle)).toBeCloseTo(mm, 1));

  it.each([
    ['y', 0, { x: -20, y: 0 }, { x: 20, y: 0 }],
    ['y', 7, { x: -20, y: 7 }, { x: 20, y: 7 }],
    ['y', -13, { x: -20, y: -13 }, { x: 20, y: -13 }],
    ['y', -3, { x: -20, y: -3 }, { x: 20, y: -3 }],
    ['x', 5, { x: 5, y: -20 }, { x: 5, y: 20 }],
    ['x', -11, { x: -11, y: -20 }, { x: -11, y: 20 }],
  ] as const)('meets the line %s = %d at its two ends', (fixed, at, low, high) => {
    const ends = crossings(square, fixed, at);
    expect(ends?.[0].x).toBeCloseTo(low.x, 1);
    expect(ends?.[0].y).toBeCloseTo(low.y, 1);
    expect(ends?.[1].x).toBeCloseTo(high.x, 1);
    expect(ends?.[1].y).toBeCloseTo(high.y, 1);
  });

  it('finds nothing beyond the outline', () => {
    expect(crossings(square, 'y', 20.1)).toBeNull();
    expect(crossings(square, 'x', -20.1)).toBeNull();
  });

  it('divides a slanted side in the right proportion', () => {
    const ends = crossings(circle(2000, 12), 'y', 7);
    const x = 20 + 0.7 * (20 * Math.cos(Math.PI / 6) - 20);

    expect(ends?.[0].x).toBeCloseTo(-x, 6);
    expect(ends?.[1].x).toBeCloseTo(x, 6);
  });

  it('finds both ends on a slanted side between its points', () => {
    const ends = crossings(shifted(0, 0), 'y', 12);
    const half = 25 * Math.sqrt(1 - (12 / 20) ** 2);

    expect(ends?.[0].x).toBeCloseTo(-half, 1);
    expect(ends?.[1].x).toBeCloseTo(half, 1);
  });
});

describe('radii of a curve', () => {
  const diamond = [
    { x: 10, y: 0 },
    { x: 0, y: 10 },
    { x: -10, y: 0 },
    { x: 0, y: -10 },
  ];

  it('cut its straight sides', () => {
    expect(radiiOfCurve(diamond, 8).map((r) => Number(r.toFixed(6)))).toEqual([
      10, 7.071068, 10, 7.071068, 10, 7.071068, 10, 7.071068,
    ]);
  });

  it('start anywhere on it', () => {
    expect(radiiOfCurve([...diamond.slice(3), ...diamond.slice(0, 3)], 8)).toEqual(radiiOfCurve(diamond, 8));
  });
});

describe('the effective diameter of a frame', () => {
  const frame: FrameGeometry = { eyeSizeMm: 52, lensHeightMm: 40, dblMm: 18, rim: 'full-rim' };

  it('is stated, else traced, else between its limits', () => {
    expect(effectiveDiameterOf({ ...frame, effectiveDiameterMm: 56, outline: square })).toBe(56);
    expect(effectiveDiameterOf({ ...frame, outline: shifted(3, -2) })).toBeCloseTo(50, 1);
    expect(effectiveDiameterOf(frame)).toBeCloseTo((52 + Math.hypot(52, 40)) / 2, 9);
    expect(effectiveDiameterOf({ ...frame, eyeSizeMm: 40, lensHeightMm: 52 })).toBeCloseTo(
      (52 + Math.hypot(52, 40)) / 2,
      9,
    );
  });
});

describe('centration', () => {
  it.each([
    ['52□18, 64', 52, 18, 32, 3],
    ['52□18, right 31', 52, 18, 31, 4],
    ['52□18, left 33', 52, 18, 33, 2],
    ['46□16, 66: outward', 46, 16, 33, -2],
    ['a lab file, right', 54.96, 19, 30, 6.98],
    ['a lab file, left', 54.96, 19, 29, 7.98],
  ])('%s', (_, eyeSizeMm, dblMm, pd, expected) => {
    expect(framePd({ eyeSizeMm, dblMm })).toBe(eyeSizeMm + dblMm);
    expect(decentration({ eyeSizeMm, dblMm }, pd)).toBeCloseTo(expected, 9);
  });

  it.each([
    [22, 40, 2],
    [16, 40, -4],
    [22, 39.01, 2.495],
  ])('raises %d in B %d by %d', (height, lensHeight, mm) => expect(raise(height, lensHeight)).toBeCloseTo(mm, 9));

  it.each([
    [60, 400, 56.2],
    [64, 400, 60],
    [68, 400, 63.7],
    [64, 250, 57.8],
    [64, 1000, 62.3],
  ])('converges PD %d at %d mm to %d', (pd, working, near) =>
    expect(nearPdFromDistance(pd, working)).toBeCloseTo(near, 1),
  );

  it('takes another centre of rotation', () => {
    expect(nearPdFromDistance(64, 400, 25)).toBeCloseTo((64 * 400) / 425, 9);
    expect(nearPdFromDistance(64)).toBeCloseTo((64 * 400) / 427, 9);
  });

  it('halves a single PD and takes each eye’s own', () => {
    const own = { kind: 'monocular', odMm: 31, osMm: 33, nearOdMm: 29.5 } as const;

    expect([
      monocularPd({ kind: 'binocular', distanceMm: 63 }, 'od'),
      monocularPd(own, 'od'),
      monocularPd(own, 'os'),
    ]).toEqual([31.5, 31, 33]);
    expect(monocularNearPd({ kind: 'binocular', distanceMm: 64, nearMm: 60 }, 'os', centrationRules)).toBe(30);
    expect(monocularNearPd({ kind: 'binocular', distanceMm: 64 }, 'os', centrationRules)).toBeCloseTo(29.976, 2);
    expect(monocularNearPd(own, 'od', centrationRules)).toBe(29.5);
    expect(monocularNearPd(own, 'os', { workingMm: 500, toRotationCentreMm: 27 })).toBeCloseTo((33 * 500) / 527, 9);
    expect(monocularNearPd(own, 'os', { workingMm: 400, toRotationCentreMm: 25 })).toBeCloseTo((33 * 400) / 425, 9);
    expect(monocularNearPd({ ...own, nearOsMm: 31 }, 'os', centrationRules)).toBe(31);
  });

  it('insets the segment by what one eye converges', () => {
    expect(segmentInset(32, 30)).toBe(2);
  });

  it('puts the optical centre inward on either side', () => {
    expect(opticalCentre('od', 3, 1)).toEqual({ x: 3, y: 1 });
    expect(opticalCentre('os', 3, 1)).toEqual({ x: -3, y: 1 });
  });

  it.each([
    [undefined, 3, 3],
    [0, 4, 4],
    [6, 4, 1],
    [8, 4, 0],
    [12, 4, 0],
  ])('lowers the centre for a tilt of %s° from a raise of %d to %d', (tilt, raiseMm, up) => {
    expect(usualRaise({ pantoscopicTiltDeg: tilt }, { raiseMm, lowerPerTiltDegreeMm: 0.5 })).toBe(up);
  });

  it('takes the house’s own rate, and leaves the centre on the middle where nobody raises it', () => {
    expect(usualRaise({ pantoscopicTiltDeg: 2 }, { raiseMm: 3, lowerPerTiltDegreeMm: 1 })).toBe(1);
    expect(usualRaise({ pantoscopicTiltDeg: 2 }, { raiseMm: null, lowerPerTiltDegreeMm: 0.5 })).toBe(0);
    expect(usualRaise({}, centrationRules)).toBe(0);
  });
});

describe('the smallest blank', () => {
  it('by the rule: ED 56 and 3 mm need 64', () => {
    expect(minimumBlankByRule(56, 3)).toBe(64);
    expect(minimumBlankByRule(56, -3)).toBe(64);
    expect(minimumBlankByRule(58.98, 6.98)).toBeCloseTo(74.94, 9);
    expect(minimumBlankByRule(58.98, 7.98)).toBeCloseTo(76.94, 9);
    expect(minimumBlankByRule(56, 3, 0)).toBe(62);
  });

  it('by the trace, which sees what the rule does not: a raise', () => {
    const round = circle(2600);

    expect(minimumBlankFromOutline(shifted(3, -2), { x: 3, y: -2 })).toBeCloseTo(52, 1);
    expect(minimumBlankFromOutline(round, { x: 3, y: 0 })).toBeCloseTo(60, 1);
    expect(minimumBlankFromOutline(round, { x: 0, y: 1.5 })).toBeCloseTo(57, 1);
    expect(minimumBlankFromOutline(round, { x: 0, y: 1.5 })).toBeGreaterThan(minimumBlankByRule(52, 0));
    expect(minimumBlankFromOutline(round, { x: 3, y: 4 }, 1)).toBeCloseTo(2 * 31 + 1, 1);
    expect(minimumBlankFromOutline(square, { x: 5, y: 0 })).toBeCloseTo(2 * Math.hypot(25, 20) + 2, 1);
  });

  it('is the next one in stock', () => {
    expect(nextStockedDiameter(64, [75, 65, 60, 70])).toBe(65);
    expect(nextStockedDiameter(65, [65, 70])).toBe(65);
    expect(nextStockedDiameter(65.000_000_000_1, [65, 70])).toBe(65);
    expect(nextStockedDiameter(65.1, [65, 70])).toBe(70);
    expect(nextStockedDiameter(71, [65, 70])).toBeNull();
  });
});

it('draws an outline as a closed smooth path, y down', () => {
  const path = outlineSvgPath({ radii: Array(12).fill(1000) }, { x: 1, y: 2 });

  expect(path.startsWith('M11.00 2.00C')).toBe(true);
  expect(path.endsWith('Z')).toBe(true);
  expect(path.split('C')).toHaveLength(13);
  // The first curve leaves straight up (the tangent of a circle) and arrives at 30°.
  expect(path.split('C')[1]).toBe('11.00 0.33 10.49 -1.56 9.66 -3.00');
  expect(path.split('C')[12]).toBe('10.49 5.56 11.00 3.67 11.00 2.00Z');
  expect(outlineSvgPath({ radii: Array(12).fill(1000) }).startsWith('M10.00 0.00C')).toBe(true);
});
