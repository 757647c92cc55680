import { formatDecimal } from './decimal.ts';

/**
 * A power as an optician writes it: always signed, two decimals, a true minus: −2.25, +1.00, plano stays 0.00; with a comma where
 * the reader's language has one.
 */
export function formatPower(text: string | null | undefined, locale: string): string {
  if (text === null || text === undefined || text === '') return '–';
  const value = Number(text.replace('−', '-').replace(',', '.'));
  if (!Number.isFinite(value)) return text;
  const digits = Math.abs(value * 1000) % 10 === 5 ? 3 : 2;
  const size = formatDecimal(Math.abs(value), locale, digits);
  return value === 0 ? size : `${value < 0 ? '−' : '+'}${size}`;
}

/** An axis with three digits, as on paper: 005, 090, 180. */
export const formatAxis = (axis: number | null | undefined): string =>
  axis === null || axis === undefined ? '–' : String(axis).padStart(3, '0');
