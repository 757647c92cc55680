/** Counters of one item at one place. available = onHand − reserved − allocated. */
export interface Counters {
  onHand: number;
  reserved: number;
  allocated: number;
}

export function availableOf(level: Counters): number {
  return level.onHand - level.reserved - level.allocated;
}

export interface Supply {
  sku: string;
  locationId: string;
  available: number;
}

export interface Take {
  sku: string;
  locationId: string;
  quantity: number;
}

/**
 * Takes a quantity from the places that have it, in the order given. A place that can serve all of it alone wins over
 * splitting, so that one person can pick it.
 * @returns what is taken where, and what is missing
 */
export function takeFrom(places: readonly Supply[], quantity: number): { takes: Take[]; missing: number } {
  const whole = places.find((place) => place.available >= quantity);
  if (whole) return { takes: [{ sku: whole.sku, locationId: whole.locationId, quantity }], missing: 0 };

  const takes: Take[] = [];
  let missing = quantity;
  for (const place of places) {
    const taken = Math.min(Math.max(place.available, 0), missing);
    if (taken === 0) continue;
    takes.push({ sku: place.sku, locationId: place.locationId, quantity: taken });
    missing -= taken;
  }
  return { takes, missing };
}

export interface BinLot {
  binId: string;
  lot: string;
  expiresOn: string | null;
  /** Pieces in the bin that no open pick task has planned. */
  free: number;
  pickSequence: number;
}

export interface BinTake {
  binId: string;
  lot: string;
  quantity: number;
}

/**
 * First expired, first out; then the walking order through the shelves. Lots that have expired stay where they are.
 * @param today calendar date YYYY-MM-DD
 * @see optics-retail: contact lenses leave by GTIN, lot and expiry
 */
export function chooseBins(
  bins: readonly BinLot[],
  quantity: number,
  today: string,
): { takes: BinTake[]; missing: number } {
  const usable = bins
    .filter((bin) => bin.free > 0 && (bin.expiresOn === null || bin.expiresOn > today))
    .sort(
      (a, b) =>
        (a.expiresOn ?? '9999-12-31').localeCompare(b.expiresOn ?? '9999-12-31') ||
        a.pickSequence - b.pickSequence ||
        a.lot.localeCompare(b.lot),
    );
  const takes: BinTake[] = [];
  let missing = quantity;
  for (const bin of usable) {
    if (missing === 0) break;
    const taken = Math.min(bin.free, missing);
    takes.push({ binId: bin.binId, lot: bin.lot, quantity: taken });
    missing -= taken;
  }
  return { takes, missing };
}

export interface WaitingDemand {
  id: string;
  reference: string;
  remaining: number;
}

/** Serves waiting demands first come, first served. A demand may be served in part, so that nobody behind it overtakes. */
export function fillInOrder(
  waiting: readonly WaitingDemand[],
  available: number,
): { id: string; reference: string; quantity: number }[] {
  const filled: { id: string; reference: string; quantity: number }[] = [];
  let left = available;
  for (const demand of waiting) {
    if (left <= 0) break;
    const quantity = Math.min(left, demand.remaining);
    filled.push({ id: demand.id, reference: demand.reference, quantity });
    left -= quantity;
  }
  return filled;
}
