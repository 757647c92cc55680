import { drawnLens, lensSolid, materials, thicknessProfile } from '@opticworks/optics/lens';
import { describe, expect, it } from 'vitest';
import { placeLenses, roomFor } from './thickness-shape.ts';

/** A traced shape without symmetry, a toric lens with prism, decentred and raised. */
const frame = {
  eyeSizeMm: 54,
  lensHeightMm: 42,
  dblMm: 18,
  rim: 'full-rim' as const,
  outline: {
    radii: Array.from({ length: 180 }, (_, i) => {
      const a = (i * Math.PI) / 90;
      return Math.round(2420 + 330 * Math.cos(2 * a + 0.3) + 110 * Math.sin(3 * a));
    }),
  },
};
const inputOf = (eye: 'od' | 'os') => ({
  eye,
  rx: { sphere: -4000, cylinder: -2500, axis: 35, add: null, prisms: [{ amount: 1500, base: 'in' as const }] },
  material: materials['index-160'],
  frame,
  inMm: 4,
  upMm: 2,
});
const thickness = (['od', 'os'] as const).map((eye) => {
  const drawn = drawnLens(thicknessProfile(inputOf(eye)));
  return {
    eye: eye.toUpperCase(),
    outlineHundredthsMm: drawn.outline,
    edgeProfileHundredthsMm: drawn.edge,
    sectionHundredthsMm: drawn.section,
    opticalCentreHundredthsMm: drawn.centre,
    segmentLinesHundredthsMm: drawn.segment ?? [],
  };
});
const placed = placeLenses(thickness, frame);

const pointsOf = (path: string) =>
  path
    .slice(1, -1)
    .split('L')
    .map((one) => one.split(' ').map(Number) as [number, number]);

it('puts the right lens on the left, half a frame PD from the middle', () => {
  expect(placed.map(({ eye, x }) => [eye, x])).toEqual([
    ['OD', -36],
    ['OS', 36],
  ]);
});

describe.each(['od', 'os'] as const)('the drawing of %s', (eye) => {
  const one = placed.find((lens) => lens.eye === eye.toUpperCase())!;
  const solid = lensSolid(inputOf(eye));

  it('has its optical centre toward the nose and above the middle', () => {
    expect(one.centre).toEqual({ x: eye === 'od' ? 4 : -4, y: -2 });
  });

  it('is as thick as the lens in millimetres, everywhere along the section', () => {
    const points = pointsOf(one.section.path);
    for (let i = 0; i < points.length / 2; i++) {
      const [[x, front], [, back]] = [points[i]!, points[points.length - 1 - i]!];
      expect(Math.abs(front - back - solid.thickness({ x, y: 2 }))).toBeLessThanOrEqual(0.05);
    }
  });

  it('folds the edge outward by its thickness, everywhere around', () => {
    const [inner, outer] = [pointsOf(one.front.inner), pointsOf(one.front.outer)];
    inner.forEach(([x, y], i) => {
      const folded = Math.hypot(outer[i]![0] - x, outer[i]![1] - y);
      expect(Math.abs(folded - solid.thickness(solid.points[i]!))).toBeLessThanOrEqual(0.05);
      expect(Math.hypot(x - solid.points[i]!.x, -y - solid.points[i]!.y)).toBeLessThanOrEqual(0.05);
    });
  });
});

it('leaves room for the thickest edge on every side', () => {
  const room = roomFor(placed);
  for (const { x, front, section } of placed) {
    for (const [px, py] of pointsOf(front.outer)) {
      expect(Math.abs(x + px)).toBeLessThan(room.half);
      expect(Math.abs(py)).toBeLessThanOrEqual(room.reach + 0.01);
    }
    expect(section.top).toBeGreaterThanOrEqual(room.top);
    expect(section.bottom).toBeLessThanOrEqual(room.bottom);
  }
});

it('draws the lines of a segment from the middle of its box, and none without one', () => {
  const [right, left] = thickness;
  const lines = [
    [
      [-900, -400],
      [1_900, -400],
    ],
  ];
  const [lined, plain] = placeLenses([{ ...right!, segmentLinesHundredthsMm: lines }, left!], frame);

  expect([lined?.segment, plain?.segment]).toEqual(['M-9.00 4.00L19.00 4.00', null]);
});
