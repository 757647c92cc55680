import { tagOf } from '../i18n/fill.ts';

/** A measure with a fixed number of decimals, in the reader's notation: 5.8, 5,8. */
export const formatDecimal = (value: number, locale: string, digits: number): string =>
  new Intl.NumberFormat(tagOf(locale), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
