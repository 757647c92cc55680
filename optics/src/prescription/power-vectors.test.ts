import { describe, expect, it } from 'vitest';
import {
  addObliqueCylinders,
  axisErrorFor,
  fromPowerVector,
  fromPowerVectorExact,
  residualCylinder,
  toPowerVector,
} from './power-vectors.ts';
import type { SpheroCylinder } from './prescription.types.ts';

const sc = (sphere: number, cylinder = 0, axis: number | null = null): SpheroCylinder => ({ sphere, cylinder, axis });

it('takes a missing axis for 180', () => {
  expect(toPowerVector(sc(0, -1000))).toEqual(toPowerVector(sc(0, -1000, 180)));
});

describe('back from a vector', () => {
  it('has a cylinder from half a thousandth up', () => {
    expect(fromPowerVectorExact({ m: 100, j0: 0.25, j45: 0 })).toEqual({ sphere: 100.25, cylinder: -0.5, axis: 180 });
    expect(fromPowerVectorExact({ m: 100, j0: 0.2499, j45: 0 })).toEqual({ sphere: 100, cylinder: 0, axis: null });
  });

  it.each([
    [1, 0, 180],
    [0, 1, 45],
    [-1, 0, 90],
    [0, -1, 135],
  ])('finds the axis of J0 %i, J45 %i at %i', (j0, j45, axis) => {
    expect(fromPowerVectorExact({ m: 0, j0: j0 * 500, j45: j45 * 500 }).axis).toBeCloseTo(axis, 9);
  });

  it('rounds powers and axis to whole numbers', () => {
    expect(fromPowerVector({ m: -1000.4, j0: 249.8, j45: -1.5 })).toEqual(sc(-751, -500, 180));
    expect(fromPowerVector({ m: -1000, j0: 249.8, j45: -8 })).toEqual(sc(-750, -500, 179));
    expect(fromPowerVector({ m: 0.4, j0: 0, j45: 0 })).toEqual(sc(0));
  });
});

describe('obliquely crossed cylinders', () => {
  it.each([
    [sc(0, -1000, 180), sc(0, -1000, 90), sc(-1000)],
    [sc(-1000, -1000, 30), sc(-500, -500, 30), sc(-1500, -1500, 30)],
    [sc(0, -2000, 90), sc(0, -2000, 45), sc(-586, -2828, 68)],
    [sc(1000, 1000, 10), sc(0, -1000, 10), sc(1000)],
  ])('%o with %o make %o', (a, b, sum) => expect(addObliqueCylinders(a, b)).toEqual(sum));
});

describe('the error of a wrong axis', () => {
  it.each([
    [-2000, 5, 348.6],
    [2000, 5, 348.6],
    [750, 5, 130.7],
    [1000, 90, 2000],
    [1000, 0, 0],
  ])('of %i at %i° is %d', (cylinder, error, residual) =>
    expect(residualCylinder(cylinder, error)).toBeCloseTo(residual, 1),
  );

  it.each([
    [250, 120, 13.9],
    [500, 120, 6.9],
    [-750, 120, 4.6],
    [1000, 120, 3.4],
    [1500, 120, 2.3],
    [2000, 120, 1.7],
    [1000, 500, 14.5],
    [2000, 500, 7.2],
    [3000, 500, 4.8],
    [125, 500, 90],
  ])('lets %i leave %i from %d° on', (cylinder, residual, degrees) =>
    expect(axisErrorFor(cylinder, residual)).toBeCloseTo(degrees, 1),
  );
});
