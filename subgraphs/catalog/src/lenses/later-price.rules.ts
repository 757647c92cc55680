import type { MakingRules, PowerBand } from '@opticworks/optics';
import { type LensChoiceCodes, type LensFacts, type LensPriceTable, priceLenses } from './lens-price.rules.ts';

const BANDS: readonly PowerBand[] = ['A', 'B', 'C'];

export interface BandPrice {
  band: PowerBand;
  /** Limits of the band in thousandths of a dioptre; the strongest has none. */
  maxPower: number | null;
  maxCylinder: number | null;
  totalMinor: bigint;
}

/**
 * What decides the price while the powers are not known. Only what frame and order say counts: a surcharge that would follow from the
 * prescription is the house's, because nothing is added to the price afterwards (ADR 0031).
 */
const knownFacts = (isRimless: boolean, rush: boolean, rules: MakingRules): Omit<LensFacts, 'band'> => ({
  maxPrism: 0,
  maxCylinder: 0,
  maxAdd: 0,
  blankMm: null,
  isRimless,
  isSlabOff: false,
  rush,
  above: rules.surchargeAbove,
});

/** The price of a pair at each band it is offered at, weakest first. */
export function pricesByBand(
  table: LensPriceTable,
  choice: LensChoiceCodes,
  asked: { isRimless: boolean; rush: boolean; rules: MakingRules },
): BandPrice[] {
  const facts = knownFacts(asked.isRimless, asked.rush, asked.rules);
  return BANDS.flatMap((band) => {
    const price = priceLenses(table, choice, { ...facts, band });
    if (!price.offered) return [];
    const limits = band === 'C' ? null : asked.rules.bands[band];
    return [
      {
        band,
        maxPower: limits?.power ?? null,
        maxCylinder: limits?.cylinder ?? null,
        totalMinor: price.totalMinor,
      },
    ];
  });
}

/**
 * Facts at the band the customer named, and otherwise at the dearest, where nobody pays more for the same lenses later.
 * @param said a band these lenses are not offered at counts as not named
 */
export function laterFacts(
  prices: readonly BandPrice[],
  said: PowerBand | null,
  asked: { isRimless: boolean; rush: boolean; rules: MakingRules },
): LensFacts {
  const [dearest] = [...prices].sort((a, b) => Number(b.totalMinor - a.totalMinor));
  const named = prices.find(({ band }) => band === said);
  return { ...knownFacts(asked.isRimless, asked.rush, asked.rules), band: (named ?? dearest)?.band ?? 'C' };
}
