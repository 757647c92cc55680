import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Eye, EyeRx, Prism, SpheroCylinder } from './prescription.types.ts';
import {
  combinePrism,
  decentrationForPrism,
  decentrationForPrisms,
  pairPrism,
  pointOfPrism,
  prentice,
  prenticeVector,
  prescribedPairPrism,
  prismsOf,
  prismVector,
  readingImbalance,
  readingPrism,
  resolvePrism,
} from './prism.ts';
import { slabOff } from './slab-off.ts';
import { prescriptionThresholds } from './thresholds.ts';

const sc = (sphere: number, cylinder = 0, axis: number | null = null): SpheroCylinder => ({ sphere, cylinder, axis });
const rx = (power: SpheroCylinder, prisms: Prism[] = []): EyeRx => ({ ...power, add: null, prisms });
const parts = (...list: [number, Prism['base']][]): Prism[] => list.map(([amount, base]) => ({ amount, base }));

describe('Prentice’s rule', () => {
  it.each([
    [4000, 5, 2000],
    [-4000, 5, 2000],
    [4000, -5, 2000],
    [-250, 10, 250],
  ])('%i at %i mm makes %i', (power, mm, prism) => expect(prentice(power, mm)).toBe(prism));

  it.each<[string, SpheroCylinder, { x: number; y: number }, number, number]>([
    ['minus, 3 mm nasal', sc(-4000), { x: 3, y: 0 }, 1200, 0],
    ['plus, 3 mm nasal', sc(4000), { x: 3, y: 0 }, -1200, 0],
    ['an oblique cylinder', sc(2000, -1500, 30), { x: 4, y: -5 }, -325, 178],
    ['10 mm below a minus lens', sc(-1000), { x: 0, y: -10 }, 0, -1000],
    ['a cylinder along its axis', sc(0, -2000, 180), { x: 10, y: 0 }, 0, 0],
    ['a cylinder across its axis', sc(0, -2000, 180), { x: 0, y: 10 }, 0, 2000],
    ['a cylinder without axis, as at 180', sc(0, -2000, null), { x: 10, y: 10 }, 0, 2000],
    ['a cylinder at 45', sc(0, -2000, 45), { x: 10, y: 0 }, 1000, -1000],
  ])('%s', (_, lens, from, x, y) => {
    const prism = prenticeVector(lens, from);
    expect(prism.x).toBeCloseTo(x, 0);
    expect(prism.y).toBeCloseTo(y, 0);
  });

  it('without its cross term would say otherwise', () => {
    const { x, y } = prenticeVector(sc(2000, -1500, 30), { x: 4, y: -5 });

    expect(x).not.toBeCloseTo(-650, -1);
    expect(y).not.toBeCloseTo(437.5, -1);
  });
});

describe('prism by decentration', () => {
  it.each([
    [2000, 4000, 5],
    [2000, -4000, 5],
    [1000, 250, 40],
    [1000, -250, 40],
    [1000, 249, null],
    [1000, 0, null],
  ])('%i in a lens of %i', (prism, power, mm) => expect(decentrationForPrism(prism, power)).toBe(mm));

  it('takes another limit of what is plano', () => {
    expect(decentrationForPrism(1000, 400, 500)).toBeNull();
    expect(decentrationForPrism(1000, 100, 50)).toBe(100);
  });

  it('finds where any toric lens has a prism, and back', () => {
    fc.assert(
      fc.property(
        fc.record({
          sphere: fc.integer({ min: 1, max: 40 }).map((v) => v * -250),
          cylinder: fc.integer({ min: -12, max: 0 }).map((v) => v * 250),
          axis: fc.integer({ min: 1, max: 180 }),
        }),
        fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }) }),
        (lens, wanted) => {
          const point = pointOfPrism(lens, wanted);
          const made = prenticeVector(lens, point);
          expect(point.isReached).toBe(true);
          expect(made.x).toBeCloseTo(wanted.x, 6);
          expect(made.y).toBeCloseTo(wanted.y, 6);
        },
      ),
    );
  });

  it.each<[string, SpheroCylinder, { x: number; y: number }, { x: number; y: number; isReached: boolean }]>([
    ['a cylinder across its axis', sc(0, -2000, 180), { x: 0, y: 2000 }, { x: 0, y: 10, isReached: true }],
    ['a cylinder along its axis', sc(0, -2000, 180), { x: 2000, y: 0 }, { x: 0, y: 0, isReached: false }],
    ['the same the other way', sc(0, -2000, 180), { x: -2000, y: 0 }, { x: 0, y: 0, isReached: false }],
    ['a cylinder at 90', sc(0, -2000, 90), { x: 2000, y: 0 }, { x: 10, y: 0, isReached: true }],
    ['a lens plano across its axis', sc(-2000, 2000, 90), { x: 1000, y: 0 }, { x: 0, y: 0, isReached: false }],
    ['the same along it', sc(-2000, 2000, 90), { x: 0, y: 1000 }, { x: 0, y: 5, isReached: true }],
    ['plano', sc(0), { x: 0, y: 1 }, { x: 0, y: 0, isReached: false }],
    ['plano without prism', sc(0), { x: 0, y: 0.5 }, { x: 0, y: 0, isReached: true }],
    ['a quarter', sc(-250), { x: 250, y: 0 }, { x: 10, y: 0, isReached: true }],
    ['less than a quarter', sc(-249), { x: 250, y: 0 }, { x: 0, y: 0, isReached: false }],
  ])('asks %s', (_, lens, prism, expected) => {
    const point = pointOfPrism(lens, prism);
    expect(point.x).toBeCloseTo(expected.x, 9);
    expect(point.y).toBeCloseTo(expected.y, 9);
    expect(point.isReached).toBe(expected.isReached);
  });

  it('moves the centre against the point: base in of a minus lens needs the centre temporal', () => {
    const right = decentrationForPrisms('od', sc(-4000), parts([1200, 'in']));
    const left = decentrationForPrisms('os', sc(-4000), parts([1200, 'in']));

    expect(right?.x).toBeCloseTo(-3, 9);
    expect(left?.x).toBeCloseTo(3, 9);
    expect(decentrationForPrisms('od', sc(-4000), parts([1200, 'up']))?.y).toBeCloseTo(-3, 9);
    expect(decentrationForPrisms('od', sc(0), parts([500, 'up']))).toBeNull();
    expect(decentrationForPrisms('od', sc(-400), parts([500, 'up']), 500)).toBeNull();
  });
});

describe('combining and resolving', () => {
  it.each<[string, Eye, Prism[], number, number]>([
    ['OD 3 in and 4 up', 'od', parts([3000, 'in'], [4000, 'up']), 5000, 53.13],
    ['OS 3 in and 4 up', 'os', parts([3000, 'in'], [4000, 'up']), 5000, 126.87],
    ['OD 2 out and 1.5 down', 'od', parts([2000, 'out'], [1500, 'down']), 2500, 216.87],
    ['OS 2 out and 1.5 down', 'os', parts([2000, 'out'], [1500, 'down']), 2500, 323.13],
    ['OD in', 'od', parts([1000, 'in']), 1000, 0],
    ['OS in', 'os', parts([1000, 'in']), 1000, 180],
    ['OD out', 'od', parts([1000, 'out']), 1000, 180],
    ['OS out', 'os', parts([1000, 'out']), 1000, 0],
    ['up', 'os', parts([1000, 'up']), 1000, 90],
    ['down', 'od', parts([1000, 'down']), 1000, 270],
  ])('%s', (_, eye, prisms, amount, direction) => {
    const combined = combinePrism(eye, prisms);

    expect(combined.amount).toBeCloseTo(amount, 6);
    expect(combined.directionDeg).toBeCloseTo(direction, 2);
    expect(resolvePrism(eye, combined.amount, combined.directionDeg)).toEqual(prisms);
  });

  it('resolves OD 4Δ @ 030', () => {
    expect(resolvePrism('od', 4000, 30)).toEqual(parts([3464, 'in'], [2000, 'up']));
  });

  it('adds parts of one direction and leaves out what cancels', () => {
    expect(prismVector('od', parts([500, 'in'], [250, 'in'], [250, 'out'], [100, 'down']))).toEqual({
      x: 500,
      y: -100,
    });
    expect(prismsOf('os', { x: 0.4, y: -0.4 })).toEqual([]);
    expect(prismsOf('os', { x: 700, y: -300 })).toEqual(parts([700, 'out'], [300, 'down']));
    expect(prismVector('os', [])).toEqual({ x: 0, y: 0 });
  });
});

describe('both eyes', () => {
  it('add what is the same word and subtract what is not, vertically the other way round', () => {
    const pair = (od: Prism[], os: Prism[]) => prescribedPairPrism(rx(sc(0), od), rx(sc(0), os));

    expect(pair(parts([3000, 'in']), parts([3000, 'in'])).horizontalIn).toBe(6000);
    expect(pair(parts([3000, 'out']), parts([1000, 'out'])).horizontalIn).toBe(-4000);
    expect(pair(parts([3000, 'in']), parts([1000, 'out'])).horizontalIn).toBe(2000);
    expect(pair(parts([500, 'down']), parts([500, 'up'])).verticalRight).toBe(-1000);
    expect(pair(parts([500, 'up']), parts([500, 'up'])).verticalRight).toBe(0);
    expect(pairPrism({ x: 1, y: 2 }, { x: 3, y: 5 })).toEqual({ horizontalIn: -2, verticalRight: -3 });
  });

  it('meet 3Δ of difference when −1.00 and −4.00 look 10 mm down', () => {
    expect(readingPrism('od', sc(-1000), 10)).toBeCloseTo(-1000, 9);
    expect(readingPrism('os', sc(-4000), 10)).toBeCloseTo(-4000, 9);
    expect(readingImbalance(sc(-1000), sc(-4000), 10)).toBeCloseTo(3000, 9);
    expect(readingImbalance(sc(-4000), sc(-1000), 10)).toBeCloseTo(3000, 9);
  });

  it('look inward as well, which counts for oblique cylinders and mirrors between the eyes', () => {
    const [od, os] = [sc(0, -2000, 45), sc(0, -2000, 135)];

    expect(readingPrism('od', od, 10, 2)).toBeCloseTo(-1200, 9);
    expect(readingPrism('os', os, 10, 2)).toBeCloseTo(-1200, 9);
    expect(readingImbalance(od, od, 10, 2)).toBeCloseTo(400, 9);
    expect(readingImbalance(od, os, 10, 2)).toBeCloseTo(0, 9);
  });
});

describe('slab-off', () => {
  it.each<[string, EyeRx, EyeRx, { imbalance: number; isAdvised: boolean; eye: Eye | null }]>([
    ['equal eyes', rx(sc(-1000)), rx(sc(-1000)), { imbalance: 0, isAdvised: false, eye: null }],
    ['just below the limit', rx(sc(-1000)), rx(sc(-2375)), { imbalance: 1375, isAdvised: false, eye: 'os' }],
    ['at the limit', rx(sc(-1000)), rx(sc(-2500)), { imbalance: 1500, isAdvised: true, eye: 'os' }],
    ['the right eye more minus', rx(sc(-3000)), rx(sc(-1000)), { imbalance: 2000, isAdvised: true, eye: 'od' }],
    ['plus lenses: the less plus one', rx(sc(1000)), rx(sc(4000)), { imbalance: 3000, isAdvised: true, eye: 'od' }],
    [
      'a cylinder that counts vertically',
      rx(sc(0, -2000, 180)),
      rx(sc(0, -2000, 90)),
      { imbalance: 2000, isAdvised: true, eye: 'od' },
    ],
  ])('%s', (_, od, os, expected) => {
    const found = slabOff(od, os);
    expect(found.imbalance).toBeCloseTo(expected.imbalance, 6);
    expect([found.isAdvised, found.eye]).toEqual([expected.isAdvised, expected.eye]);
  });

  it('does not count prescribed prism, but shows it', () => {
    const found = slabOff(rx(sc(-1000), parts([1000, 'up'])), rx(sc(-2000), parts([500, 'down'], [700, 'in'])));

    expect(found.imbalance).toBeCloseTo(1000, 9);
    expect(found.atReading.od).toBeCloseTo(0, 9);
    expect(found.atReading.os).toBeCloseTo(-2500, 9);
  });

  it('takes the shop’s own drop, limit and inset', () => {
    const pair = { ...prescriptionThresholds.pair, readingDropMm: 8, slabOffFrom: 2000 };
    const thresholds = { ...prescriptionThresholds, pair };

    expect(slabOff(rx(sc(0)), rx(sc(-2000)), { thresholds })).toMatchObject({ imbalance: 1600, isAdvised: false });
    expect(slabOff(rx(sc(0)), rx(sc(0, -2000, 45)), { insetMm: 5 }).imbalance).toBeCloseTo(500, 9);
  });
});
