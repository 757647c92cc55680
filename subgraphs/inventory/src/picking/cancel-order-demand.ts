import type { Tx } from '@opticworks/kernel';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { closeAllocations } from '../allocations/settle-allocation.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { orderReference } from './order-reference.ts';
import { lockTask, saveTask } from './pick-task.lock.ts';
import { nextStatus } from './pick-task.state.ts';
import { stagingOfBins } from './staging-bin.ts';

/**
 * A cancelled order gives back what it holds. Picked pieces stay in staging, where the next task finds them; a packed parcel is
 * opened again, so its goods return to the books. Frames already in the lab come back through a counted adjustment.
 */
export async function cancelOrderDemand(
  tx: Tx,
  warehouse: Warehouse,
  order: { orderId: string; number: string },
): Promise<void> {
  const now = warehouse.clock.now();
  const reference = orderReference(order.orderId);
  const tasks = await tx.query<{ id: string }>('SELECT id FROM pick_task WHERE order_id = $1 ORDER BY id FOR UPDATE', [
    order.orderId,
  ]);
  const locked = [];
  for (const { id } of tasks) locked.push(await lockTask(tx, id));

  const held = await tx.query<{ sku: string }>(
    `SELECT sku FROM allocation WHERE reference = $1 AND open > 0
     UNION SELECT sku FROM waiting_demand WHERE reference = $1 AND remaining > 0`,
    [reference],
  );
  const packed = locked.filter(({ task }) => task.status === 'PACKED');
  const skus = [...held.map((row) => row.sku), ...packed.flatMap(({ lines }) => lines.map((line) => line.sku))];
  const ledger = new StockLedger(tx, now, 'orders');
  await ledger.lock(skus);

  const stagingOf = await stagingOfBins(
    tx,
    packed.flatMap(({ lines }) => lines.map(({ binId }) => binId)),
  );
  for (const { task, lines } of packed) {
    for (const line of lines.filter((other) => other.source === 'SHELF')) {
      ledger.move({
        sku: line.sku,
        ...stagingOf(line.binId),
        lot: line.lot,
        kind: 'RETURN',
        quantity: line.quantity,
        reason: `Order ${order.number} cancelled after packing`,
        reference: task.number,
      });
    }
  }
  for (const { task } of locked) {
    const next = nextStatus(task.destination, task.status, 'cancel');
    if (next === null) continue;
    task.status = next;
    task.trayInUse = false;
    await saveTask(tx, task, now);
  }
  await tx.query('UPDATE waiting_demand SET remaining = 0 WHERE reference = $1 AND remaining > 0', [reference]);
  await closeAllocations(tx, ledger, reference, held);
  await ledger.flushBins();
  await fillWaitingDemands(tx, ledger, skus, warehouse.clock);
  await ledger.write();
}
