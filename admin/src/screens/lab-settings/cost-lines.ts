import { designs, materials, treatments } from '@opticworks/optics/lens';

export const COST_KINDS = [
  'FINISHED_BLANK',
  'SURFACED_BLANK',
  'DESIGN',
  'TREATMENT',
  'FRAME',
  'LABOUR',
  'SHIPPING',
] as const;
export type CostKind = (typeof COST_KINDS)[number];

export const kindNames: Record<CostKind, string> = {
  FINISHED_BLANK: 'Stock lens, each',
  SURFACED_BLANK: 'Semi-finished blank, each',
  DESIGN: 'Design, each lens',
  TREATMENT: 'Treatment, each lens',
  FRAME: 'Frame',
  LABOUR: 'Work, each lens',
  SHIPPING: 'Way to the customer',
};

const named = (list: Readonly<Record<string, { id: string; name: string }>>) =>
  Object.values(list).map(({ id, name }) => [id, name] as const);
const codes: Record<CostKind, readonly (readonly [code: string, name: string])[]> = {
  FINISHED_BLANK: named(materials),
  SURFACED_BLANK: named(materials),
  DESIGN: named(designs),
  TREATMENT: named(treatments),
  FRAME: [],
  LABOUR: [
    ['surfacing', 'Surfacing'],
    ['finishing', 'Finishing'],
  ],
  SHIPPING: [],
};

/** What a line of the book is about. A code this program no longer knows stays readable as its code. */
export function lineName(kind: CostKind, code: string): string {
  if (code === '*') return codes[kind].length === 0 ? kindNames[kind] : 'All others';
  return codes[kind].find(([one]) => one === code)?.[1] ?? code;
}

/** Codes of a kind that have no line of their own yet. */
export const openCodes = (
  kind: CostKind,
  book: readonly { kind: string; code: string }[],
): readonly (readonly [code: string, name: string])[] =>
  codes[kind].filter(([code]) => !book.some((line) => line.kind === kind && line.code === code));
