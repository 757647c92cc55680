import type { Tx } from '@opticworks/kernel';
import type { OrderLinePrescribedPayload } from '@opticworks/schema/events/orders';
import type { Warehouse } from '../use-case.ts';
import { pickTaskChanged } from './pick-task.events.ts';
import type { PickTaskStatusName } from './pick-task.state.ts';

/** The prescription of a pair is here: its frame is fetched from now on, and the parcel has a day it is promised for. */
export async function releaseWaitingTask(
  tx: Tx,
  warehouse: Warehouse,
  { orderId, promiseDate, line }: OrderLinePrescribedPayload,
): Promise<void> {
  const [known] = await tx.query('SELECT 1 FROM pick_line WHERE order_line_id = $1 LIMIT 1', [line.orderLineId]);
  // The order itself has not come through yet; this event is tried again after it.
  if (!known) throw new Error(`Order line ${line.orderLineId} is not known to the warehouse yet.`);
  const promise = promiseDate ? `Promised for ${promiseDate}` : null;
  const changed = await tx.query<{ id: string; status: PickTaskStatusName }>(
    `UPDATE pick_task t SET waits_for = NULL, version = t.version + 1, updated_at = $3, promise = coalesce($4::text, t.promise),
       due_on = CASE WHEN t.destination = 'LAB' THEN $5::date ELSE coalesce($6::date, t.due_on) END
     WHERE t.order_id = $1 AND t.status <> 'CANCELLED' AND EXISTS (
       SELECT 1 FROM pick_line l WHERE l.task_id = t.id AND l.order_line_id = $2)
       AND (t.waits_for IS NOT NULL OR (t.destination = 'PARCEL' AND $6::date IS NOT NULL)) RETURNING t.id, t.status`,
    [orderId, line.orderLineId, warehouse.clock.now(), promise, warehouse.clock.today(), promiseDate],
  );
  for (const { id, status } of changed) await pickTaskChanged(tx, { id, orderId, status });
}
