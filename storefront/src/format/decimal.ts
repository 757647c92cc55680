import { tagOf } from '../i18n/fill.ts';

/** A measure with a fixed number of decimals, in the reader's notation: 5.8, 5,8. */
export const formatDecimal = (value: number, locale: string, digits: number): string =>
  new Intl.NumberFormat(tagOf(locale), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** A share in per cent with as many decimals as it has, at most four: 7.25%, 7,25 %. */
export const formatPercent = (percent: number, locale: string): string =>
  new Intl.NumberFormat(tagOf(locale), { style: 'percent', maximumFractionDigits: 4 }).format(percent / 100);
