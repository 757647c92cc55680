import { expect, it } from 'vitest';
import { SHARED_DISCOUNT } from '../checkout/shared-discount.ts';
import { shrinkCoupons, takeOff } from './less-to-pay.rules.ts';

const usd = (minor: number) => ({ amountMinor: String(minor), currency: 'USD' });

it('takes an amount off its parts to the cent', () => {
  expect(takeOff([100n, 50n, 1n], 40n).reduce((a, b) => a + b, 0n)).toBe(111n);
  expect(takeOff([0n, 0n], 0n)).toEqual([0n, 0n]);
  expect(takeOff([], 0n)).toEqual([]);
});

it('takes a share of an order discount off its coupon, and what a promotion gives by itself off none', () => {
  const coupons = [
    { code: 'FIX', label: 'Fifteen off', amount: usd(1_500) },
    { code: 'TEN', label: 'Ten', amount: usd(400) },
  ];
  const before = [
    { code: 'TEN', label: 'Ten', amount: usd(100) },
    { code: null, label: 'Spring sale', amount: usd(300) },
    { code: null, label: SHARED_DISCOUNT, amount: usd(180) },
  ];
  const after = before.map((one) => ({ ...one, amount: usd(0) }));

  // Ten's own hundred, then the shared 180 over 1500 and 300.
  expect(shrinkCoupons(coupons, before, after).map(({ amount }) => amount.amountMinor)).toEqual(['1350', '270']);
});
