import { newId, type Tx } from '@opticworks/kernel';
import { StockShort } from '@opticworks/schema/events/inventory';
import type { StockLedger } from '../stock/stock-ledger.ts';
import { type Take, takeFrom } from '../stock/supply.rules.ts';
import { WaitingDemandEntity } from './waiting-demand.entity.ts';

export interface AllocationRequest {
  reference: string;
  lines: { sku: string; quantity: number }[];
  neededOn: string | null;
  now: Date;
}

export interface AllocationAnswer {
  allocated: Take[];
  waiting: { sku: string; quantity: number }[];
}

/**
 * Gives what there is to a reference and lets the rest wait; procurement hears of every shortage. Demand that waits already is
 * older, so nothing is taken past it: available stock and a queue for the same item never exist together.
 * The caller has locked the stock rows and writes the ledger.
 */
export async function allocateIn(tx: Tx, ledger: StockLedger, request: AllocationRequest): Promise<AllocationAnswer> {
  const allocated: Take[] = [];
  const waiting: { sku: string; quantity: number }[] = [];
  for (const line of request.lines) {
    const item = ledger.item(line.sku);
    const { takes, missing } = takeFrom(ledger.supplyOf(item.sku), line.quantity);
    for (const take of takes) ledger.change(take.sku, take.locationId, { allocated: take.quantity });
    allocated.push(...takes);
    if (missing > 0) waiting.push({ sku: item.sku, quantity: missing });
  }
  const { reference, neededOn, now } = request;
  insertAllocations(
    tx,
    allocated.map((take) => ({ ...take, reference })),
    now,
  );
  await wait(
    tx,
    ledger,
    waiting.map((demand) => ({ ...demand, reference, neededOn })),
    now,
  );
  return { allocated, waiting };
}

/** What is wanted and not there. */
export interface UnmetDemand {
  reference: string;
  sku: string;
  quantity: number;
  neededOn: string | null;
}

/** Puts demands in the queue, in this order, and tells procurement. */
export async function wait(tx: Tx, ledger: StockLedger, demands: readonly UnmetDemand[], now: Date): Promise<void> {
  if (demands.length === 0) return;
  await tx.manager.insert(
    WaitingDemandEntity,
    demands.map((demand) => ({ ...demand, id: newId('demand'), remaining: demand.quantity, createdAt: now })),
  );
  for (const demand of demands) {
    await tx.publish(
      StockShort,
      { ...demand, itemName: ledger.item(demand.sku).name },
      { aggregate: 'stock', aggregateId: demand.sku, topics: ['inventory'] },
    );
  }
}

export interface Allocation extends Take {
  reference: string;
}

export function insertAllocations(tx: Tx, allocations: readonly Allocation[], now: Date): void {
  if (allocations.length === 0) return;
  tx.send(
    `INSERT INTO allocation (id, reference, sku, location_id, quantity, open, created_at)
     SELECT d.id, d.reference, d.sku, d.location_id, d.quantity, d.quantity, $6
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[]) AS d(id, reference, sku, location_id, quantity)`,
    [
      allocations.map(() => newId('allocation')),
      allocations.map(({ reference }) => reference),
      allocations.map(({ sku }) => sku),
      allocations.map(({ locationId }) => locationId),
      allocations.map(({ quantity }) => quantity),
      now,
    ],
  );
}
