import type { Tx } from '@opticworks/kernel';
import { closeAllocations } from '../allocations/settle-allocation.ts';
import type { MovementKind, StockLedger } from '../stock/stock-ledger.ts';
import { orderReference } from './order-reference.ts';
import type { LockedTask } from './pick-task.lock.ts';
import { stagingOfBins } from './staging-bin.ts';

/** Picked goods leave the warehouse: out of staging, off the books, their allocation ends. Returns the weight in grams. */
export async function issuePicked(
  tx: Tx,
  ledger: StockLedger,
  { task, lines }: LockedTask,
  kind: MovementKind,
): Promise<number> {
  const shelf = lines.filter((line) => line.source === 'SHELF');
  await ledger.lock(shelf.map((line) => line.sku));
  if (shelf.length === 0) return 0;
  const stagingOf = await stagingOfBins(
    tx,
    shelf.map(({ binId }) => binId),
  );
  await closeAllocations(
    tx,
    ledger,
    orderReference(task.orderId),
    shelf.map(({ sku, quantity, binId }) => ({ sku, quantity, locationId: stagingOf(binId).locationId })),
  );
  let grams = 0;
  for (const line of shelf) {
    ledger.move({
      sku: line.sku,
      ...stagingOf(line.binId),
      lot: line.lot,
      kind,
      quantity: -line.quantity,
      reason: `Order ${task.orderNumber}`,
      reference: task.number,
    });
    grams += ledger.item(line.sku).weightGrams * line.quantity;
  }
  return grams;
}
