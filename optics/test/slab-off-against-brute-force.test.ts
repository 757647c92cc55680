import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../src/frame/synthetic-outline.ts';
import { trueBase } from '../src/lens/curves.ts';
import { lensSolid, type ThicknessInput } from '../src/lens/lens-solid.ts';
import { materialIds, materials } from '../src/lens/materials.ts';
import { thicknessProfile } from '../src/lens/thickness.ts';
import { prismVector } from '../src/prescription/prism.ts';
import { bruteThickness } from './brute-force-lens.ts';

/** Largest difference anywhere that the trade could still measure, mm. */
const LIMIT_MM = 0.05;

const outline = {
  radii: Array.from({ length: 400 }, (_, i) => {
    const a = (i * Math.PI) / 200;
    return Math.round(2430 + 310 * Math.cos(2 * a + 0.2) + 120 * Math.sin(3 * a + 0.7) + 90 * Math.cos(a - 1.1));
  }),
};
const lens = (over: Partial<ThicknessInput> = {}): ThicknessInput => ({
  eye: 'od',
  rx: { sphere: -5000, cylinder: -1500, axis: 35, add: 2000, prisms: [] },
  material: materials['index-160'],
  frame: { eyeSizeMm: 54, lensHeightMm: 42, dblMm: 18, rim: 'full-rim', outline },
  inMm: 3,
  upMm: 3,
  slabOff: { prism: 3000, lineUpMm: -3 },
  ...over,
});

/**
 * The slow way: the brute-force lens, and its own back once more as points in space. The slab is that cloud turned by Rodrigues about the
 * line; its depth under a point is found by walking along the turned surface until it stands over it. No formula of the engine.
 */
function oracleFor(input: ThicknessInput) {
  const solid = lensSolid(input);
  const { slabOff, rx, eye, material } = input;
  const prism = prismVector(eye, rx.prisms);
  const index = material.calculationIndex;
  const frontPower = trueBase(solid.baseCurve, index);
  const whole = bruteThickness({
    sphere: rx.sphere / 1000,
    cylinder: rx.cylinder / 1000,
    axisDeg: rx.axis ?? 180,
    prism: { x: prism.x / 1000, y: (prism.y - (input.thinningPrism ?? 0)) / 1000 },
    index,
    frontPower,
    centreMm: solid.centreMm,
  });
  const { x: cx, y: cy } = solid.opticalCentre;
  const radius = (1000 * (index - 1)) / frontPower;
  const front = (x: number, y: number) => radius - Math.sqrt(radius ** 2 - x ** 2 - y ** 2);
  const back = (x: number, y: number) => whole(x, y) + front(x, y);
  const line = (slabOff?.lineUpMm ?? 0) - cy;
  const pivot = back(0, line);
  // A prism that deviates by δ: light square to the back leaves the front so.
  const wedge = (() => {
    let [low, high] = [0, 0.4];
    for (let i = 0; i < 60; i++) {
      const angle = (low + high) / 2;
      const slope = Math.asin((solid.centreMm * Math.sin(angle)) / radius);
      const deviated = Math.asin(index * Math.sin(angle - slope)) + slope - angle;
      if (100 * Math.tan(deviated) < (slabOff?.prism ?? 0) / 1000) low = angle;
      else high = angle;
    }
    return low;
  })();
  const slab = (x: number, y: number): number => {
    const turned = (v: number) => {
      const [dy, dz] = [v - line, back(x, v) - pivot];
      // Upward end deeper: toward the eye.
      return {
        y: line + dy * Math.cos(wedge) - dz * Math.sin(wedge),
        z: pivot + dy * Math.sin(wedge) + dz * Math.cos(wedge),
      };
    };
    let [low, high] = [y - 6, y + 6];
    for (let i = 0; i < 60; i++) {
      const v = (low + high) / 2;
      if (turned(v).y < y) low = v;
      else high = v;
    }
    return turned((low + high) / 2).z;
  };
  const at = (p: { x: number; y: number }) => {
    const [x, y] = [p.x - cx, p.y - cy];
    return Math.min(whole(x, y), slab(x, y) - front(x, y));
  };
  return { solid, at, whole: (p: { x: number; y: number }) => whole(p.x - cx, p.y - cy) };
}

describe('a lens with slab-off', () => {
  it.each<[string, ThicknessInput]>([
    ['−5.00 −1.50 ×035, 3Δ from 3 mm below the middle', lens()],
    ['the left eye', lens({ eye: 'os' })],
    ['the line at the optical centre', lens({ slabOff: { prism: 4000, lineUpMm: 3 } })],
    [
      '6Δ on a weak lens, which must be made thicker',
      lens({
        rx: { sphere: -1000, cylinder: 0, axis: null, add: 2000, prisms: [] },
        slabOff: { prism: 6000, lineUpMm: -3 },
      }),
    ],
    [
      'plus, 2Δ',
      lens({
        rx: { sphere: 2000, cylinder: -1000, axis: 80, add: 2000, prisms: [] },
        slabOff: { prism: 2000, lineUpMm: -4 },
      }),
    ],
    [
      'with prescribed prism',
      lens({
        rx: {
          sphere: -4000,
          cylinder: -3000,
          axis: 120,
          add: 2000,
          prisms: [
            { amount: 2000, base: 'in' },
            { amount: 1000, base: 'down' },
          ],
        },
      }),
    ],
  ])('is as thick as the brute-force lens along its edge and inside: %s', (_, input) => {
    const profile = thicknessProfile(input);
    const oracle = oracleFor(input);

    let worst = 0;
    for (const [i, p] of profile.edge.entries())
      if (i % 3 === 0)
        for (const share of [1, 0.75, 0.5, 0.25]) {
          const inner = { x: p.x * share, y: p.y * share };
          worst = Math.max(worst, Math.abs(oracle.solid.thickness(inner) - oracle.at(inner)));
        }
    expect(worst).toBeLessThanOrEqual(LIMIT_MM);
    for (const { x: y, frontMm, backMm } of profile.slab!.upright)
      expect(Math.abs(backMm - frontMm - oracle.at({ x: profile.opticalCentre.x, y }))).toBeLessThanOrEqual(LIMIT_MM);
    const { minCentreMm, minEdgeMm } = input.material;
    expect(profile.minEdgeMm).toBeGreaterThanOrEqual(minEdgeMm['full-rim'] - 0.001);
    expect(profile.thinnestMm).toBeGreaterThanOrEqual(Math.min(minCentreMm, minEdgeMm['full-rim']) - 0.01);
  });

  const anyLens = fc.record({
    eye: fc.constantFrom('od' as const, 'os' as const),
    sphere: fc.integer({ min: -32, max: 12 }),
    cylinder: fc.integer({ min: -12, max: 0 }),
    axis: fc.integer({ min: 1, max: 180 }),
    prism: fc.integer({ min: 6, max: 24 }),
    line: fc.integer({ min: -80, max: 20 }),
    material: fc.constantFrom(...materialIds),
    width: fc.integer({ min: 44, max: 56 }),
  });

  it('agrees with the brute-force lens, and is nowhere thinner than asked for, whatever the powers', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyLens, (v) => {
        const input = lens({
          eye: v.eye,
          rx: {
            sphere: v.sphere * 250,
            cylinder: v.cylinder * 250,
            axis: v.cylinder === 0 ? null : v.axis,
            add: 2000,
            prisms: [],
          },
          material: materials[v.material],
          frame: {
            eyeSizeMm: v.width,
            lensHeightMm: v.width * 0.75,
            dblMm: 18,
            rim: 'full-rim',
            outline: syntheticOutline('panto', v.width, v.width * 0.75, 72),
          },
          slabOff: { prism: v.prism * 250, lineUpMm: v.line / 10 },
        });
        let oracle: ReturnType<typeof oracleFor>;
        try {
          oracle = oracleFor(input);
        } catch (error) {
          if (error instanceof RangeError) return;
          throw error;
        }
        compared++;
        const { minCentreMm, minEdgeMm } = input.material;
        const profile = thicknessProfile(input);
        let thinnest = Number.POSITIVE_INFINITY;
        for (const p of oracle.solid.points.filter((_, i) => i % 4 === 0))
          for (const share of [1, 0.8, 0.6, 0.4, 0.2]) {
            const at = { x: p.x * share, y: p.y * share };
            const thickness = oracle.solid.thickness(at);
            expect(Math.abs(thickness - oracle.at(at))).toBeLessThanOrEqual(LIMIT_MM);
            if (share < 1) thinnest = Math.min(thinnest, thickness);
          }
        expect(profile.minEdgeMm).toBeGreaterThanOrEqual(minEdgeMm['full-rim'] - 0.001);
        expect(thinnest).toBeGreaterThanOrEqual(Math.min(minCentreMm, minEdgeMm['full-rim']) - 0.01);
        expect(profile.thinnestMm).toBeLessThanOrEqual(thinnest + 0.01);
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(40);
  });
});
