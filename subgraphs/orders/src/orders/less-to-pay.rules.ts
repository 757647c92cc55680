import { allocate } from '@opticworks/kernel';
import type { QuotedLine } from '../carts/cart.model.ts';
import { SHARED_DISCOUNT } from '../checkout/shared-discount.ts';
import { sumMinor } from '../money.ts';

/** How the rows an order shows shrink with it, so that they go on adding up to its sums. */

interface HasAmount {
  amount: { amountMinor: string; currency: string };
}
export type Discount = QuotedLine['discounts'][number];
export type Coupon = HasAmount & { code: string; label: string };

/** Takes an amount off parts that add up to at least it, in proportion and to the cent. */
export function takeOff(parts: readonly bigint[], amountMinor: bigint): bigint[] {
  if (parts.every((part) => part === 0n)) return [...parts];
  const shares = allocate({ amountMinor, currency: 'USD' }, parts);
  return parts.map((part, i) => part - (shares[i]?.amountMinor ?? 0n));
}

/** Takes an amount off rows in proportion, at most what they hold. */
export function shrink<T extends HasAmount>(rows: readonly T[], byMinor: bigint): T[] {
  const amounts = rows.map(({ amount }) => BigInt(amount.amountMinor));
  const held = sumMinor(amounts);
  const left = takeOff(amounts, byMinor > held ? held : byMinor);
  return rows.map((row, i) => ({ ...row, amount: { ...row.amount, amountMinor: left[i]!.toString() } }));
}

/** What each coupon still takes off an order when the discounts of a line go down: its own part, and that of what all of them share. */
export function shrinkCoupons(
  coupons: readonly Coupon[],
  before: readonly Discount[],
  after: readonly Discount[],
): Coupon[] {
  const lost = before.map((one, i) => ({
    code: one.code,
    label: one.label,
    minor: BigInt(one.amount.amountMinor) - BigInt(after[i]!.amount.amountMinor),
  }));
  const own = coupons.map(
    (coupon) =>
      shrink([coupon], sumMinor(lost.filter(({ code }) => code === coupon.code).map(({ minor }) => minor)))[0]!,
  );
  // A promotion that applies by itself has no coupon to shrink.
  const shared = lost.filter(({ code, label }) => code === null && label === SHARED_DISCOUNT);
  return shrink(own, sumMinor(shared.map(({ minor }) => minor)));
}
