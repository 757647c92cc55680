import { defaultMakingRules, type TreatmentId, treatmentIds, treatmentReasons } from '@opticworks/optics/lens';
import { lensRulesDocument } from '@opticworks/schema/making-rules';
import { describe, expect, it } from 'vitest';
import type { RulesDocument } from './making-fields.ts';
import { basesIn, changedCombinations, combinationsOf, listProblems, listsOf, withLists } from './making-lists.ts';

const { version: _, blanks: __, ...rules } = defaultMakingRules;
const document: RulesDocument = rules;
const lists = listsOf(document);

describe('pairings and exclusions as rows', () => {
  it('say what the document says, each exclusion once', () => {
    expect(lists.pairings[0]).toEqual({
      materials: ['index-174'],
      designs: ['ft-28', 'ft-35'],
      why: 'Segments are not cast in 1.74.',
      whyDe: '',
    });
    const pairs = lists.exclusions.map(({ a, b }) => [a, b].sort().join(' '));
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs).toContain('ar-premium ar-standard');
    expect(pairs).toContain('blue-coating mirror');
  });

  it('change nothing of what can be chosen when they are written back, and the server takes them', () => {
    const again = withLists(document, lists);
    expect(changedCombinations(document, again)).toEqual({ gone: 0, come: 0 });
    expect(listsOf(again)).toEqual(lists);
    expect(lensRulesDocument.safeParse(again).success).toBe(true);
  });

  it('keep a reason in both languages', () => {
    const [first, ...rest] = lists.pairings;
    const next = withLists(document, {
      ...lists,
      pairings: [{ ...first!, whyDe: ' Segmente werden in 1,74 nicht gegossen. ' }, ...rest],
    });
    expect(next.pairings[0]?.whyDe).toBe('Segmente werden in 1,74 nicht gegossen.');
    expect(next.pairings[1]).not.toHaveProperty('whyDe');
    expect(lensRulesDocument.safeParse(next).success).toBe(true);
  });
});

describe('stock and impact as rows', () => {
  it('say what the document says, and are no change when they are written back', () => {
    expect(lists.impactResistant).toEqual(['trivex', 'polycarbonate']);
    expect(lists.stock).toEqual({
      plain: ['hard-coat', 'uv400'],
      coated: ['hard-coat', 'ar-standard', 'uv400'],
      bases: '0.50 1.00 2.00 4.00 6.00 8.00',
    });
    expect(JSON.stringify(withLists(document, lists).stockTreatments)).toBe(JSON.stringify(document.stockTreatments));
    expect(withLists(document, lists).stockedBases).toEqual(document.stockedBases);
  });

  it('write down what is chosen', () => {
    const next = withLists(document, {
      ...lists,
      impactResistant: ['trivex'],
      stock: { plain: [], coated: ['hard-coat', 'ar-premium'], bases: '8 4,25 6' },
    });
    expect([next.materials.trivex.isImpactResistant, next.materials.polycarbonate.isImpactResistant]).toEqual([
      true,
      false,
    ]);
    expect(next.stockTreatments).toEqual({ plain: [], coated: ['hard-coat', 'ar-premium'] });
    expect(next.stockedBases).toEqual([4.25, 6, 8]);
    expect(lensRulesDocument.safeParse(next).success).toBe(true);
  });

  it('tell what is no base, and leave the stored ones', () => {
    for (const text of ['', 'four', '4.125', '-1', '21']) {
      expect([text, basesIn(text)]).toEqual([text, null]);
      const wrong = { ...lists, stock: { ...lists.stock, bases: text } };
      expect(listProblems(wrong).map(({ list }) => list)).toEqual(['bases']);
      expect(withLists(document, wrong).stockedBases).toEqual(document.stockedBases);
    }
  });
});

describe('treatments and what they need as rows', () => {
  const row = (treatment: TreatmentId) => lists.treatments.find((one) => one.treatment === treatment)!;
  const withRow = (treatment: TreatmentId, part: object) =>
    withLists(document, {
      ...lists,
      treatments: lists.treatments.map((one) => (one.treatment === treatment ? { ...one, ...part } : one)),
    });

  it('say what the document says: every treatment once, each need by itself', () => {
    expect(lists.treatments.map(({ treatment }) => treatment)).toEqual(treatmentIds);
    expect(row('blue-mass').materials).toEqual(['index-156', 'polycarbonate', 'index-160', 'index-167', 'index-174']);
    expect(row('uv400').inherentIn).toContain('polycarbonate');
    expect(lists.needs).toEqual([
      { treatment: 'ar-standard', anyOf: ['hard-coat'] },
      { treatment: 'ar-premium', anyOf: ['hard-coat'] },
      { treatment: 'mirror', anyOf: ['tint-solid', 'tint-gradient', 'polarised'] },
    ]);
  });

  it('leave the document as it is but for exclusions, which are written at both treatments', () => {
    const again = withLists(document, lists);
    const withoutExclusions = ({ treatments, ...rest }: RulesDocument) => ({
      ...rest,
      treatments: Object.values(treatments).map(({ excludes: _, ...one }) => one),
    });
    expect(withoutExclusions(again)).toEqual(withoutExclusions(document));
  });

  it('are written where the evaluator reads them, and the server takes them', () => {
    const next = withLists(document, {
      ...lists,
      treatments: lists.treatments.map((one) =>
        one.treatment === 'polarised'
          ? { ...one, materials: ['cr39'], inherentIn: ['trivex'], refusedDesigns: ['ft-28'] }
          : one,
      ),
      needs: [...lists.needs, { treatment: 'polarised', anyOf: ['uv400'] }],
    });
    expect(next.treatments.polarised).toEqual({
      ...document.treatments.polarised,
      materials: ['cr39'],
      inherentIn: ['trivex'],
      refusedDesigns: ['ft-28'],
      needs: [['uv400']],
      excludes: next.treatments.polarised.excludes,
    });
    expect(lensRulesDocument.safeParse(next).success).toBe(true);
    const codes = (material: 'cr39' | 'trivex' | 'index-160', design: 'ft-28' | 'sv-distance') =>
      treatmentReasons(
        'polarised',
        { material: next.materials[material], design: next.designs[design], chosen: ['polarised'] },
        { checksNeeds: true, treatments: next.treatments },
      ).map(({ code }) => code);
    expect(codes('cr39', 'sv-distance')).toEqual(['TREATMENT_NEEDS']);
    expect(codes('trivex', 'sv-distance')).toEqual([]);
    expect(codes('index-160', 'ft-28')).toEqual(['TREATMENT_NOT_FOR_MATERIAL', 'TREATMENT_NOT_FOR_DESIGN']);
  });

  it('are counted in the preview: a material that goes, and a need that makes treatments impossible together', () => {
    const lost = [...combinationsOf(document)].filter((one) => /^\S+ cr39( .*)? photochromic( |$)/.test(one)).length;
    expect(lost).toBeGreaterThan(10);
    const without = withRow('photochromic', {
      materials: row('photochromic').materials.filter((one) => one !== 'cr39'),
    });
    expect(changedCombinations(document, without)).toEqual({ gone: lost, come: 0 });
    // Mirror needs a tint or a polarised front, and none of them goes with photochromic.
    expect(combinationsOf(document).has('sv-distance cr39 photochromic mirror')).toBe(false);
    const free = withLists(document, {
      ...lists,
      needs: lists.needs.filter(({ treatment }) => treatment !== 'mirror'),
    });
    expect(combinationsOf(free).has('sv-distance cr39 photochromic mirror')).toBe(true);
    expect(changedCombinations(document, free).come).toBeGreaterThan(0);
  });

  it('are counted as the evaluator judges: some set of treatments around these stands against no rule', () => {
    const counted = combinationsOf(document);
    /** Of all sets of treatments, those without a reason against them. */
    const sets = Array.from({ length: 2 ** treatmentIds.length }, (_, bits) =>
      treatmentIds.filter((_id, i) => bits & (1 << i)),
    ).filter((chosen) => chosen.length <= 4);
    for (const design of ['sv-distance', 'office'] as const)
      for (const material of ['crown', 'cr39', 'index-174'] as const) {
        if (document.pairings.some((one) => one.designs.includes(design) && one.materials.includes(material))) continue;
        const to = { material: document.materials[material], design: document.designs[design] };
        const good = sets.filter((chosen) =>
          chosen.every(
            (id) =>
              treatmentReasons(id, { ...to, chosen }, { checksNeeds: true, treatments: document.treatments }).length ===
              0,
          ),
        );
        const small = sets.filter((chosen) => chosen.length <= 2);
        const expected = small.filter((few) => good.some((chosen) => few.every((id) => chosen.includes(id))));
        expect(small.filter((few) => counted.has([design, material, ...few].join(' ')))).toEqual(expected);
      }
  });

  it('tell at their row what cannot be saved, which the server refuses as well', () => {
    const needs = [
      { treatment: '', anyOf: ['hard-coat'] },
      { treatment: 'mirror', anyOf: [] },
      { treatment: 'mirror', anyOf: ['mirror', 'tint-solid'] },
      { treatment: 'ar-premium', anyOf: ['ar-standard'] },
      { treatment: 'ar-premium', anyOf: ['ar-standard', 'hard-coat'] },
    ] as const;
    expect(listProblems({ ...lists, needs }).map(({ list, row: at, sentence }) => `${list} ${at} ${sentence}`)).toEqual(
      [
        'needs 0 Choose the treatment.',
        'needs 1 Choose what it needs.',
        'needs 2 A treatment cannot need itself.',
        'needs 3 It excludes all of these and could never be made.',
      ],
    );
    for (const need of needs.slice(1))
      expect(lensRulesDocument.safeParse(withLists(document, { ...lists, needs: [need] })).success).toBe(
        need === needs[4],
      );
  });
});

describe('the preview', () => {
  it('counts what a pairing takes away: progressives in 1.56 with none, one or two treatments', () => {
    const added = { materials: ['index-156'], designs: ['office'], why: 'no', whyDe: '' } as const;
    const next = withLists(document, { ...lists, pairings: [...lists.pairings, added] });
    const lost = [...combinationsOf(document)].filter((one) => one.startsWith('office index-156')).length;
    expect(lost).toBeGreaterThan(10);
    expect(changedCombinations(document, next)).toEqual({ gone: lost, come: 0 });
  });

  it('counts what comes when an exclusion or a pairing goes', () => {
    const without = withLists(document, {
      ...lists,
      pairings: [],
      exclusions: lists.exclusions.filter(({ a, b }) => !(a === 'blue-coating' && b === 'mirror')),
    });
    const { gone, come } = changedCombinations(document, without);
    expect(gone).toBe(0);
    const was = combinationsOf(document);
    const fresh = [...combinationsOf(without)].filter((one) => !was.has(one));
    expect(come).toBe(fresh.length);
    expect(fresh.some((one) => one === 'ft-28 index-174')).toBe(true);
    expect(fresh.some((one) => one.endsWith('cr39 blue-coating mirror'))).toBe(true);
  });
});

it('tells at its row what cannot be saved', () => {
  const told = listProblems({
    ...lists,
    pairings: [lists.pairings[0]!, { materials: [], designs: [], why: ' ', whyDe: '' }],
    exclusions: [
      { a: 'mirror', b: 'polarised' },
      { a: 'polarised', b: 'mirror' },
      { a: 'mirror', b: 'mirror' },
      { a: '', b: 'mirror' },
    ],
  });
  expect(told.map(({ list, row, sentence }) => `${list} ${row} ${sentence}`)).toEqual([
    'pairings 1 Choose a material.',
    'pairings 1 Choose a design.',
    'pairings 1 Say why.',
    'exclusions 1 This pair stands there twice.',
    'exclusions 2 Choose two different treatments.',
    'exclusions 3 Choose two treatments.',
  ]);
  expect(listProblems(lists)).toEqual([]);
});
