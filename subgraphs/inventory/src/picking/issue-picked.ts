import type { Tx } from '@opticworks/kernel';
import { closeAllocations } from '../allocations/settle-allocation.ts';
import type { MovementKind, StockLedger } from '../stock/stock-ledger.ts';
import { orderReference } from './order-reference.ts';
import type { LockedTask } from './pick-task.lock.ts';
import { stagingBin } from './staging-bin.ts';

/** Picked goods leave the warehouse: out of staging, off the books, their allocation ends. Returns the weight in grams. */
export async function issuePicked(
  tx: Tx,
  ledger: StockLedger,
  { task, lines }: LockedTask,
  kind: MovementKind,
): Promise<number> {
  const shelf = lines.filter((line) => line.source === 'SHELF');
  await ledger.lock(shelf.map((line) => line.sku));
  let grams = 0;
  for (const line of [...shelf].sort((a, b) => (a.sku < b.sku ? -1 : 1))) {
    const [bin] = await tx.query<{ location_id: string }>('SELECT location_id FROM bin WHERE id = $1', [line.binId]);
    const locationId = bin!.location_id;
    await closeAllocations(tx, ledger, orderReference(task.orderId), line.sku, line.quantity, locationId);
    ledger.move({
      sku: line.sku,
      locationId,
      binId: await stagingBin(tx, locationId),
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
