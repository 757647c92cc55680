import { describe, expect, it } from 'vitest';
import { couponReason, orderDiscount, type PromotionFacts, secondPairDiscounts, shareOf } from './promotion.rules.ts';

const now = new Date('2026-03-02T10:00:00Z');
const aPromotion = (more: Partial<PromotionFacts> = {}): PromotionFacts => ({
  id: 'promo_1',
  name: 'Ten',
  kind: 'ORDER',
  code: 'TEN',
  percentOffBps: 1000,
  amountOffMinor: null,
  currency: 'USD',
  minimumSubtotalMinor: null,
  startsAt: new Date('2026-01-01T00:00:00Z'),
  endsAt: null,
  usageLimit: null,
  timesUsed: 0,
  ...more,
});
const secondPair = aPromotion({ kind: 'SECOND_PAIR', code: null, percentOffBps: 4000 });
const line = (lineId: string, unitMinor: bigint, quantity = 1, isPair = true) => ({
  lineId,
  unitMinor,
  quantity,
  isPair,
});

describe('promotions', () => {
  it.each([
    [33_000n, 4000, 13_200n],
    [10_005n, 1000, 1_001n],
    [10_004n, 1000, 1_000n],
    [1n, 5000, 1n],
  ])('%i at %i basis points is %i', (amount, bps, off) => {
    expect(shareOf(amount, bps)).toBe(off);
  });

  it('reduces the cheaper of two pairs, and of each further two', () => {
    expect(secondPairDiscounts([line('a', 61_000n), line('b', 33_000n)], secondPair)).toMatchObject([
      { lineId: 'b', amountMinor: 13_200n },
    ]);
    expect(secondPairDiscounts([line('a', 100n, 3)], secondPair)).toMatchObject([{ lineId: 'a', amountMinor: 40n }]);
    expect(secondPairDiscounts([line('a', 61_000n), line('case', 2_400n, 1, false)], secondPair)).toEqual([]);
  });

  it.each([
    [{}, 10_000n, null],
    [{ startsAt: new Date('2026-03-03T00:00:00Z') }, 10_000n, 'COUPON_NOT_YET'],
    [{ endsAt: now }, 10_000n, 'COUPON_ENDED'],
    [{ usageLimit: 2, timesUsed: 2 }, 10_000n, 'COUPON_USED_UP'],
    [{ minimumSubtotalMinor: 10_001n }, 10_000n, 'COUPON_MINIMUM'],
    [{ percentOffBps: null, amountOffMinor: 500n, currency: 'EUR' }, 10_000n, 'COUPON_OTHER_CURRENCY'],
    [{}, 0n, 'COUPON_NO_EFFECT'],
  ] as const)('%o on %i: %s', (more, subtotal, reason) => {
    expect(couponReason(aPromotion(more), now, subtotal, 'USD')).toBe(reason);
  });

  it('never takes off more than there is', () => {
    expect(orderDiscount(aPromotion({ percentOffBps: null, amountOffMinor: 5_000n }), 3_000n)).toBe(3_000n);
  });
});
