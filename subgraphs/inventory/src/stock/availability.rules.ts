export interface ItemAvailability {
  available: number;
  backorderable: boolean;
  /** Earliest date on which goods on order are expected, when there are any beyond what already waits. */
  expectedOn: string | null;
}

export interface Availability {
  inStock: boolean;
  available: number;
  promiseDays: number;
  backorderable: boolean;
}

export interface PromiseTerms {
  /** From order to hand-over to the carrier when the goods are on the shelf. */
  dispatchDays: number;
  /** Until a supplier's delivery is on the shelf when nothing is on the way. */
  supplyDays: number;
}

const DAY_MS = 86_400_000;

/** Whole days from one calendar date to another, never negative. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS));
}

/** What a shopper may be told about one item. */
export function availabilityOf(item: ItemAvailability, today: string, terms: PromiseTerms): Availability {
  const inStock = item.available > 0;
  const supply = item.expectedOn === null ? terms.supplyDays : daysBetween(today, item.expectedOn);
  return {
    inStock,
    available: Math.max(item.available, 0),
    promiseDays: inStock ? terms.dispatchDays : supply + terms.dispatchDays,
    backorderable: item.backorderable,
  };
}

/** A bundle is there as often as its scarcest part, and ships with its slowest. */
export function availabilityOfBundle(parts: readonly { availability: Availability; quantity: number }[]): Availability {
  const counts = parts.map((part) => Math.floor(part.availability.available / part.quantity));
  const available = counts.length === 0 ? 0 : Math.min(...counts);
  return {
    inStock: available > 0,
    available,
    promiseDays: Math.max(0, ...parts.map((part) => part.availability.promiseDays)),
    backorderable:
      parts.length > 0 &&
      parts.every((part) => part.availability.backorderable || part.availability.available >= part.quantity),
  };
}

/** Exact up to five; beyond that only "more than five" is told. */
export function lowStock(available: number): number | null {
  return available <= 5 ? Math.max(available, 0) : null;
}
