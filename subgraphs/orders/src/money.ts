import { type MoneyMinor, MoneyType, money } from '@opticworks/kernel';
import type { MoneyValue } from '@opticworks/schema';

export const toValue = (amount: MoneyMinor): MoneyValue => ({
  amountMinor: amount.amountMinor.toString(),
  currency: amount.currency,
});

/** The graph's money for a whole number of minor units. */
export const shown = (minor: bigint | string | number, currency: string): MoneyType =>
  MoneyType.of(money(BigInt(minor), currency));

export const shownValue = (value: MoneyValue): MoneyType => shown(value.amountMinor, value.currency);

export const sumMinor = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

const formatters = new Map<string, Intl.NumberFormat>();

/** For sentences and mails: $198.00, 198,00 €. */
export function inWords(amount: MoneyMinor, locale: 'en' | 'de'): string {
  const key = `${locale}${amount.currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-US', {
      style: 'currency',
      currency: amount.currency,
    });
    formatters.set(key, formatter);
  }
  // The decimal text keeps every digit; Intl reads strings exactly.
  return formatter.format(MoneyType.of(amount).amount as unknown as number);
}
