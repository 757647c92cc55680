import { on, type Subscription, type Tx } from '@opticworks/kernel';
import {
  CustomerErased,
  PrescriptionEntered,
  PrescriptionRejected,
  PrescriptionSignedOff,
} from '@opticworks/schema/events/customer-rx';
import { DemandAllocated, FrameHandedToLab, StockChanged } from '@opticworks/schema/events/inventory';
import {
  OrderCancelled,
  OrderLineCancelled,
  OrderLineMeasured,
  OrderLinePrescribed,
  OrderPlaced,
  ShipmentDelivered,
  ShipmentShipped,
} from '@opticworks/schema/events/orders';
import type { z } from 'zod';
import { cancelJobs, cancelJobsOfLine } from '../jobs/cancel-jobs.ts';
import { followCorrection, followSentPrescription } from '../jobs/follow-correction.ts';
import { followMeasurement } from '../jobs/follow-measurement.ts';
import { frameArrived } from '../jobs/frame-arrived.ts';
import { setFact } from '../jobs/hold-job.ts';
import { lockJob } from '../jobs/job.rows.ts';
import { canMove, type LabJobStatus } from '../jobs/lab-job.state.ts';
import { moveJob } from '../jobs/move-job.ts';
import { openJobs } from '../jobs/open-jobs.ts';
import { settleHolds } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { BLANKS_OF_A_PAIR, PublishBlankSupply } from '../promise/blank-supply.job.ts';
import { blankArrived } from '../queue/allocate-blanks.ts';

/** Events may come in any order between subgraphs: each sets a fact, and the holds follow from all facts together. */
export const labSubscribers = (parts: LabParts): Subscription[] => [
  on(
    OrderPlaced,
    async (order, { tx }) => {
      await openJobs(parts, tx, order);
    },
    { concerns: ({ lines }) => lines.some(({ lens, frame }) => lens && frame) },
  ),
  on(OrderLinePrescribed, async ({ line, ...order }, { tx }) => {
    await openJobs(parts, tx, { ...order, lines: [line] });
    if (line.prescriptionId) await followSentPrescription(parts, tx, line.orderLineId, line.prescriptionId);
  }),
  on(OrderCancelled, ({ orderId, reason }, { tx }) => cancelJobs(parts, tx, orderId, reason)),
  on(OrderLineCancelled, (line, { tx }) => cancelJobsOfLine(parts, tx, line)),
  on(OrderLineMeasured, ({ orderLineId, measurementId }, { tx }) =>
    followMeasurement(parts, tx, orderLineId, measurementId),
  ),
  on(PrescriptionEntered, async ({ prescriptionId, supersedes, needsReview }, { tx }) => {
    if (needsReview && supersedes) await followCorrection(parts, tx, supersedes, prescriptionId);
  }),
  on(PrescriptionSignedOff, ({ prescriptionId }, { tx }) => verified(parts, tx, prescriptionId, true)),
  on(PrescriptionRejected, ({ prescriptionId }, { tx }) => verified(parts, tx, prescriptionId, false)),
  on(FrameHandedToLab, ({ orderLineIds, trayCode }, { tx }) => frameArrived(parts, tx, orderLineIds, trayCode)),
  on(
    DemandAllocated,
    async ({ reference, sku, quantity }, { tx }) =>
      blankArrived(parts, tx, reference.slice('job:'.length), sku, quantity),
    { concerns: ({ reference }) => reference.startsWith('job:') },
  ),
  on(StockChanged, (_, { tx }) => tx.enqueue(PublishBlankSupply, {}, { singletonKey: 'blank-supply' }), {
    concerns: changesWhatIsScarce,
  }),
  on(ShipmentShipped, ({ orderId }, { tx }) => follow(parts, tx, orderId, 'PASSED', 'SHIPPED')),
  on(ShipmentDelivered, ({ orderId }, { tx }) => follow(parts, tx, orderId, 'SHIPPED', 'DISPENSED')),
  on(CustomerErased, async ({ customerId }, { tx }) => {
    await parts.cipher.eraseSubject(tx, `customer:${customerId}`);
  }),
];

/** Most movements of blanks leave more of them than a pair needs, and matter to nobody's promise. */
function changesWhatIsScarce({ kind, available, availableBefore }: z.infer<typeof StockChanged.payload>): boolean {
  if (kind !== 'FINISHED_LENS' && kind !== 'SEMI_FINISHED_LENS') return false;
  const seen = (count: number) => Math.min(BLANKS_OF_A_PAIR, Math.max(0, count));
  return availableBefore === undefined || seen(available) !== seen(availableBefore);
}

async function verified(parts: LabParts, tx: Tx, prescriptionId: string, isVerified: boolean): Promise<void> {
  const jobs = await tx.query<{ id: string }>('SELECT id FROM lab_job WHERE prescription_id = $1 ORDER BY id', [
    prescriptionId,
  ]);
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    await setFact(tx, job, 'rx_verified', isVerified);
    await settleHolds(parts, tx, job);
  }
}

async function follow(parts: LabParts, tx: Tx, orderId: string, from: LabJobStatus, to: LabJobStatus): Promise<void> {
  const jobs = await tx.query<{ id: string }>(
    'SELECT id FROM lab_job WHERE order_id = $1 AND status = $2 ORDER BY id',
    [orderId, from],
  );
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    if (job.status === from && canMove(from, to))
      await moveJob(parts, tx, job, to, { station: 'shipping', operator: 'system' });
  }
}
