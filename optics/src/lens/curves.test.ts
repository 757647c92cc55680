import { describe, expect, it } from 'vitest';
import {
  backSurfaceFor,
  backVertexPower,
  baseCurveRules,
  boddyBase,
  frontAtBackVertex,
  markedBase,
  nearestBase,
  sagitta,
  sagittaApproximate,
  stockedBases,
  surfaceRadius,
  trueBase,
  vogelBase,
} from './curves.ts';

const sc = (sphere: number, cylinder = 0, axis: number | null = null) => ({ sphere, cylinder, axis });

describe('curves', () => {
  it('turn power into radius and marked bases into true power', () => {
    expect(surfaceRadius(6.25, 1.53)).toBeCloseTo(84.8, 9);
    expect(surfaceRadius(-5, 1.5)).toBeCloseTo(-100, 9);
    expect(surfaceRadius(0, 1.5)).toBe(Number.POSITIVE_INFINITY);
    expect(surfaceRadius(-0, 1.5)).toBe(Number.POSITIVE_INFINITY);
    expect(trueBase(6.25, 1.498)).toBeCloseTo(5.873, 3);
    expect(markedBase(5.873, 1.498)).toBeCloseTo(6.25, 3);
  });

  it('add up to the back vertex power', () => {
    expect(frontAtBackVertex(6, 4, 1.498)).toBeCloseTo(6.0977, 4);
    expect(backSurfaceFor(4, 6, 4, 1.498)).toBeCloseTo(-2.0977, 4);
    expect(backVertexPower(6, -2.0977, 4, 1.498)).toBeCloseTo(4, 4);
  });

  it.each([
    [100, 30, 4.6061],
    [-100, 30, -4.6061],
    [100, -30, 4.6061],
    [Number.POSITIVE_INFINITY, 30, 0],
    [Number.NEGATIVE_INFINITY, 30, 0],
    [31, 0, 0],
  ])('a surface of radius %d is %d mm out deep by %d', (radius, chord, depth) =>
    expect(sagitta(radius, chord)).toBeCloseTo(depth, 4),
  );

  it.each([
    [30, 30],
    [-30, 30],
    [30, -30],
    [25, 30],
  ])('a radius of %d does not span %d', (radius, chord) =>
    expect(() => sagitta(radius, chord)).toThrow('wider than its curve'),
  );

  it('a chord just inside its radius still fits', () => {
    expect(sagitta(30, 29.999)).toBeCloseTo(29.755, 2);
  });
});

describe('thin estimates', () => {
  it.each([
    ['−4.00, n 1.498, y 30', 2 + sagittaApproximate(-4, 30, 1.498), 5.6],
    ['−4.00, n 1.67, y 30', sagittaApproximate(-4, 30, 1.67), 2.687],
    ['+4.00, n 1.498, y 30, ET 1.0', 1 + sagittaApproximate(4, 30, 1.498), 4.6],
    ['the same in 1.67', 1 + sagittaApproximate(4, 30, 1.67), 3.7],
    ['exact plano-concave', sagitta(surfaceRadius(4, 1.498), 30), 3.669],
    ['meniscus +4 with −8', 2 + sagitta(surfaceRadius(8, 1.498), 30) - sagitta(surfaceRadius(4, 1.498), 30), 6],
    ['temporal y 29 of a decentred −4.00 in 1.60', sagittaApproximate(-4, 29, 1.6), 2.8],
    ['nasal y 23', sagittaApproximate(-4, 23, 1.6), 1.76],
  ])('%s', (_, thickness, expected) => expect(thickness).toBeCloseTo(expected, 1));

  it.each([
    [1.498, 2, 5.77],
    [1.53, 1.3, 4.84],
    [1.586, 1.5, 4.7],
    [1.6, 1.3, 4.43],
    [1.67, 1.2, 4],
    [1.74, 1.1, 3.63],
  ])('−6.00 at 25 mm in %d from %d', (index, centre, edge) =>
    expect(centre + sagittaApproximate(-6, 25, index)).toBeCloseTo(edge, 2),
  );
});

describe('base curves', () => {
  it.each([
    [sc(2000), 8],
    [sc(-4000, -1000, 90), 3.75],
    [sc(0), 6],
    [sc(125), 6.125],
    [sc(-125), 5.9375],
    [sc(-12_000), 0.5],
  ])('by Vogel for %o: %d', (rx, base) => expect(vogelBase(rx)).toBe(base));

  it.each([
    [sc(-4000), 2000, 3.25],
    [sc(2000), 2000, 6.5],
    [sc(0), 2000, 4.5],
    [sc(-125), 2000, 5.1875],
    [sc(-12_000), 1000, 0.5],
  ])('by Boddy for %o with ADD %i: %d', (rx, add, base) => expect(boddyBase(rx, add)).toBe(base));

  it('are by the shop’s own numbers where it has them', () => {
    const rules = {
      ...baseCurveRules,
      flattest: 1,
      vogel: { from: 7, minusShare: 0.25 },
      boddy: { minusFrom: 5, minusShare: 1, plusFrom: 4, addShare: 1 },
    };

    expect([vogelBase(sc(1000), rules), vogelBase(sc(-4000), rules), vogelBase(sc(-40_000), rules)]).toEqual([8, 6, 1]);
    expect([
      boddyBase(sc(1000), 2000, rules),
      boddyBase(sc(-1000), 2000, rules),
      boddyBase(sc(-40_000), 0, rules),
    ]).toEqual([7, 6, 1]);
  });

  it.each([
    [3.75, 4],
    [3, 2],
    [5, 4],
    [0.75, 0.5],
    [0.76, 1],
    [12, 8],
    [-1, 0.5],
  ])('nearest in stock to %d is %d, the flatter of two', (wanted, base) => {
    expect(nearestBase(wanted)).toBe(base);
    expect(nearestBase(wanted, [...stockedBases].reverse())).toBe(base);
  });

  it('are as wanted where nothing is stocked', () => {
    expect(nearestBase(3.3, [])).toBe(3.3);
  });
});
