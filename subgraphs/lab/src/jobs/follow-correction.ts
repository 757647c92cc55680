import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { PrepareJob, SettleBlank } from '../queue/lab-queue.ts';
import { setFact } from './hold-job.ts';
import { lockJob } from './job.rows.ts';
import { settleHolds, tellChange } from './settle-holds.ts';

/**
 * The prescription of an order was corrected before it was signed off: jobs whose lenses are not picked yet are calculated anew from the
 * correction, and their blanks go back. A job that is being cut stays with what it was cut from.
 */
export async function followCorrection(parts: LabParts, tx: Tx, from: string, to: string): Promise<void> {
  const jobs = await tx.query<{ id: string }>(
    `SELECT id FROM lab_job WHERE prescription_id = $1 AND status IN ('ENTERED', 'ON_HOLD', 'RELEASED') AND NOT EXISTS (
       SELECT 1 FROM lab_lens l WHERE l.job_id = lab_job.id AND l.blank_status IN ('PICKED', 'CONSUMED')) ORDER BY id`,
    [from],
  );
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    const blanks = await tx.query<{ id: string; sku: string | null; attempt: number; status: string }>(
      `DELETE FROM lab_lens WHERE job_id = $1 RETURNING id, blank_sku AS sku, attempt, blank_status AS status`,
      [id],
    );
    for (const blank of blanks) {
      if (!blank.sku || !['ALLOCATED', 'WAITING'].includes(blank.status)) continue;
      await tx.enqueue(SettleBlank, {
        jobId: id,
        lensId: blank.id,
        attempt: blank.attempt,
        sku: blank.sku,
        outcome: 'released',
        reason: 'prescription corrected',
      });
    }
    await tx.query(
      'UPDATE lab_job SET prescription_id = $2, sealed = NULL, calculated_at = NULL, is_surfaced = false WHERE id = $1',
      [id, to],
    );
    job.calculatedAt = null;
    await setFact(tx, job, 'rx_verified', false);
    await settleHolds(parts, tx, job);
    await tellChange(tx, job, 'PRESCRIPTION');
    await tx.enqueue(PrepareJob, { jobId: id });
  }
}
