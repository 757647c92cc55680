import type { Clock, Tx } from '@opticworks/kernel';
import { DemandAllocated } from '@opticworks/schema/events/inventory';
import { readyPickLines } from '../picking/ready-pick-lines.ts';
import type { StockLedger } from '../stock/stock-ledger.ts';
import { fillInOrder, takeFrom } from '../stock/supply.rules.ts';
import { insertAllocations } from './allocate.ts';

/**
 * Whenever stock becomes available, those who wait get it, oldest first; only what remains is for sale.
 * The caller has locked the items' stock rows and writes the ledger.
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
  const now = clock.now();
  for (const sku of wanted) {
    const queue = rows.filter((row) => row.sku === sku);
    for (const fill of fillInOrder(queue, ledger.availableOf(sku))) {
      const { takes } = takeFrom(ledger.supplyOf(sku), fill.quantity);
      for (const take of takes) ledger.change(sku, take.locationId, { allocated: take.quantity });
      tx.send('UPDATE waiting_demand SET remaining = remaining - $2 WHERE id = $1', [fill.id, fill.quantity]);
      insertAllocations(tx, fill.reference, takes, now);
      await tx.publish(
        DemandAllocated,
        { reference: fill.reference, sku, quantity: fill.quantity },
        { aggregate: 'stock', aggregateId: sku, topics: ['inventory'] },
      );
      await ledger.flushBins();
      await readyPickLines(tx, fill.reference, sku, clock);
    }
  }
}
