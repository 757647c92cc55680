import { mirrorOutline, radiusToward } from '@opticworks/optics/frame';
import { drawnLens, lensSolid, materials, thicknessProfile } from '@opticworks/optics/lens';
import { describe, expect, it } from 'vitest';
import { placeLenses } from './lens-placing.ts';

/** A traced shape without symmetry, centred on its box; a toric lens with prism, decentred and raised. */
const shape = {
  radii: Array.from({ length: 180 }, (_, i) => {
    const a = (i * Math.PI) / 90;
    return Math.round(2420 + 330 * Math.cos(2 * a + 0.3) + 90 * Math.cos(4 * a + 1));
  }),
};
const frame = { eyeSizeMm: 54, lensHeightMm: 42, dblMm: 18, rim: 'full-rim' as const, outline: shape };
const inputOf = (eye: 'od' | 'os') => ({
  eye,
  rx: { sphere: 2000, cylinder: -3500, axis: 125, add: null, prisms: [{ amount: 2000, base: 'up' as const }] },
  material: materials['index-167'],
  frame,
  inMm: eye === 'od' ? 4.2 : 3.1,
  upMm: 2.3,
});
const lensOf = (eye: 'od' | 'os') => {
  const { section, edge } = drawnLens(thicknessProfile(inputOf(eye)));
  return {
    eye: eye.toUpperCase(),
    decentrationInMm: String(inputOf(eye).inMm),
    decentrationUpMm: '2.3',
    minimumBlankMm: '66.4',
    blankDiameterMm: eye === 'od' ? '70' : null,
    edgeProfileHundredthsMm: edge,
    sectionHundredthsMm: section,
  };
};
const placed = placeLenses({ ...frame, outline: shape.radii }, [lensOf('od'), lensOf('os')]);

const pointsOf = (path: string) =>
  path
    .slice(1, -1)
    .split('L')
    .map((one) => one.split(' ').map(Number) as [number, number]);

describe.each(['od', 'os'] as const)('the drawing of %s', (eye) => {
  const one = placed.find((lens) => lens.eye === eye.toUpperCase())!;
  const solid = lensSolid(inputOf(eye));

  it('stands on its side of the nose with its optical centre in the calculated place', () => {
    expect(one.middle).toEqual({ x: eye === 'od' ? -36 : 36, y: 0 });
    expect(one.centre.x - one.middle.x).toBeCloseTo(solid.opticalCentre.x, 9);
    expect(one.centre.y).toBeCloseTo(-solid.opticalCentre.y, 9);
  });

  it('shows the section as thick as the lens, in millimetres', () => {
    const points = pointsOf(one.section!.path);
    for (let i = 0; i < points.length / 2; i++) {
      const [[x, front], [, back]] = [points[i]!, points[points.length - 1 - i]!];
      expect(Math.abs(front - back - solid.thickness({ x, y: 2.3 }))).toBeLessThanOrEqual(0.05);
    }
  });

  it('shows the edge as thick as the lens all around', () => {
    const [inner, outer] = [pointsOf(one.foldedEdge!.inner), pointsOf(one.foldedEdge!.outer)];
    inner.forEach(([x, y], i) => {
      const folded = Math.hypot(outer[i]![0] - x, outer[i]![1] - y);
      expect(Math.abs(folded - solid.thickness(solid.points[i]!))).toBeLessThanOrEqual(0.05);
    });
  });
});

it('shows the chosen and the smallest blank, and no thickness where none was calculated', () => {
  const old = { ...lensOf('od'), sectionHundredthsMm: null, edgeProfileHundredthsMm: null };
  const [lens] = placeLenses({ ...frame, outline: shape.radii }, [old]);

  expect(placed.map(({ blankMm, minimumBlankMm }) => [blankMm, minimumBlankMm])).toEqual([
    [70, 66.4],
    [null, 66.4],
  ]);
  expect([lens?.section, lens?.foldedEdge]).toEqual([null, null]);
  expect(lens?.outline.startsWith('M')).toBe(true);
});

it('draws the lines of a segment from the middle of its box, and none where no height was measured', () => {
  const lines = [
    [
      [-900, -400],
      [1_900, -400],
    ],
  ];
  const [of, without, plain] = placeLenses({ ...frame, outline: shape.radii }, [
    { ...lensOf('od'), segmentLinesHundredthsMm: lines },
    { ...lensOf('os'), segmentLinesHundredthsMm: null },
    { ...lensOf('os'), segmentLinesHundredthsMm: [] },
  ]);

  expect([of?.segment, without?.segment, plain?.segment]).toEqual(['M-9.00 4.00L19.00 4.00', null, null]);
});

it('folds out no edge that was measured on another outline', () => {
  const [lens] = placeLenses({ ...frame, outline: shape.radii.filter((_, i) => i % 2 === 0) }, [lensOf('od')]);
  expect(lens?.foldedEdge).toBeNull();
});

describe('a lens with slab-off', () => {
  const input = { ...inputOf('os'), slabOff: { prism: 2500, lineUpMm: -4 } };
  const { slab } = drawnLens(thicknessProfile(input));
  const [one] = placeLenses({ ...frame, outline: shape.radii }, [
    { ...lensOf('os'), slab: { lineUpMm: '-4', lineHeightMm: '16', uprightHundredthsMm: slab?.upright ?? null } },
  ]);

  it('has its line across the outline, 4 mm below the box middle, as pictures count', () => {
    expect(one?.slab?.y).toBe(4);
    expect(one?.slab?.heightMm).toBe('16');
    // The left outline around the middle of its box, 36 mm to the right of the nose.
    const left = mirrorOutline(shape);
    for (const x of [one?.slab?.from ?? 0, one?.slab?.to ?? 0])
      expect(Math.hypot(x - 36, -4)).toBeCloseTo(radiusToward(left, Math.atan2(-4, x - 36)), 6);
    expect((one?.slab?.to ?? 0) - (one?.slab?.from ?? 0)).toBeGreaterThan(40);
  });

  it('is cut upright with the thickness that was calculated', () => {
    const points = pointsOf(one?.slab?.upright?.path ?? '');
    const solid = lensSolid(input);
    const half = points.length / 2;
    for (let i = 0; i < half; i++) {
      const [front, y] = points[i] ?? [0, 0];
      const [back, sameY] = points[points.length - 1 - i] ?? [0, 0];
      expect(sameY).toBe(y);
      expect(back - front).toBeCloseTo(solid.thickness({ x: solid.opticalCentre.x, y: -y }), 1);
    }
  });

  it('is not drawn where none was ground, or its line misses the lens', () => {
    expect(placed.map((lens) => lens.slab)).toEqual([null, null]);
    const [missed] = placeLenses({ ...frame, outline: shape.radii }, [
      { ...lensOf('os'), slab: { lineUpMm: '-40', lineHeightMm: '-20', uprightHundredthsMm: null } },
    ]);
    expect(missed?.slab).toBeNull();
  });
});
