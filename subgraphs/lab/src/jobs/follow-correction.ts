import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { setFact } from './hold-job.ts';
import { lockJob } from './job.rows.ts';
import { tellChange } from './settle-holds.ts';
import { startOver } from './start-over.ts';

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
    await tx.query('UPDATE lab_job SET prescription_id = $2 WHERE id = $1', [id, to]);
    job.prescriptionId = to;
    await startOver(parts, tx, job, 'prescription corrected', () => setFact(tx, job, 'rx_verified', false));
    await tellChange(tx, job, 'PRESCRIPTION');
  }
}
