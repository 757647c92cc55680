import { describe, expect, it } from 'vitest';
import { type FrameInTenths, frameInMm, frameToMake, heightsToMake, pairToMake, pdToMake } from './order-values.ts';

const eye = { sphere: -2_000, cylinder: -500, axis: 90, add: 1_500, prisms: [{ amount: 1_000, base: 'up' }] } as const;
const frame: FrameInTenths = {
  rim: 'FULL',
  eyeSizeTenthsMm: 521,
  lensHeightTenthsMm: 403,
  dblTenthsMm: 187,
  effectiveDiameterTenthsMm: 559,
  baseCurveMdpt: 4_250,
  outlineHundredthsMm: [2_600, 2_500],
};

describe('the pair to make', () => {
  it('has both eyes as written, in rows of its own', () => {
    const pair = pairToMake(eye, { ...eye, sphere: -1_000 });

    expect(pair).toEqual({ od: eye, os: { ...eye, sphere: -1_000 } });
    expect(pair?.od.prisms[0]).not.toBe(eye.prisms[0]);
  });

  it('matches a missing eye by a balance lens without prism', () => {
    const balance = { ...eye, prisms: [], isBalance: true };

    expect(pairToMake(eye, null)).toEqual({ od: eye, os: balance });
    expect(pairToMake(null, eye)).toEqual({ od: balance, os: eye });
    expect(pairToMake(null, null)).toBeNull();
  });
});

describe('the PD to make', () => {
  it.each([
    [
      { odMm: 31.5, osMm: 32 },
      { kind: 'monocular', odMm: 31.5, osMm: 32 },
    ],
    [
      { odMm: 31.5, osMm: 32, nearOdMm: 29.5, nearOsMm: 30, binocularMm: 63.5 },
      { kind: 'monocular', odMm: 31.5, osMm: 32, nearOdMm: 29.5, nearOsMm: 30, binocularMm: 63.5 },
    ],
    [
      { odMm: 31.5, osMm: null, binocularMm: 63 },
      { kind: 'binocular', distanceMm: 63 },
    ],
    [
      { odMm: null, osMm: 32, binocularMm: 63, nearMm: 60 },
      { kind: 'binocular', distanceMm: 63, nearMm: 60 },
    ],
    [{ odMm: 31.5, binocularMm: null }, null],
    [{ nearMm: 60 }, null],
    [null, null],
  ])('of %o is %o', (pd, made) => {
    expect(pdToMake(pd)).toEqual(made);
  });

  it('one stored height counts for both eyes', () => {
    expect(heightsToMake(18.5)).toEqual({ odMm: 18.5, osMm: 18.5 });
    expect([heightsToMake(null), heightsToMake(undefined)]).toEqual([null, null]);
  });
});

describe('the frame to make', () => {
  it('comes from tenths, hundredths and thousandths', () => {
    expect(frameInMm(frame)).toEqual({
      rim: 'FULL',
      eyeSizeMm: 52.1,
      lensHeightMm: 40.3,
      dblMm: 18.7,
      effectiveDiameterMm: 55.9,
      baseCurve: 4.25,
      outlineHundredthsMm: [2_600, 2_500],
    });
  });

  it('is what is known of it, and nothing else', () => {
    expect(frameToMake(frameInMm(frame))).toEqual({
      rim: 'full-rim',
      eyeSizeMm: 52.1,
      lensHeightMm: 40.3,
      dblMm: 18.7,
      effectiveDiameterMm: 55.9,
      baseCurve: 4.25,
      outline: { radii: [2_600, 2_500] },
    });
    const bare = { ...frameInMm(frame), effectiveDiameterMm: null, outlineHundredthsMm: [] };
    expect(Object.keys(frameToMake(bare)).sort()).toEqual(['baseCurve', 'dblMm', 'eyeSizeMm', 'lensHeightMm', 'rim']);
    expect(frameToMake({ ...bare, isRxAble: false }).isRxAble).toBe(false);
  });

  it.each([
    ['FULL', 'full-rim', undefined],
    ['HALF', 'half-rim', undefined],
    ['RIMLESS', 'rimless', undefined],
    ['WRAP', 'full-rim', 21],
  ] as const)('of the rim %s is mounted as %s, with a face form of %s', (rim, mounted, wrapAngleDeg) => {
    const made = frameToMake({ ...frameInMm(frame), rim }, {}, { assumedWrapDeg: 21 });

    expect([made.rim, made.wrapAngleDeg]).toEqual([mounted, wrapAngleDeg]);
  });

  it('has the face form and tilt that were measured, in any frame', () => {
    const worn = { wrapAngleDeg: 0, pantoscopicTiltDeg: 0 };

    for (const rim of ['FULL', 'WRAP'] as const)
      expect(frameToMake({ ...frameInMm(frame), rim }, worn)).toMatchObject(worn);
    expect(frameToMake({ ...frameInMm(frame), rim: 'WRAP' }).wrapAngleDeg).toBe(18);
  });
});
