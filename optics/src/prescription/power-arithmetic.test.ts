import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRx } from './check-pair.ts';
import { addObliqueCylinders, fromPowerVector, residualCylinder, toPowerVector } from './power-vectors.ts';
import type { Eye, EyeRx, Prism, SpheroCylinder } from './prescription.types.ts';
import {
  combinePrism,
  decentrationForPrism,
  prentice,
  prenticeVector,
  prescribedPairPrism,
  prismVector,
  readingImbalance,
  resolvePrism,
} from './prism.ts';
import {
  axisDifference,
  canonical,
  equalPower,
  equalRx,
  intermediateRx,
  nearRx,
  normaliseAxis,
  plusCylinder,
  powerInMeridian,
  principalPowers,
  sphericalEquivalent,
  strongestPower,
  transpose,
} from './transpose.ts';
import { compensateVertex, moveVertex, nearestLensStep, tiltEffect } from './vertex.ts';

const sc = (sphere: number, cylinder = 0, axis: number | null = null): SpheroCylinder => ({ sphere, cylinder, axis });
const rx = (
  sphere: number,
  cylinder = 0,
  axis: number | null = null,
  prisms: Prism[] = [],
  add: number | null = null,
): EyeRx => ({ sphere, cylinder, axis, add, prisms });

const anySc = fc
  .record({
    sphere: fc.integer({ min: -160, max: 100 }),
    cylinder: fc.integer({ min: -48, max: 48 }),
    axis: fc.integer({ min: 1, max: 180 }),
  })
  .map(({ sphere, cylinder, axis }) => sc(sphere * 125, cylinder * 125, cylinder === 0 ? null : axis));

describe('transposition', () => {
  it.each([
    [sc(-2000, 1000, 90), sc(-1000, -1000, 180)],
    [sc(1500, -750, 165), sc(750, 750, 75)],
    [sc(0, -1250, 10), sc(-1250, 1250, 100)],
    [sc(250, -500, 5), sc(-250, 500, 95)],
    [sc(-3000, 2000, 180), sc(-1000, -2000, 90)],
    [sc(-1000, -500, 180), sc(-1500, 500, 90)],
    [sc(2000, -2000, 90), sc(0, 2000, 180)],
  ])('turns %o into %o', (from, to) => {
    expect(transpose(from)).toEqual(to);
    expect(equalPower(from, to)).toBe(true);
  });

  it('is undone by doing it twice and changes no power', () => {
    fc.assert(
      fc.property(anySc, (value) => {
        const turned = transpose(value);
        expect(transpose(turned)).toEqual(value);
        expect(sphericalEquivalent(turned)).toBe(sphericalEquivalent(value));
        expect(strongestPower(turned)).toBe(strongestPower(value));
        expect(turned.axis).not.toBe(0);
        for (const theta of [0, 33, 90, 171])
          expect(powerInMeridian(turned, theta)).toBeCloseTo(powerInMeridian(value, theta), 6);
        expect(canonical(plusCylinder(value))).toEqual(canonical(value));
      }),
    );
  });

  it('tells equal prescriptions apart from different ones', () => {
    expect(equalRx(rx(-3000, 2000, 180), rx(-1000, -2000, 90))).toBe(true);
    expect(equalRx(rx(-1000), rx(-1000, 0, null, [], 2000))).toBe(false);
    expect(normaliseAxis(0)).toBe(180);
    expect(axisDifference(178, 3)).toBe(5);
  });
});

describe('power arithmetic', () => {
  it.each([
    [sc(-2000, -1000, 90), -2500],
    [sc(1250, -2750, 90), -125],
    [sc(2000, -4000, 90), 0],
  ])('finds the spherical equivalent of %o', (value, se) => expect(sphericalEquivalent(value)).toBe(se));

  it.each([
    [180, -2375],
    [90, -3125],
    [30, -2000],
    [120, -3500],
    [45, -2100.5],
  ])('finds the power of −2.00 −1.50 ×030 in meridian %i', (theta, power) => {
    const value = sc(-2000, -1500, 30);
    expect(powerInMeridian(value, theta)).toBeCloseTo(power, 0);
    expect(powerInMeridian(value, theta) + powerInMeridian(value, theta + 90)).toBeCloseTo(-5500, 6);
  });

  it.each([
    [sc(-2000, -1500, 30), -2750, 375, 649.5],
    [sc(-1000, -500, 180), -1250, 250, 0],
    [sc(1000, -2000, 45), 0, 0, 1000],
  ])('writes %o as a power vector and back', (value, m, j0, j45) => {
    const vector = toPowerVector(value);
    expect(vector.m).toBeCloseTo(m, 1);
    expect(vector.j0).toBeCloseTo(j0, 1);
    expect(vector.j45).toBeCloseTo(j45, 1);
    expect(fromPowerVector(vector)).toEqual(value);
  });

  it('adds crossed cylinders, and a lens to its opposite gives nothing', () => {
    expect(addObliqueCylinders(sc(0, -1000, 180), sc(0, -1000, 90))).toEqual(sc(-1000));
    fc.assert(
      fc.property(anySc, (v) => {
        expect(addObliqueCylinders(v, sc(-v.sphere, -v.cylinder, v.axis))).toEqual(sc(0));
      }),
    );
  });

  it('measures the error of a wrong axis', () => {
    expect(residualCylinder(2000, 5)).toBeCloseTo(348.6, 1);
    expect(residualCylinder(750, 5)).toBeCloseTo(130.7, 1);
  });

  it('gives reading and screen powers', () => {
    const distance = rx(-2000, -1000, 90, [], 2000);
    expect(nearRx(distance)).toMatchObject({ sphere: 0, cylinder: -1000, axis: 90, add: null });
    expect(intermediateRx(distance)).toMatchObject({ sphere: -1000, cylinder: -1000, axis: 90, add: null });
    expect(principalPowers(distance)).toEqual({ alongAxis: -2000, acrossAxis: -3000 });
  });
});

describe('vertex compensation', () => {
  it.each([
    [-4, 12, -3.817],
    [4, 12, 4.202],
    [-6, 12, -5.597],
    [6, 12, 6.466],
    [-8, 12, -7.299],
    [8, 12, 8.85],
    [-10, 12, -8.929],
    [10, 12, 11.364],
    [-12, 14, -10.274],
    [12, 14, 14.423],
    [-10, 2, -9.804],
    [10, 2, 10.204],
    [-7.25, -12, -7.941],
  ])('moves %d D by %d mm to %d D', (power, mm, moved) => {
    expect(moveVertex(power * 1000, mm) / 1000).toBeCloseTo(moved, 3);
  });

  it('moves each principal meridian of a sphero-cylinder', () => {
    const moved = compensateVertex(sc(-6000, -2000, 180), 12);
    expect(moved).toEqual(sc(-5597, -1702, 180));
    expect([nearestLensStep(moved.sphere), nearestLensStep(moved.cylinder)]).toEqual([-5500, -1750]);
    expect(nearestLensStep(-4625)).toBe(-4750);
  });

  it('follows Martin for tilted lenses', () => {
    expect(tiltEffect(-6000, 15, 1.5).sphere).toBeCloseTo(-6134, 0);
    expect(tiltEffect(-6000, 15, 1.5).cylinder).toBeCloseTo(-440, 0);
    expect(tiltEffect(8000, 10, 1.6).sphere).toBeCloseTo(8075, 0);
    expect(tiltEffect(8000, 10, 1.6).cylinder).toBeCloseTo(251, 0);
  });
});

describe('prism', () => {
  it('follows Prentice', () => {
    expect(prentice(4000, 5)).toBe(2000);
    expect(decentrationForPrism(2000, 4000)).toBe(5);
    expect(decentrationForPrism(2000, 0)).toBeNull();
    expect(prenticeVector(sc(-4000), { x: 3, y: 0 }).x).toBeCloseTo(1200, 6);
    expect(prenticeVector(sc(4000), { x: 3, y: 0 }).x).toBeCloseTo(-1200, 6);
    const oblique = prenticeVector(sc(2000, -1500, 30), { x: 4, y: -5 });
    expect(oblique.x).toBeCloseTo(-325, 0);
    expect(oblique.y).toBeCloseTo(178, 0);
    expect(readingImbalance(sc(-1000), sc(-4000), 10)).toBeCloseTo(3000, 6);
  });

  it.each<[Eye, Prism[], number, number]>([
    [
      'od',
      [
        { amount: 3000, base: 'in' },
        { amount: 4000, base: 'up' },
      ],
      5000,
      53.13,
    ],
    [
      'os',
      [
        { amount: 3000, base: 'in' },
        { amount: 4000, base: 'up' },
      ],
      5000,
      126.87,
    ],
    [
      'od',
      [
        { amount: 2000, base: 'out' },
        { amount: 1500, base: 'down' },
      ],
      2500,
      216.87,
    ],
    [
      'os',
      [
        { amount: 2000, base: 'out' },
        { amount: 1500, base: 'down' },
      ],
      2500,
      323.13,
    ],
  ])('combines %s %o', (eye, prisms, amount, direction) => {
    const combined = combinePrism(eye, prisms);
    expect(combined.amount).toBeCloseTo(amount, 3);
    expect(combined.directionDeg).toBeCloseTo(direction, 2);
    expect(resolvePrism(eye, combined.amount, combined.directionDeg)).toEqual(prisms);
  });

  it('resolves 4Δ at 30° of a right eye', () => {
    expect(resolvePrism('od', 4000, 30)).toEqual([
      { amount: 3464, base: 'in' },
      { amount: 2000, base: 'up' },
    ]);
  });

  it('gives back what was combined, for both eyes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Eye>('od', 'os'),
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 9999 }),
        fc.boolean(),
        fc.boolean(),
        (eye, h, v, isIn, isUp) => {
          const prisms: Prism[] = [
            { amount: h, base: isIn ? 'in' : 'out' },
            { amount: v, base: isUp ? 'up' : 'down' },
          ];
          const { amount, directionDeg } = combinePrism(eye, prisms);
          expect(resolvePrism(eye, amount, directionDeg)).toEqual(prisms);
        },
      ),
    );
  });

  it('adds horizontal bases of the pair and subtracts vertical ones', () => {
    const pair = prescribedPairPrism(
      rx(0, 0, null, [
        { amount: 3000, base: 'in' },
        { amount: 500, base: 'down' },
      ]),
      rx(0, 0, null, [
        { amount: 3000, base: 'in' },
        { amount: 500, base: 'up' },
      ]),
    );
    expect(pair).toEqual({ horizontalIn: 6000, verticalRight: -1000 });
    expect(prismVector('os', [{ amount: 1000, base: 'in' }]).x).toBe(-1000);
  });
});

describe('compareRx', () => {
  const codes = (a: SpheroCylinder, b: SpheroCylinder) =>
    compareRx({ od: a, os: sc(0) }, { od: b, os: sc(0) }).map((f) => f.code);

  it.each([
    [sc(-1000), sc(-2000), []],
    [sc(-1000), sc(-2250), ['POWER_CHANGED']],
    [sc(-1000, -500, 10), sc(-500, -1750, 10), ['CYLINDER_CHANGED']],
    [sc(-1000, -1000, 90), sc(-1000, -1000, 104), []],
    [sc(-1000, -1000, 90), sc(-1000, -1000, 105), ['AXIS_TURNED']],
    [sc(-1000, -2000, 178), sc(-1000, -2000, 5), []],
    [sc(-1000, -2000, 178), sc(-1000, -2000, 6), ['AXIS_TURNED']],
    [sc(-3000, 2000, 180), sc(-1000, -2000, 90), []],
    [sc(-1000, -500, 10), sc(-500, -1500, 10), []],
    [sc(-1000, -250, 90), sc(-1000, -250, 180), []],
    [sc(-1000, -250, 90), sc(-625, -1000, 180), []],
    [sc(-1000), sc(-1000, -1000, 45), []],
    [sc(-1000, -1000, 45), sc(-1000), []],
  ])('from %o to %o asks about %o', (from, to, expected) => expect(codes(from, to)).toEqual(expected));

  it('says how much changed, at which eye', () => {
    const previous = { od: sc(-1000, -500, 10), os: sc(-1000, -2000, 10) };
    const next = { od: sc(-1000, -1625, 10), os: sc(-2125, -2000, 30) };

    expect(compareRx(previous, next)).toEqual([
      { code: 'CYLINDER_CHANGED', field: 'od.cylinder', params: { change: 1125 } },
      { code: 'POWER_CHANGED', field: 'os.sphere', params: { change: 1125 } },
      { code: 'AXIS_TURNED', field: 'os.axis', params: { from: 10, to: 30, degrees: 20 } },
    ]);
  });
});
