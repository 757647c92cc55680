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
  insertAllocations(tx, request.reference, allocated, request.now);
  for (const demand of waiting) await wait(tx, ledger, request, demand);
  return { allocated, waiting };
}

/** Puts a demand in the queue and tells procurement. */
export async function wait(
  tx: Tx,
  ledger: StockLedger,
  request: Pick<AllocationRequest, 'reference' | 'neededOn' | 'now'>,
  demand: { sku: string; quantity: number },
): Promise<void> {
  await tx.manager.insert(WaitingDemandEntity, {
    id: newId('demand'),
    reference: request.reference,
    sku: demand.sku,
    quantity: demand.quantity,
    remaining: demand.quantity,
    neededOn: request.neededOn,
    createdAt: request.now,
  });
  await tx.publish(
    StockShort,
    {
      sku: demand.sku,
      itemName: ledger.item(demand.sku).name,
      quantity: demand.quantity,
      reference: request.reference,
      neededOn: request.neededOn,
    },
    { aggregate: 'stock', aggregateId: demand.sku, topics: ['inventory'] },
  );
}

export function insertAllocations(tx: Tx, reference: string, takes: readonly Take[], now: Date): void {
  if (takes.length === 0) return;
  tx.send(
    `INSERT INTO allocation (id, reference, sku, location_id, quantity, open, created_at)
     SELECT d.id, $5, d.sku, d.location_id, d.quantity, d.quantity, $6
     FROM unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS d(id, sku, location_id, quantity)`,
    [
      takes.map(() => newId('allocation')),
      takes.map((take) => take.sku),
      takes.map((take) => take.locationId),
      takes.map((take) => take.quantity),
      reference,
      now,
    ],
  );
}
