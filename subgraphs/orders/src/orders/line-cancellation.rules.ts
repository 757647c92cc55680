import { allocate } from '@opticworks/kernel';
import type { TaxLineValue } from '../carts/cart.model.ts';
import { type Coupon, type Discount, shrink, shrinkCoupons } from './less-to-pay.rules.ts';

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
