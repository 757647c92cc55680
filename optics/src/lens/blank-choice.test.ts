import { describe, expect, it } from 'vitest';
import { syntheticOutline } from '../frame/synthetic-outline.ts';
import type { EyeRx } from '../prescription/prescription.types.ts';
import {
  type BlankRule,
  type BlankStock,
  blankCandidates,
  blankRuleFor,
  type ChosenBlank,
  decideBlanks,
  type LensOrder,
  plannedBlank,
} from './blank-choice.ts';
import { defaultMakingRules } from './making-rules.ts';
import { benchFor } from './what-can-be-made.ts';

const rules = defaultMakingRules;
const eye = (sphere: number, over: Partial<EyeRx> = {}): EyeRx => ({
  sphere,
  cylinder: 0,
  axis: null,
  add: null,
  prisms: [],
  ...over,
});
const order: LensOrder = { design: 'sv-distance', material: 'index-160', treatments: ['ar-standard'] };

/** Candidates of the right lens as planned for a frame of so wide an eye size. */
function candidates(rx: EyeRx, over: Partial<LensOrder> = {}, eyeSizeMm = 50) {
  const asked = { ...order, ...over };
  const bench = benchFor({
    rx: { od: rx, os: rx },
    pd: { kind: 'binocular', distanceMm: 64 },
    frame: {
      eyeSizeMm,
      lensHeightMm: 40,
      dblMm: 18,
      rim: 'full-rim',
      outline: syntheticOutline('panto', eyeSizeMm, 40),
    },
    rules,
  });
  const plan = bench.plan(rules.materials[asked.material], rules.designs[asked.design], asked.treatments)!;
  const skus = (of: ChosenBlank[]) => of.map(({ sku }) => sku);
  const { finished, surfaced } = blankCandidates(plan.od, asked, rules);
  return { finished: skus(finished), surfaced: skus(surfaced), planned: plannedBlank(plan.od, rules), plan };
}

describe('what a lens could be made from', () => {
  it('is the stock lens of its power, the smallest that is large enough first', () => {
    expect(candidates(eye(-2000, { cylinder: -500, axis: 175 })).finished).toEqual([
      'FSV-160-AR-65-M0200-C050',
      'FSV-160-AR-70-M0200-C050',
      'FSV-160-AR-75-M0200-C050',
    ]);
    expect(candidates(eye(-2000), {}, 58).finished).toEqual(['FSV-160-AR-75-M0200-C000']);
  });

  it('or a blank to be ground, the nearest base first and none that is off by more than the pair may be', () => {
    const { surfaced, plan } = candidates(eye(-2000));
    const bases = surfaced.map((sku) => Number(sku.slice(-4)) / 100);

    expect(plan.od.baseCurve).toBe(4);
    expect(surfaced.slice(0, 3)).toEqual([
      'SFV-160-PLAIN-70-B0400',
      'SFV-160-PLAIN-75-B0400',
      'SFV-160-PLAIN-80-B0400',
    ]);
    expect(new Set(bases)).toEqual(
      new Set([0.5, 1, 2, 4, 6, 8].filter((base) => Math.abs(base - 4) <= rules.limits.pairBaseSlack)),
    );
  });

  it('takes a plain stock lens before a coated one of the same size, and only what carries the treatments', () => {
    const cr39 = { material: 'cr39' as const, treatments: [] };

    expect(candidates(eye(-2000), cr39, 54).finished).toEqual([
      'FSV-150-HC-70-M0200-C000',
      'FSV-150-AR-70-M0200-C000',
      'FSV-150-HC-75-M0200-C000',
    ]);
    expect(candidates(eye(-2000), { ...cr39, treatments: ['ar-standard'] }, 50).finished).toEqual([
      'FSV-150-AR-70-M0200-C000',
    ]);
    expect(candidates(eye(-2000), { treatments: ['photochromic'] }).finished).toEqual([]);
  });

  it('is never a stock lens with prism, off the grid, or of a design that has none', () => {
    expect(candidates(eye(-2000, { prisms: [{ amount: 1000, base: 'in' }] })).finished).toEqual([]);
    expect(candidates(eye(-8000)).finished).toEqual([]);
    expect(candidates(eye(-2000, { add: 2000 }), { design: 'progressive-premium' }).finished).toEqual([]);
  });

  it('has the ADD and the side moulded in where the design is cast', () => {
    const { surfaced } = candidates(eye(-2000, { add: 2250 }), { design: 'ft-28', treatments: [] });

    expect(surfaced.length).toBeGreaterThan(0);
    expect(surfaced.filter((sku) => !/^SFV-160-FT28-75-B\d+-A225-R$/.test(sku))).toEqual([]);
  });

  it('is nothing where the rules found nothing', () => {
    const none = candidates(eye(-2000), { material: 'index-174', treatments: [] }, 60);

    expect([none.finished, none.surfaced, none.planned]).toEqual([[], [], null]);
  });

  it('has names people can read, and a base only where it is ground', () => {
    expect(candidates(eye(-2000)).planned).toEqual({
      kind: 'FINISHED',
      sku: 'FSV-160-AR-65-M0200-C000',
      name: 'Finished SV 160 AR Ø65 -2.00 0.00',
      diameterMm: 65,
      base: null,
    });
    expect(candidates(eye(-2000), { treatments: ['photochromic'] }).planned).toMatchObject({
      kind: 'SURFACED',
      base: 4,
      name: expect.stringMatching(/^Semi-finished 160 plain/),
    });
  });
});

describe('the blank that is taken', () => {
  const blank = (sku: string): ChosenBlank => ({
    kind: sku.startsWith('F') ? 'FINISHED' : 'SURFACED',
    sku,
    name: sku,
    diameterMm: 65,
    base: null,
  });
  const lens = (finished: string[], surfaced: string[]) => ({
    finished: finished.map(blank),
    surfaced: surfaced.map(blank),
  });
  const pair = (od: ReturnType<typeof lens>, os = od) => [
    { eye: 'OD', ...od },
    { eye: 'OS', ...os },
  ];
  const shelf =
    (levels: Record<string, number | BlankStock>) =>
    (sku: string): BlankStock => {
      const level = levels[sku] ?? 0;
      return typeof level === 'number' ? { available: level, coming: 0 } : level;
    };
  const rule = (whenShort: BlankRule['whenShort'], pairAlike = false): BlankRule => ({
    material: '*',
    whenShort,
    pairAlike,
  });
  const skus = (decided: ReturnType<typeof decideBlanks>) =>
    decided.map(({ blank: chosen, stockFill }) => [chosen?.sku ?? null, stockFill]);

  it.each<[string, Record<string, number | BlankStock>, BlankRule, (string | null)[][]]>([
    [
      'the best that is there',
      { F1: 0, F2: 2 },
      rule('WAIT'),
      [
        ['F2', null],
        ['F2', null],
      ],
    ],
    [
      'counted each: one left serves one of two equal eyes',
      { F1: 1, S1: 5 },
      rule('SURFACE'),
      [
        ['F1', null],
        ['S1', 'SURFACED'],
      ],
    ],
    [
      'waited for, where the house waits',
      { S1: 5 },
      rule('WAIT'),
      [
        ['F1', null],
        ['F1', null],
      ],
    ],
    [
      'waited for while more is on order',
      { F1: { available: 0, coming: 1 }, S1: 5 },
      rule('WAIT_IF_ON_ORDER'),
      [
        ['F1', null],
        ['F1', null],
      ],
    ],
    [
      'ground where nothing is on order',
      { S1: 5 },
      rule('WAIT_IF_ON_ORDER'),
      [
        ['S1', 'SURFACED'],
        ['S1', 'SURFACED'],
      ],
    ],
    [
      'the stock lens again where there is nothing to grind either',
      {},
      rule('SURFACE'),
      [
        ['F1', null],
        ['F1', null],
      ],
    ],
    [
      'alike for both eyes where the house wants it',
      { F1: 1, S1: 5 },
      rule('SURFACE', true),
      [
        ['S1', null],
        ['S1', 'SURFACED'],
      ],
    ],
    [
      'alike only as far as there are blanks',
      { F1: 1, S1: 1 },
      rule('SURFACE', true),
      [
        ['F1', null],
        ['S1', 'SURFACED'],
      ],
    ],
    [
      'left alone where both are stock lenses',
      { F1: 2, S1: 5 },
      rule('SURFACE', true),
      [
        ['F1', null],
        ['F1', null],
      ],
    ],
  ])('is %s', (_, levels, asked, expected) => {
    expect(skus(decideBlanks(pair(lens(['F1', 'F2'], ['S1'])), shelf(levels), asked))).toEqual(expected);
  });

  it('of a lens that must be ground is the first that is there, or the first of all', () => {
    const ground = pair(lens([], ['S1', 'S2']));

    expect(skus(decideBlanks(ground, shelf({ S2: 1 }), rule('WAIT')))).toEqual([
      ['S2', null],
      ['S1', null],
    ]);
    expect(skus(decideBlanks(pair(lens([], [])), shelf({}), rule('WAIT')))).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('follows the rule of its material, else the one for all', () => {
    const own: BlankRule = { material: 'cr39', whenShort: 'SURFACE', pairAlike: true };
    const all = rule('WAIT_IF_ON_ORDER');

    expect(blankRuleFor('cr39', [all, own])).toBe(own);
    expect(blankRuleFor('trivex', [own, all])).toBe(all);
    expect(blankRuleFor('trivex', [own])).toEqual({ material: '*', whenShort: 'WAIT', pairAlike: false });
  });
});
