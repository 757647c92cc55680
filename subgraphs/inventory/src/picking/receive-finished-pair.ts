import type { Tx } from '@opticworks/kernel';
import type { Warehouse } from '../use-case.ts';
import { lockTask, saveTask } from './pick-task.lock.ts';
import { isCollected, nextStatus } from './pick-task.state.ts';

export interface FinishedPair {
  orderId: string;
  orderLineId: string;
  number: string;
}

/** The lab passed a pair: it joins the parcel, and its tray is free again. */
export async function receiveFinishedPair(tx: Tx, warehouse: Warehouse, pair: FinishedPair): Promise<void> {
  const now = warehouse.clock.now();
  await tx.query(
    `INSERT INTO finished_pair (order_line_id, order_id, job_number, passed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (order_line_id) DO UPDATE SET job_number = excluded.job_number, passed_at = excluded.passed_at`,
    [pair.orderLineId, pair.orderId, pair.number, now],
  );
  const tasks = await tx.query<{ id: string; destination: string }>(
    `SELECT DISTINCT t.id, t.destination FROM pick_task t JOIN pick_line l ON l.task_id = t.id
     WHERE l.order_line_id = $1 AND ((t.destination = 'PARCEL' AND t.status = 'OPEN') OR t.tray_in_use) ORDER BY t.id`,
    [pair.orderLineId],
  );
  for (const { id, destination } of tasks) {
    const { task, lines } = await lockTask(tx, id);
    if (destination === 'LAB') {
      task.trayInUse = false;
    } else {
      await tx.query(
        "UPDATE pick_line SET picked = quantity WHERE task_id = $1 AND order_line_id = $2 AND source = 'LAB'",
        [id, pair.orderLineId],
      );
      for (const line of lines) {
        if (line.source === 'LAB' && line.orderLineId === pair.orderLineId) line.picked = line.quantity;
      }
      if (isCollected(lines)) task.status = nextStatus(task.destination, task.status, 'pick') ?? task.status;
    }
    await saveTask(tx, task, now);
  }
}
