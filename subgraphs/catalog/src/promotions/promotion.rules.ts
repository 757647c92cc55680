/** A promotion as the rules read it; money in minor units. */
export interface PromotionFacts {
  id: string;
  name: string;
  kind: 'ORDER' | 'SECOND_PAIR';
  code: string | null;
  percentOffBps: number | null;
  amountOffMinor: bigint | null;
  currency: string;
  minimumSubtotalMinor: bigint | null;
  startsAt: Date;
  endsAt: Date | null;
  usageLimit: number | null;
  timesUsed: number;
}

/** One priced line: the amount of all its units, and whether a unit is a complete pair of glasses. */
export interface PricedLine {
  lineId: string;
  quantity: number;
  unitMinor: bigint;
  isPair: boolean;
}

export interface LineDiscount {
  lineId: string;
  promotionId: string;
  code: string | null;
  label: string;
  amountMinor: bigint;
}

export type CouponReason =
  | 'COUPON_UNKNOWN'
  | 'COUPON_NOT_YET'
  | 'COUPON_ENDED'
  | 'COUPON_USED_UP'
  | 'COUPON_MINIMUM'
  | 'COUPON_OTHER_CURRENCY'
  | 'COUPON_NO_EFFECT';

export const isRunning = (p: Pick<PromotionFacts, 'startsAt' | 'endsAt'>, now: Date): boolean =>
  p.startsAt <= now && (p.endsAt === null || p.endsAt > now);

/** Why a coupon cannot be used for this basket, or null. @param subtotalMinor after line promotions */
export function couponReason(
  p: PromotionFacts,
  now: Date,
  subtotalMinor: bigint,
  currency: string,
): CouponReason | null {
  if (p.startsAt > now) return 'COUPON_NOT_YET';
  if (p.endsAt !== null && p.endsAt <= now) return 'COUPON_ENDED';
  if (p.usageLimit !== null && p.timesUsed >= p.usageLimit) return 'COUPON_USED_UP';
  // A percentage means the same in every currency; an amount and a minimum do not.
  if (p.currency !== currency && (p.amountOffMinor !== null || p.minimumSubtotalMinor !== null))
    return 'COUPON_OTHER_CURRENCY';
  if (p.minimumSubtotalMinor !== null && subtotalMinor < p.minimumSubtotalMinor) return 'COUPON_MINIMUM';
  return subtotalMinor <= 0n ? 'COUPON_NO_EFFECT' : null;
}

/** A share in basis points, halves away from zero: 40 % of 330.00 is 132.00. */
export const shareOf = (amountMinor: bigint, bps: number): bigint =>
  (amountMinor * BigInt(bps) * 2n + 10_000n) / 20_000n;

/** Every second pair of a basket costs less: pairs sorted by price, the cheaper of each two is reduced. */
export function secondPairDiscounts(lines: readonly PricedLine[], promotion: PromotionFacts): LineDiscount[] {
  const pairs = lines
    .filter((line) => line.isPair)
    .flatMap((line) => Array.from({ length: line.quantity }, () => line))
    .sort((a, b) => (a.unitMinor === b.unitMinor ? 0 : a.unitMinor > b.unitMinor ? -1 : 1));
  const byLine = new Map<string, bigint>();
  for (let i = 1; i < pairs.length; i += 2) {
    const pair = pairs[i] as PricedLine;
    const off =
      promotion.percentOffBps !== null
        ? shareOf(pair.unitMinor, promotion.percentOffBps)
        : min(promotion.amountOffMinor ?? 0n, pair.unitMinor);
    byLine.set(pair.lineId, (byLine.get(pair.lineId) ?? 0n) + off);
  }
  return [...byLine].map(([lineId, amountMinor]) => ({
    lineId,
    promotionId: promotion.id,
    code: promotion.code,
    label: promotion.name,
    amountMinor,
  }));
}

/** What an order promotion takes off a subtotal; never more than there is. */
export const orderDiscount = (promotion: PromotionFacts, subtotalMinor: bigint): bigint =>
  promotion.percentOffBps !== null
    ? shareOf(subtotalMinor, promotion.percentOffBps)
    : min(promotion.amountOffMinor ?? 0n, subtotalMinor);

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Customers' sentences for a coupon that cannot be used; they say what to do next. */
export const couponSentences: Record<CouponReason, { en: string; de: string }> = {
  COUPON_UNKNOWN: {
    en: 'We do not know this code. Check the spelling.',
    de: 'Diesen Code kennen wir nicht. Bitte die Schreibweise prüfen.',
  },
  COUPON_NOT_YET: {
    en: 'This code is not valid yet. It starts on {date}.',
    de: 'Dieser Code gilt noch nicht. Er beginnt am {date}.',
  },
  COUPON_ENDED: {
    en: 'This code has ended. Remove it to continue.',
    de: 'Dieser Code ist abgelaufen. Bitte entfernen.',
  },
  COUPON_USED_UP: {
    en: 'This code has been used as often as it could be. Remove it to continue.',
    de: 'Dieser Code wurde bereits vollständig eingelöst. Bitte entfernen.',
  },
  COUPON_MINIMUM: {
    en: 'This code needs a basket of {minimum} or more.',
    de: 'Dieser Code gilt ab einem Warenwert von {minimum}.',
  },
  COUPON_OTHER_CURRENCY: {
    en: 'This code is for another currency. Remove it to continue.',
    de: 'Dieser Code gilt für eine andere Währung. Bitte entfernen.',
  },
  COUPON_NO_EFFECT: {
    en: 'There is nothing left for this code to reduce.',
    de: 'Dieser Code hat nichts mehr zu ermäßigen.',
  },
};
