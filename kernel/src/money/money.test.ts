import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from './allocate.ts';
import { fromDecimalString, toDecimalString } from './decimal.ts';
import { add, compare, money, multiply, percentOf, subtract, sum } from './money.ts';
import { divideRounded } from './rounding.ts';

const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 });

describe('allocate', () => {
  it('always adds up to the whole', () => {
    fc.assert(
      fc.property(amount, weights, (minor, parts) => {
        const total = money(minor, 'USD');
        expect(sum(allocate(total, parts), 'USD')).toEqual(total);
      }),
    );
  });

  it('gives each part its share to within one unit, and nothing to a weight of zero', () => {
    fc.assert(
      fc.property(amount, weights, (minor, parts) => {
        const whole = parts.reduce((a, b) => a + b, 0n);
        fc.pre(whole > 0n);
        allocate(money(minor, 'USD'), parts).forEach((part, i) => {
          const exact = minor * parts[i]!;
          const error = part.amountMinor * whole - exact;
          expect(error < whole && error > -whole).toBe(true);
          if (parts[i] === 0n) expect(part.amountMinor).toBe(0n);
        });
      }),
    );
  });

  it('gives the odd cent to the earlier of equal parts', () => {
    expect(allocate(money(100n, 'USD'), [1, 1, 1]).map((part) => part.amountMinor)).toEqual([34n, 33n, 33n]);
    expect(allocate(money(-100n, 'USD'), [1, 1, 1]).map((part) => part.amountMinor)).toEqual([-34n, -33n, -33n]);
    expect(allocate(money(5n, 'USD'), [0, 0]).map((part) => part.amountMinor)).toEqual([3n, 2n]);
  });
});

describe('decimal text', () => {
  it('comes back as the same amount in currencies of 0, 2 and 3 decimals', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom('JPY', 'USD', 'KWD'), (minor, currency) => {
        const value = money(minor, currency);
        expect(fromDecimalString(toDecimalString(value), currency)).toEqual(value);
      }),
    );
  });

  it('has exactly the decimals of the currency', () => {
    expect(toDecimalString(money(19800n, 'USD'))).toBe('198.00');
    expect(toDecimalString(money(-5n, 'USD'))).toBe('-0.05');
    expect(toDecimalString(money(500n, 'JPY'))).toBe('500');
    expect(toDecimalString(money(1234n, 'KWD'))).toBe('1.234');
  });

  it('refuses more decimals than the currency has, and text that is no number', () => {
    expect(() => fromDecimalString('1.005', 'USD')).toThrow(RangeError);
    expect(() => fromDecimalString('1e3', 'USD')).toThrow(RangeError);
    expect(fromDecimalString('1.500', 'USD')).toEqual(money(150n, 'USD'));
  });
});

describe('rounding', () => {
  it('follows its rule on both sides of zero', () => {
    const halves = [-25n, -15n, 15n, 25n];
    const round = (rule: Parameters<typeof divideRounded>[2]) => halves.map((n) => Number(divideRounded(n, 10n, rule)));

    expect(round('half-up')).toEqual([-3, -2, 2, 3]);
    expect(round('half-even')).toEqual([-2, -2, 2, 2]);
    expect(round('up')).toEqual([-3, -2, 2, 3]);
    expect(round('down')).toEqual([-2, -1, 1, 2]);
    expect(round('ceiling')).toEqual([-2, -1, 2, 3]);
    expect(round('floor')).toEqual([-3, -2, 1, 2]);
  });

  it('is never further than one unit away', () => {
    const rules = fc.constantFrom('half-up', 'half-even', 'up', 'down', 'ceiling', 'floor');
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 6n }), rules, (n, d, rule) => {
        const error = divideRounded(n, d, rule as 'up') * d - n;
        expect(error < d && error > -d).toBe(true);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('never mixes currencies', () => {
    expect(() => add(money(1n, 'USD'), money(1n, 'EUR'))).toThrow('Cannot combine USD with EUR');
    expect(() => compare(money(1n, 'USD'), money(1n, 'EUR'))).toThrow(RangeError);
  });

  it('takes percentages in basis points', () => {
    expect(percentOf(money(19999n, 'USD'), 825, 'half-up')).toEqual(money(1650n, 'USD'));
    expect(multiply(money(333n, 'USD'), 3)).toEqual(money(999n, 'USD'));
    expect(subtract(money(5n, 'USD'), money(7n, 'USD'))).toEqual(money(-2n, 'USD'));
  });
});
