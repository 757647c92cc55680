import type { StockItemKindName } from './stock-item-kind.ts';

/** Shipping weight in grams by kind, with its own box; used until an item has been weighed. */
const TYPICAL_WEIGHT_GRAMS: Record<StockItemKindName, number> = {
  FRAME: 160,
  ACCESSORY: 80,
  SENSOR: 140,
  CONTACT_LENS: 60,
  FINISHED_LENS: 20,
  SEMI_FINISHED_LENS: 60,
};

/** @returns grams, for one piece */
export function typicalWeightGrams(kind: StockItemKindName): number {
  return TYPICAL_WEIGHT_GRAMS[kind];
}

/** The stock kind of a catalogue kind; null for what has no stock of its own (lenses to order, bundles). */
export function stockKindOf(catalogueKind: string): StockItemKindName | null {
  switch (catalogueKind) {
    case 'FRAME':
    case 'ACCESSORY':
    case 'SENSOR':
    case 'CONTACT_LENS':
      return catalogueKind;
    default:
      return null;
  }
}

/** Contact lenses come in more powers than a shelf holds: suppliers ship them on demand, so they may be sold at zero. */
export function isBackorderable(kind: StockItemKindName): boolean {
  return kind === 'CONTACT_LENS';
}

export interface Demand {
  sku: string;
  quantity: number;
}

/** Adds up lines of the same SKU and sorts by SKU: the one order in which stock rows are locked. */
export function sumBySku(lines: readonly Demand[]): Demand[] {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

export interface BundlePart {
  sku: string;
  quantity: number;
}

/** Replaces bundles by their parts. */
export function expandBundles(
  lines: readonly Demand[],
  partsOf: (sku: string) => readonly BundlePart[] | undefined,
): Demand[] {
  return lines.flatMap((line) => {
    const parts = partsOf(line.sku);
    if (!parts || parts.length === 0) return [line];
    return parts.map((part) => ({ sku: part.sku, quantity: part.quantity * line.quantity }));
  });
}
