import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { PrepareJob, SettleBlank } from '../queue/lab-queue.ts';
import type { LabJobRow } from './job.rows.ts';
import { moveJob } from './move-job.ts';
import { settleHolds } from './settle-holds.ts';

/**
 * Throws away the calculation of a locked job whose blanks are not picked yet: they go back to the shelf, and the job is prepared anew
 * from what it now says (another prescription, another frame).
 * @param facts changes facts of the job before its holds are settled
 */
export async function startOver(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  reason: string,
  facts: () => Promise<void> = async () => {},
): Promise<void> {
  const blanks = await tx.query<{ id: string; sku: string | null; attempt: number; status: string }>(
    `DELETE FROM lab_lens WHERE job_id = $1 RETURNING id, blank_sku AS sku, attempt, blank_status AS status`,
    [job.id],
  );
  for (const blank of blanks) {
    if (!blank.sku || !['ALLOCATED', 'WAITING'].includes(blank.status)) continue;
    await tx.enqueue(SettleBlank, {
      jobId: job.id,
      lensId: blank.id,
      attempt: blank.attempt,
      sku: blank.sku,
      outcome: 'released',
      reason,
    });
  }
  await tx.query(
    'UPDATE lab_job SET sealed = NULL, calculated_at = NULL, is_surfaced = false, slab_off_due = false, height_due = false WHERE id = $1',
    [job.id],
  );
  job.sealed = null;
  job.calculatedAt = null;
  job.isSurfaced = false;
  // Whether they are still due follows from the next calculation.
  job.slabOffDue = false;
  job.heightDue = false;
  await facts();
  await settleHolds(parts, tx, job);
  // Without a calculation nothing may be picked; the next one releases the job again.
  if (job.status === 'RELEASED')
    await moveJob(parts, tx, job, 'ON_HOLD', { station: 'system', operator: 'system', note: reason });
  await tx.enqueue(PrepareJob, { jobId: job.id });
}
