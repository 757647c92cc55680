import { addMonths } from './calendar-date.ts';

export interface ExpiryLaw {
  /** Default life of a spectacle prescription in months when the document names no date; null where unregulated. */
  spectacleMonths: number | null;
  /** Whether dispensing on an expired spectacle prescription is refused. */
  blocksExpiredSpectacles: boolean;
  /** Shortest lawful life of a contact lens prescription in months; a shorter date needs a documented medical reason. */
  contactLensMinMonths: number | null;
  blocksExpiredContactLenses: boolean;
}

const US_UNREGULATED = ['MT', 'NE', 'SD', 'WV'];

const unitedStates: ExpiryLaw = {
  spectacleMonths: 24,
  blocksExpiredSpectacles: true,
  contactLensMinMonths: 12,
  blocksExpiredContactLenses: true,
};

/** Elsewhere an old spectacle prescription is a professional question, not a prohibition: it warns. */
const elsewhere: ExpiryLaw = {
  spectacleMonths: null,
  blocksExpiredSpectacles: false,
  contactLensMinMonths: null,
  blocksExpiredContactLenses: true,
};

/** Life of a prescription by jurisdiction: an ISO country ("US", "DE") or a US state ("US-LA"). */
export const expiryLaws: Readonly<Record<string, ExpiryLaw>> = {
  US: unitedStates,
  'US-LA': { ...unitedStates, spectacleMonths: 18 },
  ...Object.fromEntries(US_UNREGULATED.map((state) => [`US-${state}`, { ...unitedStates, spectacleMonths: null }])),
};

/**
 * About sixteen states are said to let a spectacle prescription end after a year; which ones, no source at hand lists. These names are
 * common knowledge only: each blocks sales, so each waits until an owner has looked its law up and switches it on.
 */
const US_SAID_ONE_YEAR = [
  'AR',
  'AZ',
  'CO',
  'DC',
  'GA',
  'ID',
  'IN',
  'KS',
  'MI',
  'MN',
  'OH',
  'OK',
  'SC',
  'TN',
  'TX',
  'UT',
];
export const unverifiedExpiryLaws: Readonly<Record<string, ExpiryLaw>> = Object.fromEntries(
  US_SAID_ONE_YEAR.map((state) => [`US-${state}`, { ...unitedStates, spectacleMonths: 12 }]),
);

/** The law of a jurisdiction; a state falls back to its country. */
export const expiryLawOf = (jurisdiction: string, laws: Readonly<Record<string, ExpiryLaw>> = expiryLaws): ExpiryLaw =>
  laws[jurisdiction] ?? laws[jurisdiction.slice(0, 2)] ?? elsewhere;

/** Used where neither the document nor the state names a term. */
export const FALLBACK_SPECTACLE_MONTHS = 24;

/**
 * Last day a spectacle prescription can be filled: the prescriber's date, else the state's term, else two years.
 * Counts from the issue date, never from the day it was entered.
 */
export function spectacleExpiry(
  rx: { issuedOn: string; expiresOn?: string | null },
  jurisdiction: string,
  laws?: Readonly<Record<string, ExpiryLaw>>,
): string {
  if (rx.expiresOn) return rx.expiresOn;
  return addMonths(rx.issuedOn, expiryLawOf(jurisdiction, laws).spectacleMonths ?? FALLBACK_SPECTACLE_MONTHS);
}

/**
 * Last day a contact lens prescription can be filled. In the US a date less than a year after issue counts only with a
 * documented medical reason (16 CFR 315.6); without one the year is granted.
 */
export function contactLensExpiry(
  rx: { issuedOn: string; expiresOn?: string | null; hasMedicalReason?: boolean },
  jurisdiction: string,
  laws?: Readonly<Record<string, ExpiryLaw>>,
): string {
  const shortest = addMonths(rx.issuedOn, expiryLawOf(jurisdiction, laws).contactLensMinMonths ?? 12);
  if (!rx.expiresOn) return shortest;
  const mayBeShort = rx.hasMedicalReason || expiryLawOf(jurisdiction, laws).contactLensMinMonths === null;
  return rx.expiresOn < shortest && !mayBeShort ? shortest : rx.expiresOn;
}

/** A prescription can be filled through its last day. */
export const isExpired = (expiresOn: string, today: string): boolean => today > expiresOn;
