import { describe, expect, it } from 'vitest';
import type { EyeRx, Prism, SpheroCylinder } from './prescription.types.ts';
import {
  axisDifference,
  canonical,
  equalPower,
  equalRx,
  furthestFromZero,
  intermediateRx,
  nearRx,
  normaliseAxis,
  plusCylinder,
  powerInMeridian,
  principalPowers,
  strongestPower,
  transpose,
  trifocalShares,
} from './transpose.ts';

const sc = (sphere: number, cylinder = 0, axis: number | null = null): SpheroCylinder => ({ sphere, cylinder, axis });
const rx = (power: SpheroCylinder, over: Partial<EyeRx> = {}): EyeRx => ({ ...power, add: null, prisms: [], ...over });
const prisms = (...list: [number, Prism['base']][]): Prism[] => list.map(([amount, base]) => ({ amount, base }));

it.each([
  [1, 1],
  [179, 179],
  [180, 180],
  [0, 180],
  [181, 1],
  [360, 180],
  [270, 90],
  [-1, 179],
  [-90, 90],
  [-180, 180],
])('calls the angle %i the axis %i', (degrees, axis) => expect(normaliseAxis(degrees)).toBe(axis));

it.each([
  [178, 3, 5],
  [3, 178, 5],
  [90, 180, 90],
  [1, 180, 1],
  [10, 10, 0],
  [45, 135, 90],
  [44, 135, 89],
  [170, 350, 0],
])('keeps the axes %i and %i apart by %i', (a, b, difference) => expect(axisDifference(a, b)).toBe(difference));

describe('transposition', () => {
  it('drops an idle axis and leaves a missing one missing', () => {
    expect(transpose(sc(-1000, 0, 90))).toEqual(sc(-1000));
    expect(transpose(sc(-1000, -500, null))).toEqual(sc(-1500, 500, null));
  });

  it('keeps the other fields', () => {
    expect(transpose({ ...sc(-1000, -500, 90), add: 2000 })).toEqual({ ...sc(-1500, 500, 180), add: 2000 });
  });
});

describe('canonical form', () => {
  it.each([
    [sc(-1000, 0, 45), sc(-1000)],
    [sc(-1000, -0, null), sc(-1000)],
    [sc(-1000, -500, 0), sc(-1000, -500, 180)],
    [sc(-1000, -500, 181), sc(-1000, -500, 1)],
    [sc(-1000, -500, null), sc(-1000, -500, null)],
    [sc(-3000, 2000, 180), sc(-1000, -2000, 90)],
  ])('of %o is %o', (written, expected) => {
    expect(canonical(written)).toEqual(expected);
    expect(Object.is(canonical(written).cylinder, -0)).toBe(false);
  });

  it('in plus cylinder leaves plus as it is and turns minus', () => {
    expect(plusCylinder(sc(-1000, 500, 10))).toEqual(sc(-1000, 500, 10));
    expect(plusCylinder(sc(-1000, 500, 0))).toEqual(sc(-1000, 500, 180));
    expect(plusCylinder(sc(-500, -500, 100))).toEqual(sc(-1000, 500, 10));
    expect(plusCylinder(sc(-500, 0, 10))).toEqual(sc(-500));
  });
});

describe('equality', () => {
  it.each([
    ['sphere', sc(-1250, -500, 90)],
    ['cylinder', sc(-1000, -750, 90)],
    ['axis', sc(-1000, -500, 91)],
  ])('sees another %s alone', (_, other) => expect(equalPower(sc(-1000, -500, 90), other)).toBe(false));

  const base = rx(sc(-1000), { add: 2000, prisms: prisms([1000, 'in'], [500, 'up']) });
  it.each<[string, Partial<EyeRx>, boolean]>([
    ['the same', {}, true],
    ['the same prism in parts', { prisms: prisms([500, 'up'], [400, 'in'], [600, 'in']) }, true],
    [
      'the same prism as a difference',
      { prisms: prisms([1500, 'in'], [500, 'out'], [700, 'up'], [200, 'down']) },
      true,
    ],
    ['prism in of another amount', { prisms: prisms([1250, 'in'], [500, 'up']) }, false],
    ['prism out instead of in', { prisms: prisms([1000, 'out'], [500, 'up']) }, false],
    ['prism up of another amount', { prisms: prisms([1000, 'in'], [750, 'up']) }, false],
    ['prism down instead of up', { prisms: prisms([1000, 'in'], [500, 'down']) }, false],
    ['no prism', { prisms: [] }, false],
    ['another ADD', { add: 2250 }, false],
    ['no ADD', { add: null }, false],
    ['another power', { sphere: -1250 }, false],
  ])('compares with %s', (_, over, expected) => {
    expect(equalRx(base, { ...base, ...over })).toBe(expected);
    expect(equalRx({ ...base, ...over }, base)).toBe(expected);
  });

  it('takes no ADD and an ADD of zero for the same', () => {
    expect(equalRx(rx(sc(0)), rx(sc(0), { add: 0 }))).toBe(true);
  });
});

describe('the strongest power', () => {
  it.each([
    [sc(-2000, -1000, 90), 3000],
    [sc(2000, -1000, 90), 2000],
    [sc(1000, -3000, 90), 2000],
    [sc(-500, 2000, 90), 1500],
  ])('of %o is %i', (power, expected) => expect(strongestPower(power)).toBe(expected));

  it('of a pair keeps its sign, the first of two equal ones', () => {
    expect(furthestFromZero([])).toBe(0);
    expect(furthestFromZero([sc(-1000, -500, 90), sc(-4000, 1000, 90)])).toBe(-4000);
    expect(furthestFromZero([sc(1000), sc(250, 3000, 90)])).toBe(3250);
    expect(furthestFromZero([sc(-2000), sc(2000), sc(1000)])).toBe(-2000);
    expect(furthestFromZero([sc(2000), sc(-2000)])).toBe(2000);
  });

  it('lies along or across the axis', () => {
    expect(principalPowers(sc(-1000, -500, 20))).toEqual({ alongAxis: -1000, acrossAxis: -1500 });
  });
});

it('takes a missing axis for 180 in a meridian', () => {
  expect(powerInMeridian(sc(-1000, -500, null), 90)).toBeCloseTo(-1500, 9);
  expect(powerInMeridian(sc(-1000), 33)).toBe(-1000);
});

describe('near and intermediate powers', () => {
  const distance = rx(sc(-2000, -1000, 90), { add: 2250 });

  it.each([
    [0.4, -1100],
    [0.5, -875],
    [0.6, -650],
    [0.7, -425],
  ])('puts a share of %d of the ADD into the sphere', (share, sphere) => {
    expect(trifocalShares).toContain(share);
    expect(intermediateRx(distance, share)).toEqual({ ...distance, sphere, add: null });
  });

  it('takes half unless told otherwise, and rounds to what can be written', () => {
    expect(intermediateRx(rx(sc(0), { add: 2125 })).sphere).toBe(1063);
    expect(intermediateRx(distance)).toEqual(intermediateRx(distance, 0.5));
  });

  it('leaves an eye without ADD as it is', () => {
    expect(nearRx(rx(sc(-1000)))).toEqual(rx(sc(-1000)));
    expect(intermediateRx(rx(sc(-1000)))).toEqual(rx(sc(-1000)));
    expect(nearRx(distance)).toEqual({ ...distance, sphere: 250, add: null });
  });
});
