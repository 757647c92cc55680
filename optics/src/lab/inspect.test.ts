import { describe, expect, it } from 'vitest';
import { type InspectedLens, type InspectedPair, inspect } from './inspect.ts';
import { ansiZ801, ansiZ801HousePd, type InspectionKind, newJersey, toleranceProfiles } from './tolerance-profile.ts';

const lens = (
  sphere: number,
  cylinder = 0,
  axis: number | null = null,
  over: Partial<InspectedLens> = {},
): InspectedLens => ({ sphere, cylinder, axis, ...over });
const pairOf = (od: InspectedLens, over: Partial<InspectedPair> = {}): InspectedPair => ({ od, os: lens(0), ...over });
const SV: InspectionKind = 'single-vision-or-multifocal';

const failing = (nominal: InspectedPair, measured: InspectedPair, profile = ansiZ801, kind: InspectionKind = SV) =>
  inspect(nominal, measured, profile, { kind })
    .checks.filter((c) => !c.pass)
    .map((c) => c.code);

describe('ANSI Z80.1, one lens', () => {
  it.each<[string, InspectedLens, InspectedLens, string[], InspectionKind?]>([
    ['−3.00 read −3.12', lens(-3000), lens(-3120), []],
    ['−3.00 read −3.13, on the limit', lens(-3000), lens(-3130), []],
    ['−3.00 read −3.25', lens(-3000), lens(-3250), ['POWER']],
    ['−5.00 −2.50 read −5.00 −2.62 ×091', lens(-5000, -2500, 90), lens(-5000, -2620, 91), []],
    ['−5.00 −2.50 read −5.12 −2.50', lens(-5000, -2500, 90), lens(-5120, -2500, 90), []],
    ['−5.00 −2.50 read −4.88 −2.75', lens(-5000, -2500, 90), lens(-4880, -2750, 90), ['CYLINDER']],
    ['+1.00 −3.00 ×010 read ×013', lens(1000, -3000, 10), lens(1000, -3000, 13), ['AXIS']],
    ['−1.00 −0.25 ×090 read ×103', lens(-1000, -250, 90), lens(-1000, -250, 103), []],
    ['−1.00 −0.50 ×090 read ×098', lens(-1000, -500, 90), lens(-1000, -500, 98), ['AXIS']],
    ['−1.00 −1.00 ×178 read ×003', lens(-1000, -1000, 178), lens(-1000, -1000, 3), ['AXIS']],
    ['−1.00 −1.00 ×180 read ×002', lens(-1000, -1000, 180), lens(-1000, -1000, 2), []],
    ['+2.00 read +2.15 as a progressive', lens(2000), lens(2150), [], 'progressive'],
    ['+2.00 read +2.15 as single vision', lens(2000), lens(2150), ['POWER']],
    ['ADD 2.00 read 2.12', lens(0, 0, null, { add: 2000 }), lens(0, 0, null, { add: 2120 }), []],
    ['ADD 2.00 read 2.13', lens(0, 0, null, { add: 2000 }), lens(0, 0, null, { add: 2130 }), ['ADD']],
    ['the same lens in plus cylinder', lens(-3000, 2000, 180), lens(-1000, -2000, 90), []],
    ['no cylinder ordered, 0.12 found', lens(-3000), lens(-3000, -120, 40), []],
    ['height 1.0 off', lens(0, 0, null, { heightMm: 20 }), lens(0, 0, null, { heightMm: 21 }), []],
    ['height 1.5 off', lens(0, 0, null, { heightMm: 20 }), lens(0, 0, null, { heightMm: 21.5 }), ['HEIGHT']],
    [
      'thickness 0.4 off',
      lens(0, 0, null, { centreThicknessMm: 2 }),
      lens(0, 0, null, { centreThicknessMm: 2.4 }),
      ['CENTRE_THICKNESS'],
    ],
    ['base 1 D off', lens(0, 0, null, { baseCurve: 6000 }), lens(0, 0, null, { baseCurve: 7000 }), ['BASE_CURVE']],
    ['warped by 1.25', lens(0), lens(0, 0, null, { warpage: 1250 }), ['WARPAGE']],
  ])('%s', (_, nominal, measured, expected, kind) => {
    expect(failing(pairOf(nominal), pairOf(measured), ansiZ801, kind)).toEqual(expected);
  });

  it('holds the meridian of highest power, not the sphere', () => {
    const { checks } = inspect(pairOf(lens(1000, -3000, 10)), pairOf(lens(1000, -3000, 10)), ansiZ801, { kind: SV });
    expect(checks[0]).toMatchObject({ code: 'POWER', eye: 'od', nominal: -2000, tolerance: 130 });
  });
});

describe('ANSI Z80.1, the mounted pair', () => {
  const both = (
    power: number,
    over: Partial<InspectedPair> = {},
    od: Partial<InspectedLens> = {},
    os: Partial<InspectedLens> = {},
  ): InspectedPair => ({
    od: lens(power, 0, null, od),
    os: lens(power, 0, null, os),
    ...over,
  });
  const prism = (amount: number, base: 'up' | 'down' | 'in' | 'out') => ({ prisms: [{ amount, base }] });

  it('subtracts vertical prisms of the eyes', () => {
    expect(failing(both(-2000), both(-2000, {}, prism(200, 'up'), prism(150, 'up')))).toEqual([]);
    expect(failing(both(-2000), both(-2000, {}, prism(200, 'up'), prism(150, 'down')))).toEqual(['PRISM_VERTICAL']);
  });

  it('takes the prescribed prism off before judging', () => {
    const ordered = both(-2000, {}, prism(2000, 'in'), prism(1000, 'up'));
    expect(failing(ordered, both(-2000, {}, prism(2200, 'in'), prism(1100, 'up')))).toEqual([]);
    expect(failing(ordered, both(-2000, {}, prism(2700, 'in'), prism(1000, 'up')))).toEqual(['PRISM_HORIZONTAL']);
  });

  it('judges a PD error as prism in weak lenses and in millimetres in strong ones', () => {
    expect(failing(both(-1000, { pdMm: 63 }), both(-1000, { pdMm: 68 }))).toEqual([]);
    expect(failing(both(-2000, { pdMm: 63 }), both(-2000, { pdMm: 68 }))).toEqual(['PRISM_HORIZONTAL']);
    expect(failing(both(-5000, { pdMm: 63 }), both(-5000, { pdMm: 65 }))).toEqual([]);
    expect(failing(both(-5000, { pdMm: 63 }), both(-5000, { pdMm: 66 }))).toEqual(['PD']);
  });

  it('holds every PD to 2.5 mm only where the house says so', () => {
    expect(failing(both(-1000, { pdMm: 63 }), both(-1000, { pdMm: 68 }), ansiZ801HousePd)).toEqual(['PD']);
  });

  it('holds progressives per eye', () => {
    const monocular = (odMm: number, osMm: number) => ({ monocularPdMm: { odMm, osMm }, pdMm: odMm + osMm });
    expect(failing(both(-5000, monocular(31, 32)), both(-5000, monocular(32.5, 32)), ansiZ801, 'progressive')).toEqual([
      'PD',
    ]);
    expect(failing(both(-5000, monocular(31, 32)), both(-5000, monocular(32, 31)), ansiZ801, 'progressive')).toEqual(
      [],
    );
  });

  it('judges strong lenses vertically by level', () => {
    const level = (odMm: number, osMm: number) => ({ prpHeightsMm: { odMm, osMm } });
    expect(failing(both(-5000, level(20, 20)), both(-5000, level(20, 21)))).toEqual([]);
    expect(failing(both(-5000, level(20, 20)), both(-5000, level(20, 21.5)))).toEqual(['PRP_LEVEL']);
  });

  it('compares the heights of the pair', () => {
    expect(
      failing(both(0, {}, { heightMm: 20 }, { heightMm: 20 }), both(0, {}, { heightMm: 20.8 }, { heightMm: 19.4 })),
    ).toEqual(['HEIGHT_PAIR']);
  });

  it('judges uncut lenses each for its own prism', () => {
    const result = inspect(both(-2000), both(-2000, {}, prism(400, 'up'), prism(400, 'up')), ansiZ801, {
      kind: SV,
      isMounted: false,
    });
    expect(result.checks.filter((c) => !c.pass).map((c) => [c.code, c.eye])).toEqual([
      ['PRISM_UNMOUNTED', 'od'],
      ['PRISM_UNMOUNTED', 'os'],
    ]);
  });
});

it('is stricter in New Jersey', () => {
  expect(failing(pairOf(lens(-1000, -1500, 90)), pairOf(lens(-1000, -1500, 92)), newJersey)).toEqual(['AXIS']);
  expect(failing(pairOf(lens(-3000)), pairOf(lens(-3130)), newJersey)).toEqual(['POWER']);
});

it('offers no ISO profile', () => {
  expect(Object.keys(toleranceProfiles)).toEqual(['ansi-z80.1', 'ansi-z80.1-house-pd', 'us-nj']);
});
