import type { BandPriceValue } from '@opticworks/schema';

/**
 * The life of an awaited prescription.
 *
 * AWAITED  the order is placed and paid, the customer has yet to send it; also again after an optician rejected what came
 * TYPING   its paper is here, an optician types it in; nothing is made meanwhile
 * RECEIVED it is there: the line is made like any other, an optician looks at it
 * SETTLED  it is signed off, and what was paid too much was given back
 */
export type AwaitedState = 'AWAITED' | 'TYPING' | 'RECEIVED' | 'SETTLED';

/** The amounts of an order line, minor units. */
export interface LineAmounts {
  quantity: number;
  unitPriceMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
}

export interface RepricedLine extends LineAmounts {
  /** What goes back to the customer, tax included. */
  refundMinor: bigint;
}

/**
 * A line at the price of its true power band. Discount and tax shrink with the price; what a division leaves over is the customer's.
 * @returns null where nothing goes back: a dearer band than was paid for costs no more
 */
export function repriceLine(line: LineAmounts, unitMinor: bigint): RepricedLine | null {
  if (unitMinor >= line.unitPriceMinor || unitMinor < 0n) return null;
  const quantity = BigInt(line.quantity);
  const before = line.unitPriceMinor * quantity;
  const after = unitMinor * quantity;
  const discountMinor = ceilDivide(line.discountMinor * after, before);
  const totalMinor = after - discountMinor;
  const taxMinor = line.totalMinor === 0n ? 0n : (line.taxMinor * totalMinor) / line.totalMinor;
  return {
    quantity: line.quantity,
    unitPriceMinor: unitMinor,
    discountMinor,
    totalMinor,
    taxMinor,
    refundMinor: line.totalMinor + line.taxMinor - totalMinor - taxMinor,
  };
}

const ceilDivide = (a: bigint, b: bigint): bigint => (b === 0n ? 0n : (a + b - 1n) / b);

/**
 * What the whole line would cost more at another unit price, before discounts and tax.
 * @returns null where it costs no more: only a strength that was named too low can
 */
export function costsMore(
  line: Pick<LineAmounts, 'quantity' | 'unitPriceMinor'>,
  unitMinor: bigint | null,
): bigint | null {
  const more = unitMinor === null ? 0n : (unitMinor - line.unitPriceMinor) * BigInt(line.quantity);
  return more > 0n ? more : null;
}

/** The unit price agreed for a band; null for one that was not offered, which then costs what was paid. */
export const unitAtBand = (prices: readonly BandPriceValue[], band: string | null): bigint | null => {
  const found = prices.find((one) => one.band === band);
  return found ? BigInt(found.unit.amountMinor) : null;
};

const DAY_MS = 86_400_000;

export const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);

/**
 * How many reminders are due by now.
 * @param days after the order, one for each reminder, rising
 */
export const remindersDue = (askedAt: Date, days: readonly number[], now: Date): number =>
  days.filter((day) => daysAfter(askedAt, day) <= now).length;

/** Begins the purpose of a refund for a settled price. */
export const SETTLED_PRICE = 'awaited:';

export const settledReason = {
  en: 'Your lenses cost less than the most they could have cost.',
  de: 'Ihre Gläser kosten weniger, als sie höchstens hätten kosten können.',
} as const;
