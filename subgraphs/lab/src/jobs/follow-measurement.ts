import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { type LabJobRow, lockJob } from './job.rows.ts';
import { tellChange } from './settle-holds.ts';
import { startOver } from './start-over.ts';

/** Somebody measured for an ordered pair: like a correction, it counts as long as no lens of the job is picked. */
export async function followMeasurement(
  parts: LabParts,
  tx: Tx,
  orderLineId: string,
  measurementId: string,
): Promise<void> {
  const jobs = await tx.query<{ id: string }>(
    `SELECT id FROM lab_job WHERE order_line_id = $1 AND status IN ('ENTERED', 'ON_HOLD', 'RELEASED')
       AND lens->>'measurementId' IS DISTINCT FROM $2 AND NOT EXISTS (
       SELECT 1 FROM lab_lens l WHERE l.job_id = lab_job.id AND l.blank_status IN ('PICKED', 'CONSUMED')) ORDER BY id`,
    [orderLineId, measurementId],
  );
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    await tx.query(`UPDATE lab_job SET lens = lens || jsonb_build_object('measurementId', $2::text) WHERE id = $1`, [
      id,
      measurementId,
    ]);
    job.lens = { ...job.lens, measurementId };
    await withdrawQuestion(parts, tx, job);
    await startOver(parts, tx, job, 'measured anew');
    await tellChange(tx, job, 'PRESCRIPTION');
  }
}

/** What the calculation asked is answered by measuring, or asked again by the next one. A person's question has a sentence for a note, and stays. */
async function withdrawQuestion(parts: LabParts, tx: Tx, job: LabJobRow): Promise<void> {
  const withdrawn = await tx.query(
    `UPDATE lab_hold SET released_at = $2, released_by = 'system' WHERE job_id = $1 AND reason = 'CUSTOMER_QUESTION'
       AND released_at IS NULL AND placed_by = 'system' AND note ~ '^[A-Z][A-Z_]+$' RETURNING id`,
    [job.id, parts.clock.now()],
  );
  if (withdrawn.length > 0) job.holdReasons = job.holdReasons.filter((reason) => reason !== 'CUSTOMER_QUESTION');
}
