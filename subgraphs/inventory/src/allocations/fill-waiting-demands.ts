import type { Clock, Tx } from '@opticworks/kernel';
import { DemandAllocated } from '@opticworks/schema/events/inventory';
import { readyPickLines } from '../picking/ready-pick-lines.ts';
import type { StockLedger } from '../stock/stock-ledger.ts';
import { fillInOrder, takeFrom } from '../stock/supply.rules.ts';
import { type Allocation, insertAllocations } from './allocate.ts';

/**
 * Whenever stock becomes available, those who wait get it, oldest first; only what remains is for sale.
 * The caller has locked the items' stock rows and writes the ledger. However many wait, it is written in as many statements.
 */
export async function fillWaitingDemands(
  tx: Tx,
  ledger: StockLedger,
  skus: readonly string[],
  clock: Clock,
): Promise<void> {
  const wanted = [...new Set(skus)].filter((sku) => ledger.knows(sku) && ledger.availableOf(sku) > 0).sort();
  if (wanted.length === 0) return;
  const rows = await tx.query<{ id: string; sku: string; reference: string; remaining: number }>(
    `SELECT id, sku, reference, remaining FROM waiting_demand WHERE sku = ANY($1) AND remaining > 0
     ORDER BY sku, created_at, id FOR UPDATE`,
    [wanted],
  );
  const fills = wanted.flatMap((sku) =>
    fillInOrder(
      rows.filter((row) => row.sku === sku),
      ledger.availableOf(sku),
    ).map((fill) => ({ ...fill, sku })),
  );
  if (fills.length === 0) return;

  const allocations: Allocation[] = [];
  for (const { sku, reference, quantity } of fills) {
    const { takes } = takeFrom(ledger.supplyOf(sku), quantity);
    for (const take of takes) ledger.change(sku, take.locationId, { allocated: take.quantity });
    allocations.push(...takes.map((take) => ({ ...take, reference })));
    await tx.publish(
      DemandAllocated,
      { reference, sku, quantity },
      { aggregate: 'stock', aggregateId: sku, topics: ['inventory'] },
    );
  }
  tx.send(
    `UPDATE waiting_demand w SET remaining = w.remaining - d.quantity
     FROM unnest($1::text[], $2::int[]) AS d(id, quantity) WHERE w.id = d.id`,
    [fills.map(({ id }) => id), fills.map(({ quantity }) => quantity)],
  );
  insertAllocations(tx, allocations, clock.now());
  await ledger.flushBins();
  await readyPickLines(tx, fills, clock);
}
