import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { findingCodes, findingMessage } from '../prescription/finding-messages.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { designIds } from './designs.ts';
import type { MakingRequest } from './making-checks.ts';
import { defaultMakingRules } from './making-rules.ts';
import { explainMaking, nameOf, type Possibility, thicknessOf, whatCanBeMade } from './what-can-be-made.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const pair = (sphere: number, over: Partial<EyeRx> = {}) => ({ od: eye(sphere, over), os: eye(sphere, over) });

const request = (over: Partial<MakingRequest> = {}): MakingRequest => ({
  rx: pair(-2000),
  pd: { kind: 'binocular', distanceMm: 64 },
  frame: { eyeSizeMm: 50, lensHeightMm: 42, dblMm: 18, rim: 'full-rim', outline: syntheticOutline('panto', 50, 42) },
  design: 'sv-distance',
  material: 'index-160',
  treatments: [],
  ...over,
});

const codes = (p: Possibility | undefined): string[] =>
  p && !p.possible ? [...new Set(p.reasons.map((r) => r.code))] : [];

describe('whatCanBeMade', () => {
  it('says yes to an everyday pair', () => {
    const made = whatCanBeMade(request({ treatments: ['ar-premium', 'photochromic'] }));

    expect(made.choice).toEqual({ possible: true });
    expect(made.materials.trivex).toEqual({ possible: true });
  });

  it('names the blank that is needed and the one that is stocked', () => {
    const wide = { eyeSizeMm: 56, lensHeightMm: 40, dblMm: 18, rim: 'full-rim' as const, effectiveDiameterMm: 60 };
    const made = whatCanBeMade(request({ frame: wide, material: 'index-174', rx: pair(-7000) }));

    expect(codes(made.choice)).toEqual(['BLANK_TOO_SMALL']);
    const reason = made.choice.possible ? undefined : made.choice.reasons[0];
    expect(reason?.params).toMatchObject({ needed: 75, largest: 70 });
    expect(reason && findingMessage(reason)).toContain('75 mm; High index 1.74 is stocked up to 70 mm');
    expect(made.materials['index-160']).toEqual({ possible: true });
  });

  it.each<[string, Partial<MakingRequest>, string]>([
    [
      'a progressive in a low frame',
      {
        design: 'progressive-premium',
        rx: pair(-2000, { add: 2000 }),
        frame: { eyeSizeMm: 52, lensHeightMm: 21, dblMm: 16, rim: 'full-rim' },
      },
      'LENS_HEIGHT_TOO_SMALL',
    ],
    [
      'a bifocal below 26 mm',
      {
        design: 'ft-28',
        rx: pair(-2000, { add: 2000 }),
        frame: { eyeSizeMm: 50, lensHeightMm: 25, dblMm: 16, rim: 'full-rim' },
      },
      'LENS_HEIGHT_TOO_SMALL',
    ],
    [
      'a long corridor over a short height',
      {
        design: 'progressive-premium',
        corridorMm: 17,
        rx: pair(-2000, { add: 2000 }),
        heights: { odMm: 18, osMm: 18 },
      },
      'HEIGHT_BELOW_DESIGN',
    ],
    ['a progressive without ADD', { design: 'progressive-premium' }, 'ADD_REQUIRED'],
    ['a bifocal with +0.75', { design: 'ft-28', rx: pair(-2000, { add: 750 }) }, 'ADD_NOT_OFFERED'],
    ['six prism dioptres', { rx: pair(-2000, { prisms: [{ amount: 6000, base: 'in' }] }) }, 'PRISM_NOT_OFFERED'],
    ['−12 in CR-39', { material: 'cr39', rx: pair(-12000) }, 'SPHERE_NOT_OFFERED'],
    ['a cylinder of −6.50', { rx: pair(0, { cylinder: -6500, axis: 90 }) }, 'CYLINDER_NOT_OFFERED'],
    [
      'CR-39 drilled',
      { material: 'cr39', frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'rimless' } },
      'MATERIAL_NOT_FOR_RIM',
    ],
    [
      '1.74 drilled',
      { material: 'index-174', frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'rimless' } },
      'MATERIAL_NOT_FOR_RIM',
    ],
    [
      'a thick rimless edge',
      { material: 'trivex', rx: pair(-6000), frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'rimless' } },
      'EDGE_TOO_THICK',
    ],
    ['1.60 for a child', { wearer: { ageYears: 17 } }, 'IMPACT_MATERIAL_REQUIRED'],
    ['1.60 for one good eye', { wearer: { isOneEyed: true } }, 'IMPACT_MATERIAL_REQUIRED'],
    [
      '−5 in a wrap frame',
      { rx: pair(-5000), frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'full-rim', wrapAngleDeg: 18 } },
      'WRAP_POWER_LIMIT',
    ],
    [
      'a frame that takes no lenses',
      { frame: { eyeSizeMm: 50, lensHeightMm: 36, dblMm: 18, rim: 'full-rim', isRxAble: false } },
      'FRAME_NOT_RX_ABLE',
    ],
    ['a tint on photochromic', { treatments: ['photochromic', 'tint-solid'] }, 'TREATMENTS_EXCLUDE'],
    ['a mirror on a clear lens', { treatments: ['mirror'] }, 'TREATMENT_NEEDS'],
    ['AR on CR-39 without hard coat', { material: 'cr39', treatments: ['ar-standard'] }, 'TREATMENT_NEEDS'],
    ['1.74 polarised', { material: 'index-174', treatments: ['polarised'] }, 'TREATMENT_NOT_FOR_MATERIAL'],
    [
      'a sun tint on office lenses',
      { design: 'office', rx: pair(0, { add: 2000 }), treatments: ['tint-solid'] },
      'TREATMENT_NOT_FOR_DESIGN',
    ],
  ])('refuses %s', (_, over, code) => {
    const { choice } = whatCanBeMade(request(over));

    expect(codes(choice)).toContain(code);
    expect(findingCodes()).toContain(code);
  });

  it('greys out exactly the options that clash with the rest of the choice', () => {
    const made = whatCanBeMade(
      request({ treatments: ['photochromic'], wearer: { ageYears: 10 }, material: 'polycarbonate' }),
    );

    expect(made.choice.possible).toBe(true);
    expect(codes(made.treatments.polarised)).toEqual(['TREATMENTS_EXCLUDE']);
    expect(codes(made.treatments.uv400)).toEqual(['TREATMENT_INHERENT']);
    expect(made.treatments['ar-premium'].possible).toBe(true);
    expect(Object.entries(made.materials).flatMap(([id, p]) => (p.possible ? [id] : []))).toEqual([
      'trivex',
      'polycarbonate',
    ]);
  });

  it('offers the corridors that fit the measured height', () => {
    const made = whatCanBeMade(
      request({ design: 'progressive-premium', rx: pair(0, { add: 2000 }), heights: { odMm: 18, osMm: 18 } }),
    );

    expect(Object.entries(made.corridors).map(([mm, p]) => [Number(mm), p.possible])).toEqual([
      [11, true],
      [14, true],
      [17, false],
    ]);
  });

  it('judges only what is known while somebody is still choosing', () => {
    const made = whatCanBeMade({ frame: { eyeSizeMm: 50, lensHeightMm: 24, dblMm: 18, rim: 'rimless' } });

    expect(made.choice.possible).toBe(true);
    expect(codes(made.materials.cr39)).toEqual(['MATERIAL_NOT_FOR_RIM']);
    expect(codes(made.designs['ft-28'])).toEqual(['LENS_HEIGHT_TOO_SMALL']);
  });

  it('notes wide decentration and thick edges without refusing, with their measures', () => {
    const frame = { eyeSizeMm: 58, lensHeightMm: 34, dblMm: 19, rim: 'full-rim' as const, effectiveDiameterMm: 59 };
    const asked = request({ rx: pair(-6000), frame, material: 'cr39' });
    const edge = thicknessOf('od', asked)?.maxEdgeMm ?? 0;

    // 77 / 2 − 32 = 6.5 on either side.
    const told = ['od', 'os'].flatMap((side) => [
      { code: 'DECENTRATION_LARGE', field: `${side}.decentration`, params: { value: 6.5 } },
      { code: 'EDGE_THICK', field: `${side}.edge`, params: { value: edge } },
    ]);
    expect(edge).toBeGreaterThan(6);
    expect(whatCanBeMade(asked).notices).toEqual(told);
    expect(explainMaking(asked).notices).toEqual(told);
  });

  it('notes what lies beyond a limit, not what lies at it', () => {
    const frame = { eyeSizeMm: 50, lensHeightMm: 40, dblMm: 18, rim: 'full-rim' as const };
    const notices = (pdMm: number, limits = {}) =>
      whatCanBeMade(
        request({
          frame,
          pd: { kind: 'monocular', odMm: pdMm, osMm: 34 },
          rules: { ...defaultMakingRules, limits: { ...defaultMakingRules.limits, ...limits } },
        }),
      ).notices;
    const decentred = (value: number) => [{ code: 'DECENTRATION_LARGE', field: 'od.decentration', params: { value } }];

    expect([notices(28), notices(27.5), notices(40.5)]).toEqual([[], decentred(6.5), decentred(6.5)]);
    const edge = thicknessOf('od', request({ frame, pd: { kind: 'monocular', odMm: 28, osMm: 34 } }))?.maxEdgeMm ?? 0;
    expect(notices(28, { noticeEdgeMm: edge })).toEqual([]);
    expect(notices(28, { noticeEdgeMm: edge - 1e-6 }).map(({ code, field }) => [code, field])).toEqual([
      ['EDGE_THICK', 'od.edge'],
    ]);
  });

  it('notes decentration before a material is chosen, and nothing before the powers are known', () => {
    const frame = { eyeSizeMm: 58, lensHeightMm: 34, dblMm: 19, rim: 'full-rim' as const };
    const open = { rx: pair(-6000), pd: { kind: 'binocular' as const, distanceMm: 64 }, frame };
    const codesOf = (asked: MakingRequest) => whatCanBeMade(asked).notices.map(({ code, field }) => [code, field]);
    const both = ['od', 'os'].map((side) => ['DECENTRATION_LARGE', `${side}.decentration`]);

    expect(codesOf(open)).toEqual(both);
    expect(codesOf({ ...open, treatments: ['photochromic'] })).toEqual(both);
    expect(
      codesOf({
        ...open,
        design: 'sv-near',
        pd: { kind: 'monocular', odMm: 33, osMm: 33, nearOdMm: 31, nearOsMm: 33 },
      }),
    ).toEqual([both[0]]);
    expect(codesOf({ frame, material: 'cr39' })).toEqual([]);
  });

  it('judges options beside treatments that will be chosen anew, and says nothing of them', () => {
    const made = whatCanBeMade(request({ treatments: ['photochromic', 'tint-solid'], wearer: { ageYears: 10 } }));

    expect(codes(made.choice)).toEqual(['IMPACT_MATERIAL_REQUIRED', 'TREATMENTS_EXCLUDE']);
    expect(codes(made.materials.cr39)).toEqual(['IMPACT_MATERIAL_REQUIRED']);
    expect(made.materials.trivex).toEqual({ possible: true });
    expect(made.treatments['tint-solid']).toEqual({
      possible: false,
      reasons: [
        {
          code: 'TREATMENTS_EXCLUDE',
          field: 'treatments.tint-solid',
          params: { treatment: 'Tint, solid', other: 'Photochromic' },
        },
      ],
      suggestions: [],
    });
    expect(made.treatments['hard-coat'].possible).toBe(false);
    expect(made.treatments['ar-premium']).toEqual({ possible: true });
  });

  it('offers the treatments of the house, without asking yet what they lie on', () => {
    const polarised = { ...defaultMakingRules.treatments.polarised, materials: ['index-174' as const] };
    const rules = { ...defaultMakingRules, treatments: { ...defaultMakingRules.treatments, polarised } };
    const made = whatCanBeMade(request({ material: 'index-174', rules }));
    expect(made.treatments.polarised).toEqual({ possible: true });
    expect(whatCanBeMade(request({ material: 'cr39', rules })).treatments.mirror).toEqual({ possible: true });
    expect(codes(whatCanBeMade(request({ rules })).treatments.polarised)).toEqual(['TREATMENT_NOT_FOR_MATERIAL']);
  });

  it('suggests for each option what goes with that option, and nothing when nobody asks', () => {
    const low = { eyeSizeMm: 50, lensHeightMm: 25, dblMm: 18, rim: 'full-rim' as const };
    const frames = [25.5, 30].map((lensHeightMm) => ({
      id: `B${lensHeightMm}`,
      name: `B ${lensHeightMm}`,
      frame: { ...low, lensHeightMm },
    }));
    const asked = request({ frame: low, rx: pair(-2000, { add: 2000 }) });
    const bifocal = (sources: Parameters<typeof whatCanBeMade>[1]) => whatCanBeMade(asked, sources).designs['ft-28'];
    const reasons = [{ code: 'LENS_HEIGHT_TOO_SMALL', field: 'frame.lensHeight', params: { min: 26, value: 25 } }];

    expect(bifocal({ frames })).toEqual({
      possible: false,
      reasons,
      suggestions: [
        {
          change: { kind: 'frame', frameId: 'B30' },
          finding: { code: 'SUGGEST_FRAME', field: 'frame', params: { frame: 'B 30' } },
        },
      ],
    });
    expect(bifocal(null)).toEqual({ possible: false, reasons, suggestions: [] });
    // With a material that is cast: the option of the material is tried with the rest of the choice.
    const segments = whatCanBeMade({ ...asked, design: 'ft-28', frame: { ...low, lensHeightMm: 40 } });
    expect(segments.materials['index-174']).toMatchObject({
      suggestions: [{ change: { material: 'index-167' } }, { change: { material: 'index-160' } }],
    });
    expect(segments.materials.cr39).toEqual({ possible: true });
  });

  it('judges every design with any of its corridors, and only the chosen design has a list of them', () => {
    const asked = request({
      design: 'progressive-premium',
      corridorMm: 17,
      rx: pair(0, { add: 2000 }),
      heights: { odMm: 18, osMm: 18 },
    });
    const made = whatCanBeMade(asked);
    expect(made.designs['progressive-premium']).toEqual({ possible: true });
    expect(codes(made.choice)).toEqual(['HEIGHT_BELOW_DESIGN']);
    expect(whatCanBeMade(request({ corridorMm: 17 })).corridors).toEqual({});
    const { design: _, ...open } = asked;
    expect(whatCanBeMade(open).corridors).toEqual({});
  });

  it('judges each combination once', () => {
    let asked = 0;
    const rules = {
      ...defaultMakingRules,
      get rims() {
        asked++;
        return defaultMakingRules.rims;
      },
    };
    const frames = ['a', 'b'].map((id) => ({
      id,
      name: id,
      frame: { eyeSizeMm: 52, lensHeightMm: 36, dblMm: 18, rim: 'rimless' as const },
    }));
    // −2.00 drilled in CR-39: every design is refused with the same materials and frames tried again.
    whatCanBeMade(
      request({ material: 'cr39', frame: frames[0]?.frame as never, treatments: ['hard-coat', 'uv400'], rules }),
      { frames },
    );
    // Fifteen for each design.
    expect(asked).toBeLessThanOrEqual(15 * designIds.length);
  });

  it('gives the thickness of the very choice, and none before it is one', () => {
    const plain = defaultMakingRules.blanks.find(({ code }) => code === 'SFV-160-PLAIN');
    const rules = {
      ...defaultMakingRules,
      blanks: defaultMakingRules.blanks.map((series) =>
        series === plain ? ({ ...series, bases: [500] } as typeof series) : series,
      ),
    };
    const base = (over: Partial<MakingRequest>) => thicknessOf('od', request({ rules, ...over }))?.baseCurve;

    expect(base({ rx: pair(-4000), treatments: [] })).toBe(4);
    expect(base({ rx: pair(-4000), treatments: ['photochromic'] })).toBe(0.5);
    expect(base({ rx: pair(-4000, { add: 2000 }), design: 'office' })).toBe(0.5);
    const { treatments: _, ...untreated } = request({ rx: pair(-4000) });
    expect(thicknessOf('od', untreated)?.baseCurve).toBe(4);
    const { material: _none, ...open } = request();
    expect(thicknessOf('od', open)).toBeNull();
    expect(thicknessOf('os', request({ pd: null }))).toBeNull();
  });

  it('names what screens only know by its id', () => {
    expect([nameOf('ft-28'), nameOf('index-167'), nameOf('uv400')]).toEqual([
      'Bifocal, flat top 28',
      'High index 1.67',
      'UV400',
    ]);
  });

  it('gives no thickness where the curves cannot span the shape', () => {
    expect(thicknessOf('od', request({ rx: pair(-40000), material: 'cr39' }))).toBeNull();
  });
});
