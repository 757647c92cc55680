import { defaultMakingRules } from '@opticworks/optics/lens';
import { lensRulesDocument } from '@opticworks/schema/making-rules';
import { describe, expect, it } from 'vitest';
import type { RulesDocument } from './making-fields.ts';
import { changedCombinations, combinationsOf, listProblems, listsOf, withLists } from './making-lists.ts';

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
      pairings: [],
      exclusions: lists.exclusions.filter(({ a, b }) => !(a === 'blue-coating' && b === 'mirror')),
    });
    const { gone, come } = changedCombinations(document, without);
    expect(gone).toBe(0);
    const isNew = (one: string) => !combinationsOf(document).has(one);
    const fresh = [...combinationsOf(without)].filter(isNew);
    expect(come).toBe(fresh.length);
    expect(fresh.some((one) => one === 'ft-28 index-174')).toBe(true);
    expect(fresh.some((one) => one.endsWith('cr39 blue-coating mirror'))).toBe(true);
  });
});

it('tells at its row what cannot be saved', () => {
  const told = listProblems({
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
