import type { CartLineWish } from './cart.model.ts';

export const MAX_QUANTITY = 20;
export const MAX_LINES = 40;

const sameGoods = (a: CartLineWish, b: CartLineWish): boolean =>
  a.variantId === b.variantId &&
  !a.lens &&
  !b.lens &&
  a.prescriptionId === b.prescriptionId &&
  JSON.stringify(a.contactLens) === JSON.stringify(b.contactLens);

/** Adds lines to lines: equal goods become one line with both quantities; a pair of glasses is always its own line. */
export function joinLines<T extends CartLineWish>(present: readonly T[], added: readonly T[]): T[] {
  const lines = present.map((line) => ({ ...line }));
  for (const line of added) {
    const same = lines.find((other) => sameGoods(other, line));
    if (same) same.quantity = Math.min(MAX_QUANTITY, same.quantity + line.quantity);
    else lines.push({ ...line });
  }
  return lines;
}
