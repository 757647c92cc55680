import { describe, expect, it } from 'vitest';
import { addAsWorn, compensateAdd, positionAtNear } from './near-as-worn.ts';

const toRotationCentreMm = 27;
const readingMm = 400;
const square = { pantoscopicTiltDeg: 0, wrapAngleDeg: 0, index: 1.6 };
const sphere = (mdpt: number) => ({ sphere: mdpt, cylinder: 0, axis: null });

describe('how the near zone sits', () => {
  it('is how the lens sits, where near and distance point are one', () => {
    const position = { pantoscopicTiltDeg: 9, wrapAngleDeg: 7, index: 1.6 };
    for (const eye of ['od', 'os'] as const) {
      const at = positionAtNear(eye, position, { downMm: 0, inMm: 0, frontRadiusMm: 120, toRotationCentreMm });
      expect(at.pantoscopicTiltDeg).toBeCloseTo(9, 9);
      expect(at.wrapAngleDeg).toBeCloseTo(7, 9);
      expect(at.index).toBe(1.6);
    }
  });

  it('turns by the eye’s own turn on a flat lens: 27 mm down is 45°, and 27 mm in too', () => {
    const flat = { downMm: 27, inMm: 0, frontRadiusMm: Number.POSITIVE_INFINITY, toRotationCentreMm };
    expect(positionAtNear('od', square, flat).pantoscopicTiltDeg).toBeCloseTo(-45, 9);
    expect(positionAtNear('os', square, { ...flat, downMm: 0, inMm: 27 }).wrapAngleDeg).toBeCloseTo(45, 9);
    expect(positionAtNear('od', square, { ...flat, downMm: 0, inMm: 27 }).wrapAngleDeg).toBeCloseTo(45, 9);
  });

  it('turns about the house’s own centre of rotation: 25 mm down before 25 mm is 45°', () => {
    const near = { downMm: 25, inMm: 0, frontRadiusMm: Number.POSITIVE_INFINITY, toRotationCentreMm: 25 };
    expect(positionAtNear('od', square, near).pantoscopicTiltDeg).toBeCloseTo(-45, 9);
  });

  it('not at all on a lens curved about the centre of rotation', () => {
    const at = positionAtNear('od', square, { downMm: 14, inMm: 3, frontRadiusMm: 27, toRotationCentreMm });
    expect(at.pantoscopicTiltDeg).toBeCloseTo(0, 9);
    expect(at.wrapAngleDeg).toBeCloseTo(0, 9);
  });

  it('is mirrored for the other eye', () => {
    const position = { pantoscopicTiltDeg: 10, wrapAngleDeg: 8, index: 1.6 };
    const near = { downMm: 14, inMm: 2.5, frontRadiusMm: 100, toRotationCentreMm };
    expect(positionAtNear('os', position, near)).toEqual(positionAtNear('od', position, near));
  });
});

describe('the addition to cut', () => {
  const centred = { downMm: 0, inMm: 0, frontRadiusMm: 100, toRotationCentreMm };

  it('is the ordered one for a lens square to the eye at the vertex of the refraction', () => {
    const request = {
      eye: 'od' as const,
      rx: sphere(-4_000),
      add: 2_000,
      made: sphere(-4_000),
      position: square,
      near: centred,
      readingMm,
    };
    expect(compensateAdd(request)).toBeCloseTo(2_000, 9);
    expect(addAsWorn(request, 2_000)).toBeCloseTo(2_000, 9);
  });

  it('counts the mean of a cylinder', () => {
    const rx = { sphere: -3_000, cylinder: -2_000, axis: 30 };
    expect(
      compensateAdd({ eye: 'od', rx, add: 2_000, made: rx, position: square, near: centred, readingMm }),
    ).toBeCloseTo(2_000, 9);
    const made = { ...rx, cylinder: -1_000 };
    expect(compensateAdd({ eye: 'od', rx, add: 2_000, made, position: square, near: centred, readingMm })).toBeCloseTo(
      1_500,
      9,
    );
  });

  it('moves with the vertex: +8.00 add 2.50 refracted at 14 mm, worn at 12 mm, read at 400 mm', () => {
    const request = {
      eye: 'od' as const,
      rx: sphere(8_000),
      add: 2_500,
      made: sphere(8_130),
      position: square,
      near: centred,
      readingMm,
      refractedVertexMm: 14,
      wornVertexMm: 12,
    };
    // By vergences: −2.50 and +10.50 leave +8.00, which is +8.13 two millimetres further; from 402 mm that needs +10.6176.
    const left = 8 / (1 - 0.002 * 8);
    expect(compensateAdd(request)).toBeCloseTo(1_000 * (left + 1 / 0.402) - 8_130, 6);
    expect(addAsWorn(request, compensateAdd(request))).toBeCloseTo(2_500, 6);
    expect(compensateAdd({ ...request, readingMm: 333 })).not.toBeCloseTo(compensateAdd(request), 0);
    for (const one of ['refractedVertexMm', 'wornVertexMm'] as const)
      expect(compensateAdd({ ...request, [one]: undefined })).toBeCloseTo(10_500 - 8_130, 9);
  });

  it('is less for a lens met aslant: a plano of +2.00 turned 45° by the eye', () => {
    const near = { downMm: 27, inMm: 0, frontRadiusMm: Number.POSITIVE_INFINITY, toRotationCentreMm };
    const request = {
      eye: 'od' as const,
      rx: sphere(0),
      add: 2_000,
      made: sphere(0),
      position: square,
      near,
      readingMm,
    };
    // Martin: k = 1 + sin²45°/3.2, along 1 and across 1/cos²45° = 2: one dioptre does 1.5·k.
    const perDioptre = 1.5 * (1 + 0.5 / 3.2);
    expect(compensateAdd(request)).toBeCloseTo(2_000 / perDioptre, 6);
    expect(addAsWorn(request, 2_000)).toBeCloseTo(2_000 * perDioptre, 6);
  });
});
