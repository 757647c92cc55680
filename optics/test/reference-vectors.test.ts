import { describe, expect, it } from 'vitest';
import { gtinCheckDigit, isValidGtin } from '../src/codes.ts';
import { minimumBlankByRule } from '../src/frame/blank-size.ts';
import { curveVariationFactor, materials, surfaceReflectance } from '../src/lens/materials.ts';
import { residualCylinder, toPowerVector } from '../src/prescription/power-vectors.ts';
import { resolvePrism } from '../src/prescription/prism.ts';
import { powerInMeridian } from '../src/prescription/transpose.ts';
import { moveVertex, tiltEffect } from '../src/prescription/vertex.ts';

/** Numbers printed in published tables, reckoned by hand: whoever changes a formula sees which of them it no longer gives. */

describe('powers', () => {
  it('of −2.00 −1.50 ×030 in five meridians', () => {
    const rx = { sphere: -2_000, cylinder: -1_500, axis: 30 };

    expect([180, 90, 30, 120, 45].map((meridian) => powerInMeridian(rx, meridian) / 1_000)).toEqual(
      [-2.375, -3.125, -2, -3.5, -2.1005].map((power) => expect.closeTo(power, 4)),
    );
  });

  it.each([
    [{ sphere: -2_000, cylinder: -1_500, axis: 30 }, [-2.75, 0.375, 0.6495]],
    [{ sphere: -1_000, cylinder: -500, axis: 180 }, [-1.25, 0.25, 0]],
    [{ sphere: 1_000, cylinder: -2_000, axis: 45 }, [0, 0, 1]],
  ])('%o as a vector', (rx, [m, j0, j45]) => {
    const vector = toPowerVector(rx);

    expect(vector.m / 1_000).toBeCloseTo(m!, 4);
    expect(vector.j0 / 1_000).toBeCloseTo(j0!, 4);
    expect(vector.j45 / 1_000).toBeCloseTo(j45!, 4);
  });

  it.each([
    [2_000, 5, 0.349],
    [750, 5, 0.131],
  ])('a cylinder of %i turned by %i° leaves %f', (cylinder, degrees, left) => {
    expect(residualCylinder(cylinder, degrees) / 1_000).toBeCloseTo(left, 3);
  });

  it.each([
    [-4, 12, -3.817],
    [-6, 12, -5.597],
    [-8, 12, -7.299],
    [-10, 12, -8.929],
    [-12, 14, -10.274],
    [4, 12, 4.202],
    [6, 12, 6.466],
    [8, 12, 8.85],
    [10, 12, 11.364],
    [12, 14, 14.423],
    [-10, 2, -9.804],
    [10, 2, 10.204],
    [-7.25, -12, -7.941],
  ])('%f moved %i mm closer is %f', (power, closer, moved) => {
    expect(moveVertex(power * 1_000, closer) / 1_000).toBeCloseTo(moved, 3);
  });

  it.each([
    [-6, 15, 1.5, -6.134, -0.44],
    [8, 10, 1.6, 8.075, 0.251],
  ])('%f tilted by %i° at index %f', (sphere, tilt, index, tilted, cylinder) => {
    const effect = tiltEffect(sphere * 1_000, tilt, index);

    expect(effect.sphere / 1_000).toBeCloseTo(tilted, 3);
    expect(effect.cylinder / 1_000).toBeCloseTo(cylinder, 3);
  });

  it('4Δ toward 30° are 3.464 in and 2.00 up before a right eye', () => {
    expect(resolvePrism('od', 4_000, 30)).toEqual([
      { amount: 3_464, base: 'in' },
      { amount: 2_000, base: 'up' },
    ]);
  });
});

it.each([
  ['crown', 1, 4.3],
  ['cr39', 1.05, 4],
  ['trivex', 0.99, 4.4],
  ['index-156', 0.94, 4.7],
  ['polycarbonate', 0.89, 5.1],
  ['index-160', 0.87, 5.3],
  ['index-167', 0.78, 6.3],
  ['index-174', 0.71, 7.3],
] as const)('%s has curves %f as steep as crown glass, and reflects %f percent at a surface', (id, factor, percent) => {
  const { calculationIndex } = materials[id];

  expect(curveVariationFactor(calculationIndex)).toBeCloseTo(factor, 2);
  expect(100 * surfaceReflectance(calculationIndex)).toBeCloseTo(percent, 1);
});

it.each([
  [56, 3, 64],
  [58.98, 6.98, 74.94],
  [58.98, 7.98, 76.94],
])('an ED of %f decentred by %f needs a blank of %f by the rule', (ed, decentration, blank) => {
  expect(minimumBlankByRule(ed, decentration)).toBeCloseTo(blank, 2);
});

it.each(['5412345000013', '4012345678901', '4012345000092', '012345678905', '00888290123452'])(
  '%s ends with its check digit',
  (code) => {
    expect(isValidGtin(code)).toBe(true);
    expect(gtinCheckDigit(code.slice(0, -1))).toBe(Number(code.at(-1)));
  },
);
