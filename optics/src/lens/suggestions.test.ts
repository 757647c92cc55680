import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../frame/frame.types.ts';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import { type Finding, finding } from '../prescription/finding.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import type { BlankSeries } from './blanks.ts';
import type { MakingRequest } from './making-checks.ts';
import { defaultMakingRules, type MakingRules } from './making-rules.ts';
import type { MaterialId } from './materials.ts';
import { type Judge, type Suggestion, type SuggestionSources, suggestionsFor } from './suggestions.ts';
import type { TreatmentId } from './treatments.ts';
import { benchFor, explainMaking } from './what-can-be-made.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const pair = (sphere: number, over: Partial<EyeRx> = {}) => ({ od: eye(sphere, over), os: eye(sphere, over) });
const add = { add: 2000 };
const frame = (a = 50, b = 40, over: Partial<FrameGeometry> = {}): FrameGeometry => ({
  eyeSizeMm: a,
  lensHeightMm: b,
  dblMm: 18,
  rim: 'full-rim',
  outline: syntheticOutline('panto', a, b),
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

/** What each suggestion is, as the screens read it. */
const material = (id: MaterialId, name: string, more: Finding['params'] = {}, code = ''): Suggestion => ({
  change: { kind: 'material', material: id },
  finding: finding(`SUGGEST_MATERIAL${code}`, 'material', { material: name, ...more }),
});
const treatments = (code: 'WITH' | 'WITHOUT', id: TreatmentId, name: string, after: TreatmentId[]): Suggestion => ({
  change: { kind: 'treatments', treatments: after },
  finding: finding(`SUGGEST_${code}`, `treatments.${id}`, { treatment: name }),
});
const corridor = (corridorMm: number, min: number): Suggestion => ({
  change: { kind: 'corridor', corridorMm },
  finding: finding('SUGGEST_CORRIDOR', 'corridor', { value: corridorMm, min }),
});
const design = (id: 'progressive-standard' | 'progressive-premium', name: string): Suggestion => ({
  change: { kind: 'design', design: id },
  finding: finding('SUGGEST_DESIGN', 'design', { design: name }),
});
const narrower = (value: number, max: number): Suggestion => ({
  change: { kind: 'frame-size' },
  finding: finding('SUGGEST_FRAME_NARROWER', 'frame', { value, max }),
});
const higher = (min: number): Suggestion => ({
  change: { kind: 'frame-size' },
  finding: finding('SUGGEST_FRAME_HIGHER', 'frame', { min }),
});
const [trivex, polycarbonate] = [material('trivex', 'Trivex 1.53'), material('polycarbonate', 'Polycarbonate 1.59')];

describe('what would help', () => {
  const premium = { design: 'progressive-premium' as const, rx: pair(0, add) };
  const rimless = { frame: frame(50, 36, { rim: 'rimless' }) };
  const heights = (mm: number) => ({ odMm: mm, osMm: mm });

  it.each<[string, Partial<MakingRequest>, Suggestion[]]>([
    ['nothing where nothing is wrong', {}, []],
    [
      'a height of 18 for a corridor of 17: the longest corridor that fits, and a design with one',
      { ...premium, corridorMm: 17, heights: heights(18) },
      [corridor(14, 17), design('progressive-standard', 'Progressive, standard')],
    ],
    [
      'a frame of 25 for a corridor of 17: 14 needs 17 + 8, or a frame of 20 + 8',
      { ...premium, corridorMm: 17, frame: frame(50, 25) },
      [corridor(14, 17), design('progressive-standard', 'Progressive, standard'), higher(28)],
    ],
    [
      'a height of 15 for a standard progressive: the premium one has a corridor of 11',
      { design: 'progressive-standard', rx: pair(0, add), heights: heights(15) },
      [design('progressive-premium', 'Progressive, premium')],
    ],
    ['a frame of 21 for any progressive', { ...premium, frame: frame(50, 21) }, [higher(22)]],
    ['a frame of 25 for a bifocal', { design: 'ft-28', rx: pair(0, add), frame: frame(50, 25) }, [higher(26)]],
    [
      'an anti-reflection coat without hard coat: with it, without the coat, or on glass, which needs none',
      { material: 'cr39', treatments: ['ar-standard'] },
      [
        treatments('WITH', 'hard-coat', 'Hard coat', ['ar-standard', 'hard-coat']),
        treatments('WITHOUT', 'ar-standard', 'Anti-reflection', []),
        material('crown', 'Crown glass'),
      ],
    ],
    [
      'a mirror on a clear lens: with a tint below it, of two kinds; no other material makes it one',
      { treatments: ['mirror'] },
      [
        treatments('WITH', 'tint-solid', 'Tint, solid', ['mirror', 'tint-solid']),
        treatments('WITH', 'tint-gradient', 'Tint, gradient', ['mirror', 'tint-gradient']),
      ],
    ],
    [
      'two treatments that exclude each other: either',
      { treatments: ['photochromic', 'tint-solid'] },
      [
        treatments('WITHOUT', 'photochromic', 'Photochromic', ['tint-solid']),
        treatments('WITHOUT', 'tint-solid', 'Tint, solid', ['photochromic']),
      ],
    ],
    [
      'three that exclude each other: no one change helps',
      { treatments: ['photochromic', 'tint-solid', 'tint-gradient'] },
      [],
    ],
    [
      'a treatment the material does not take: without it, or the nearest material that does',
      { material: 'index-174', treatments: ['polarised'] },
      [
        treatments('WITHOUT', 'polarised', 'Polarised', []),
        material('index-167', 'High index 1.67'),
        material('index-160', 'High index 1.60'),
      ],
    ],
    [
      'one treatment of two that the material does not take: without that one',
      { material: 'index-174', treatments: ['ar-standard', 'polarised'] },
      [
        treatments('WITHOUT', 'polarised', 'Polarised', ['ar-standard']),
        material('index-167', 'High index 1.67'),
        material('index-160', 'High index 1.60'),
      ],
    ],
    [
      'an impact resistant lens for a child: the nearest in index',
      { wearer: { ageYears: 17 } },
      [polycarbonate, trivex],
    ],
    [
      '−12.00 in CR-39: what is made in that power, and its range',
      { material: 'cr39', rx: pair(-12_000) },
      [
        material('polycarbonate', 'Polycarbonate 1.59', { min: -12_000, max: 8_000 }, '_POWER'),
        material('index-160', 'High index 1.60', { min: -14_000, max: 10_000 }, '_POWER'),
      ],
    ],
    [
      'a frame too wide for 1.74: larger blanks, or a frame a millimetre narrower',
      { material: 'index-174', frame: frame(57, 38), treatments: undefined as never },
      [
        material('index-167', 'High index 1.67', { largest: 75 }, '_BLANK'),
        material('index-160', 'High index 1.60', { largest: 80 }, '_BLANK'),
        narrower(1, 56),
      ],
    ],
    ['a frame too wide for any blank', { frame: frame(70, 44) }, [narrower(9, 61)]],
    [
      'a frame of known sizes that is too wide',
      { frame: { eyeSizeMm: 66, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', effectiveDiameterMm: 72 } },
      [narrower(7, 59)],
    ],
    [
      'a frame that is too wide by more than sizes of one model differ',
      { frame: { eyeSizeMm: 90, lensHeightMm: 40, dblMm: 18, rim: 'full-rim', effectiveDiameterMm: 110 } },
      [],
    ],
    [
      'CR-39 drilled: what holds, while nothing else is chosen',
      { ...rimless, rx: null, material: 'cr39' },
      [trivex, polycarbonate],
    ],
    ['six prism dioptres, which no lens has', { rx: pair(-2000, { prisms: [{ amount: 6000, base: 'in' }] }) }, []],
  ])('%s', (_, over, expected) => expect(explainMaking(request(over)).suggestions).toEqual(expected));

  it('a rimless edge that is too thick: the material whose thicker edge still fits, with both numbers', () => {
    const asked = request({ ...rimless, material: 'trivex', rx: { od: eye(-5500), os: eye(-6000) } });
    const { checks, suggestions } = explainMaking(asked);
    expect(checks.filter(({ passed }) => !passed).map(({ reason }) => reason?.code)).toEqual([
      'EDGE_TOO_THICK',
      'EDGE_TOO_THICK',
    ]);
    const made = explainMaking({ ...asked, material: 'index-167' }).checks.filter(({ rule }) => rule === 'edge');
    const [right, left] = made.map(({ params }) => Number(params.value));

    expect(suggestions).toEqual([material('index-167', 'High index 1.67', { value: left as number, max: 5 }, '_EDGE')]);
    expect(left).toBeGreaterThan(right as number);
    expect(left).toBeLessThan(5);
  });

  it('the smaller of the largest blanks of a pair, on the series of the very design', () => {
    const series = (code: string, diametersMm: number[]): BlankSeries => ({
      ...(defaultMakingRules.blanks.find((one) => one.code === code) as BlankSeries),
      diametersMm,
    });
    const rules: MakingRules = {
      ...defaultMakingRules,
      blanks: [
        series('SFV-174-PLAIN', [65]),
        series('FSV-167-AR', [80]),
        series('SFV-167-PLAIN', [75]),
        series('SFV-160-FT28', [65]),
        series('SFV-167-FT28', [70]),
      ],
    };
    const prism = { prisms: [{ amount: 1000, base: 'in' as const }] };
    const asked = (over: Partial<MakingRequest>) =>
      explainMaking(request({ frame: frame(54, 42), rules, ...over })).suggestions[0];

    expect(asked({ material: 'index-174', rx: { od: eye(-2000, prism), os: eye(-2000) } })).toEqual(
      material('index-167', 'High index 1.67', { largest: 75 }, '_BLANK'),
    );
    expect(asked({ design: 'ft-28', rx: pair(-2000, add) })).toEqual(
      material('index-167', 'High index 1.67', { largest: 70 }, '_BLANK'),
    );
  });

  it('the first of the frames at hand that fits', () => {
    const curved = frame(50, 36, { wrapAngleDeg: 18 });
    const frames = [
      { id: 'a', name: 'As curved', frame: frame(50, 36, { wrapAngleDeg: 13 }) },
      { id: 'b', name: 'Flat', frame: frame(50, 36) },
      { id: 'c', name: 'Flat too', frame: frame(50, 36) },
    ];
    expect(explainMaking(request({ rx: pair(-5000), frame: curved }), { frames }).suggestions).toEqual([
      { change: { kind: 'frame', frameId: 'b' }, finding: finding('SUGGEST_FRAME', 'frame', { frame: 'Flat' }) },
    ]);
  });
});

/** What is tried, in its order, when a house of our own making says what works. */
describe('trying', () => {
  const tryOn = (
    asked: MakingRequest,
    codes: [string, string][],
    accepts: (change: Partial<MakingRequest>, frame?: FrameGeometry) => boolean,
    sources: SuggestionSources = {},
  ) => {
    const tried: { change: Partial<MakingRequest>; frame: FrameGeometry | undefined }[] = [];
    const judge: Judge = (change, other) => {
      tried.push({ change, frame: other });
      return accepts(change, other);
    };
    const reasons = codes.map(([code, field]) => finding(code, field, { min: 28 }));
    const suggestions = suggestionsFor(asked, reasons, { bench: benchFor(asked), judge, sources });
    return { tried, suggestions, kinds: suggestions.map(({ change }) => change) };
  };
  const yes = () => true;
  const no = () => false;
  const premium = { design: 'progressive-premium' as const, rx: pair(0, add) };

  it('stops at three: two treatments, two materials, one design, one frame are the most of a kind', () => {
    const frames = [{ id: 'a', name: 'A', frame: frame() }];
    const asked = request({ ...premium, treatments: ['mirror'] });
    const treated = tryOn(asked, [['TREATMENT_NEEDS', 'treatments.mirror']], yes, { frames });
    expect(treated.kinds).toEqual([
      { kind: 'treatments', treatments: ['mirror', 'tint-solid'] },
      { kind: 'treatments', treatments: ['mirror', 'tint-gradient'] },
      { kind: 'material', material: 'polycarbonate' },
    ]);
    expect(treated.tried.some(({ change, frame: other }) => other !== undefined || 'design' in change)).toBe(false);

    const other = tryOn(asked, [['PRISM_NOT_OFFERED', 'od.prism']], yes, { frames });
    expect(other.kinds).toEqual([
      { kind: 'material', material: 'polycarbonate' },
      { kind: 'material', material: 'index-156' },
      { kind: 'design', design: 'progressive-standard' },
    ]);
    expect(other.tried.map(({ change }) => change)).toStrictEqual([
      { material: 'polycarbonate' },
      { material: 'index-156' },
      { design: 'progressive-standard', corridorMm: undefined },
    ]);
  });

  it('tries nothing without a reason', () => {
    expect(tryOn(request(), [], yes)).toEqual({ tried: [], suggestions: [], kinds: [] });
  });

  it.each<[string, Partial<MakingRequest>, string, number[]]>([
    ['the longest other one first', { corridorMm: 11 }, 'LENS_HEIGHT_TOO_SMALL', [17]],
    ['never the one that was chosen', { corridorMm: 17 }, 'HEIGHT_BELOW_DESIGN', [14]],
    ['none when none was chosen', {}, 'LENS_HEIGHT_TOO_SMALL', []],
    ['none when the height is not the reason', { corridorMm: 11 }, 'PRISM_NOT_OFFERED', []],
    ['none in a design without', { corridorMm: 11, design: 'ft-28' }, 'LENS_HEIGHT_TOO_SMALL', []],
  ])('corridors: %s', (_, over, code, expected) => {
    const { kinds } = tryOn(request({ ...premium, ...over }), [[code, 'heights.odMm']], yes);
    expect(kinds.flatMap((change) => (change.kind === 'corridor' ? [change.corridorMm] : []))).toStrictEqual(expected);
    const { design: _none, ...open } = request({ ...premium, ...over });
    expect(tryOn(open, [[code, 'heights.odMm']], yes).kinds.some(({ kind }) => kind === 'corridor')).toBe(false);
  });

  it('treatments only where one of them is a reason, and none that is chosen already', () => {
    const asked = request({ treatments: ['hard-coat', 'ar-standard'] });
    const [power, coat] = [
      ['SPHERE_NOT_OFFERED', 'od.sphere'],
      ['TREATMENTS_EXCLUDE', 'treatments.ar-standard'],
    ] as [string, string][];
    const changes = (codes: [string, string][], accepts = yes) =>
      tryOn(asked, codes, accepts).kinds.flatMap((change) => (change.kind === 'treatments' ? [change.treatments] : []));

    expect(changes([power as [string, string]])).toEqual([]);
    expect(changes([power as [string, string], coat as [string, string]])).toEqual([['ar-standard'], ['hard-coat']]);
    expect(changes([coat as [string, string]], no as typeof yes)).toEqual([]);
    const { treatments: _none, ...open } = asked;
    expect(tryOn(open, [coat as [string, string]], yes).kinds[0]?.kind).toBe('material');
  });

  it('materials by their distance in index, of two the lower one, of those the house sells', () => {
    const { materials } = defaultMakingRules;
    const indices = { cr39: 1.5, crown: 1.25, trivex: 1.75, 'index-156': 1.625 } as const;
    const rules: MakingRules = {
      ...defaultMakingRules,
      materials: {
        ...materials,
        ...Object.fromEntries(
          Object.entries(indices).map(([id, nominalIndex]) => [id, { ...materials[id as MaterialId], nominalIndex }]),
        ),
      },
    };
    const sold: MaterialId[] = ['trivex', 'crown', 'cr39', 'index-156'];
    const tried = (accepts: () => boolean) =>
      tryOn(request({ material: 'cr39', rules }), [['IMPACT_MATERIAL_REQUIRED', 'material']], accepts, {
        materials: sold,
      }).tried.flatMap(({ change }) => change.material ?? []);

    expect(tried(no)).toEqual(['index-156', 'crown', 'trivex']);
    expect(tried(yes)).toEqual(['index-156', 'crown']);
    const { material: _none, ...open } = request();
    expect(tryOn(open, [['FRAME_NOT_RX_ABLE', 'frame']], yes).kinds).toHaveLength(0);
  });

  it('designs of the same use, or those the house names, best first', () => {
    const reasons: [string, string][] = [['MATERIAL_NOT_FOR_DESIGN', 'material']];
    const first = (
      asked: MakingRequest,
      sources: SuggestionSources = {},
      accepts = (change: Partial<MakingRequest>) => 'design' in change,
    ) => tryOn(asked, reasons, accepts, sources).kinds;

    expect(first(request(premium))).toEqual([{ kind: 'design', design: 'progressive-standard' }]);
    expect(first(request({ ...premium, design: 'progressive-standard' }))).toEqual([
      { kind: 'design', design: 'progressive-premium' },
    ]);
    expect(first(request({ ...premium, design: 'office' }))).toEqual([]);
    expect(first(request(premium), { designs: ['progressive-premium', 'ft-35', 'office'] })).toEqual([
      { kind: 'design', design: 'ft-35' },
    ]);
    const { design: _none, ...open } = request(premium);
    expect(first(open, { designs: ['ft-35'] })).toEqual([]);
  });

  it('another frame before a size to look for; and a size only where size is the reason', () => {
    const frames = [{ id: 'a', name: 'A', frame: frame(48, 36) }];
    const asked = request();
    const of = (
      code: string,
      accepts: (change: Partial<MakingRequest>, other?: FrameGeometry) => boolean,
      sources = {},
    ) => tryOn(asked, [[code, 'frame']], accepts, sources).suggestions;
    const inFrame = (_: Partial<MakingRequest>, other?: FrameGeometry) => other !== undefined;

    expect(of('LENS_HEIGHT_TOO_SMALL', inFrame, { frames })[0]?.change).toEqual({ kind: 'frame', frameId: 'a' });
    expect(of('LENS_HEIGHT_TOO_SMALL', no, { frames })).toEqual([higher(28)]);
    expect(of('PRISM_NOT_OFFERED', inFrame)).toEqual([]);
    expect(of('BLANK_TOO_SMALL', no)).toEqual([]);
    expect(
      tryOn(
        asked,
        [
          ['BLANK_TOO_SMALL', 'od.blank'],
          ['LENS_HEIGHT_TOO_SMALL', 'frame.lensHeight'],
        ],
        inFrame,
      ).suggestions,
    ).toEqual([higher(28)]);
  });

  it.each(Array.from({ length: 12 }, (_, i) => i + 1))(
    'finds a frame that must be %d mm narrower, in few tries',
    (by) => {
      const asked = request({ frame: frame(60, 40) });
      const { suggestions, tried } = tryOn(
        asked,
        [['BLANK_TOO_SMALL', 'od.blank']],
        (_, other) => (other?.eyeSizeMm ?? 99) <= 60 - by,
      );

      expect(suggestions).toEqual([narrower(by, 60 - by)]);
      expect(tried.filter(({ frame: other }) => other).length).toBeLessThanOrEqual(5);
    },
  );

  it('a narrower frame is the same one in proportion, with its own bridge, and the same object each time', () => {
    const wide = frame(60, 40, { effectiveDiameterMm: 62 });
    const framesOf = (of: FrameGeometry) =>
      tryOn(request({ frame: of }), [['BLANK_TOO_SMALL', 'od.blank']], no).tried.flatMap(
        ({ frame: other }) => other ?? [],
      );
    const [narrow] = framesOf(wide);

    expect(narrow).toEqual({
      ...wide,
      eyeSizeMm: 48,
      lensHeightMm: 32,
      effectiveDiameterMm: 49.6,
      outline: { radii: wide.outline?.radii.map((radius) => radius * 0.8) },
    });
    expect(framesOf(wide)[0]).toBe(narrow);
    const { outline: _shape, effectiveDiameterMm: _size, ...bare } = wide;
    expect(Object.keys(framesOf(bare)[0] ?? {}).sort()).toEqual(['dblMm', 'eyeSizeMm', 'lensHeightMm', 'rim']);
  });
});
