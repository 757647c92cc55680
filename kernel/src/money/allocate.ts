import type { MoneyMinor } from './money.ts';

/**
 * Splits an amount by weights so that the parts add up to it exactly (largest remainder; ties go to the earlier part).
 * A negative amount splits as its mirror image. When every weight is zero the amount is split evenly.
 * @param weights whole numbers of zero or more, at least one of them
 * @throws RangeError for an empty list or a negative weight
 */
export function allocate(total: MoneyMinor, weights: readonly (bigint | number)[]): MoneyMinor[] {
  if (weights.length === 0) throw new RangeError('Nothing to allocate to.');
  let shares = weights.map((weight) => BigInt(weight));
  if (shares.some((share) => share < 0n)) throw new RangeError('A weight cannot be negative.');
  let whole = shares.reduce((a, b) => a + b, 0n);
  if (whole === 0n) {
    shares = shares.map(() => 1n);
    whole = BigInt(shares.length);
  }
  const negative = total.amountMinor < 0n;
  const amount = negative ? -total.amountMinor : total.amountMinor;
  const parts = shares.map((share, index) => ({
    index,
    minor: (amount * share) / whole,
    remainder: (amount * share) % whole,
  }));
  let left = amount - parts.reduce((sum, part) => sum + part.minor, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.minor += 1n;
    left -= 1n;
  }
  return parts.map((part) => ({ amountMinor: negative ? -part.minor : part.minor, currency: total.currency }));
}
