import { isUniqueViolation, newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { isOpen } from '../jobs/lab-job.state.ts';
import { moveJob } from '../jobs/move-job.ts';
import { settleHolds, tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { AllocateBlanks, SettleBlank } from '../queue/lab-queue.ts';
import { OUTSIDE_ERRORS } from './outside-lab.errors.ts';
import { liveOutsideOrder, lockOutsideOrder, type OutsideOrderRow, recordOutsideEvent } from './outside-order.rows.ts';
import { canAskToCancel, canReturn } from './outside-order.state.ts';
import { CancelOutsideOrder, LookAtOutsideOrder, SubmitOutsideOrder } from './outside-queue.ts';

/**
 * Sends a job's lenses out. The order and its key are committed first; the other lab is called by the queue. Our own blanks go back: the
 * other lab has its own. The job stays where it is, and nobody can pick it here meanwhile.
 * @param frame whether the other lab cuts to the outline or sends the lenses uncut
 */
export async function sendOut(
  parts: LabParts,
  principal: Principal,
  jobId: string,
  frame: 'CUT_TO_TRACE' | 'UNCUT',
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const { outside } = parts;
  if (!outside) refuse(OUTSIDE_ERRORS.OUTSIDE_LAB_OFF);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const live = await liveOutsideOrder(tx.query, job.id);
      if (live) refuse(OUTSIDE_ERRORS.OUTSIDE_ORDER_EXISTS, { number: job.number, lab: live.lab });
      if (!canGoOut(job))
        refuse(OUTSIDE_ERRORS.OUTSIDE_NOT_POSSIBLE, {
          number: job.number,
          from: job.status,
          holds: job.holdReasons.length > 0 ? ` (${job.holdReasons.join(', ')})` : '',
        });
      const id = newId('outside');
      const now = parts.clock.now();
      try {
        await tx.query(
          `INSERT INTO outside_lab_order (id, job_id, lab, status, frame, requested_at, requested_by)
           VALUES ($1, $2, $3, 'REQUESTED', $4, $5, $6)`,
          [id, job.id, outside.name, frame, now, nameOf(principal)],
        );
      } catch (error) {
        if (isUniqueViolation(error, 'outside_lab_order_live'))
          refuse(OUTSIDE_ERRORS.OUTSIDE_ORDER_EXISTS, { number: job.number, lab: outside.name });
        throw error;
      }
      await recordOutsideEvent(tx, { orderId: id, status: 'REQUESTED', at: now, by: nameOf(principal) });
      await giveBlanksBack(tx, job);
      await settleHolds(parts, tx, job);
      await tellChange(tx, job, 'OUTSIDE_LAB');
      await tx.enqueue(SubmitOutsideOrder, { orderId: id }, { singletonKey: id });
      return job;
    },
    { name: 'send job to outside lab' },
  );
}

/** Everything is known, and nothing is missing but stock, which the other lab has. */
const canGoOut = (job: LabJobRow): boolean =>
  job.calculatedAt !== null &&
  (job.status === 'RELEASED' ||
    (job.status === 'ON_HOLD' &&
      job.holdReasons.length > 0 &&
      job.holdReasons.every((reason) => reason === 'STOCK_OUT')));

async function giveBlanksBack(tx: Tx, job: LabJobRow): Promise<void> {
  const blanks = await tx.query<{ id: string; sku: string | null; attempt: number }>(
    `UPDATE lab_lens SET blank_status = 'RELEASED' WHERE job_id = $1 AND blank_status IN ('ALLOCATED', 'WAITING')
     RETURNING id, blank_sku AS sku, attempt`,
    [job.id],
  );
  for (const blank of blanks) {
    if (!blank.sku) continue;
    await tx.enqueue(SettleBlank, {
      jobId: job.id,
      lensId: blank.id,
      attempt: blank.attempt,
      sku: blank.sku,
      outcome: 'released',
      reason: 'made by an outside lab',
    });
  }
}

/** The lenses will be made here after all: ask for blanks again, under new keys. */
export async function askForBlanksAgain(parts: LabParts, tx: Tx, job: LabJobRow): Promise<void> {
  if (!isOpen(job.status)) return;
  const asked = await tx.query(
    `UPDATE lab_lens SET blank_status = CASE WHEN blank_sku IS NULL THEN 'WAITING' ELSE 'NEEDED' END, attempt = attempt + 1
     WHERE job_id = $1 AND blank_status = 'RELEASED' RETURNING id`,
    [job.id],
  );
  if (asked.length === 0) return;
  // Nothing may be picked until the store has answered.
  if (job.status === 'RELEASED')
    await moveJob(parts, tx, job, 'ON_HOLD', { station: 'system', operator: 'system', note: 'made here after all' });
  await settleHolds(parts, tx, job);
  await tx.enqueue(AllocateBlanks, { jobId: job.id });
}

/** Asks to call an order off. Only the other lab can say whether it still can; its answer comes with the queue. */
export async function callOff(parts: LabParts, principal: Principal, orderId: string): Promise<LabJobRow> {
  insist({ principal }, 'work');
  if (!parts.outside) refuse(OUTSIDE_ERRORS.OUTSIDE_LAB_OFF);
  return withOrder(parts, orderId, 'call outside order off', async (tx, job, order) => {
    if (!canAskToCancel(order.status)) refuse(OUTSIDE_ERRORS.OUTSIDE_TOO_LATE, { status: order.status });
    await tx.query('UPDATE outside_lab_order SET cancel_requested_at = $2, reason = NULL WHERE id = $1', [
      order.id,
      parts.clock.now(),
    ]);
    await tellChange(tx, job, 'OUTSIDE_LAB');
    await tx.enqueue(CancelOutsideOrder, { orderId }, { singletonKey: orderId });
  });
}

/** Asks the other lab where an order stands, now. */
export async function askAgain(parts: LabParts, principal: Principal, orderId: string): Promise<LabJobRow> {
  insist({ principal }, 'work');
  if (!parts.outside) refuse(OUTSIDE_ERRORS.OUTSIDE_LAB_OFF);
  return withOrder(parts, orderId, 'ask about outside order', async (tx, _job, order) => {
    const job = order.status === 'REQUESTED' ? SubmitOutsideOrder : LookAtOutsideOrder;
    await tx.enqueue(job, { orderId }, { singletonKey: orderId });
  });
}

/**
 * Books lenses in that came back: the job goes on here, with edging when they are uncut, with the inspection when they are cut to the
 * trace. Each step is a scan of its own, so that the history has no hole.
 */
export async function bookIn(
  parts: LabParts,
  principal: Principal,
  orderId: string,
  station: string,
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  return withOrder(parts, orderId, 'book outside lenses in', async (tx, job, order) => {
    if (!canReturn(order.status)) refuse(OUTSIDE_ERRORS.OUTSIDE_NOT_BACK, { status: order.status });
    const now = parts.clock.now();
    await tx.query("UPDATE outside_lab_order SET status = 'RETURNED' WHERE id = $1", [order.id]);
    await recordOutsideEvent(tx, { orderId, status: 'RETURNED', at: now, by: nameOf(principal) });
    const scan = {
      station: writtenText(station, 60, 'station') ?? 'unknown',
      operator: nameOf(principal),
      note: `from ${order.lab}`,
    };
    const steps =
      order.frame === 'UNCUT' ? (['PICKED', 'FINISHING'] as const) : (['PICKED', 'FINISHING', 'INSPECTION'] as const);
    for (const to of steps) await moveJob(parts, tx, job, to, scan);
  });
}

async function withOrder(
  parts: LabParts,
  orderId: string,
  name: string,
  change: (tx: Tx, job: LabJobRow, order: OutsideOrderRow) => Promise<void>,
): Promise<LabJobRow> {
  return parts.database.transaction(
    async (tx) => {
      // The job first, as everybody else locks it; its order does not change its job.
      const [found] = await tx.query<{ jobId: string }>(
        'SELECT job_id AS "jobId" FROM outside_lab_order WHERE id = $1',
        [orderId],
      );
      if (!found) refuse(OUTSIDE_ERRORS.OUTSIDE_ORDER_NOT_FOUND);
      const job = await lockJob(tx, found.jobId);
      await change(tx, job, await lockOutsideOrder(tx, orderId));
      return job;
    },
    { name },
  );
}
