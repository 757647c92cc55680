import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import { type BlankSeries, blankSku } from './blanks.ts';
import type { MakingRequest } from './making-checks.ts';
import { defaultMakingRules, type MakingRules } from './making-rules.ts';
import { benchFor, explainMaking, reasonsAgainst, whatCanBeMade } from './what-can-be-made.ts';

const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const frame = (a = 50, b = 40) => ({
  eyeSizeMm: a,
  lensHeightMm: b,
  dblMm: 18,
  rim: 'full-rim' as const,
  outline: syntheticOutline('panto', a, b),
});
const request = (over: Partial<MakingRequest> = {}): MakingRequest => ({
  rx: { od: eye(-2000, { cylinder: -500, axis: 175 }), os: eye(-2000) },
  pd: { kind: 'binocular', distanceMm: 64 },
  frame: frame(),
  design: 'sv-distance',
  material: 'index-160',
  treatments: ['ar-standard'],
  ...over,
});
const house = (...blanks: BlankSeries[]): MakingRules => ({ ...defaultMakingRules, version: 'test', blanks });
const seriesOf = (code: string): BlankSeries =>
  defaultMakingRules.blanks.find((series) => series.code === code) as BlankSeries;

const taken = (asked: MakingRequest, rules = defaultMakingRules) => {
  const bench = benchFor({ ...asked, rules });
  const design = rules.designs[asked.design ?? 'sv-distance'];
  const plan = bench.plan(rules.materials[asked.material ?? 'cr39'], design, asked.treatments ?? []);
  return [plan?.od.blank, plan?.os.blank].map((blank) => (blank ? blankSku(blank) : null));
};

describe('planning a pair on the blanks of the house', () => {
  it.each<[string, Partial<MakingRequest>, (string | null)[]]>([
    ['stock lenses of their power', {}, ['FSV-160-AR-65-M0200-C050', 'FSV-160-AR-65-M0200-C000']],
    [
      'the next diameter when the frame is wide',
      { frame: frame(54, 42) },
      ['FSV-160-AR-70-M0200-C050', 'FSV-160-AR-70-M0200-C000'],
    ],
    [
      'the uncoated lens when no coat is ordered',
      { material: 'cr39', treatments: [] },
      ['FSV-150-HC-65-M0200-C050', 'FSV-150-HC-65-M0200-C000'],
    ],
    [
      'a surfaced blank beside a stock lens for the eye with prism',
      { rx: { od: eye(-2000, { prisms: [{ amount: 1000, base: 'in' }] }), os: eye(-2000) } },
      ['SFV-160-PLAIN-70-B0400', 'FSV-160-AR-65-M0200-C000'],
    ],
    [
      'surfaced blanks for a treatment that stock does not carry',
      { treatments: ['photochromic'] },
      ['SFV-160-PLAIN-70-B0400', 'SFV-160-PLAIN-70-B0400'],
    ],
    [
      'a bifocal by ADD and eye',
      { design: 'ft-28', rx: { od: eye(-2000, { add: 2000 }), os: eye(-2000, { add: 2250 }) } },
      ['SFV-160-FT28-75-B0400-A200-R', 'SFV-160-FT28-75-B0400-A225-L'],
    ],
    ['nothing when nothing is large enough', { material: 'index-174', frame: frame(60, 44) }, [null, null]],
  ])('takes %s', (_, over, skus) => {
    expect(taken(request(over))).toEqual(skus);
  });

  it('takes a base the house has for the design, not one the rule of thumb names', () => {
    const cast = seriesOf('SFV-160-FT28');
    const rules = house({ ...cast, bases: [6_000] } as BlankSeries);
    const asked = request({ design: 'ft-28', rx: { od: eye(-2000, { add: 2000 }), os: eye(-2000, { add: 2000 }) } });

    expect(taken(asked, rules)).toEqual(['SFV-160-FT28-75-B0600-A200-R', 'SFV-160-FT28-75-B0600-A200-L']);
  });

  it('refuses an ADD that is not cast, in numbers', () => {
    const asked = request({ design: 'ft-28', rx: { od: eye(0, { add: 2125 }), os: eye(0, { add: 2000 }) } });

    expect(reasonsAgainst(asked)).toMatchObject([
      { code: 'ADD_NOT_STOCKED', field: 'od.add', params: { min: 1000, max: 3500, value: 2125 } },
    ]);
  });

  it('says when a material is not cast for a design at all', () => {
    const rules = house(seriesOf('FSV-160-AR'), seriesOf('SFV-160-PLAIN'));
    const add = { add: 2000 };
    const asked = request({ design: 'ft-35', rx: { od: eye(0, add), os: eye(0, add) }, rules });

    expect(reasonsAgainst(asked).map(({ code }) => code)).toEqual(['BLANK_NOT_STOCKED', 'BLANK_NOT_STOCKED']);
  });

  it('refuses a pair whose bases cannot be brought together', () => {
    const rules = house(
      { ...seriesOf('SFV-160-PLAIN'), code: 'SMALL', diametersMm: [65], bases: [2_000] } as BlankSeries,
      { ...seriesOf('SFV-160-PLAIN'), code: 'LARGE', diametersMm: [75], bases: [8_000] } as BlankSeries,
    );
    // The right pupil is far out of the lens: its blank must be large, and large ones are steep.
    const asked = request({ pd: { kind: 'monocular', odMm: 28, osMm: 34 }, frame: frame(52, 30), rules });

    expect(taken(asked, rules)[0]).toMatch(/^LARGE/);
    // The left one may be large as well, so the pair is made on steep bases.
    expect(reasonsAgainst(asked)).toEqual([]);
    const slack = { ...rules, blanks: [{ ...rules.blanks[0], diametersMm: [80] } as BlankSeries] };
    expect(reasonsAgainst({ ...asked, rules: slack })).toEqual([]);
  });
});

describe('what would help', () => {
  const words = (asked: MakingRequest, sources = {}) =>
    explainMaking(asked, sources).suggestions.map(({ finding }) => [finding.code, finding.params]);

  it('names the material with a larger blank: 1.74 stocks 70, 1.67 has 75', () => {
    const asked = request({ material: 'index-174', frame: frame(57, 38), treatments: [] });

    expect(reasonsAgainst(asked)[0]).toMatchObject({ params: { needed: 75, largest: 70 } });
    expect(words(asked)[0]).toEqual(['SUGGEST_MATERIAL_BLANK', { material: 'High index 1.67', largest: 75 }]);
  });

  it('names the next smaller frame of the same model before a number to look for', () => {
    const asked = request({ material: 'index-174', frame: frame(58, 40), treatments: [] });
    const frames = [
      { id: 'v57', name: '57□18', frame: frame(57, 40) },
      { id: 'v50', name: '50□18', frame: frame(50, 36) },
    ];

    const { suggestions } = explainMaking(asked, { frames, materials: [] });
    expect(suggestions).toMatchObject([{ change: { kind: 'frame', frameId: 'v50' } }]);
    const narrower = words(asked, { materials: [], designs: [] })[0] as [string, { max: number }];
    expect(narrower[0]).toBe('SUGGEST_FRAME_NARROWER');
    const size = narrower[1].max;
    expect(reasonsAgainst({ ...asked, frame: frame(size, (40 * size) / 58) })).toEqual([]);
    expect(reasonsAgainst({ ...asked, frame: frame(size + 1, (40 * (size + 1)) / 58) })).not.toEqual([]);
  });

  it('names the corridor that fits the measured height', () => {
    const asked = request({
      design: 'progressive-premium',
      corridorMm: 17,
      rx: { od: eye(0, { add: 2000 }), os: eye(0, { add: 2000 }) },
      heights: { odMm: 18, osMm: 18 },
    });

    expect(words(asked)[0]).toEqual(['SUGGEST_CORRIDOR', { value: 14, min: 17 }]);
  });

  it('names the treatment that is missing and the one that is in the way', () => {
    expect(words(request({ treatments: ['mirror'] }))[0]?.[0]).toBe('SUGGEST_WITH');
    expect(words(request({ treatments: ['photochromic', 'tint-solid'] })).map(([code]) => code)).toEqual([
      'SUGGEST_WITHOUT',
      'SUGGEST_WITHOUT',
    ]);
  });

  it('says only what works when it is done', () => {
    const asked = request({ material: 'index-174', frame: { ...frame(56, 36), rim: 'rimless' }, treatments: [] });
    const { suggestions } = explainMaking(asked);

    expect(suggestions.length).toBeGreaterThan(0);
    for (const { change } of suggestions)
      if (change.kind === 'material') expect(reasonsAgainst({ ...asked, material: change.material })).toEqual([]);
  });
});

describe('what judging costs', () => {
  it('plans no pair and calculates no lens twice', () => {
    const asked = request({ treatments: ['ar-standard', 'hard-coat'] });
    const bench = benchFor(asked);
    whatCanBeMade(asked, {}, bench);
    const once = { ...bench.counts };
    whatCanBeMade(asked, {}, bench);

    expect(bench.counts).toEqual(once);
    // Ten designs, eight materials and what is tried to suggest; profiles only for the chosen pair's notices.
    expect(once.plans).toBeLessThanOrEqual(64);
    expect(once.profiles).toBeLessThanOrEqual(2);
  });

  it('needs a profile only where the rim limits the edge', () => {
    const rimless = request({ frame: { ...frame(), rim: 'rimless' }, material: 'trivex', treatments: [] });
    const count = (asked: MakingRequest) => {
      const bench = benchFor(asked);
      reasonsAgainst(asked, bench);
      return bench.counts.profiles;
    };

    expect(count(request())).toBe(0);
    expect(count(rimless)).toBe(2);
  });
});
