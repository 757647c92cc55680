/** Where a slab may begin, as the lab says: mm above the bottom of the box, in tenths. */
export interface LineLimits {
  usualMm: string;
  minMm: string;
  maxMm: string;
}

/** What was typed as the graph takes it; null where nothing was: the line lies as usual. */
export const lineTyped = (text: string): string | null => text.trim().replace(',', '.') || null;

/** Why a height cannot be ground to, before the lab says so; null for one that can. */
export function lineProblem(text: string, { minMm, maxMm, usualMm }: LineLimits): string | null {
  const typed = lineTyped(text);
  if (typed === null) return null;
  if (!/^\d+(\.\d)?$/.test(typed)) return `Write one number with one decimal at most, such as ${usualMm}.`;
  return Number(typed) < Number(minMm) || Number(typed) > Number(maxMm)
    ? `On this lens it lies between ${minMm} and ${maxMm} mm.`
    : null;
}
