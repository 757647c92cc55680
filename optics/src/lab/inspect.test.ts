import { describe, expect, it } from 'vitest';
import { transpose } from '../prescription/transpose.ts';
import { inspect } from './inspect.ts';
import type { CheckCode, InspectedLens, InspectedPair, MeasuredPair } from './inspect-types.ts';
import type { InspectionKind, ToleranceProfile } from './tolerance-profile.ts';
import { ansiZ801, ansiZ801Of1999 } from './tolerance-profile-ansi.ts';
import { ansiZ801HousePd } from './tolerance-profile-house.ts';
import { iso21987Recalled } from './tolerance-profile-iso-21987.ts';
import { newJersey } from './tolerance-profile-new-jersey.ts';

const lens = (
  sphere: number,
  cylinder = 0,
  axis: number | null = null,
  over: Partial<InspectedLens> = {},
): InspectedLens => ({ sphere, cylinder, axis, ...over });
const SV: InspectionKind = 'single-vision-or-multifocal';
const PAL: InspectionKind = 'progressive';

interface Setting {
  profile?: ToleranceProfile;
  kind?: InspectionKind;
  isMounted?: boolean;
  judgesUnverified?: boolean;
}
const checksOf = (nominal: InspectedPair, measured: MeasuredPair, setting: Setting = {}) => {
  const { profile = ansiZ801, kind = SV, isMounted = true, judgesUnverified = false } = setting;
  return inspect(nominal, measured, profile, { kind, isMounted, judgesUnverified });
};
const failing = (nominal: InspectedPair, measured: MeasuredPair, setting: Setting = {}): CheckCode[] =>
  checksOf(nominal, measured, setting)
    .checks.filter((c) => !c.pass)
    .map((c) => c.code);
/** The right lens only; the left is not part of the job. */
const one = (nominal: InspectedLens, measured: InspectedLens, setting: Setting = {}) =>
  failing({ od: nominal, os: lens(0) }, { od: measured, os: null }, setting);

describe('the vectors of the reference', () => {
  it.each<[string, InspectedLens, InspectedLens, CheckCode[], InspectionKind?]>([
    ['−3.00 read −3.12', lens(-3000), lens(-3120), []],
    ['−3.00 read −3.25', lens(-3000), lens(-3250), ['POWER']],
    ['−5.00 −2.50 read −5.00 −2.62 ×091', lens(-5000, -2500, 90), lens(-5000, -2620, 91), []],
    ['−5.00 −2.50 read −5.12 −2.50', lens(-5000, -2500, 90), lens(-5120, -2500, 90), []],
    ['−5.00 −2.50 read −4.88 −2.75', lens(-5000, -2500, 90), lens(-4880, -2750, 90), ['CYLINDER']],
    ['+1.00 −3.00 ×010 read ×013', lens(1000, -3000, 10), lens(1000, -3000, 13), ['AXIS']],
    ['−1.00 −0.25 ×090 read ×103', lens(-1000, -250, 90), lens(-1000, -250, 103), []],
    ['−1.00 −0.50 ×090 read ×098', lens(-1000, -500, 90), lens(-1000, -500, 98), ['AXIS']],
    ['−1.00 −1.00 ×178 read ×003', lens(-1000, -1000, 178), lens(-1000, -1000, 3), ['AXIS']],
    ['−1.00 −1.00 ×180 read ×002', lens(-1000, -1000, 180), lens(-1000, -1000, 2), []],
    ['+2.00 read +2.15 as a progressive', lens(2000), lens(2150), [], PAL],
    ['+2.00 read +2.15 as single vision', lens(2000), lens(2150), ['POWER']],
    ['ADD 2.00 read 2.12', lens(0, 0, null, { add: 2000 }), lens(0, 0, null, { add: 2120 }), []],
    ['ADD 2.00 read 2.13', lens(0, 0, null, { add: 2000 }), lens(0, 0, null, { add: 2130 }), ['ADD']],
  ])('%s', (_, nominal, measured, expected, kind = SV) => {
    expect(one(nominal, measured, { kind })).toEqual(expected);
  });

  it('holds −3.00 between −2.87 and −3.13', () => {
    const { checks } = checksOf({ od: lens(-3000), os: lens(0) }, { od: lens(-3000), os: null });
    expect(checks[0]).toEqual({
      code: 'POWER',
      eye: 'od',
      nominal: -3000,
      measured: -3000,
      tolerance: 130,
      deviation: 0,
      pass: true,
      source: 'z80.1-summaries',
      isBinding: true,
    });
  });

  it('holds the meridian of highest power, not the sphere: +1.00 −3.00 is −2.00, −5.00 −2.50 is −7.50 and 2 %', () => {
    const power = (nominal: InspectedLens) =>
      checksOf({ od: nominal, os: lens(0) }, { od: nominal, os: null }).checks.find((c) => c.code === 'POWER');
    expect(power(lens(1000, -3000, 10))).toMatchObject({ nominal: -2000, tolerance: 130 });
    expect(power(lens(-5000, -2500, 90))).toMatchObject({ nominal: -7500, tolerance: 150 });
    // Equal powers of both signs: the sphere is taken, whichever way it is written.
    expect(power(lens(2000, -4000, 90))).toMatchObject({ nominal: 2000 });
  });

  const both = (power: number, over: Partial<InspectedPair> = {}) => ({ od: lens(power), os: lens(power), ...over });
  const withPrism = (power: number, od: number, os: number) => ({
    od: lens(power, 0, null, { prisms: od === 0 ? [] : [{ amount: Math.abs(od), base: od > 0 ? 'up' : 'down' }] }),
    os: lens(power, 0, null, { prisms: os === 0 ? [] : [{ amount: Math.abs(os), base: os > 0 ? 'up' : 'down' }] }),
  });
  it.each<[string, InspectedPair, InspectedPair, CheckCode[]]>([
    ['OD 0.20 up, OS 0.15 up', both(-2000), withPrism(-2000, 200, 150) as InspectedPair, []],
    ['OD 0.20 up, OS 0.15 down', both(-2000), withPrism(-2000, 200, -150) as InspectedPair, ['PRISM_VERTICAL']],
    ['−1.00 both, PD off 5 mm', both(-1000, { pdMm: 63 }), both(-1000, { pdMm: 68 }), []],
    ['−5.00 both, PD off 2 mm', both(-5000, { pdMm: 63 }), both(-5000, { pdMm: 65 }), []],
  ])('%s', (_, nominal, measured, expected) => {
    expect(failing(nominal, measured)).toEqual(expected);
  });

  it('tells the 0.5Δ that 5 mm induce in −1.00', () => {
    const { checks } = checksOf(both(-1000, { pdMm: 63 }), both(-1000, { pdMm: 68 }));
    expect(checks.find((c) => c.code === 'PRISM_HORIZONTAL')).toMatchObject({ measured: 500, tolerance: 670 });
  });
});

/** A value moved by its limit passes, moved by a hair more fails. */
const HAIR = 1e-6;
describe('each limit, at the limit and a hair beyond', () => {
  const profiles = { ansi: ansiZ801, old: ansiZ801Of1999, nj: newJersey, iso: iso21987Recalled };
  it.each<[keyof typeof profiles, InspectionKind, number, number]>([
    ['ansi', SV, 0, 130],
    ['ansi', SV, 6500, 130],
    ['ansi', SV, 6500 + HAIR, 0.02 * (6500 + HAIR)],
    ['ansi', SV, 10000, 200],
    ['ansi', PAL, 8000, 160],
    ['ansi', PAL, 8001, 160.02],
    ['nj', SV, 6000, 120],
    ['nj', PAL, 6001, 120.02],
    ['nj', SV, 12000, 240],
    ['nj', SV, 12001, 250],
  ])('power, %s %s at %d', (profile, kind, power, limit) => {
    for (const sign of [1, -1])
      for (const off of [1, -1]) {
        const nominal = lens(sign * power);
        const setting = { profile: profiles[profile], kind };
        expect(one(nominal, lens(sign * power + off * limit), setting)).toEqual([]);
        expect(one(nominal, lens(sign * power + off * (limit + HAIR)), setting)).toEqual(['POWER']);
      }
  });

  it.each<[keyof typeof profiles, InspectionKind, number, number]>([
    ['ansi', SV, 2000, 130],
    ['ansi', SV, 2001, 150],
    ['ansi', SV, 4500, 150],
    ['ansi', SV, 4501, 180.04],
    ['ansi', PAL, 2000, 160],
    ['ansi', PAL, 2001, 180],
    ['ansi', PAL, 3500, 180],
    ['ansi', PAL, 3501, 175.05],
    ['nj', SV, 6000, 120],
    ['nj', SV, 6001, 120.02],
    ['iso', SV, 750, 90],
    ['iso', SV, 751, 120],
  ])('cylinder, %s %s at %d', (profile, kind, cylinder, limit) => {
    const setting = { profile: profiles[profile], kind };
    // The strongest meridian is the sphere, which is read as ordered.
    const nominal = lens(cylinder, -cylinder, 90);
    const read = (c: number) => lens(cylinder, -c, 90);
    const codes = (c: number) => one(nominal, read(c), setting).filter((code) => code === 'CYLINDER');
    for (const off of [1, -1]) {
      expect(codes(cylinder + off * limit)).toEqual([]);
      expect(codes(cylinder + off * (limit + HAIR))).toEqual(['CYLINDER']);
    }
  });

  it.each<[keyof typeof profiles, number, number | null]>([
    ['ansi', 119, null],
    ['ansi', 120, 14],
    ['ansi', 250, 14],
    ['ansi', 251, 7],
    ['ansi', 500, 7],
    ['ansi', 501, 5],
    ['ansi', 750, 5],
    ['ansi', 751, 3],
    ['ansi', 1500, 3],
    ['ansi', 1501, 2],
    ['old', 375, 7],
    ['old', 376, 5],
    ['old', 750, 5],
    ['old', 1500, 3],
    ['old', 1501, 2],
    ['nj', 119, null],
    ['nj', 375, 3],
    ['nj', 500, 2],
    ['nj', 1000, 2],
    ['nj', 1125, 1],
    ['iso', 100, 16],
    ['iso', 250, 16],
    ['iso', 251, 9],
    ['iso', 500, 9],
    ['iso', 750, 6],
    ['iso', 1500, 4],
    ['iso', 2500, 3],
    ['iso', 2501, 2],
  ])('axis, %s at a cylinder of %d', (profile, cylinder, degrees) => {
    const setting = { profile: profiles[profile] };
    const nominal = lens(0, -cylinder, 90);
    const turned = (by: number) => one(nominal, lens(0, -cylinder, 90 + by), setting);
    if (degrees === null) expect(turned(45)).toEqual([]);
    else
      for (const sign of [1, -1]) {
        expect(turned(sign * degrees)).toEqual([]);
        expect(turned(sign * (degrees + 1))).toEqual(['AXIS']);
      }
  });

  it('ADD, to 4.00 and above', () => {
    const add = (nominal: number, read: number, profile = ansiZ801) =>
      one(lens(0, 0, null, { add: nominal }), lens(0, 0, null, { add: read }), { profile });
    for (const off of [1, -1]) {
      expect(add(4000, 4000 + off * 120)).toEqual([]);
      expect(add(4000, 4000 + off * (120 + HAIR))).toEqual(['ADD']);
      expect(add(4001, 4001 + off * 180)).toEqual([]);
      expect(add(4001, 4001 + off * (180 + HAIR))).toEqual(['ADD']);
      expect(add(4250, 4250 + off * 120, newJersey)).toEqual([]);
      expect(add(4250, 4250 + off * (120 + HAIR), newJersey)).toEqual(['ADD']);
    }
    expect(one(lens(0), lens(0, 0, null, { add: 2000 }))).toEqual([]);
    expect(one(lens(0, 0, null, { add: 2000 }), lens(0, 0, null, { add: null }))).toEqual([]);
  });

  it.each<[CheckCode, keyof InspectedLens, number, number, Setting?]>([
    ['HEIGHT', 'heightMm', 20, 1],
    ['HEIGHT', 'heightMm', 20, 1, { kind: PAL }],
    ['HEIGHT', 'heightMm', 20, 0.5, { profile: newJersey }],
    ['CENTRE_THICKNESS', 'centreThicknessMm', 2, 0.3],
    ['CENTRE_THICKNESS', 'centreThicknessMm', 2, 0.3, { profile: iso21987Recalled }],
    ['BASE_CURVE', 'baseCurve', 6000, 750],
    ['SEGMENT_SIZE', 'segmentSizeMm', 28, 0.5],
    ['SEGMENT_TILT', 'segmentTiltDeg', 0, 2],
  ])('%s %#', (code, field, nominal, limit, setting = {}) => {
    const at = (value: number) =>
      one(lens(0, 0, null, { [field]: nominal }), lens(0, 0, null, { [field]: value }), setting);
    for (const off of [1, -1]) {
      expect(at(nominal + off * limit)).toEqual([]);
      expect(at(nominal + off * (limit + HAIR))).toEqual([code]);
    }
    expect(one(lens(0), lens(0, 0, null, { [field]: nominal }), setting)).toEqual([]);
    expect(one(lens(0, 0, null, { [field]: nominal }), lens(0), setting)).toEqual([]);
  });

  it('holds a segment straight where no tilt was ordered', () => {
    const tilted = (segmentTiltDeg: number) => one(lens(0), lens(0, 0, null, { segmentTiltDeg }));
    expect(tilted(2)).toEqual([]);
    expect(tilted(-2 - HAIR)).toEqual(['SEGMENT_TILT']);
  });

  it('takes a profile whose rows do not go on as a fault, and names what it does not hold', () => {
    const short: ToleranceProfile = { ...ansiZ801, add: ansiZ801.add.map((row) => ({ ...row, upTo: 2000 })) };
    const add = (value: number) =>
      one(lens(0, 0, null, { add: value }), lens(0, 0, null, { add: value }), { profile: short });
    expect(add(2000)).toEqual([]);
    expect(() => add(2250)).toThrow(new RangeError('No tolerance row holds 2250.'));
  });

  it('ISO, A in each principal meridian and B in the cylinder, by the strongest power', () => {
    const setting = { profile: iso21987Recalled };
    const bands = [
      [3000, 120, 3000, 120],
      [3001, 120, 700, 120],
      [6000, 120, 5000, 180],
      [6001, 120, 4000, 180],
      [9000, 120, 7000, 250],
      [9001, 180, 700, 120],
      [12000, 180, 5000, 250],
      [12001, 250, 700, 180],
      [20000, 250, 4000, 250],
      [20001, 370, 700, 250],
      [20001, 370, 5000, 370],
      [20001, 370, 7000, 370],
    ] as const;
    for (const [power, a, cylinder, b] of bands) {
      const nominal = lens(power, -cylinder, 90);
      const read = (sphere: number, cyl: number) => one(nominal, lens(power + sphere, -cylinder + cyl, 90), setting);
      expect(read(a, 0)).toEqual([]);
      expect(read(a + HAIR, 0)).toEqual(['POWER_ALONG_AXIS', 'POWER_ACROSS_AXIS']);
      expect(read(-b / 2, b)).not.toContain('CYLINDER');
      expect(read(-b / 2, b + HAIR)).toContain('CYLINDER');
      expect(read(a + HAIR, -a)).toEqual(expect.arrayContaining(['POWER_ALONG_AXIS']));
      expect(read(0, a + HAIR)).toContain('POWER_ACROSS_AXIS');
    }
    // 0.13 in the weaker meridian: ANSI looks at the stronger one only.
    expect(one(lens(-1000, -2000, 90), lens(-1130, -1870, 90))).toEqual([]);
    expect(one(lens(-1000, -2000, 90), lens(-1130, -1870, 90), setting)).toEqual(['POWER_ALONG_AXIS', 'CYLINDER']);
  });
});

describe('uncut lenses', () => {
  const uncut = (power: number, prisms: InspectedLens['prisms'], setting: Setting = {}) =>
    failing(
      { od: lens(power), os: lens(power) },
      { od: lens(power, 0, null, { ...(prisms ? { prisms } : {}) }), os: null },
      { isMounted: false, ...setting },
    );
  const up = (amount: number) => [{ amount, base: 'up' as const }];

  it('have 0.33Δ at 3.37 D and 1 mm of their reference point above', () => {
    for (const sign of [1, -1]) {
      expect(uncut(sign * 3370, up(330))).toEqual([]);
      expect(uncut(sign * 3370, up(330 + HAIR))).toEqual(['PRISM_UNMOUNTED']);
      expect(uncut(sign * 5000, up(500))).toEqual([]);
      expect(uncut(sign * 5000, up(500 + HAIR))).toEqual(['PRISM_UNMOUNTED']);
    }
    expect(uncut(0, undefined)).toEqual([]);
    expect(uncut(0, up(250), { profile: newJersey })).toEqual([]);
    expect(uncut(20000, up(251), { profile: newJersey })).toEqual(['PRISM_UNMOUNTED']);
  });

  it('are judged by both directions together, after what was prescribed', () => {
    const nominal = lens(0, 0, null, { prisms: [{ amount: 2000, base: 'in' }] });
    const read = (inward: number, upward: number) =>
      failing(
        { od: nominal, os: nominal },
        {
          od: lens(0, 0, null, {
            prisms: [
              { amount: inward, base: 'in' },
              { amount: upward, base: 'up' },
            ],
          }),
          os: null,
        },
        { isMounted: false },
      );
    expect(read(2198, 264)).toEqual([]);
    expect(read(2250, 264)).toEqual(['PRISM_UNMOUNTED']);
  });

  it('are not judged as a pair, and hold the axis of the uncut lens', () => {
    const pair = { od: lens(-1000, -500, 90), os: lens(-1000) };
    const read = { od: lens(-1000, -500, 98), os: lens(-1000), pdMm: 70 };
    const setting = { profile: iso21987Recalled };
    expect(failing({ ...pair, pdMm: 60 }, read, { isMounted: false })).toEqual(['AXIS']);
    expect(failing(pair, read, setting)).toEqual([]);
    expect(failing(pair, read, { ...setting, isMounted: false })).toEqual(['AXIS']);
  });
});

describe('the mounted pair', () => {
  type Prisms = NonNullable<InspectedLens['prisms']>;
  const both = (
    power: number,
    over: Partial<InspectedPair> = {},
    od: Partial<InspectedLens> = {},
    os: Partial<InspectedLens> = {},
  ): InspectedPair => ({ od: lens(power, 0, null, od), os: lens(power, 0, null, os), ...over });
  const prism = (amount: number, base: Prisms[number]['base']) => ({ prisms: [{ amount, base }] });
  const none = { prisms: [] };

  it('takes the prescribed prism off before judging, per eye', () => {
    const ordered = both(-2000, {}, prism(2000, 'in'), prism(1000, 'up'));
    expect(failing(ordered, both(-2000, {}, prism(2200, 'in'), prism(1100, 'up')))).toEqual([]);
    expect(failing(ordered, both(-2000, {}, prism(2671, 'in'), prism(1000, 'up')))).toEqual(['PRISM_HORIZONTAL']);
    expect(failing(ordered, both(-2000, {}, prism(2000, 'in'), prism(1331, 'up')))).toEqual(['PRISM_VERTICAL']);
  });

  it('adds base in of both eyes and lets in of one and out of the other cancel', () => {
    const read = (od: Prisms[number]['base'], os: Prisms[number]['base']) =>
      failing(both(0), both(0, {}, prism(400, od), prism(400, os)));
    expect(read('in', 'in')).toEqual(['PRISM_HORIZONTAL']);
    expect(read('out', 'out')).toEqual(['PRISM_HORIZONTAL']);
    expect(read('in', 'out')).toEqual([]);
    expect(read('up', 'down')).toEqual(['PRISM_VERTICAL']);
    expect(read('up', 'up')).toEqual([]);
  });

  it('judges vertically by prism to 3.375 D and by the level of the points above', () => {
    const levels = (odMm: number, osMm: number) => ({ prpHeightsMm: { odMm, osMm } });
    for (const sign of [1, -1]) {
      const weak = sign * 3375;
      const strong = sign * 3376;
      expect(failing(both(weak), both(weak, {}, prism(330, 'up'), none))).toEqual([]);
      expect(failing(both(weak), both(weak, {}, prism(330 + HAIR, 'up'), none))).toEqual(['PRISM_VERTICAL']);
      expect(failing(both(strong, levels(20, 20)), both(strong, levels(20, 21)))).toEqual([]);
      expect(failing(both(strong, levels(20, 20)), both(strong, levels(20, 21 + HAIR)))).toEqual(['PRP_LEVEL']);
      expect(failing(both(strong, levels(20, 22)), both(strong, levels(20, 22.9)))).toEqual([]);
      expect(failing(both(strong), both(strong, levels(20, 21.1)))).toEqual(['PRP_LEVEL']);
      // Levels not read: the same millimetre as prism.
      expect(failing(both(strong), both(strong, {}, prism(337.6, 'up'), none))).toEqual([]);
      expect(failing(both(strong), both(strong, {}, prism(337.7, 'up'), none))).toEqual(['PRISM_VERTICAL']);
    }
    expect(failing(both(-5000), both(-5000))).toEqual([]);
  });

  it('holds the two levels to each other, not to the frame', () => {
    const levels = (odMm: number, osMm: number) =>
      failing(both(-5000, { prpHeightsMm: { odMm: 20, osMm: 20 } }), both(-5000, { prpHeightsMm: { odMm, osMm } }));
    expect(levels(23, 23)).toEqual([]);
    expect(levels(20.5, 19.5)).toEqual([]);
    expect(levels(20.5 + HAIR, 19.5)).toEqual(['PRP_LEVEL']);
  });

  it('adds what both eyes make of half a PD error each, in and out cancelling', () => {
    const induced = (od: number, os: number) =>
      checksOf({ od: lens(od), os: lens(os), pdMm: 63 }, { od: lens(od), os: lens(os), pdMm: 68 }).checks.find(
        (c) => c.code === 'PRISM_HORIZONTAL',
      )?.measured;
    // 2.5 mm before each: 0.50Δ and 0.25Δ.
    expect(induced(-2000, -1000)).toBe(750);
    expect(induced(2000, -1000)).toBe(250);
    expect(induced(2000, -2000)).toBe(0);
  });

  it('says of what concerns both lenses that it is of the pair', () => {
    const more = {
      pdMm: 63,
      nearPdMm: 60,
      prpHeightsMm: { odMm: 20, osMm: 20 },
    };
    const own = { heightMm: 20, segmentSizeMm: 28, ...none };
    const eyesOf = (power: number, over: object) => {
      const pair = both(power, over, own, own);
      const { checks } = checksOf(pair, pair, { profile: ansiZ801HousePd });
      return Object.fromEntries(checks.filter((c) => c.eye !== 'od' && c.eye !== 'os').map((c) => [c.code, c.eye]));
    };
    expect(eyesOf(-1000, more)).toEqual({
      PRISM_VERTICAL: 'pair',
      PRISM_HORIZONTAL: 'pair',
      PD: 'pair',
      HEIGHT_PAIR: 'pair',
      SEGMENT_HORIZONTAL: 'pair',
      SEGMENT_SIZE_PAIR: 'pair',
    });
    expect(eyesOf(-5000, more)).toEqual({
      PRP_LEVEL: 'pair',
      PD: 'pair',
      HEIGHT_PAIR: 'pair',
      SEGMENT_HORIZONTAL: 'pair',
      SEGMENT_SIZE_PAIR: 'pair',
    });
    expect(eyesOf(-5000, {})).toMatchObject({ PRISM_HORIZONTAL: 'pair', PRISM_VERTICAL: 'pair' });
  });

  it('judges nothing horizontally of a strong pair whose PD and prism nobody read', () => {
    const codes = checksOf(both(-5000), both(-5000)).checks.map((c) => c.code);
    expect(codes).not.toContain('PRISM_HORIZONTAL');
    expect(codes).not.toContain('PRISM_VERTICAL');
  });

  it('falls back to the PD of the pair where one side of a strong progressive is known in total only', () => {
    const own = { monocularPdMm: { odMm: 31, osMm: 32 }, pdMm: 63 };
    const pd = (wanted: Partial<InspectedPair>, found: Partial<InspectedPair>, kind: InspectionKind) =>
      checksOf(both(-5000, wanted), both(-5000, found), { kind })
        .checks.filter((c) => c.code === 'PD')
        .map((c) => [c.eye, c.tolerance]);
    expect(pd(own, own, PAL)).toEqual([
      ['od', 1],
      ['os', 1],
    ]);
    expect(pd(own, { pdMm: 63 }, PAL)).toEqual([['pair', 2]]);
    expect(pd({ pdMm: 63 }, own, PAL)).toEqual([['pair', 2]]);
    expect(pd(own, own, SV)).toEqual([['pair', 2.5]]);
  });

  it('gives a pair twice what a house allows each eye', () => {
    const perEye: ToleranceProfile = {
      ...ansiZ801HousePd,
      pdAlways: { value: 1, isPerEye: true, source: 'z80.1-summaries' },
    };
    // At the very power to which the standard judges by prism, the house's millimetres hold beside it.
    const pd = (off: number) =>
      failing(both(-2750, { pdMm: 63 }), both(-2750, { pdMm: 63 + off }, none, none), { profile: perEye });
    expect(pd(2)).toEqual([]);
    expect(pd(2 + HAIR)).toEqual(['PD']);
  });

  it('selects the row by the stronger eye in that meridian, not by the sphere', () => {
    // −6.00 ×180: nothing in the horizontal, all of it in the vertical meridian.
    const oblique = { od: lens(0, -6000, 180), os: lens(0) };
    const codes = (nominal: InspectedPair) =>
      checksOf(
        { ...nominal, pdMm: 60 },
        {
          od: { ...nominal.od, prisms: [] },
          os: { ...nominal.os, prisms: [] },
          pdMm: 60,
          prpHeightsMm: { odMm: 20, osMm: 20 },
        },
      ).checks.map((c) => c.code);
    expect(codes(oblique)).toEqual(expect.arrayContaining(['PRP_LEVEL', 'PRISM_HORIZONTAL']));
    expect(codes({ od: oblique.os, os: oblique.od })).toEqual(
      expect.arrayContaining(['PRP_LEVEL', 'PRISM_HORIZONTAL']),
    );
    const turned = codes({ od: lens(0, -6000, 90), os: lens(0) });
    expect(turned).toEqual(expect.arrayContaining(['PRISM_VERTICAL', 'PD']));
  });

  it('judges horizontally by prism to 2.75 D (progressives 3.375) and in millimetres above', () => {
    const pd = (power: number, off: number, setting: Setting = {}) =>
      failing(both(power, { pdMm: 63 }), both(power, { pdMm: 63 + off }), setting);
    for (const off of [1, -1]) {
      expect(pd(-2750, (off * 670 * 20) / 2750 / 2)).toEqual([]);
      expect(pd(-2750, (off * 671 * 20) / 2750 / 2)).toEqual(['PRISM_HORIZONTAL']);
      expect(pd(2751, off * 2.5)).toEqual([]);
      expect(pd(2751, off * (2.5 + HAIR))).toEqual(['PD']);
      expect(pd(3375, off * 1.98, { kind: PAL })).toEqual([]);
      expect(pd(3375, off * 1.99, { kind: PAL })).toEqual(['PRISM_HORIZONTAL']);
      expect(pd(3376, off * 2, { kind: PAL })).toEqual([]);
      expect(pd(3376, off * (2 + HAIR), { kind: PAL })).toEqual(['PD']);
      expect(pd(3750, off * 1.78, { kind: PAL, profile: ansiZ801Of1999 })).toEqual([]);
      expect(pd(3750, off * 1.79, { kind: PAL, profile: ansiZ801Of1999 })).toEqual(['PRISM_HORIZONTAL']);
    }
  });

  it('prefers the prism that was read to the one reckoned from the PD, and needs one of them', () => {
    const nominal = both(-2000, { pdMm: 63 });
    expect(failing(nominal, both(-2000, { pdMm: 80 }, none, none))).toEqual([]);
    const codes = (measured: MeasuredPair, of = nominal) => checksOf(of, measured).checks.map((c) => c.code);
    expect(codes(both(-2000))).not.toContain('PRISM_HORIZONTAL');
    expect(codes(both(-2000, { pdMm: 63 }), both(-2000))).not.toContain('PRISM_HORIZONTAL');
    expect(codes(both(-5000), both(-5000))).not.toContain('PD');
    // Above the limit, without a PD: 2.5 mm at −5.00 are 1.25Δ.
    expect(failing(both(-5000), both(-5000, {}, prism(1250, 'in'), none))).toEqual([]);
    expect(failing(both(-5000), both(-5000, {}, prism(1251, 'in'), none))).toEqual(['PRISM_HORIZONTAL']);
    expect(failing(both(-5000), both(-5000, {}, prism(1000, 'in'), none), { kind: PAL })).toEqual([]);
    expect(failing(both(-5000), both(-5000, {}, prism(1001, 'in'), none), { kind: PAL })).toEqual(['PRISM_HORIZONTAL']);
  });

  it('holds each eye of a strong progressive to 1 mm, one eye making up for nothing of the other', () => {
    const monocular = (odMm: number, osMm: number) => ({ monocularPdMm: { odMm, osMm }, pdMm: odMm + osMm });
    const read = (odMm: number, osMm: number, kind: InspectionKind) =>
      checksOf(both(-5000, monocular(31, 32)), both(-5000, monocular(odMm, osMm)), { kind })
        .checks.filter((c) => c.code === 'PD' && !c.pass)
        .map((c) => c.eye);
    expect(read(32, 31, PAL)).toEqual([]);
    expect(read(32 + HAIR, 32, PAL)).toEqual(['od']);
    expect(read(31, 31 - HAIR, PAL)).toEqual(['os']);
    expect(read(33, 30, SV)).toEqual([]);
  });

  it('holds every PD to 2.5 mm only where the house says so, and in New Jersey to 0.5', () => {
    const pd = (off: number, profile: ToleranceProfile) =>
      failing(both(-1000, { pdMm: 63 }), both(-1000, { pdMm: 63 + off }), { profile });
    expect(pd(5, ansiZ801)).toEqual([]);
    expect(pd(2.5, ansiZ801HousePd)).toEqual([]);
    expect(pd(2.5 + HAIR, ansiZ801HousePd)).toEqual(['PD']);
    expect(pd(0.5, newJersey)).toEqual([]);
    expect(pd(0.5 + HAIR, newJersey)).toEqual(['PD']);
    // Above the prism rule the standard's own millimetres hold, once.
    const strong = checksOf(both(-5000, { pdMm: 63 }), both(-5000, { pdMm: 66 }), { profile: ansiZ801HousePd });
    expect(strong.checks.filter((c) => c.code === 'PD')).toHaveLength(1);
  });

  it('holds each lens and the pair in New Jersey: 0.25Δ and 0.50Δ', () => {
    const setting = { profile: newJersey };
    expect(failing(both(0), both(0, {}, prism(250, 'in'), prism(250, 'in')), setting)).toEqual([]);
    expect(failing(both(0), both(0, {}, prism(250 + HAIR, 'in'), none), setting)).toEqual(['PRISM_EYE']);
    expect(failing(both(0), both(0, {}, none, prism(251, 'down')), setting)).toEqual(['PRISM_EYE']);
    expect(failing(both(0), both(0, {}, prism(250, 'up'), prism(250 + HAIR, 'down')), setting)).toEqual([
      'PRISM_EYE',
      'PRISM_VERTICAL',
    ]);
    const onlyOne = checksOf(both(0), both(0, {}, prism(300, 'in')), setting).checks;
    expect(onlyOne.filter((c) => c.code === 'PRISM_EYE').map((c) => c.eye)).toEqual(['od']);
    expect(onlyOne.some((c) => c.code === 'PRISM_HORIZONTAL')).toBe(false);
  });

  it('compares the heights and segments of the pair, heights of progressives each by itself', () => {
    const heights = (od: number, os: number) => both(0, {}, { heightMm: od }, { heightMm: os });
    expect(failing(heights(20, 21), heights(20.5, 20.5))).toEqual([]);
    expect(failing(heights(20, 20), heights(20.8, 19.8 - HAIR))).toEqual(['HEIGHT_PAIR']);
    expect(failing(heights(20, 20), heights(20.8, 19.4), { kind: PAL })).toEqual([]);
    const segments = (od: number, os: number) => both(0, {}, { segmentSizeMm: od }, { segmentSizeMm: os });
    expect(failing(segments(28, 28), segments(28.4, 27.7))).toEqual([]);
    expect(failing(segments(28, 28), segments(28.4, 27.7 - HAIR))).toEqual(['SEGMENT_SIZE_PAIR']);
    expect(failing(both(0, {}, { heightMm: 20 }), heights(22, 20))).toEqual(['HEIGHT']);
    expect(failing(heights(20, 20), { od: lens(0, 0, null, { heightMm: 20 }), os: null })).toEqual([]);
    expect(failing(heights(20, 20), { od: null, os: lens(0, 0, null, { heightMm: 20 }) })).toEqual([]);
    // One lens that was not measured, or not ordered, leaves nothing to compare.
    const some = (od: object, os: object) => both(0, {}, od, os);
    for (const one of [some({ heightMm: 20 }, {}), some({}, { heightMm: 20 })]) {
      expect(failing(heights(20, 20), one)).toEqual([]);
      expect(failing(one, heights(20, 20))).toEqual([]);
    }
  });

  it('holds segments to 2.5 mm in total', () => {
    const near = (nearPdMm: number) => both(0, { nearPdMm });
    for (const off of [1, -1]) {
      expect(failing(near(60), near(60 + off * 2.5))).toEqual([]);
      expect(failing(near(60), near(60 + off * (2.5 + HAIR)))).toEqual(['SEGMENT_HORIZONTAL']);
      expect(failing(near(60), near(60 + off * (0.5 + HAIR)), { profile: newJersey })).toEqual(['SEGMENT_HORIZONTAL']);
    }
  });

  it('judges what belongs to the pair only when both lenses were read', () => {
    const { checks } = checksOf(both(-1000, { pdMm: 63 }), { od: lens(-1000, 0, null, none), os: null });
    expect(checks.map((c) => [c.code, c.eye])).toEqual([
      ['POWER', 'od'],
      ['CYLINDER', 'od'],
    ]);
  });
});

describe('limits nobody has verified', () => {
  const warped = { od: lens(0), os: lens(0) };
  const read = { od: lens(0, 0, null, { warpage: 1001 }), os: null };

  it('are shown and do not decide, until an owner says so', () => {
    const shown = checksOf(warped, read);
    expect(shown.verdict).toBe('pass');
    expect(shown.checks.find((c) => c.code === 'WARPAGE')).toMatchObject({ pass: false, isBinding: false });

    const judged = checksOf(warped, read, { judgesUnverified: true });
    expect(judged.verdict).toBe('fail');
    expect(
      checksOf(warped, { od: lens(0, 0, null, { warpage: 1000 }), os: null }, { judgesUnverified: true }).verdict,
    ).toBe('pass');
  });

  it('decide in a profile that was switched on as a whole', () => {
    const off = { od: lens(-3200), os: null };
    expect(checksOf({ od: lens(-3000), os: lens(0) }, off, { profile: iso21987Recalled }).verdict).toBe('fail');
  });

  it('hold the fitting cross to 1 mm each', () => {
    const cross = (odMm: number) => ({ od: lens(0), os: lens(0), monocularPdMm: { odMm, osMm: 31 } });
    const codes = (odMm: number, profile = ansiZ801) => failing(cross(31), cross(odMm), { kind: PAL, profile });
    expect(codes(32)).toEqual([]);
    expect(codes(32 + HAIR)).toEqual(['FITTING_CROSS']);
    expect(codes(31.5 + HAIR, newJersey)).toEqual(['FITTING_CROSS']);
    expect(failing(cross(31), cross(35))).toEqual([]);
  });

  it('leave what has no limit out of the list', () => {
    const everything = {
      od: lens(0, 0, null, { baseCurve: 9000, warpage: 9000, heightMm: 99, segmentTiltDeg: 9, prisms: [] }),
      os: lens(0, 0, null, { prisms: [] }),
      pdMm: 99,
    };
    const { checks } = checksOf(
      { od: lens(0, 0, null, { baseCurve: 4000, heightMm: 20 }), os: lens(0), pdMm: 60 },
      everything,
      { profile: iso21987Recalled },
    );
    expect([...new Set(checks.map((c) => c.code))]).toEqual(['POWER_ALONG_AXIS', 'POWER_ACROSS_AXIS', 'CYLINDER']);
  });
});

describe('whatever the notation', () => {
  /** Small and repeatable. */
  function* random(seed: number): Generator<number> {
    let state = seed;
    for (;;) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      yield state / 2_147_483_648;
    }
  }
  const numbers = random(7);
  const next = (from: number, to: number, step: number) =>
    from + Math.floor((numbers.next().value as number) * ((to - from) / step + 1)) * step;
  const aLens = () => {
    const cylinder = -next(0, 5000, 125);
    return lens(next(-12000, 8000, 125), cylinder, cylinder === 0 ? null : next(1, 180, 1));
  };
  const near = (of: InspectedLens) => {
    const cylinder = Math.min(0, of.cylinder + next(-250, 250, 10));
    const axis = cylinder === 0 ? null : ((of.axis ?? 90) + next(0, 8, 1)) % 180 || 180;
    return lens(of.sphere + next(-200, 200, 10), cylinder, axis, {
      prisms: [{ amount: next(0, 500, 10), base: 'up' }],
    });
  };
  const outcome = (nominal: InspectedPair, measured: MeasuredPair, setting: Setting) =>
    checksOf(nominal, measured, setting).checks.map((c) => ({
      code: c.code,
      eye: c.eye,
      pass: c.pass,
      deviation: Math.round(c.deviation * 1e6),
    }));
  const same = (a: readonly object[], b: readonly object[]) => {
    const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
    return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
  };

  /** Fewer do where one test run is one of hundreds. */
  const PAIRS = Number(process.env.INSPECTION_PAIRS ?? 20_000);

  it(`the verdict is the same in plus and minus cylinder, and from left to right, over ${PAIRS} pairs`, () => {
    let failed = 0;
    let different = 0;
    const other = { od: 'os', os: 'od', pair: 'pair' } as const;
    for (let i = 0; i < PAIRS; i += 1) {
      const nominal = { od: aLens(), os: aLens(), pdMm: 62 };
      const measured = { od: near(nominal.od), os: near(nominal.os), pdMm: 62 + next(-3, 3, 0.5) };
      const setting: Setting = {
        profile: [ansiZ801, newJersey, ansiZ801HousePd, iso21987Recalled][i % 4]!,
        kind: i % 3 === 0 ? PAL : SV,
        isMounted: i % 5 !== 0,
      };
      const expected = outcome(nominal, measured, setting);
      const plus = (pair: { od: InspectedLens; os: InspectedLens }) => ({
        ...pair,
        od: transpose(pair.od),
        os: transpose(pair.os),
      });
      const swapped = (pair: { od: InspectedLens; os: InspectedLens }) => ({ ...pair, od: pair.os, os: pair.od });
      const mirrored = outcome(swapped(nominal), swapped(measured), setting).map((row) => ({
        ...row,
        eye: other[row.eye],
      }));
      failed += expected.some((row) => !row.pass) ? 1 : 0;
      different +=
        same(outcome(plus(nominal), measured, setting), expected) &&
        same(outcome(nominal, plus(measured), setting), expected) &&
        same(mirrored, expected)
          ? 0
          : 1;
    }
    expect(different).toBe(0);
    expect(failed).toBeGreaterThan(PAIRS / 10);
    expect(failed).toBeLessThan(PAIRS);
  });

  it('of a sphere is held on the meridian that was missed by more, whatever its sign', () => {
    expect(one(lens(-3000), lens(-3130, -130, 40))).toEqual(['POWER']);
    expect(one(lens(3000), lens(3260, -130, 40))).toEqual(['POWER']);
    expect(one(lens(-3000), lens(-2870, -130, 40))).toEqual([]);
    expect(one(lens(3000), lens(3130, -130, 40))).toEqual([]);
  });

  it('does not look at an axis where there is no cylinder to hold', () => {
    expect(one(lens(-3000), lens(-3000, -120, 40))).toEqual([]);
    expect(one(lens(-3000), lens(-3000, -140, 40))).toEqual(['POWER', 'CYLINDER']);
    expect(one(lens(-3000, -120, 40), lens(-3000))).toEqual([]);
    expect(one(lens(-3000, 2000, 180), lens(-1000, -2000, 90))).toEqual([]);
    // Nor where a profile holds the axis of every cylinder, however small.
    const strict = { profile: { ...ansiZ801, axisUndefinedBelow: 0 } };
    expect(one(lens(-3000), lens(-3000, -120, 40), strict)).toEqual([]);
    expect(one(lens(-3000, -60, 40), lens(-3000, -60, 90), strict)).toEqual(['AXIS']);
  });
});
