import { allocate, toDecimalString } from '@opticworks/kernel';
import {
  type CouponReason,
  couponReason,
  couponSentences,
  isRunning,
  type LineDiscount,
  orderDiscount,
  type PricedLine,
  type PromotionFacts,
  secondPairDiscounts,
} from '../promotions/promotion.rules.ts';
import type { Locale } from '../text/localized.ts';
import type { Quote, QuotedLine, QuoteInput } from './quote.types.ts';

/**
 * Takes what promotions and codes give off the lines, in the usual order: promotions of lines first, then those of the order, then codes as
 * they were entered. A code that gives nothing is kept and says why.
 */
export function applyPromotions(
  lines: QuotedLine[],
  input: QuoteInput,
  promotions: PromotionFacts[],
  codes: string[],
  now: Date,
): Quote {
  const money = (minor: bigint) => ({ amountMinor: minor.toString(), currency: input.currency });
  const totals = new Map(lines.map((l) => [l.lineId, BigInt(l.total.amountMinor)]));
  const subtotal = [...totals.values()].reduce((a, b) => a + b, 0n);
  const take = (discounts: readonly LineDiscount[]) => {
    for (const d of discounts) {
      const line = lines.find((l) => l.lineId === d.lineId);
      if (!line || d.amountMinor <= 0n) continue;
      line.discounts.push({ code: d.code, label: d.label, amount: money(d.amountMinor) });
      totals.set(d.lineId, (totals.get(d.lineId) ?? 0n) - d.amountMinor);
    }
  };
  const priced: PricedLine[] = lines.map((l, i) => ({
    lineId: l.lineId,
    quantity: input.lines[i]?.quantity ?? 1,
    unitMinor: BigInt(l.unitPrice.amountMinor),
    isPair: l.lens !== null,
  }));
  for (const p of promotions.filter((p) => p.kind === 'SECOND_PAIR' && p.code === null))
    take(secondPairDiscounts(priced, p));
  const remaining = () => [...totals.values()].reduce((a, b) => a + b, 0n);
  const spread = (p: PromotionFacts, amount: bigint): void => {
    const weights = lines.map((l) => totals.get(l.lineId) ?? 0n);
    const parts = allocate({ amountMinor: amount, currency: input.currency }, weights);
    take(
      lines.map((l, i) => ({
        lineId: l.lineId,
        promotionId: p.id,
        code: p.code,
        label: p.name,
        amountMinor: parts[i]?.amountMinor ?? 0n,
      })),
    );
  };
  for (const p of promotions.filter((p) => p.kind === 'ORDER' && p.code === null && isRunning(p, now)))
    if (couponReason(p, now, remaining(), input.currency) === null) spread(p, orderDiscount(p, remaining()));
  const coupons = codes.map((code): Quote['coupons'][number] => {
    const p = promotions.find((candidate) => candidate.code === code);
    const reason = p ? couponReason(p, now, remaining(), input.currency) : 'COUPON_UNKNOWN';
    if (!p || reason !== null)
      return {
        code,
        label: p?.name ?? code,
        amount: money(0n),
        valid: false,
        reasonCode: reason,
        message: couponMessage(reason as CouponReason, p ?? null, input.locale),
      };
    const before = remaining();
    if (p.kind === 'SECOND_PAIR') take(secondPairDiscounts(priced, p));
    else spread(p, orderDiscount(p, before));
    const off = before - remaining();
    return off > 0n
      ? { code, label: p.name, amount: money(off), valid: true, reasonCode: null, message: null }
      : {
          code,
          label: p.name,
          amount: money(0n),
          valid: false,
          reasonCode: 'COUPON_NO_EFFECT',
          message: couponMessage('COUPON_NO_EFFECT', p, input.locale),
        };
  });
  for (const line of lines) line.total = money(totals.get(line.lineId) ?? 0n);
  return { lines, coupons, subtotal: money(subtotal), discount: money(subtotal - remaining()) };
}

function couponMessage(reason: CouponReason, p: PromotionFacts | null, locale: Locale): string {
  const date = p ? p.startsAt.toISOString().slice(0, 10) : '';
  const minimum =
    p?.minimumSubtotalMinor != null
      ? `${toDecimalString({ amountMinor: p.minimumSubtotalMinor, currency: p.currency })} ${p.currency}`
      : '';
  return couponSentences[reason][locale].replace('{date}', date).replace('{minimum}', minimum);
}
