import { describe, expect, test } from 'vitest';
import { emptyReading, mayBeRead, readingFields, readNumber, readPower, stepped } from './inspection-fields.ts';
import { judge, limitsOf, madeEyes, type Plan, toInput, withReading } from './inspection-judge.ts';

const aLens = {
  eye: 'OD',
  isMade: true,
  sphere: -2250,
  cylinder: -500,
  axis: 90,
  orderedSphere: -2250,
  orderedCylinder: -500,
  orderedAxis: 90,
  add: null,
  prismIn: 0,
  prismUp: 0,
  pdMm: '31.5',
  heightMm: null,
  centreThicknessMm: '1.5',
  baseCurve: 4000,
  segmentSizeMm: null,
};
const aPlan: Plan = {
  profile: 'ansi-z80.1',
  judgesUnverified: false,
  isProgressive: false,
  nearPdMm: null,
  lenses: [aLens, { ...aLens, eye: 'OS', sphere: -2000, cylinder: 0, axis: null }],
};
const od = { ...emptyReading, sphere: '-2.25', cylinder: '-0.50', axis: '90' };
const os = { ...emptyReading, sphere: '-2.00' };
const field = (name: string) => {
  const found = readingFields.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe('the verdict while typing', () => {
  test('says nothing about a lens that is not typed yet', () => {
    const checks = judge(aPlan, { od, os: emptyReading }, true);

    expect(checks.length).toBeGreaterThan(0);
    expect(checks.every((check) => check.eye === 'od')).toBe(true);
    expect(judge(aPlan, { od: { ...od, axis: '' }, os: emptyReading }, true)).toEqual([]);
  });

  test('what lies on the order passes, what lies beyond the tolerance fails', () => {
    const fine = judge(aPlan, { od, os }, true);
    const off = judge(aPlan, { od: { ...od, sphere: '-2.50' }, os }, true);

    expect(fine.every((check) => check.pass)).toBe(true);
    expect(off.find((check) => check.code === 'POWER' && check.eye === 'od')).toMatchObject({
      pass: false,
      deviation: 250,
      tolerance: 130,
    });
  });

  test('plus cylinder is the same lens', () => {
    const plus = judge(aPlan, { od: { ...od, sphere: '-2.75', cylinder: '+0.50', axis: '180' }, os }, true);

    expect(plus.every((check) => check.pass)).toBe(true);
  });

  test('vertical prism between the eyes counts as imbalance of the mounted pair only', () => {
    const read = { od: { ...od, prismUp: '0.5' }, os: { ...os, prismUp: '0' } };
    const codes = (isMounted: boolean) => judge(aPlan, read, isMounted).filter((check) => !check.pass);

    expect(codes(true).map(({ code, eye }) => [code, eye])).toEqual([['PRISM_VERTICAL', 'pair']]);
    expect(codes(false).map(({ code, eye }) => [code, eye])).toEqual([['PRISM_UNMOUNTED', 'od']]);
  });

  test('shows every limit before anything is measured', () => {
    const codes = limitsOf(aPlan, true).map(({ code, eye, tolerance }) => [code, eye, tolerance]);

    expect(codes).toEqual(
      expect.arrayContaining([
        ['POWER', 'od', 130],
        ['AXIS', 'od', 7],
        ['CENTRE_THICKNESS', 'os', 0.3],
        ['PRISM_VERTICAL', 'pair', 330],
      ]),
    );
    const one = { ...aPlan, lenses: [aLens, { ...aLens, eye: 'OS', isMade: false }] };
    expect(madeEyes(one)).toEqual(['od']);
    expect(limitsOf(one, false).every((check) => check.eye === 'od')).toBe(true);
    const mounted = limitsOf(one, true);
    expect(mounted.filter((check) => check.eye === 'os').every((check) => !check.isBinding)).toBe(true);
    expect(mounted).toContainEqual(expect.objectContaining({ code: 'PRISM_VERTICAL', eye: 'pair', isBinding: true }));
  });
});

describe('what is typed', () => {
  test('a reading may lie between lens steps, but needs its sign', () => {
    expect(readPower('-2.31', true)).toBe(-2310);
    expect(readPower('2.31', true)).toBeNull();
    expect(readPower('pl', true)).toBe(0);
    expect(mayBeRead('', 'signed')).toBe(true);
    expect(mayBeRead('abc', 'signed')).toBe(false);
  });

  test('an axis is a whole number of degrees from 1 to 180, a distance any number', () => {
    expect(mayBeRead('100', 'axis')).toBe(true);
    expect(mayBeRead('181', 'axis')).toBe(false);
    expect(mayBeRead('31,5', 'number')).toBe(true);
    expect(mayBeRead('-0.5', 'number')).toBe(true);
    expect(mayBeRead('3 1', 'number')).toBe(false);
    expect(readNumber('')).toBeUndefined();
  });

  test('arrow keys step as the field does, keep the sign and start at what was ordered', () => {
    expect(stepped('', field('sphere'), 0.01, -2.25)).toBe('−2.25');
    expect(stepped('−2.25', field('sphere'), -0.25, 0)).toBe('−2.50');
    expect(stepped('-0.25', field('sphere'), 0.25, 0)).toBe('0.00');
    expect(stepped('0.00', field('sphere'), 0.25, 0)).toBe('+0.25');
    expect(stepped('-2.125', field('sphere'), 0.01, 0)).toBe('−2.115');
    expect(stepped('180', field('axis'), 1, 90)).toBe('1');
    expect(stepped('1', field('axis'), -5, 90)).toBe('176');
    expect(stepped('31.5', field('pd'), 0.1, 0)).toBe('31.6');
  });

  test('what an instrument sent fills its fields and leaves the others', () => {
    const filled = withReading(
      { od: { ...od, height: '18' }, os },
      { od: { sphere: -2125, cylinder: -620, axis: 3, prismUp: 0, pdMm: 31.5 } },
    );

    expect(filled.od).toMatchObject({
      sphere: '−2.125',
      cylinder: '−0.62',
      axis: '3',
      prismUp: '0.00',
      prismIn: '',
      pd: '31.5',
      height: '18',
    });
    expect(filled.os).toEqual(os);
    expect(toInput(filled.od)).toMatchObject({ sphere: '-2.125', cylinder: '-0.620', axis: 3, heightMm: '18' });
    expect(toInput(emptyReading)).toBeNull();
  });
});
