import { allocate } from '@opticworks/kernel';
import { sumMinor } from '../money.ts';
import type { CartLine, CartLineWish, Quote, Rate, TaxResult, TotalsMinor } from './cart.model.ts';

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

/** Adds working days (Monday to Friday) to a calendar date. */
export function addWorkingDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}

/** Packing takes a working day beside what production and the carrier need. */
const HANDLING_DAYS = 1;
const USUAL_TRANSIT_DAYS = 5;

/** The day we promise the parcel to arrive. */
export function promiseDateOf(today: string, lines: readonly CartLine[], rate: Rate | null): string | null {
  if (lines.length === 0) return null;
  // What cannot be begun yet cannot be promised: the days count from the prescription.
  if (lines.some((line) => line.lens?.prescriptionId === null)) return null;
  return promiseDay(today, Math.max(...lines.map((line) => line.quoted.productionDays)), rate);
}

export const promiseDay = (today: string, productionDays: number, rate: Rate | null): string =>
  addWorkingDays(today, productionDays + HANDLING_DAYS + (rate?.deliveryDays ?? USUAL_TRANSIT_DAYS));

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
