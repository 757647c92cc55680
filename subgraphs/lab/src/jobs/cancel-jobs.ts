import type { Tx } from '@opticworks/kernel';
import { callOffCancelledJob } from '../outside-labs/outside-lab-jobs.ts';
import type { LabParts } from '../parts.ts';
import { SettleBlank } from '../queue/lab-queue.ts';
import { openReturns, type ReturnedLens } from '../refit/blank-returns.ts';
import { lockJob } from './job.rows.ts';
import { isCancellable } from './lab-job.state.ts';
import { moveJob } from './move-job.ts';

/** Takes back the jobs of a cancelled order that are not cut yet, and gives their blanks back: those on the shelf by themselves, those in the tray by hand. */
export async function cancelJobs(parts: LabParts, tx: Tx, orderId: string, reason: string): Promise<void> {
  const jobs = await tx.query<{ id: string }>('SELECT id FROM lab_job WHERE order_id = $1 ORDER BY id', [orderId]);
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    if (!isCancellable(job.status)) continue;
    await callOffCancelledJob(parts, tx, id);
    await moveJob(parts, tx, job, 'CANCELLED', { station: 'order entry', operator: 'system', note: reason });
    await tx.query(
      `UPDATE lab_hold SET released_at = $2, released_by = 'system' WHERE job_id = $1 AND released_at IS NULL`,
      [id, parts.clock.now()],
    );
    const lenses = await tx.query<{ id: string; sku: string; attempt: number }>(
      `UPDATE lab_lens SET blank_status = 'RELEASED' WHERE job_id = $1 AND blank_status IN ('ALLOCATED', 'WAITING')
       RETURNING id, blank_sku AS sku, attempt`,
      [id],
    );
    const inTray = await tx.query<ReturnedLens>(
      `SELECT id, eye, attempt, blank_sku AS sku, blank_name AS name FROM lab_lens
       WHERE job_id = $1 AND stage = 'PICKED' AND blank_status IN ('PICKED', 'CONSUMED') AND blank_sku IS NOT NULL`,
      [id],
    );
    await openReturns(parts, tx, job, inTray, 'ORDER_CANCELLED', 'system');
    for (const lens of lenses) {
      await tx.enqueue(SettleBlank, {
        jobId: id,
        lensId: lens.id,
        attempt: lens.attempt,
        sku: lens.sku,
        outcome: 'released',
        reason: 'order cancelled',
      });
    }
  }
}
