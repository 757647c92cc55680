import { divideRounded, type Rounding } from './rounding.ts';

/** An amount in the smallest unit of its currency (cents, yen), so no fraction is ever lost. */
export interface MoneyMinor {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** A fraction of whole numbers, for rates: 19 % is `{ numerator: 19n, denominator: 100n }`. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const BASIS_POINTS = 10_000n;
const exponents = new Map<string, number>();

/** Builds an amount and checks that the currency is three capital letters (ISO 4217). */
export function money(amountMinor: bigint | number, currency: string): MoneyMinor {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError('A currency is three capital letters, as in ISO 4217.');
  if (typeof amountMinor === 'number' && !Number.isSafeInteger(amountMinor)) {
    throw new RangeError('An amount in minor units is a whole number.');
  }
  return { amountMinor: BigInt(amountMinor), currency };
}

export function zero(currency: string): MoneyMinor {
  return money(0n, currency);
}

/** How many decimals the currency is written with: 2 for USD, 0 for JPY, 3 for KWD (ISO 4217, through Intl). */
export function currencyExponent(currency: string): number {
  let exponent = exponents.get(currency);
  if (exponent === undefined) {
    exponent =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    exponents.set(currency, exponent);
  }
  return exponent;
}

function sameCurrency(a: MoneyMinor, b: MoneyMinor): void {
  if (a.currency !== b.currency) throw new RangeError(`Cannot combine ${a.currency} with ${b.currency}.`);
}

/** @throws RangeError when the currencies differ */
export function add(first: MoneyMinor, ...rest: MoneyMinor[]): MoneyMinor {
  let sum = first.amountMinor;
  for (const next of rest) {
    sameCurrency(first, next);
    sum += next.amountMinor;
  }
  return { amountMinor: sum, currency: first.currency };
}

/** Sum of a possibly empty list. */
export function sum(amounts: readonly MoneyMinor[], currency: string): MoneyMinor {
  return add(zero(currency), ...amounts);
}

/** @throws RangeError when the currencies differ */
export function subtract(a: MoneyMinor, b: MoneyMinor): MoneyMinor {
  sameCurrency(a, b);
  return { amountMinor: a.amountMinor - b.amountMinor, currency: a.currency };
}

/**
 * Multiplies by a whole number (exact) or a ratio (rounded as told).
 * @throws RangeError for a ratio without a rounding rule, a fraction or a zero denominator
 */
export function multiply(a: MoneyMinor, by: number | bigint | Ratio, rounding?: Rounding): MoneyMinor {
  if (typeof by === 'bigint' || typeof by === 'number') {
    if (typeof by === 'number' && !Number.isSafeInteger(by))
      throw new RangeError('Multiply by a ratio, not a fraction.');
    return { amountMinor: a.amountMinor * BigInt(by), currency: a.currency };
  }
  if (!rounding) throw new RangeError('Multiplying by a ratio needs a rounding rule.');
  return { amountMinor: divideRounded(a.amountMinor * by.numerator, by.denominator, rounding), currency: a.currency };
}

/** A share in basis points: 825 is 8.25 %. */
export function percentOf(a: MoneyMinor, bps: number, rounding: Rounding): MoneyMinor {
  if (!Number.isSafeInteger(bps)) throw new RangeError('Basis points are a whole number.');
  return multiply(a, { numerator: BigInt(bps), denominator: BASIS_POINTS }, rounding);
}

/** Negative, zero or positive, for sorting. */
export function compare(a: MoneyMinor, b: MoneyMinor): -1 | 0 | 1 {
  sameCurrency(a, b);
  return a.amountMinor === b.amountMinor ? 0 : a.amountMinor < b.amountMinor ? -1 : 1;
}
