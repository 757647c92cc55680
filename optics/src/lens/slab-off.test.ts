import { describe, expect, it } from 'vitest';
import { drawnLens } from './drawn-lens.ts';
import { lensSolid, type ThicknessInput } from './lens-solid.ts';
import { materials } from './materials.ts';
import { thicknessProfile } from './thickness.ts';

const outline = {
  radii: Array.from({ length: 120 }, (_, i) => {
    const a = (i * Math.PI) / 60;
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

describe('what the slab does', () => {
  it('takes nothing away above its line, and a wedge of base-up prism below it', () => {
    const solid = lensSolid(lens());
    const { x } = solid.opticalCentre;
    for (const y of [-2, 0, 5, 12]) expect(solid.thickness({ x, y })).toBe(solid.uncutThickness({ x, y }));
    // 3Δ at n − 1 = 0.6 is 0.05 mm a millimetre, and a tenth more for the curve of the front it leaves by.
    for (const below of [2, 6, 10]) {
      const taken = solid.uncutThickness({ x, y: -3 - below }) - solid.thickness({ x, y: -3 - below });
      expect(taken / below).toBeGreaterThan(0.045);
      expect(taken / below).toBeLessThan(0.06);
    }
  });

  it('makes the lens thicker only where its lower edge would become too thin', () => {
    const plain = ({ slabOff: _, ...rest }: ThicknessInput): ThicknessInput => rest;
    const strong = thicknessProfile(lens());
    expect(strong.centreMm).toBe(thicknessProfile(plain(lens())).centreMm);
    const weak = lens({ rx: { sphere: -500, cylinder: 0, axis: null, add: 2000, prisms: [] } });
    const thin = thicknessProfile(plain(weak));
    const slabbed = thicknessProfile(weak);
    expect(slabbed.centreMm).toBeGreaterThan(thin.centreMm + 0.2);
    expect(slabbed.minEdgeMm).toBeCloseTo(1, 3);
    expect(slabbed.weightGrams).toBeGreaterThan(thin.weightGrams);
  });

  it('is told: line, lower edge before and after, and drawn with its ridge', () => {
    const { slab, bottomEdgeMm, opticalCentre } = thicknessProfile(lens());
    const solid = lensSolid(lens());
    expect(slab).toMatchObject({ prism: 3000, lineUpMm: -3, bottomMm: bottomEdgeMm });
    expect(slab!.lineMm).toBeCloseTo(solid.thickness({ x: opticalCentre.x, y: -3 }), 9);
    expect(slab!.bottomBeforeMm - slab!.bottomMm).toBeGreaterThan(0.6);
    expect(slab!.upright.map(({ x }) => x)).toContain(-3);
    expect(slab!.upright.map(({ x }) => x)).toContain(3);
    expect(slab!.upright).toHaveLength(43);
    const drawn = drawnLens(thicknessProfile(lens()));
    expect(drawn.slab!.line).toBe(-300);
    expect(drawn.slab!.upright[0]).toEqual(
      [slab!.upright[0]!.x, slab!.upright[0]!.frontMm, slab!.upright[0]!.backMm].map((mm) => Math.round(mm * 100)),
    );
    const { slabOff: _, ...plain } = lens();
    expect('slab' in thicknessProfile(plain)).toBe(false);
    expect('slab' in drawnLens(thicknessProfile(plain))).toBe(false);
  });

  it('is drawn from the lower edge to the upper one, in even steps, each as deep as its surfaces', () => {
    const input = lens();
    const { slab, opticalCentre } = thicknessProfile(input);
    const solid = lensSolid(input);
    const upright = slab!.upright;
    const heights = upright.map(({ x }) => x);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    const [low, high] = [heights[0]!, heights.at(-1)!];
    expect(solid.thickness({ x: opticalCentre.x, y: low })).toBeCloseTo(slab!.bottomMm, 9);
    expect(low).toBeLessThan(-15);
    expect(high).toBeGreaterThan(15);
    for (let i = 0; i <= 40; i++)
      expect(heights.some((at) => Math.abs(at - low - ((high - low) * i) / 40) < 1e-9)).toBe(true);
    for (const { x: y, frontMm, backMm } of upright) {
      expect(frontMm).toBe(solid.front({ x: opticalCentre.x, y }));
      expect(backMm).toBe(solid.back({ x: opticalCentre.x, y }));
    }
    // A line or a centre outside the lens is no point of it.
    expect(thicknessProfile(lens({ slabOff: { prism: 3000, lineUpMm: -30 } })).slab!.upright).toHaveLength(42);
    expect(thicknessProfile(lens({ slabOff: { prism: 3000, lineUpMm: 30 } })).slab!.upright).toHaveLength(42);
    expect(thicknessProfile(lens({ upMm: 30 })).slab!.upright).toHaveLength(42);
  });

  it('finds its second centre from where Prentice says, also high in the lens', () => {
    const high = lensSolid(
      lens({
        rx: { sphere: -6000, cylinder: 0, axis: null, add: 2000, prisms: [] },
        upMm: 12,
        slabOff: { prism: 6000, lineUpMm: 13 },
      }),
    );
    expect(high.slabTurningPoint!.y).toBeCloseTo(2, 0);
    expect(high.turningPoint).toBeNull();
    const { slabOff: _, ...plain } = lens();
    expect(lensSolid(plain).slabTurningPoint).toBeNull();
    expect(lensSolid(lens()).turningPoint).toEqual(lensSolid(plain).turningPoint);
  });

  it('has a thinnest point of its own where its line lies high: the second centre of a bicentric lens', () => {
    const high = lens({
      rx: { sphere: -6000, cylinder: 0, axis: null, add: 2000, prisms: [] },
      slabOff: { prism: 3500, lineUpMm: 4 },
    });
    const { slabTurningPoint, turningPoint, thickness, opticalCentre } = lensSolid(high);
    expect(turningPoint).toBeNull();
    // Prentice: 3.5Δ through 6 D is 5.8 mm below the first.
    expect(slabTurningPoint!.y - opticalCentre.y).toBeCloseTo(-5.8, 0);
    expect(thickness(slabTurningPoint!)).toBeCloseTo(high.material.minCentreMm, 2);
    expect(lensSolid(lens({ ...high, slabOff: { prism: 3500, lineUpMm: -6 } })).slabTurningPoint).toBeNull();
  });
});
