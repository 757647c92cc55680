/** `half-up` rounds halves away from zero, `half-even` to the even neighbour, `up`/`down` away from and towards zero. */
export type Rounding = 'half-up' | 'half-even' | 'up' | 'down' | 'ceiling' | 'floor';

/**
 * Divides whole numbers and rounds the quotient.
 * @throws RangeError when the denominator is zero
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator === 0n) throw new RangeError('Cannot divide by zero.');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = n / d;
  const remainder = n % d;
  const magnitude =
    remainder > 0n && roundsAway(quotient, remainder * 2n, d, negative, rounding) ? quotient + 1n : quotient;
  return negative ? -magnitude : magnitude;
}

function roundsAway(quotient: bigint, twice: bigint, d: bigint, negative: boolean, rounding: Rounding): boolean {
  switch (rounding) {
    case 'up':
      return true;
    case 'down':
      return false;
    case 'ceiling':
      return !negative;
    case 'floor':
      return negative;
    case 'half-up':
      return twice >= d;
    case 'half-even':
      return twice > d || (twice === d && quotient % 2n === 1n);
  }
}
