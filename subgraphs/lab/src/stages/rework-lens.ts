import { type Principal, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { canMove } from '../jobs/lab-job.state.ts';
import { moveJob } from '../jobs/move-job.ts';
import { chargedPartyOf, readEye } from '../jobs/report-breakage.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { standingLenses } from './lens-steps.ts';

/**
 * A lens failed at its station and can be corrected with the same blank: polished again, stripped and coated again, edged smaller. The
 * station it failed at answers for it in the yields.
 */
export async function reworkLens(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; eyes: readonly string[]; reasonCode: string; note: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  chargedPartyOf(request.reasonCode);
  const eyes = [...new Set(request.eyes.map(readEye))].sort();
  if (eyes.length === 0) refuse(ERRORS.EYE_UNKNOWN);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      if (job.batchNumber) refuse(ERRORS.LENS_IN_BATCH, { number: job.number, batch: job.batchNumber });
      if (job.status === 'INSPECTION' || !canMove(job.status, 'REWORK'))
        refuse(ERRORS.REWORK_NOT_POSSIBLE, { number: job.number, from: job.status });
      const made = await standingLenses(tx, job.id);
      const missing = eyes.find((eye) => !made.some((lens) => lens.eye === eye));
      if (missing) refuse(ERRORS.LENS_NOT_IN_JOB, { number: job.number, eye: missing });
      await moveJob(parts, tx, job, 'REWORK', {
        station: 'rework',
        operator: nameOf(principal),
        operatorId: principal.kind === 'staff' ? principal.id : null,
        eyes,
        note: [request.reasonCode, request.note?.trim()].filter(Boolean).join(': '),
      });
      return lockJob(tx, job.id);
    },
    { name: 'rework lens' },
  );
}
