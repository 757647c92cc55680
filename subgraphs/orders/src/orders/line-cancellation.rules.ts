import { allocate } from '@opticworks/kernel';
import { takeOff } from '../awaited/awaited.rules.ts';
import type { QuotedLine, TaxLineValue } from '../carts/cart.model.ts';
import { SHARED_DISCOUNT } from '../checkout/shared-discount.ts';
import { sumMinor } from '../money.ts';

interface HasAmount {
  amount: { amountMinor: string; currency: string };
}
type Discount = QuotedLine['discounts'][number];
type Coupon = HasAmount & { code: string; label: string };

interface Amounts {
  quantity: number;
  unitPriceMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
}
interface PricedLine extends Amounts {
  totalMinor: bigint;
  discounts: Discount[];
}
interface PricedOrder {
  subtotalMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
  taxLines: TaxLineValue[];
  coupons: Coupon[];
}

/** What pieces of a line are worth: their price, with their share of discount and tax. */
export interface LineShare {
  pieces: number;
  subtotalMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  /** What was paid for them. */
  paidMinor: bigint;
}

/**
 * The share of some pieces of a line. Discount and tax are split by largest remainder and the rest stays with the line, so that all
 * cancellations of a line together give back exactly what was paid for it.
 */
export function shareOfPieces(line: Amounts, pieces: number): LineShare {
  const split = (amountMinor: bigint): bigint =>
    pieces === line.quantity
      ? amountMinor
      : allocate({ amountMinor, currency: 'USD' }, [pieces, line.quantity - pieces])[0]!.amountMinor;
  const subtotalMinor = line.unitPriceMinor * BigInt(pieces);
  const discountMinor = split(line.discountMinor);
  const taxMinor = split(line.taxMinor);
  return { pieces, subtotalMinor, discountMinor, taxMinor, paidMinor: subtotalMinor - discountMinor + taxMinor };
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

export interface ShrunkLine {
  line: Omit<PricedLine, 'unitPriceMinor'>;
  order: PricedOrder;
}

/** Line and order without the pieces. Delivery stays what it was: what is left still travels. */
export function withoutPieces(order: PricedOrder, line: PricedLine, share: LineShare): ShrunkLine {
  const discounts = shrink(line.discounts, share.discountMinor);
  return {
    line: {
      quantity: line.quantity - share.pieces,
      discountMinor: line.discountMinor - share.discountMinor,
      taxMinor: line.taxMinor - share.taxMinor,
      totalMinor: line.totalMinor - share.subtotalMinor + share.discountMinor,
      discounts,
    },
    order: {
      subtotalMinor: order.subtotalMinor - share.subtotalMinor,
      discountMinor: order.discountMinor - share.discountMinor,
      taxMinor: order.taxMinor - share.taxMinor,
      totalMinor: order.totalMinor - share.paidMinor,
      taxLines: shrink(order.taxLines, share.taxMinor),
      coupons: shrinkCoupons(order.coupons, line.discounts, discounts),
    },
  };
}
