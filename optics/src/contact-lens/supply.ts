import { addDays } from '../legal/calendar-date.ts';

export type Modality = 'daily' | 'two-weekly' | 'monthly';

/** Lenses one eye uses in a year. */
export const lensesPerYear: Readonly<Record<Modality, number>> = { daily: 365, 'two-weekly': 26, monthly: 12 };

/** Days one lens is worn. */
export const daysPerLens: Readonly<Record<Modality, number>> = { daily: 1, 'two-weekly': 14, monthly: 30 };

/** Boxes of a year for one eye, exact: daily in boxes of 90 is 4.06. @param lensesPerBox > 0 */
export const annualBoxesExact = (modality: Modality, lensesPerBox: number): number =>
  lensesPerYear[modality] / lensesPerBox;

/** Share of a year that an annual supply may fall short of it. */
export const ANNUAL_SHORTFALL = 0.1;

/** Days between sending a subscription and its lenses being needed. */
export const SHIP_LEAD_DAYS = 14;

/**
 * Boxes sold as an annual supply for one eye: whole boxes, where a little less than a year is accepted (4 × 90 dailies, 4 × 6
 * two-weeklies).
 * @param shortfall share of the year that may be missing
 */
export function annualBoxes(modality: Modality, lensesPerBox: number, shortfall: number = ANNUAL_SHORTFALL): number {
  const lenses = lensesPerYear[modality];
  const down = Math.floor(lenses / lensesPerBox);
  return lenses - down * lensesPerBox <= lenses * shortfall ? down : down + 1;
}

/** Days a number of lenses lasts one eye. */
export const daysOfSupply = (modality: Modality, lenses: number): number => lenses * daysPerLens[modality];

/**
 * When a subscription ships next: so that it arrives before the lenses run out, and never past the end of the prescription.
 * @param lensesLeft of the eye that runs out first
 * @returns the date, or null when it would lie after `expiresOn`
 */
export function nextShipDate(
  modality: Modality,
  lensesLeft: number,
  today: string,
  expiresOn: string,
  leadDays: number = SHIP_LEAD_DAYS,
): string | null {
  const ship = addDays(today, Math.max(0, daysOfSupply(modality, lensesLeft) - leadDays));
  return ship > expiresOn ? null : ship;
}
