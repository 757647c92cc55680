/** Sun protection of a tinted lens, 0 (clear or faint) to 4 (very dark). */
export type FilterCategory = 0 | 1 | 2 | 3 | 4;

/**
 * Least light a category lets through, per cent, darkest last. As the bands of ISO 12312-1 are commonly told; the standard itself was not
 * read, so the category is shown to the customer and decides nothing.
 */
const leastTransmission: readonly (readonly [category: FilterCategory, percent: number])[] = [
  [0, 80],
  [1, 43],
  [2, 18],
  [3, 8],
  [4, 0],
];

/**
 * Category of a tint that keeps so much of the light out; of a gradient, where it is darkest.
 * @param absorptionPercent 0 to 100
 * @throws RangeError outside
 */
export function filterCategory(absorptionPercent: number): FilterCategory {
  if (!(absorptionPercent >= 0 && absorptionPercent <= 100))
    throw new RangeError('A tint keeps 0 to 100 per cent of the light out.');
  const through = 100 - absorptionPercent;
  return leastTransmission.find(([, least]) => through >= least)?.[0] ?? 4;
}
