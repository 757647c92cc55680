import { KERNEL_ERRORS, type Principal, refuse, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { isOpen, OPEN_STATUSES } from '../jobs/lab-job.state.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { rushLimit } from './promise.ts';

/**
 * Puts a job into the rush class or takes it out. The class is small on purpose: when everything is urgent, nothing is. Above the share
 * of the house it is refused with the numbers; an admin may go over it with a reason, which is kept.
 */
export async function setRush(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; rush: boolean; reason: string | null; override: boolean },
): Promise<LabJobRow> {
  insist({ principal }, 'hold');
  const isAdmin = principal.kind === 'staff' && principal.roles.includes('admin');
  if (request.override && !isAdmin) refuse(KERNEL_ERRORS.FORBIDDEN);
  const reason = writtenText(request.reason, 300, 'reason');
  return parts.database.transaction(
    async (tx) => {
      // The row of the terms is the gate: two people who each see room for one more come through it one after the other.
      const [terms] = await tx.query<{ share: string; due: string }>(
        'SELECT rush_share_percent AS share, rush_due_time::text AS due FROM lab_terms FOR UPDATE',
      );
      const job = await lockJob(tx, request.jobId);
      if (!isOpen(job.status)) refuse(ERRORS.RUSH_NOT_POSSIBLE, { number: job.number, from: job.status });
      if (job.rush === request.rush) return job;
      if (request.rush) {
        const [now] = await tx.query<{ open: number; rush: number }>(
          'SELECT count(*)::int AS open, count(*) FILTER (WHERE rush AND remake_of IS NULL)::int AS rush FROM lab_job WHERE status = ANY ($1)',
          [OPEN_STATUSES],
        );
        const limit = rushLimit(now!.open, Number(terms!.share));
        if (now!.rush + 1 > limit && !(request.override && reason))
          refuse(ERRORS.RUSH_SHARE_EXCEEDED, {
            number: job.number,
            rush: now!.rush,
            open: now!.open,
            limit,
            percent: Number(terms!.share),
          });
      }
      await tx.query(
        `UPDATE lab_job SET rush = $2, due_time = CASE WHEN $2 THEN $3::time END, rush_reason = $4, rush_by = $5, rush_at = $6 WHERE id = $1`,
        [job.id, request.rush, terms!.due, reason, nameOf(principal), parts.clock.now()],
      );
      await tellChange(tx, job, 'RUSH');
      return lockJob(tx, job.id);
    },
    { name: 'set rush' },
  );
}
