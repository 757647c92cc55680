import type { ResultOf } from '../../graph/tada.ts';
import type { benchTermsQuery } from './bench-terms.documents.ts';

export type ChecklistEntry = ResultOf<typeof benchTermsQuery>['labChecklist']['items'][number];

export const groups = ['identity', 'surface', 'coating', 'edge', 'mounting', 'safety'] as const;
export const conditions: readonly { value: string; label: string }[] = [
  { value: '', label: 'Always' },
  { value: 'coating', label: 'With a coating' },
  { value: 'tint', label: 'With a tint' },
  { value: 'rimless-or-half-rim', label: 'Rimless or half rim' },
  { value: 'engraving', label: 'With engravings' },
  { value: 'eu-device', label: 'Filled in the EU' },
];
export const stageNames: readonly (readonly [code: string, label: string])[] = [
  ['uncut', 'Uncut'],
  ['final', 'Final'],
];

/** A name of its own for a new item, from its English words; those of the list are taken. */
export function codeFor(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[^A-Z]+|_+$/g, '')
    .slice(0, 30);
  const base = plain.length > 1 ? plain : 'ITEM';
  for (let i = 1; ; i++) {
    const code = i === 1 ? base : `${base}_${i}`;
    if (!taken.includes(code)) return code;
  }
}

/** As the server takes it; items that were only added here get their name now. */
export function checklistInput(items: readonly ChecklistEntry[]) {
  const taken = items.map(({ code }) => code).filter(Boolean);
  return items.map(({ isKept: _, code, stages, ...item }) => {
    const name = code || codeFor(item.en, taken);
    if (!code) taken.push(name);
    return { ...item, code: name, stages: [...stages] };
  });
}

export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by;
  if (to < 0 || to >= items.length) return [...items];
  const next = [...items];
  [next[from], next[to]] = [next[to] as Item, next[from] as Item];
  return next;
}
