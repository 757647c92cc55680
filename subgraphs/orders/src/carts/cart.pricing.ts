import { allocate } from '@opticworks/kernel';
import { sumMinor } from '../money.ts';
import { composePromise, type LineToPromise, type Promised } from '../promise/promise.rules.ts';
import type { PromiseBasis } from '../promise/promise-basis.ts';
import type { CartLine, CartLineWish, Quote, QuotedLine, Rate, TaxResult, TotalsMinor } from './cart.model.ts';

/**
 * Puts a quote beside the wishes it prices. Discounts on the whole order are split over the lines by largest remainder, in
 * proportion to what each costs, so line totals add up to the order.
 */
export function priceLines(wishes: readonly CartLineWish[], quote: Quote, currency: string): CartLine[] {
  const byId = new Map(quote.lines.map((line) => [line.lineId, line]));
  const priced = wishes.flatMap((wish) => {
    const quoted = byId.get(wish.id);
    return quoted ? [{ wish, quoted }] : [];
  });
  const totals = priced.map(({ quoted }) => BigInt(quoted.total.amountMinor));
  const shared = sumMinor(totals) - (BigInt(quote.subtotal.amountMinor) - BigInt(quote.discount.amountMinor));
  const shares =
    shared > 0n && totals.length > 0
      ? allocate({ amountMinor: shared, currency }, totals).map((part) => part.amountMinor)
      : totals.map(() => 0n);
  return priced.map(({ wish, quoted }, index) => ({
    ...wish,
    quoted,
    totalMinor: (totals[index]! - shares[index]!).toString(),
    sharedDiscountMinor: shares[index]!.toString(),
    taxMinor: null,
  }));
}

/** The sums of a cart. Tax and shipping are zero until they are known. */
export function totalsOf(lines: readonly CartLine[], rate: Rate | null, tax: TaxResult | null): TotalsMinor {
  const subtotal = sumMinor(lines.map((line) => BigInt(line.quoted.unitPrice.amountMinor) * BigInt(line.quantity)));
  const net = sumMinor(lines.map((line) => BigInt(line.totalMinor)));
  const shipping = rate ? BigInt(rate.amount.amountMinor) : 0n;
  const taxMinor = tax ? BigInt(tax.totalMinor) : 0n;
  return {
    subtotalMinor: subtotal.toString(),
    discountMinor: (subtotal - net).toString(),
    shippingMinor: shipping.toString(),
    taxMinor: taxMinor.toString(),
    totalMinor: (net + shipping + taxMinor).toString(),
  };
}

/** What we promise for these lines; nothing for an empty cart, and while a prescription is awaited. */
export function promiseOf(
  asked: { today: string; lines: readonly CartLine[]; country: string; basis: PromiseBasis },
  rate: Rate | null,
): Promised | null {
  const { lines } = asked;
  if (lines.length === 0) return null;
  // What cannot be begun yet cannot be promised: the days count from the prescription.
  if (lines.some((line) => line.lens?.prescriptionId === null)) return null;
  return composePromise({ ...asked, rate, lines: lines.map(({ quoted }) => lineToPromise(quoted)) });
}

export const lineToPromise = (quoted: Pick<QuotedLine, 'productionDays' | 'making' | 'lens'>): LineToPromise => ({
  productionDays: quoted.productionDays,
  making: quoted.making,
  lensType: quoted.lens?.designCode ?? null,
});

/** Goods to hold in stock for these lines: bundles as their parts, equal SKUs together, in one order for all who lock them. */
export function stockDemand(
  lines: readonly {
    quantity: number;
    kind: string;
    sku: string;
    bundle: readonly { sku: string; quantity: number }[];
  }[],
): { sku: string; quantity: number }[] {
  const bySku = new Map<string, number>();
  const want = (sku: string, quantity: number) => bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  for (const line of lines) {
    if (line.kind === 'LENS') continue;
    if (line.bundle.length > 0) for (const part of line.bundle) want(part.sku, part.quantity * line.quantity);
    else want(line.sku, line.quantity);
  }
  return [...bySku].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sku, quantity]) => ({ sku, quantity }));
}
