import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { Finding } from '../prescription/finding.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import type { BlankSeries } from './blanks.ts';
import type { DesignId } from './designs.ts';
import { checkMaking, type MakingCheck, type MakingRequest, type MakingRuleId, passesMaking } from './making-checks.ts';
import { defaultMakingRules, type MakingRules } from './making-rules.ts';
import { benchFor, explainMaking, reasonsAgainst } from './what-can-be-made.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const pair = (sphere: number, over: Partial<EyeRx> = {}) => ({ od: eye(sphere, over), os: eye(sphere, over) });
const frame = (over: Partial<FrameGeometry> = {}): FrameGeometry => ({
  eyeSizeMm: 50,
  lensHeightMm: 40,
  dblMm: 18,
  rim: 'full-rim',
  outline: syntheticOutline('panto', 50, over.lensHeightMm ?? 40),
  ...over,
});
const request = (over: Partial<MakingRequest> = {}): MakingRequest => ({
  rx: pair(-2000),
  pd: { kind: 'binocular', distanceMm: 64 },
  frame: frame(),
  design: 'sv-distance',
  material: 'index-160',
  treatments: [],
  ...over,
});
const checksOf = (over: Partial<MakingRequest>, ...rules: MakingRuleId[]): MakingCheck[] =>
  explainMaking(request(over)).checks.filter(({ rule }) => rules.length === 0 || rules.includes(rule));
const reasons = (over: Partial<MakingRequest>) => reasonsAgainst(request(over));
const codes = (over: Partial<MakingRequest>) => reasons(over).map(({ code }) => code);

/** A rule that passed, and one that did not, as the explanation shows them. */
const passed = (rule: MakingRuleId, field: string, params: Finding['params']): MakingCheck => ({
  rule,
  field,
  passed: true,
  params,
  reason: null,
});
const failed = (rule: MakingRuleId, field: string, code: string, params: Finding['params']): MakingCheck => ({
  rule,
  field,
  passed: false,
  params,
  reason: { code, field, params },
});

describe('the explanation', () => {
  it('shows every rule that was asked, in order, with the numbers it was decided by', () => {
    const asked = {
      rx: { od: eye(-2000, { cylinder: -500, axis: 90 }), os: eye(-1750) },
      frame: frame({ isRxAble: true, minPower: -6000, maxPower: 4000, baseCurve: 8 }),
      material: 'polycarbonate' as const,
      wearer: { ageYears: 12 },
      treatments: ['ar-standard'] as const,
    };
    const name = 'Polycarbonate 1.59';
    const blank = (needed: number) => ({ needed, material: name, largest: 80, taken: 70, form: 'semi-finished' });
    const { checks, suggestions, version } = explainMaking(request(asked));
    const needed = checks.filter(({ rule }) => rule === 'blank').map(({ params }) => Number(params.needed));

    expect([suggestions, version]).toEqual([[], 'default']);
    expect(needed[0]).toBeCloseTo(needed[1] ?? 0, 9);
    expect(needed[0]).toBeGreaterThan(50);
    expect(needed[0]).toBeLessThan(65);
    expect(checks).toEqual([
      passed('frame-takes-lenses', 'frame', {}),
      passed('frame-power', 'frame', { min: -6000, max: 4000, value: -2500 }),
      passed('wrap-power', 'frame', { max: -4000, value: -2500 }),
      passed('impact', 'material', { material: name, age: 18 }),
      passed('material-rim', 'material', { material: name, rim: 'full-rim' }),
      passed('material-power', 'od.sphere', { material: name, min: -12_000, max: 8_000, value: -2000 }),
      passed('material-cylinder', 'od.cylinder', { material: name, max: -6000, value: -500 }),
      passed('material-power', 'os.sphere', { material: name, min: -12_000, max: 8_000, value: -1750 }),
      passed('material-cylinder', 'os.cylinder', { material: name, max: -6000, value: 0 }),
      passed('pairing', 'material', { material: name, design: 'Single vision, distance' }),
      passed('design-prism', 'od.prism', { max: 5000, value: 0 }),
      passed('design-prism', 'os.prism', { max: 5000, value: 0 }),
      passed('blank', 'od.blank', blank(needed[0] as number)),
      passed('blank', 'os.blank', blank(needed[1] as number)),
      passed('pair-bases', 'pair.base', { od: 4, os: 4, value: 0, max: 1 }),
      passed('curves', 'od.curves', { base: 4, material: name, needed: needed[0] as number }),
      passed('curves', 'os.curves', { base: 4, material: name, needed: needed[1] as number }),
      passed('treatment', 'treatments.ar-standard', { treatment: 'Anti-reflection' }),
    ]);
    // What only refuses says nothing of all this.
    expect(checkMaking(request(asked), benchFor(request(asked)), true)).toEqual([]);
  });

  it('of a progressive shows its ADD, its heights and the thickness of its edge', () => {
    const asked = {
      rx: pair(-1000, { add: 2000 }),
      design: 'progressive-premium' as const,
      material: 'trivex' as const,
      frame: frame({ rim: 'rimless' }),
      heights: { odMm: 20, osMm: 19 },
    };
    const edges = checksOf(asked, 'edge');
    expect(
      checksOf(asked, 'design-add', 'design-add-range', 'lens-height', 'fitting-height', 'rim-power', 'frame-power'),
    ).toEqual([
      passed('design-add', 'od.add', { value: 2000 }),
      passed('design-add-range', 'od.add', { min: 750, max: 3500, value: 2000 }),
      passed('design-add', 'os.add', { value: 2000 }),
      passed('design-add-range', 'os.add', { min: 750, max: 3500, value: 2000 }),
      passed('lens-height', 'frame.lensHeight', { min: 22, value: 40 }),
      passed('fitting-height', 'heights.odMm', { value: 20, min: 14 }),
      passed('fitting-height', 'heights.osMm', { value: 19, min: 14 }),
    ]);
    expect(edges.map(({ rule, field, passed: isFine, params }) => [rule, field, isFine, params.max])).toEqual([
      ['edge', 'od.edge', true, 5],
      ['edge', 'os.edge', true, 5],
    ]);
    for (const { params } of edges) expect(Number(params.value)).toBeGreaterThan(2.4);
  });

  it('asks nothing of what is not known yet', () => {
    const bare = { frame: frame({ minPower: -6000, baseCurve: 8 }) };
    expect(explainMaking(bare).checks).toEqual([]);
    expect(explainMaking({ frame: frame(), rx: pair(-2000) }).checks).toEqual([]);
    expect(explainMaking({ frame: frame(), material: 'cr39' }).checks.map(({ rule }) => rule)).toEqual([
      'material-rim',
    ]);
    expect(explainMaking({ frame: frame(), design: 'sv-near' }).checks).toEqual([]);
    expect(explainMaking({ frame: frame(), design: 'sv-near', heights: { odMm: 1, osMm: 1 } }).checks).toEqual([]);
  });
});

describe('power that a frame takes', () => {
  const limited = (over: Partial<FrameGeometry>, rx = pair(-2000)) =>
    checksOf({ frame: frame(over), rx }, 'frame-power', 'rim-power', 'wrap-power');
  const toric = (sphere: number, cylinder: number) => pair(sphere, { cylinder, axis: 90 });

  it.each<[string, Partial<FrameGeometry>, { od: EyeRx; os: EyeRx }, boolean, object]>([
    [
      '−6.00 where −6.00 is the limit',
      { minPower: -6000 },
      pair(-6000),
      true,
      { min: -6000, max: 20_000, value: -6000 },
    ],
    [
      '−5.75 −0.50: the steeper meridian counts',
      { minPower: -6000 },
      toric(-5750, -500),
      false,
      { min: -6000, max: 20_000, value: -6250 },
    ],
    ['+4.00 where +4.00 is the limit', { maxPower: 4000 }, pair(4000), true, { min: -20_000, max: 4000, value: 4000 }],
    ['+4.25', { maxPower: 4000 }, pair(4250), false, { min: -20_000, max: 4000, value: 4250 }],
    [
      '+3.75 +0.50 written in plus',
      { maxPower: 4000 },
      toric(3750, 500),
      false,
      { min: -20_000, max: 4000, value: 4250 },
    ],
    [
      '−6.25 in one eye alone',
      { minPower: -6000 },
      { od: eye(-1000), os: eye(-6250) },
      false,
      { min: -6000, max: 20_000, value: -6250 },
    ],
    [
      '+4.25 beside −5.00',
      { minPower: -6000, maxPower: 4000 },
      { od: eye(4250), os: eye(-5000) },
      false,
      { min: -6000, max: 4000, value: -5000 },
    ],
  ])('%s', (_, over, rx, isFine, params) => {
    expect(limited(over, rx)).toEqual([
      isFine
        ? passed('frame-power', 'frame', params as Finding['params'])
        : failed('frame-power', 'frame', 'FRAME_POWER_LIMIT', params as Finding['params']),
    ]);
  });

  it('and its rim, where the house sets a limit', () => {
    const rules: MakingRules = {
      ...defaultMakingRules,
      rims: { ...defaultMakingRules.rims, 'half-rim': { mount: 'groove', maxEdgeMm: null, maxPower: 5000 } },
    };
    const rim = (rx: { od: EyeRx; os: EyeRx }) =>
      checksOf({ rules, rx, frame: frame({ rim: 'half-rim' }) }, 'rim-power');
    const params = (value: number) => ({ max: 5000, value, rim: 'half-rim' });
    expect(rim(pair(-5000))).toEqual([passed('rim-power', 'frame', params(-5000))]);
    expect(rim(pair(5000))).toEqual([passed('rim-power', 'frame', params(5000))]);
    expect(rim(pair(-5250))).toEqual([failed('rim-power', 'frame', 'RIM_POWER_LIMIT', params(-5250))]);
    expect(rim(pair(5250))).toEqual([failed('rim-power', 'frame', 'RIM_POWER_LIMIT', params(5250))]);
  });

  it('and its curve: from 8 base or above 12° at most 4.00 dioptres', () => {
    for (const over of [{ baseCurve: 8 }, { wrapAngleDeg: 12.1 }]) {
      expect(limited(over, pair(-4000))).toEqual([passed('wrap-power', 'frame', { max: -4000, value: -4000 })]);
      expect(limited(over, pair(4000))).toEqual([passed('wrap-power', 'frame', { max: 4000, value: 4000 })]);
      expect(limited(over, pair(0))).toEqual([passed('wrap-power', 'frame', { max: 4000, value: 0 })]);
      expect(limited(over, pair(-4250))).toEqual([
        failed('wrap-power', 'frame', 'WRAP_POWER_LIMIT', { max: -4000, value: -4250 }),
      ]);
      expect(limited(over, pair(4250))).toEqual([
        failed('wrap-power', 'frame', 'WRAP_POWER_LIMIT', { max: 4000, value: 4250 }),
      ]);
    }
    expect(limited({ baseCurve: 7.9, wrapAngleDeg: 12 }, pair(-9000))).toEqual([]);
    expect(limited({}, pair(-9000))).toEqual([]);
  });

  it('and whether it takes lenses at all', () => {
    const takes = (isRxAble: boolean) => checksOf({ frame: frame({ isRxAble }) }, 'frame-takes-lenses');
    expect(takes(true)).toEqual([passed('frame-takes-lenses', 'frame', {})]);
    expect(takes(false)).toEqual([failed('frame-takes-lenses', 'frame', 'FRAME_NOT_RX_ABLE', {})]);
  });
});

describe('a material', () => {
  it.each<[string, MakingRequest['wearer'], boolean]>([
    ['17 years', { ageYears: 17 }, true],
    ['18 years', { ageYears: 18 }, false],
    ['nobody’s age', { ageYears: null }, false],
    ['sport', { isForSport: true }, true],
    ['one good eye', { isOneEyed: true }, true],
    ['two good eyes', { isOneEyed: false }, false],
    ['a child’s sport', { ageYears: 9, isForSport: false }, true],
  ])('must be impact resistant for %s: %s', (_, wearer, isAsked) => {
    const checks = (material: 'index-160' | 'trivex') =>
      checksOf({ wearer: wearer as NonNullable<typeof wearer>, material }, 'impact');
    expect(checks('index-160')).toEqual(
      isAsked
        ? [failed('impact', 'material', 'IMPACT_MATERIAL_REQUIRED', { material: 'High index 1.60', age: 18 })]
        : [],
    );
    expect(checks('trivex')).toEqual(
      isAsked ? [passed('impact', 'material', { material: 'Trivex 1.53', age: 18 })] : [],
    );
  });

  it('must be impact resistant beside a balance lens, unless somebody says that both eyes are good', () => {
    const rx = { od: eye(-2000), os: eye(-2000, { isBalance: true }) };
    expect(codes({ rx })).toEqual(['IMPACT_MATERIAL_REQUIRED']);
    expect(codes({ rx, wearer: { isOneEyed: false } })).toEqual([]);
  });

  it('is made from −12.00 to +8.00 and to cylinder 6.00, in every meridian', () => {
    const power = (rx: EyeRx) =>
      checksOf({ material: 'polycarbonate', rx: { od: rx, os: eye(0) } }, 'material-power', 'material-cylinder').slice(
        0,
        2,
      );
    const name = { material: 'Polycarbonate 1.59' };
    const range = { ...name, min: -12_000, max: 8_000 };
    const fine = (value: number) => passed('material-power', 'od.sphere', { ...range, value });
    const off = (value: number) => failed('material-power', 'od.sphere', 'SPHERE_NOT_OFFERED', { ...range, value });
    const cylinder = (value: number) => passed('material-cylinder', 'od.cylinder', { ...name, max: -6000, value });

    expect(power(eye(-12_000))).toEqual([fine(-12_000), cylinder(0)]);
    expect(power(eye(8_000))).toEqual([fine(8_000), cylinder(0)]);
    expect(power(eye(-12_250))).toEqual([off(-12_250), cylinder(0)]);
    expect(power(eye(8_250))).toEqual([off(8_250), cylinder(0)]);
    expect(power(eye(-11_000, { cylinder: -1000, axis: 5 }))).toEqual([fine(-11_000), cylinder(-1000)]);
    expect(power(eye(-11_000, { cylinder: -1250, axis: 5 }))).toEqual([off(-12_250), cylinder(-1250)]);
    expect(power(eye(8_250, { cylinder: -1250, axis: 5 }))).toEqual([off(8_250), cylinder(-1250)]);
    expect(power(eye(0, { cylinder: -6000, axis: 5 }))).toEqual([fine(0), cylinder(-6000)]);
    expect(power(eye(0, { cylinder: -6250, axis: 5 }))).toEqual([
      fine(0),
      failed('material-cylinder', 'od.cylinder', 'CYLINDER_NOT_OFFERED', { ...name, max: -6000, value: -6250 }),
    ]);
  });

  it('holds in its rims and goes with its designs', () => {
    expect(checksOf({ material: 'cr39', frame: frame({ rim: 'rimless' }) }, 'material-rim')).toEqual([
      failed('material-rim', 'material', 'MATERIAL_NOT_FOR_RIM', { material: 'CR-39 1.50', rim: 'rimless' }),
    ]);
    const add = { add: 2000 };
    expect(checksOf({ material: 'index-174', design: 'ft-28', rx: pair(0, add) }, 'pairing')).toEqual([
      failed('pairing', 'material', 'MATERIAL_NOT_FOR_DESIGN', {
        material: 'High index 1.74',
        design: 'Bifocal, flat top 28',
      }),
    ]);
    expect(
      checksOf({ material: 'index-174', design: 'office', rx: pair(0, add) }, 'pairing').map((c) => c.passed),
    ).toEqual([true]);
    expect(checksOf({ material: 'crown', design: 'ft-28', rx: pair(0, add) }, 'pairing').map((c) => c.passed)).toEqual([
      true,
    ]);
    const { design: _open, ...undecided } = request({ material: 'index-174' });
    expect(explainMaking(undecided).checks.some(({ rule }) => rule === 'pairing')).toBe(false);
  });
});

describe('a design', () => {
  it('takes prism up to its limit, the strongest of an eye’s own', () => {
    const prism = (...amounts: number[]) => {
      const bases = ['in', 'up'] as const;
      const prisms = amounts.map((amount, i) => ({ amount, base: bases[i] ?? 'in' }));
      return checksOf({ rx: { od: eye(-2000), os: eye(-2000, { prisms }) } }, 'design-prism')[1];
    };
    expect(prism(5000, 500)).toEqual(passed('design-prism', 'os.prism', { max: 5000, value: 5000 }));
    expect(prism(500, 5250)).toEqual(
      failed('design-prism', 'os.prism', 'PRISM_NOT_OFFERED', { max: 5000, value: 5250 }),
    );
  });

  it('with an addition zone takes an ADD of its range, and none in a balance lens', () => {
    const add = (od: Partial<EyeRx>) =>
      checksOf(
        { design: 'ft-28', rx: { od: eye(0, od), os: eye(0, { add: 2000 }) } },
        'design-add',
        'design-add-range',
      ).filter(({ field }) => field.startsWith('od'));
    const range = (value: number) => ({ min: 1000, max: 3500, value });
    const has = (value: number) => passed('design-add', 'od.add', { value });

    expect(add({ add: 1000 })).toEqual([has(1000), passed('design-add-range', 'od.add', range(1000))]);
    expect(add({ add: 3500 })).toEqual([has(3500), passed('design-add-range', 'od.add', range(3500))]);
    expect(add({ add: 875 })).toEqual([has(875), failed('design-add-range', 'od.add', 'ADD_NOT_OFFERED', range(875))]);
    expect(add({ add: 3625 })).toEqual([
      has(3625),
      failed('design-add-range', 'od.add', 'ADD_NOT_OFFERED', range(3625)),
    ]);
    expect(add({})).toEqual([failed('design-add', 'od.add', 'ADD_REQUIRED', { value: 0 })]);
    expect(add({ isBalance: true })).toEqual([]);
    expect(add({ isBalance: true, add: 3625 })).toEqual([
      failed('design-add-range', 'od.add', 'ADD_NOT_OFFERED', range(3625)),
    ]);
    expect(checksOf({ design: 'sv-near', rx: pair(0) }, 'design-add', 'design-add-range')).toEqual([]);
  });

  it.each<[string, Partial<MakingRequest>, number]>([
    ['a progressive with any corridor', { design: 'progressive-premium' }, 22],
    ['a progressive with a corridor of 17', { design: 'progressive-premium', corridorMm: 17 }, 28],
    ['a bifocal', { design: 'ft-35' }, 26],
  ])('needs a frame that is high enough: %s', (_, over, min) => {
    const height = (lensHeightMm: number) =>
      checksOf({ rx: pair(0, { add: 2000 }), ...over, frame: frame({ lensHeightMm }) }, 'lens-height');
    expect(height(min)).toEqual([passed('lens-height', 'frame.lensHeight', { min, value: min })]);
    expect(height(min - 0.1)).toEqual([
      failed('lens-height', 'frame.lensHeight', 'LENS_HEIGHT_TOO_SMALL', { min, value: min - 0.1 }),
    ]);
  });

  it.each<[string, Partial<MakingRequest>, number]>([
    ['a fitting cross', { design: 'progressive-premium', corridorMm: 14 }, 17],
    ['a segment', { design: 'ft-35' }, 15],
  ])('needs heights of each eye for %s', (_, over, min) => {
    const heights = (odMm: number, osMm: number) =>
      checksOf({ rx: pair(0, { add: 2000 }), ...over, heights: { odMm, osMm } }, 'fitting-height');
    const fine = (side: string, value: number) => passed('fitting-height', `heights.${side}Mm`, { value, min });
    const low = (side: string, value: number) =>
      failed('fitting-height', `heights.${side}Mm`, 'HEIGHT_BELOW_DESIGN', { value, min });
    expect(heights(min, min + 2)).toEqual([fine('od', min), fine('os', min + 2)]);
    expect(heights(min - 0.5, min)).toEqual([low('od', min - 0.5), fine('os', min)]);
    expect(heights(min + 1, min - 0.5)).toEqual([fine('od', min + 1), low('os', min - 0.5)]);
  });

  it.each<[DesignId, number]>([
    ['trifocal-7x28', 7],
    ['trifocal-8x35', 8],
  ])('keeps something to read with below the middle part of a %s, and names no other least height', (design, min) => {
    const checks = (odMm: number) =>
      checksOf({ design, rx: pair(0, { add: 2000 }), heights: { odMm, osMm: 20 } }, 'near-part', 'fitting-height');
    const other = passed('near-part', 'heights.osMm', { value: 20, min });

    expect(checks(min + 0.1)).toEqual([passed('near-part', 'heights.odMm', { value: min + 0.1, min }), other]);
    expect(checks(min)).toEqual([failed('near-part', 'heights.odMm', 'NEAR_PART_MISSING', { value: min, min }), other]);
    expect(checksOf({ design, rx: pair(0, { add: 2000 }), frame: frame({ lensHeightMm: 20 }) }, 'lens-height')).toEqual(
      [],
    );
  });

  it.each<[DesignId, number]>([
    ['round-28', 0],
    ['executive', 0],
    ['trifocal-7x28', 7],
  ])('lets the segment of a %s begin only where there is lens above and below it', (design, below) => {
    const shape = frame({ lensHeightMm: 40, outline: syntheticOutline('round', 50, 40) });
    const rules = {
      ...defaultMakingRules,
      designs: {
        ...defaultMakingRules.designs,
        [design]: {
          ...defaultMakingRules.designs[design],
          segment: { ...defaultMakingRules.designs[design].segment!, minHeightMm: 0 },
        },
      },
    };
    const checks = (odMm: number) =>
      checksOf(
        { design, frame: shape, rules, rx: pair(0, { add: 2000 }), heights: { odMm, osMm: 20 } },
        'segment-in-lens',
      ).filter(({ field }) => field === 'heights.odMm');
    const { min, max } = checks(20)[0]!.params as { min: number; max: number };

    // The lens is lower where it reads than in its middle.
    expect(min).toBeGreaterThan(below);
    expect(max).toBeLessThan(40);
    for (const value of [min + 0.001, max - 0.001])
      expect(checks(value)).toEqual([passed('segment-in-lens', 'heights.odMm', { value, min, max })]);
    for (const value of [min, max])
      expect(checks(value)).toEqual([
        failed('segment-in-lens', 'heights.odMm', 'SEGMENT_OUTSIDE_LENS', { value, min, max }),
      ]);
    // What lies outside the box has been told already.
    for (const value of [below, 40]) expect(checks(value)).toEqual([]);
  });

  it('asks for the least height of a trifocal that an owner names', () => {
    const own = defaultMakingRules.designs['trifocal-7x28'];
    const rules = {
      ...defaultMakingRules,
      designs: {
        ...defaultMakingRules.designs,
        'trifocal-7x28': { ...own, segment: { ...own.segment!, minHeightMm: 18 } },
      },
    };
    const at = (odMm: number) =>
      reasons({ design: 'trifocal-7x28', rx: pair(0, { add: 2000 }), heights: { odMm, osMm: 20 }, rules }).filter(
        ({ field }) => field.startsWith('heights.'),
      );

    expect(at(18)).toEqual([]);
    expect(at(17.9)).toMatchObject([{ code: 'HEIGHT_BELOW_DESIGN', params: { value: 17.9, min: 18 } }]);
  });

  it.each<[string, Partial<MakingRequest>, number, string]>([
    ['a fitting cross', { design: 'progressive-premium' }, 32, 'HEIGHT_TOO_HIGH'],
    ['a cross without a corridor', { design: 'anti-fatigue' }, 32, 'HEIGHT_TOO_HIGH'],
    ['a segment', { design: 'ft-28' }, 39.9, 'HEIGHT_OUTSIDE_LENS'],
  ])('leaves the lens above a height that it needs for %s', (_, over, highest, code) => {
    const heights = (odMm: number, osMm = 20) =>
      reasons({ rx: pair(0, { add: 2000 }), ...over, heights: { odMm, osMm } }).filter(({ field }) =>
        field.startsWith('heights.'),
      );

    expect(heights(highest)).toEqual([]);
    expect(heights(highest + 0.1)).toMatchObject([{ code, field: 'heights.odMm', params: { value: highest + 0.1 } }]);
    expect(heights(20, highest + 0.1)).toMatchObject([{ code, field: 'heights.osMm' }]);
    // At the top of the lens and above it there is no lens to be left.
    expect(heights(40)).toMatchObject([{ code: 'HEIGHT_OUTSIDE_LENS' }]);
  });

  it('keeps above the cross what the house says', () => {
    const rules = { ...defaultMakingRules, limits: { ...defaultMakingRules.limits, aboveFittingCrossMm: 10 } };
    const codesAt = (odMm: number) =>
      codes({ rx: pair(0, { add: 2000 }), design: 'progressive-premium', heights: { odMm, osMm: 20 }, rules });

    expect(codesAt(30)).not.toContain('HEIGHT_TOO_HIGH');
    expect(codesAt(30.1)).toContain('HEIGHT_TOO_HIGH');
  });

  it('of single vision needs no height', () => {
    expect(checksOf({ heights: { odMm: 5, osMm: 5 } }, 'lens-height', 'fitting-height', 'height-in-lens')).toEqual([]);
  });
});

describe('blanks, bases and curves', () => {
  const plain = defaultMakingRules.blanks.find(({ code }) => code === 'SFV-160-PLAIN') as BlankSeries;
  const house = (...blanks: BlankSeries[]): MakingRules => ({ ...defaultMakingRules, blanks });

  it('are refused where a lens has no blank, and the pair is then not judged', () => {
    const rules = house({ ...plain, diametersMm: [60] });
    const checks = checksOf({ rules, pd: { kind: 'monocular', odMm: 33, osMm: 30 } }, 'blank', 'pair-bases');
    expect(checks.map(({ field, passed: isFine, reason }) => [field, isFine, reason?.code])).toEqual([
      ['od.blank', true, undefined],
      ['os.blank', false, 'BLANK_TOO_SMALL'],
    ]);
    expect(checks[1]?.params).toEqual({ needed: 65, material: 'High index 1.60', largest: 60 });
    const other = checksOf({ rules, pd: { kind: 'monocular', odMm: 30, osMm: 33 } }, 'blank', 'pair-bases');
    expect(other.map(({ field, passed: isFine }) => [field, isFine])).toEqual([
      ['od.blank', false],
      ['os.blank', true],
    ]);
  });

  it('are refused where bases of the two eyes lie too far apart, and told with their difference where they do not', () => {
    const small: BlankSeries = { ...plain, diametersMm: [60], bases: [2_000] } as BlankSeries;
    const large: BlankSeries = { ...plain, diametersMm: [80], bases: [8_000] } as BlankSeries;
    const adds = { adds: [1_000], design: 'ft-28', isPerEye: false } as const;
    const rules = house({ ...small, ...adds } as BlankSeries, { ...large, ...adds, adds: [2_000] } as BlankSeries);
    const rx = { od: eye(-4000, { add: 1000 }), os: eye(-4000, { add: 2000 }) };
    const pd = { kind: 'binocular' as const, distanceMm: 66 };
    expect(checksOf({ rules, rx, pd, design: 'ft-28' }, 'blank', 'pair-bases').slice(2)).toEqual([
      failed('pair-bases', 'pair.base', 'BASES_TOO_FAR_APART', { od: 2, os: 8, max: 1 }),
    ]);
    const apart = { ...rules, limits: { ...rules.limits, pairBaseSlack: 6 } };
    expect(checksOf({ rules: apart, rx, pd, design: 'ft-28' }, 'pair-bases')).toEqual([
      passed('pair-bases', 'pair.base', { od: 2, os: 8, value: 6, max: 6 }),
    ]);
  });

  it('must span the shape', () => {
    const steep = { ...plain, diametersMm: [80], bases: [25_000] } as BlankSeries;
    const [right] = checksOf({ rules: house(steep) }, 'curves', 'edge');
    expect(right).toEqual(
      failed('curves', 'od.curves', 'CURVES_TOO_STEEP', {
        base: 25,
        material: 'High index 1.60',
        needed: right?.params.needed ?? 0,
      }),
    );
    expect(right?.params.needed).toBeGreaterThan(50);
    // Without curves there is no edge to be judged.
    const rimless = checksOf({ rules: house(steep), frame: frame({ rim: 'rimless' }) }, 'curves', 'edge');
    expect(rimless.map(({ rule }) => rule)).toEqual(['curves', 'curves']);
  });

  it('leave an edge that the rim takes: exactly at its limit it does', () => {
    const asked = { material: 'trivex' as const, rx: pair(-4000), frame: frame({ rim: 'rimless' }) };
    const value = Number(checksOf(asked, 'edge')[0]?.params.value);
    const within = (maxEdgeMm: number) => {
      const rims = { ...defaultMakingRules.rims, rimless: { mount: 'drill' as const, maxEdgeMm, maxPower: null } };
      return checksOf({ ...asked, rules: { ...defaultMakingRules, rims } }, 'edge')[0];
    };
    expect(within(value)).toEqual(passed('edge', 'od.edge', { value, max: value }));
    const max = value - 1e-6;
    expect(within(max)).toEqual(failed('edge', 'od.edge', 'EDGE_TOO_THICK', { value, max }));
  });
});

describe('treatments', () => {
  it('are told with every reason against them, or as fine', () => {
    const checks = checksOf(
      { material: 'index-174', treatments: ['polarised', 'tint-solid', 'hard-coat'] },
      'treatment',
    );
    const not = (id: string, treatment: string) =>
      failed('treatment', `treatments.${id}`, 'TREATMENT_NOT_FOR_MATERIAL', { treatment, material: 'High index 1.74' });
    const excluded = (id: string, treatment: string, other: string) =>
      failed('treatment', `treatments.${id}`, 'TREATMENTS_EXCLUDE', { treatment, other });
    expect(checks).toEqual([
      not('polarised', 'Polarised'),
      excluded('polarised', 'Polarised', 'Tint, solid'),
      not('tint-solid', 'Tint, solid'),
      excluded('tint-solid', 'Tint, solid', 'Polarised'),
      passed('treatment', 'treatments.hard-coat', { treatment: 'Hard coat' }),
    ]);
  });
});

describe('the verdict alone', () => {
  const verdict = (over: Partial<MakingRequest>, counts: (reason: Finding) => boolean = () => true) => {
    const asked = request(over);
    const bench = benchFor(asked);
    return { passes: passesMaking(asked, bench, counts), counts: bench.counts };
  };

  it('is that of the reasons, whichever of them count', () => {
    const clash = { treatments: ['photochromic', 'tint-solid'] as const };
    expect(verdict({}).passes).toBe(true);
    expect(verdict(clash).passes).toBe(false);
    expect(verdict(clash, ({ field }) => !field.startsWith('treatments.')).passes).toBe(true);
    expect(verdict({ ...clash, wearer: { ageYears: 3 } }, ({ field }) => !field.startsWith('treatments.')).passes).toBe(
      false,
    );
  });

  it('plans nothing where the answer is known before', () => {
    expect(verdict({ treatments: ['photochromic', 'tint-solid'] }).counts).toEqual({ plans: 0, profiles: 0 });
    expect(verdict({}).counts.plans).toBe(1);
  });
});
