import { type BinLot, chooseBins } from '../stock/supply.rules.ts';

export interface PlanBin extends BinLot {
  locationId: string;
}

export interface PlannedPick {
  binId: string | null;
  lot: string;
  quantity: number;
  /** false: the goods are on order, nothing can be picked yet. */
  ready: boolean;
}

/** Allocated pieces of one item not yet planned, by location. Planning takes from it. */
export type AllocatedPool = Map<string, number>;

/**
 * Splits a quantity into walks to bins: what is allocated goes to the bins of its location, the rest waits in one line.
 * `bins` and `pool` are reduced by what was planned, so one call follows the other within an order.
 */
export function planPicks(bins: PlanBin[], pool: AllocatedPool, quantity: number, today: string): PlannedPick[] {
  const picks: PlannedPick[] = [];
  let left = quantity;
  for (const [locationId, allocated] of pool) {
    const here = Math.min(left, allocated);
    if (here === 0) continue;
    pool.set(locationId, allocated - here);
    left -= here;
    const { takes, missing } = chooseBins(
      bins.filter((bin) => bin.locationId === locationId),
      here,
      today,
    );
    for (const take of takes) {
      const bin = bins.find((other) => other.binId === take.binId && other.lot === take.lot)!;
      bin.free -= take.quantity;
      picks.push({ ...take, ready: true });
    }
    // The books know of the goods but every bin is planned or expired: any bin may be scanned.
    if (missing > 0) picks.push({ binId: null, lot: '', quantity: missing, ready: true });
  }
  if (left > 0) picks.push({ binId: null, lot: '', quantity: left, ready: false });
  return picks;
}
