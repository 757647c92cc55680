export interface Money {
  amount: string;
  currencyCode: string;
}

const formats = new Map<string, Intl.NumberFormat>();

/** A price as the reader writes it: $198.00, 198,00 $. The exact decimal text goes straight to Intl, never through a float. */
export function formatMoney({ amount, currencyCode }: Money, locale: string): string {
  const key = `${locale}:${currencyCode}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-US', { style: 'currency', currency: currencyCode });
    formats.set(key, format);
  }
  return format.format(amount as unknown as number);
}

export const isZero = ({ amount }: Money): boolean => /^-?0*(\.0*)?$/.test(amount);

/** Frame plus lenses, exact to the cent: both are decimal texts of one currency. */
export function sumOf(a: Money, b: Money): Money {
  const cents = (money: Money) => BigInt(Math.round(Number(money.amount) * 100));
  const total = cents(a) + cents(b);
  const text = total.toString().padStart(3, '0');
  return { amount: `${text.slice(0, -2)}.${text.slice(-2)}`, currencyCode: a.currencyCode };
}
