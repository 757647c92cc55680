import type { Tx } from '@opticworks/kernel';
import type { Warehouse } from '../use-case.ts';
import { lockTask, saveTask } from './pick-task.lock.ts';
import { isCollected, nextStatus } from './pick-task.state.ts';

export interface FinishedPair {
  orderId: string;
  orderLineId: string;
  number: string;
}

/** The lab passed a pair: it joins the parcel, and its tray is free again. A line of two pairs waits for both. */
export async function receiveFinishedPair(tx: Tx, warehouse: Warehouse, pair: FinishedPair): Promise<void> {
  await tx.query(
    `INSERT INTO finished_pair (order_line_id, order_id, job_number, passed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (order_line_id, job_number) DO NOTHING`,
    [pair.orderLineId, pair.orderId, pair.number, warehouse.clock.now()],
  );
  await recount(tx, warehouse, pair, true);
}

/** A pair that had passed is made again: it is taken out of a parcel that is not closed yet. */
export async function recallFinishedPair(tx: Tx, warehouse: Warehouse, pair: FinishedPair): Promise<void> {
  await tx.query('DELETE FROM finished_pair WHERE order_line_id = $1 AND job_number = $2', [
    pair.orderLineId,
    pair.number,
  ]);
  await recount(tx, warehouse, pair, false);
}

async function recount(tx: Tx, warehouse: Warehouse, pair: FinishedPair, freesTray: boolean): Promise<void> {
  const tasks = await tx.query<{ id: string; destination: string }>(
    `SELECT DISTINCT t.id, t.destination FROM pick_task t JOIN pick_line l ON l.task_id = t.id
     WHERE l.order_line_id = $1 AND ((t.destination = 'PARCEL' AND t.status IN ('OPEN', 'PICKED')) OR ($2 AND t.tray_in_use)) ORDER BY t.id`,
    [pair.orderLineId, freesTray],
  );
  for (const { id, destination } of tasks) {
    const { task, lines } = await lockTask(tx, id);
    if (destination === 'LAB') task.trayInUse = false;
    // Closed while its row was waited for: the parcel has what it had.
    else if (task.status !== 'OPEN' && task.status !== 'PICKED') continue;
    else {
      // Counted under the lock of the task, so that two pairs of a line that pass at once are both seen.
      const passed = await passedOf(tx, pair.orderLineId);
      for (const line of lines) {
        if (line.source !== 'LAB' || line.orderLineId !== pair.orderLineId) continue;
        line.picked = Math.min(line.quantity, passed);
        await tx.query('UPDATE pick_line SET picked = $2 WHERE id = $1', [line.id, line.picked]);
      }
      const action = isCollected(lines) ? 'pick' : 'recall';
      task.status = nextStatus(task.destination, task.status, action) ?? task.status;
    }
    await saveTask(tx, task, warehouse.clock.now());
  }
}

export async function passedOf(tx: Tx, orderLineId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM finished_pair WHERE order_line_id = $1',
    [orderLineId],
  );
  return row!.count;
}
