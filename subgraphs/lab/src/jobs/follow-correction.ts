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
    `SELECT id FROM lab_job WHERE prescription_id = $1 AND ${NOT_BEGUN} ORDER BY id`,
    [from],
  );
  await takePrescription(parts, tx, jobs, to);
}

/** Another prescription was sent for an ordered pair, after an optician had rejected the first: the same, by the line. */
export async function followSentPrescription(parts: LabParts, tx: Tx, orderLineId: string, to: string): Promise<void> {
  const jobs = await tx.query<{ id: string }>(
    `SELECT id FROM lab_job WHERE order_line_id = $1 AND prescription_id <> $2 AND ${NOT_BEGUN} ORDER BY id`,
    [orderLineId, to],
  );
  await takePrescription(parts, tx, jobs, to);
}

const NOT_BEGUN = `status IN ('ENTERED', 'ON_HOLD', 'RELEASED') AND NOT EXISTS (
  SELECT 1 FROM lab_lens l WHERE l.job_id = lab_job.id AND l.blank_status IN ('PICKED', 'CONSUMED'))`;

async function takePrescription(parts: LabParts, tx: Tx, jobs: readonly { id: string }[], to: string): Promise<void> {
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    await tx.query('UPDATE lab_job SET prescription_id = $2 WHERE id = $1', [id, to]);
    job.prescriptionId = to;
    await startOver(parts, tx, job, 'prescription corrected', () => setFact(tx, job, 'rx_verified', false));
    await tellChange(tx, job, 'PRESCRIPTION');
  }
}
