import { currencyExponent, type MoneyMinor, money } from './money.ts';

/** Writes an amount with exactly the decimals of its currency: `198.00`, `-0.05`, `500` for yen. */
export function toDecimalString(amount: MoneyMinor): string {
  const exponent = currencyExponent(amount.currency);
  const negative = amount.amountMinor < 0n;
  const digits = (negative ? -amount.amountMinor : amount.amountMinor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent > 0 ? `.${digits.slice(-exponent)}` : '';
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

/**
 * Reads a decimal amount without ever passing through a float.
 * @throws RangeError when the text is no number or has more decimals than the currency
 */
export function fromDecimalString(text: string, currency: string): MoneyMinor {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError('An amount looks like 198.00.');
  const exponent = currencyExponent(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) throw new RangeError(`${currency} has ${exponent} decimals.`);
  const minor = BigInt(`${match[2]}${fraction.padEnd(exponent, '0')}`);
  return money(match[1] === '-' ? -minor : minor, currency);
}
