import { newId, type Principal, refuse } from '@opticworks/kernel';
import { type RemakeReason, remakeReasons } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { AllocateBlanks, SettleBlank } from '../queue/lab-queue.ts';
import { type LabJobRow, lockJob } from './job.rows.ts';
import { canBreak } from './lab-job.state.ts';
import { moveJob } from './move-job.ts';

/** The party charged for a reason. @throws REASON_UNKNOWN */
export const chargedPartyOf = (code: string): string =>
  Object.hasOwn(remakeReasons, code)
    ? remakeReasons[code as RemakeReason]
    : refuse(ERRORS.REASON_UNKNOWN, { code: code.slice(0, 40) });

/**
 * A lens broke: its blank is scrapped, another is asked for, and the job waits for it. The other lens of the pair stays in the tray.
 */
export async function reportBreakage(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; eye: string; reasonCode: string; note: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const party = chargedPartyOf(request.reasonCode);
  const eye = request.eye === 'OD' || request.eye === 'OS' ? request.eye : refuse(ERRORS.EYE_UNKNOWN);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      if (!canBreak(job.status)) refuse(ERRORS.BREAKAGE_NOT_POSSIBLE, { number: job.number, from: job.status });
      const [lens] = await tx.query<{ id: string; sku: string | null; attempt: number; was: string }>(
        `UPDATE lab_lens l SET blank_status = 'NEEDED', attempt = l.attempt + 1, breakages = l.breakages + 1
         FROM lab_lens old WHERE old.id = l.id AND l.job_id = $1 AND l.eye = $2
         RETURNING l.id, l.blank_sku AS sku, old.attempt, old.blank_status AS was`,
        [job.id, eye],
      );
      if (!lens) refuse(ERRORS.LENS_NOT_IN_JOB, { number: job.number, eye });
      await tx.query(
        `INSERT INTO lab_breakage (id, job_id, eye, reason, charged_party, blank_sku, status, at, operator, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          newId('breakage'),
          job.id,
          eye,
          request.reasonCode,
          party,
          lens.sku,
          job.status,
          parts.clock.now(),
          nameOf(principal),
          request.note?.trim().slice(0, 500) || null,
        ],
      );
      // A picked blank is on its way to "consumed" in the store's books; only one still allocated there is scrapped.
      if (lens.sku && lens.was === 'ALLOCATED') {
        await tx.enqueue(SettleBlank, {
          jobId: job.id,
          lensId: lens.id,
          attempt: lens.attempt,
          sku: lens.sku,
          outcome: 'scrapped',
          reason: request.reasonCode,
        });
      }
      await moveJob(parts, tx, job, 'SPOILED', {
        station: 'breakage',
        operator: nameOf(principal),
        eye,
        note: request.reasonCode,
      });
      await tx.enqueue(AllocateBlanks, { jobId: job.id });
      return job;
    },
    { name: 'report breakage' },
  );
}
