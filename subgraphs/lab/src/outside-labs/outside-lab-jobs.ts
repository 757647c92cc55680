import { handleJob, type Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { liveOutsideOrder } from './outside-order.rows.ts';
import {
  CancelOutsideOrder,
  FollowOutsideOrders,
  LookAtOutsideOrder,
  SubmitOutsideOrder,
  TakeOutsideNotice,
} from './outside-queue.ts';
import {
  cancelOutsideOrder,
  followOutsideOrders,
  lookAtOutsideOrder,
  submitOutsideOrder,
  takeOutsideNotice,
} from './run-outside-order.ts';

export const outsideLabJobs = (parts: LabParts) => [
  handleJob(SubmitOutsideOrder, ({ orderId }) => submitOutsideOrder(parts, orderId)),
  handleJob(CancelOutsideOrder, ({ orderId }) => cancelOutsideOrder(parts, orderId)),
  handleJob(LookAtOutsideOrder, ({ orderId }) => lookAtOutsideOrder(parts, orderId)),
  handleJob(TakeOutsideNotice, ({ webhookId }) => takeOutsideNotice(parts, webhookId)),
  handleJob(FollowOutsideOrders, () => followOutsideOrders(parts)),
];

/** The order of a job was cancelled: the lenses are called off where they are made, if that is still possible there. */
export async function callOffCancelledJob(parts: LabParts, tx: Tx, jobId: string): Promise<void> {
  const live = await liveOutsideOrder(tx.query, jobId);
  if (!live || live.cancelRequestedAt) return;
  await tx.query('UPDATE outside_lab_order SET cancel_requested_at = $2 WHERE id = $1', [live.id, parts.clock.now()]);
  await tx.enqueue(CancelOutsideOrder, { orderId: live.id }, { singletonKey: live.id });
}
