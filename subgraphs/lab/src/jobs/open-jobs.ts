import { newId, type Tx } from '@opticworks/kernel';
import { addDays } from '@opticworks/optics';
import { LabJobCreated } from '@opticworks/schema/events/lab';
import type { OrderPlacedPayload } from '@opticworks/schema/events/orders';
import type { LabParts } from '../parts.ts';
import { planJob } from '../promise/promise.ts';
import { PublishLeadTimes } from '../promise/publish-lead-times.ts';
import { PrepareJob } from '../queue/lab-queue.ts';
import { recordScan } from './move-job.ts';

/** An order, or the line of one whose prescription came later. */
export type OrderToMake = Pick<
  OrderPlacedPayload,
  'orderId' | 'number' | 'owner' | 'promiseDate' | 'readyBy' | 'lines'
>;

/**
 * Opens a job for each pair of lenses of an order. One per order line and pair, however often the event arrives.
 * @returns ids of the jobs that are new
 */
export async function openJobs(parts: LabParts, tx: Tx, order: OrderToMake): Promise<string[]> {
  const opened: string[] = [];
  for (const line of order.lines) {
    const { lens, frame } = line;
    const prescriptionId = line.prescriptionId ?? lens?.prescriptionId;
    // Ordered before its prescription was known: nothing can be calculated, so there is nothing to queue.
    if (!lens || !frame || !prescriptionId) continue;
    for (let pair = 1; pair <= line.quantity; pair += 1) {
      const id = newId('job');
      const dueOn = dueDate(order, parts.shippingDays, parts.today());
      const [row] = await tx.query<{ number: string }>(
        `INSERT INTO lab_job (id, order_id, order_number, order_line_id, pair_number, owner_kind, owner_id, prescription_id, status,
           lens, frame, frame_sku, frame_name, rush, due_on, created_at, due_time)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'ENTERED', $9, $10, $11, $12, $13, $14, $15,
           CASE WHEN $13 THEN (SELECT rush_due_time FROM lab_terms) END)
         ON CONFLICT (order_line_id, pair_number) WHERE remake_of IS NULL DO NOTHING RETURNING number`,
        [
          id,
          order.orderId,
          order.number,
          line.orderLineId,
          pair,
          order.owner.kind,
          order.owner.id,
          prescriptionId,
          JSON.stringify(lens),
          JSON.stringify(frame),
          frame.sku,
          frame.name,
          lens.rush,
          dueOn,
          parts.clock.now(),
        ],
      );
      if (!row) continue;
      // Nothing promised, or not yet known how it is made: as the queue stands, by the usual route.
      const plannedOn = await planJob(parts, tx, id);
      await announceJob(parts, tx, {
        id,
        number: row.number,
        orderId: order.orderId,
        orderLineId: line.orderLineId,
        dueOn: dueOn ?? plannedOn,
      });
      opened.push(id);
    }
  }
  // What is promised to the next customer queues behind these.
  if (opened.length > 0) await tx.enqueue(PublishLeadTimes, {}, { singletonKey: 'lead-times' });
  return opened;
}

export async function announceJob(
  parts: LabParts,
  tx: Tx,
  job: { id: string; number: string; orderId: string; orderLineId: string; dueOn: string | null },
): Promise<void> {
  await recordScan(parts, tx, job.id, null, 'ENTERED', { station: 'order entry', operator: 'system' });
  await tx.publish(
    LabJobCreated,
    { jobId: job.id, number: job.number, orderId: job.orderId, orderLineId: job.orderLineId, dueOn: job.dueOn },
    { aggregate: 'lab-job', aggregateId: job.id, topics: ['lab', `order:${job.orderId}`] },
  );
  await tx.enqueue(PrepareJob, { jobId: job.id });
}

/**
 * The day the shop counted on, so that packing and carrier can keep the promise; where it told none, some days before the promise. Never
 * in the past.
 */
export function dueDate(
  { promiseDate, readyBy }: Pick<OrderToMake, 'promiseDate' | 'readyBy'>,
  shippingDays: number,
  today: string,
): string | null {
  const due = readyBy ?? (promiseDate && addDays(promiseDate, -shippingDays));
  if (!due) return null;
  return due < today ? today : due;
}
