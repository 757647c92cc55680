import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { lockJob } from './job.rows.ts';
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
    await startOver(parts, tx, job, 'measured anew');
    await tellChange(tx, job, 'PRESCRIPTION');
  }
}
