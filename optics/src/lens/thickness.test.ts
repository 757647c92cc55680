import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { EyeRx, Prism } from '../prescription/prescription.types.ts';
import { sagitta, surfaceRadius, trueBase } from './curves.ts';
import { lensSolid, type ThicknessInput } from './lens-solid.ts';
import { materials } from './materials.ts';
import { outlineOf } from './prepared-frame.ts';
import { thicknessProfile } from './thickness.ts';

const rx = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const prisms = (...list: [number, Prism['base']][]): Prism[] => list.map(([amount, base]) => ({ amount, base }));
const frame: FrameGeometry = {
  eyeSizeMm: 50,
  lensHeightMm: 50,
  dblMm: 18,
  rim: 'full-rim',
  outline: { radii: Array(72).fill(2500) },
};
const lens = (over: Partial<ThicknessInput> = {}): ThicknessInput => ({
  eye: 'od',
  rx: rx(-4000),
  material: materials.cr39,
  frame,
  inMm: 0,
  ...over,
});

describe('a round minus lens', () => {
  it('has the least centre and the edge of its two spheres', () => {
    const profile = thicknessProfile(lens({ baseCurve: 4 }));
    const index = 1.498;
    const front = trueBase(4, index);
    const back = -4 - front / (1 - (0.002 / index) * front);
    const edge = 2 + sagitta(-surfaceRadius(back, index), 25) - sagitta(surfaceRadius(front, index), 25);

    expect(profile.centreMm).toBe(2);
    expect(profile.frontPower).toBeCloseTo(front, 9);
    expect(profile.backPowers.alongAxis).toBeCloseTo(back, 9);
    expect(profile.backPowers.acrossAxis).toBeCloseTo(back, 9);
    for (const found of [
      profile.minEdgeMm,
      profile.maxEdgeMm,
      profile.nasalEdgeMm,
      profile.templeEdgeMm,
      profile.topEdgeMm,
      profile.bottomEdgeMm,
    ])
      expect(found).toBeCloseTo(edge, 1);
    expect(profile.minEdgeMm).toBeCloseTo(edge, 6);
    expect(profile.thinnestMm).toBe(2);
    expect(profile.thickestMm).toBe(profile.maxEdgeMm);
    expect(profile.edge).toHaveLength(72);
    expect(profile.opticalCentre).toEqual({ x: 0, y: 0 });
  });

  it('takes base, centre and edge from the caller, else from rule and material', () => {
    expect(thicknessProfile(lens()).baseCurve).toBe(4);
    expect(thicknessProfile(lens({ baseCurve: 6 })).baseCurve).toBe(6);
    expect(thicknessProfile(lens({ minCentreMm: 1 })).centreMm).toBe(1);
    expect(thicknessProfile(lens({ minCentreMm: 3 })).centreMm).toBe(3);
    expect(thicknessProfile(lens({ rx: rx(4000), minEdgeMm: 2 })).minEdgeMm).toBeCloseTo(2, 4);
    expect(thicknessProfile(lens({ rx: rx(4000), frame: { ...frame, rim: 'half-rim' } })).minEdgeMm).toBeCloseTo(
      2.2,
      4,
    );
  });

  it('is thicker away from its optical centre: outside when moved in, below when moved up', () => {
    const right = thicknessProfile(lens({ inMm: 3, upMm: 2 }));
    const left = thicknessProfile(lens({ eye: 'os', inMm: 3, upMm: 2 }));

    expect(right.opticalCentre).toEqual({ x: 3, y: 2 });
    expect(left.opticalCentre).toEqual({ x: -3, y: 2 });
    for (const one of [right, left]) {
      expect(one.templeEdgeMm).toBeGreaterThan(one.nasalEdgeMm + 0.5);
      expect(one.bottomEdgeMm).toBeGreaterThan(one.topEdgeMm + 0.5);
    }
    expect(left.templeEdgeMm).toBeCloseTo(right.templeEdgeMm, 9);
    expect(right.edge[0]?.thicknessMm).toBeLessThan(right.edge[36]?.thicknessMm ?? 0);
    expect(left.edge[0]?.thicknessMm).toBeGreaterThan(left.edge[36]?.thicknessMm ?? 0);
  });
});

describe('a plus lens', () => {
  it.each([5, -5])('keeps the least edge with its centre %i mm up', (upMm) => {
    expect(thicknessProfile(lens({ rx: rx(4000), inMm: 2, upMm })).minEdgeMm).toBeCloseTo(1, 4);
  });

  it('has the least edge where it is thinnest, and its thickest point at the centre', () => {
    const profile = thicknessProfile(lens({ rx: rx(4000), inMm: 3 }));

    expect(profile.minEdgeMm).toBeCloseTo(1, 4);
    expect(profile.templeEdgeMm).toBeCloseTo(1, 2);
    expect(profile.thickestMm).toBe(profile.centreMm);
    expect(profile.thinnestMm).toBe(profile.minEdgeMm);
  });
});

/** What is left of the slope of a lens where it is said to turn, mm per mm. */
function slopesAt({ turningPoint, thickness }: ReturnType<typeof lensSolid>): number {
  const { x, y } = turningPoint ?? { x: Number.NaN, y: Number.NaN };
  const step = 0.01;
  const along = thickness({ x: x + step, y }) - thickness({ x: x - step, y });
  const across = thickness({ x, y: y + step }) - thickness({ x, y: y - step });
  return Math.hypot(along, across) / (2 * step);
}

describe('prism', () => {
  it('moves the thinnest point of a minus lens, which keeps the least centre', () => {
    const profile = thicknessProfile(lens({ rx: rx(-3000, { prisms: prisms([3000, 'in']) }) }));
    const solid = lensSolid(lens({ rx: rx(-3000, { prisms: prisms([3000, 'in']) }) }));

    // Prentice: 3 Δ through 3 D is 10 mm; the curves themselves turn a little further out.
    expect(solid.turningPoint?.x).toBeCloseTo(-10.07, 2);
    expect(slopesAt(solid)).toBeLessThan(1e-5);
    expect(profile.thinnestMm).toBeCloseTo(2, 2);
    expect(profile.centreMm).toBeGreaterThan(2.2);
    expect(profile.nasalEdgeMm).toBeGreaterThan(profile.templeEdgeMm + 2);
  });

  it('moves the thickest point of a plus lens', () => {
    const profile = thicknessProfile(lens({ rx: rx(4000, { prisms: prisms([2000, 'up']) }) }));

    expect(profile.thickestMm).toBeGreaterThan(profile.centreMm + 0.1);
    expect(profile.topEdgeMm).toBeGreaterThan(profile.bottomEdgeMm + 1);
    expect(profile.minEdgeMm).toBeCloseTo(1, 4);
  });

  it('may throw the turning point out of the lens', () => {
    expect(lensSolid(lens({ rx: rx(-1000, { prisms: prisms([3000, 'in']) }) })).turningPoint).toBeNull();
    expect(lensSolid(lens({ rx: rx(-1000, { prisms: prisms([2300, 'in']) }) })).turningPoint?.x).toBeCloseTo(-22.4, 1);
    expect(
      lensSolid(lens({ rx: rx(-1000, { prisms: prisms([1000, 'down']) }), inMm: 2, upMm: 1 })).turningPoint?.y,
    ).toBeCloseTo(10.8, 1);
  });

  it('makes a plus lens thickest where it really turns: +4.25 with 4.50 in and up is 0.036 mm more than Prentice says', () => {
    const outline = syntheticOutline('panto', 55, 41.25, 72);
    const strong = lens({
      rx: rx(4250, { prisms: prisms([4500, 'in'], [4500, 'up']) }),
      material: materials['index-160'],
      frame: { ...frame, eyeSizeMm: 55, lensHeightMm: 41.25, outline },
      inMm: 5.9,
      upMm: -0.2,
    });
    const solid = lensSolid(strong);
    const grid = Array.from({ length: 60 * 60 }, (_, i) => ({ x: 10 + (i % 60) / 4, y: 4 + Math.floor(i / 60) / 4 }));
    const inside = grid.filter((p) => Math.hypot(p.x, p.y) < 24).map((p) => solid.thickness(p));

    expect(slopesAt(solid)).toBeLessThan(1e-5);
    expect(thicknessProfile(strong).thickestMm).toBeGreaterThanOrEqual(Math.max(...inside));
    expect(thicknessProfile(strong).thickestMm).toBeCloseTo(8.8826, 4);
  });

  it('keeps the least thickness where a decentred minus lens is thinnest, far from its optical centre', () => {
    const both = lens({ rx: rx(-3000, { prisms: prisms([3000, 'in'], [3000, 'down']) }), inMm: 16, upMm: -16 });
    const solid = lensSolid(both);

    expect(solid.turningPoint?.x).toBeCloseTo(6, 0);
    expect(solid.turningPoint?.y).toBeCloseTo(-6, 0);
    expect(thicknessProfile(both).thinnestMm).toBeCloseTo(2, 3);
    expect(solid.centreMm).toBeGreaterThan(2.4);
  });

  it('has no turning point where the curves carry it beyond the edge', () => {
    const turning = (prism: number) =>
      lensSolid(lens({ rx: rx(1000, { prisms: prisms([prism, 'in']) }) })).turningPoint;
    expect(turning(2000)?.x).toBeGreaterThan(20);
    expect(turning(2450)).toBeNull();
    expect(lensSolid(lens({ inMm: 26, minCentreMm: 1, rx: rx(-500) })).turningPoint).toBeNull();
  });

  it('turns where Prentice says in a thinned progressive whose addition bends the lens more than its power', () => {
    const solid = lensSolid(lens({ rx: rx(1000, { add: 2000 }), thinningPrism: 1200 }));
    expect(solid.turningPoint?.x).toBeCloseTo(0, 6);
    expect(solid.turningPoint?.y).toBeLessThan(-3);
    expect(solid.turningPoint?.y).toBeGreaterThan(-12.5);
  });

  it('is thinned base down and takes the addition’s thickness away below', () => {
    const plain = thicknessProfile(lens({ rx: rx(1000, { add: 2000 }) }));
    const thinned = thicknessProfile(lens({ rx: rx(1000, { add: 2000 }), thinningPrism: 1200 }));
    const withoutAdd = thicknessProfile(lens({ rx: rx(1000), thinningPrism: 1200 }));

    expect(plain.topEdgeMm).toBeCloseTo(plain.bottomEdgeMm, 6);
    expect(withoutAdd.bottomEdgeMm - withoutAdd.topEdgeMm).toBeCloseTo((0.012 / 0.48) * 50, 0);
    const lost = (25 ** 2 * 2) / (2000 * 0.498);
    expect(withoutAdd.bottomEdgeMm - withoutAdd.topEdgeMm - (thinned.bottomEdgeMm - thinned.topEdgeMm)).toBeCloseTo(
      lost,
      1,
    );
    expect(thinned.maxEdgeMm).toBeLessThan(withoutAdd.maxEdgeMm);
  });
});

describe('weight', () => {
  it('of a plano disc is volume times density', () => {
    const disc = thicknessProfile(
      lens({ rx: rx(0), baseCurve: 0, frame: { ...frame, outline: { radii: Array(360).fill(2500) } } }),
    );
    expect(disc.weightGrams).toBeCloseTo((Math.PI * 25 ** 2 * 2 * 1.32) / 1000, 3);
  });

  it('of a ball segment is the segment’s', () => {
    const input = lens({
      rx: rx(-4000),
      baseCurve: 0,
      material: materials['index-160'],
      frame: { ...frame, outline: { radii: Array(360).fill(2500) } },
    });
    const radius = 150;
    const depth = sagitta(radius, 25);
    const hollow = (Math.PI * depth ** 2 * (3 * radius - depth)) / 3;
    const volume = Math.PI * 25 ** 2 * (1.3 + depth) - hollow;

    expect(thicknessProfile(input).weightGrams).toBeCloseTo((volume * 1.3) / 1000, 3);
  });
});

describe('the section', () => {
  const profile = thicknessProfile(lens({ inMm: 3, upMm: 5, rx: rx(-4000, { cylinder: -2000, axis: 30 }) }));

  it('names an end once, also when the optical centre lies on it', () => {
    const weak = (inMm: number) => thicknessProfile(lens({ inMm, rx: rx(-500) })).section;
    const [first, last] = [weak(0)[0]!.x, weak(0).at(-1)!.x];

    for (const end of [first, last]) {
      const xs = weak(end).map(({ x }) => x);
      expect(xs).toContain(end);
      expect(new Set(xs).size).toBe(xs.length);
    }
  });

  it('runs from the viewer’s left edge to the right one at the height of the optical centre, through it', () => {
    const half = Math.sqrt(25 ** 2 - 5 ** 2);
    const xs = profile.section.map((p) => p.x);

    expect(profile.section).toHaveLength(42);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(xs[0]).toBeCloseTo(-half, 1);
    expect(xs.at(-1)).toBeCloseTo(half, 1);
    const centre = profile.section.find((p) => p.x === 3);
    expect(centre?.frontMm).toBe(0);
    expect(centre?.backMm).toBeCloseTo(profile.centreMm, 9);
  });

  it('ends as thick as the nasal and temporal edge', () => {
    const thickness = profile.section.map((p) => p.backMm - p.frontMm);
    expect(thickness[0]).toBeCloseTo(profile.templeEdgeMm, 9);
    expect(thickness.at(-1)).toBeCloseTo(profile.nasalEdgeMm, 9);
  });

  it('has no extra point where the optical centre lies beside the lens', () => {
    const beside = thicknessProfile(lens({ inMm: 26, minCentreMm: 1, rx: rx(-500) }));
    expect(beside.section).toHaveLength(41);
    expect(thicknessProfile(lens({ inMm: -26, minCentreMm: 1, rx: rx(-500) })).section).toHaveLength(41);
  });

  it('is taken at the box middle where the centre lies above the lens', () => {
    const above = thicknessProfile(lens({ upMm: 26, rx: rx(-500) }));
    expect(above.section[0]?.x).toBeCloseTo(-25, 6);
    expect(above.topEdgeMm).toBeLessThan(above.bottomEdgeMm);
  });
});

describe('a frame without a trace', () => {
  it('is given a rounded rectangle', () => {
    expect(outlineOf({ ...frame, outline: undefined, eyeSizeMm: 52, lensHeightMm: 40 })).toEqual(
      syntheticOutline('square', 52, 40, 72),
    );
    expect(outlineOf(frame)).toEqual(frame.outline);
  });
});

it('refuses curves that cannot span the frame', () => {
  expect(() => thicknessProfile(lens({ rx: rx(-40_000) }))).toThrow(RangeError);
});

it('has surfaces whose powers are the prescription', () => {
  const solid = lensSolid(lens({ rx: rx(-4000, { cylinder: -2000, axis: 30 }), material: materials['index-167'] }));
  const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const step = 0.5;
  const bend = (at: (s: number) => number) => (at(step) + at(-step) - 2 * at(0)) / step ** 2;
  const front = bend((s) => solid.front({ x: s, y: 0 })) * 670;
  const [along, across] = [
    bend((s) => solid.back({ x: s * cos, y: s * sin })) * 670,
    bend((s) => solid.back({ x: -s * sin, y: s * cos })) * 670,
  ];
  const atBack = front / (1 - (solid.centreMm / 1000 / 1.67) * front);

  expect(atBack - along).toBeCloseTo(-4, 2);
  expect(atBack - across).toBeCloseTo(-6, 2);
});
