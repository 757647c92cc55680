import { addDays } from '../legal/calendar-date.ts';

export type Modality = 'daily' | 'two-weekly' | 'monthly';

/** Lenses one eye uses in a year. */
export const lensesPerYear: Readonly<Record<Modality, number>> = { daily: 365, 'two-weekly': 26, monthly: 12 };

/** Days one lens is worn. */
export const daysPerLens: Readonly<Record<Modality, number>> = { daily: 1, 'two-weekly': 14, monthly: 30 };

/** Boxes of a year for one eye, exact: daily in boxes of 90 is 4.06. @param lensesPerBox > 0 */
export const annualBoxesExact = (modality: Modality, lensesPerBox: number): number =>
  lensesPerYear[modality] / lensesPerBox;

/**
 * Boxes sold as an annual supply for one eye: whole boxes, where up to a tenth of a year short is accepted
 * (4 × 90 dailies, 4 × 6 two-weeklies).
 */
export function annualBoxes(modality: Modality, lensesPerBox: number): number {
  const exact = annualBoxesExact(modality, lensesPerBox);
  const down = Math.floor(exact + 1e-9);
  return down >= 1 && (exact - down) / exact <= 0.1 ? down : Math.ceil(exact - 1e-9);
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
  leadDays = 14,
): string | null {
  const ship = addDays(today, Math.max(0, daysOfSupply(modality, lensesLeft) - leadDays));
  return ship > expiresOn ? null : ship;
}
