import { type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ReadRelease } from '@opticworks/schema/operations/customer-rx';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { PrepareJob } from '../queue/lab-queue.ts';
import { clearsItself, type HoldReason } from './hold.rules.ts';
import { type LabJobRow, lockJob } from './job.rows.ts';
import { canBeHeld } from './lab-job.state.ts';
import { moveJob } from './move-job.ts';
import { placeHold, settleHolds, tellChange } from './settle-holds.ts';

/** Stops a job for a reason somebody has to answer. */
export async function holdJob(
  parts: LabParts,
  principal: Principal,
  id: string,
  reason: HoldReason,
  note: string | null,
): Promise<LabJobRow> {
  insist({ principal }, 'hold');
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, id);
      if (!canBeHeld(job.status)) refuse(ERRORS.HOLD_NOT_POSSIBLE, { from: job.status });
      await placeHold(parts, tx, id, reason, nameOf(principal), writtenText(note, 500, 'note'));
      if (reason === 'RX_VERIFICATION') await setFact(tx, job, 'rx_verified', false);
      if (reason === 'FRAME_AWAITED') await setFact(tx, job, 'frame_in_hand', false);
      if (!job.holdReasons.includes(reason)) job.holdReasons.push(reason);
      if (job.status === 'ON_HOLD') await tellChange(tx, job, 'HOLDS');
      else await moveJob(parts, tx, job, 'ON_HOLD', { station: 'office', operator: nameOf(principal), note: reason });
      return job;
    },
    { name: 'hold lab job' },
  );
}

/**
 * Lifts a hold. A prescription is signed off at its own desk, with what that asks for; here only the hold of one that is signed off ends.
 * A missing blank cannot be wished away. Answering the question of a job that could not be calculated calculates it again.
 */
export async function releaseHold(
  parts: LabParts,
  principal: Principal,
  id: string,
  reason: HoldReason,
): Promise<LabJobRow> {
  insist({ principal }, reason === 'RX_VERIFICATION' ? 'vouchForRx' : 'hold');
  if (reason === 'RX_VERIFICATION') await insistItIsSignedOff(parts, id);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, id);
      if (!job.holdReasons.includes(reason)) refuse(ERRORS.HOLD_NOT_THERE, { number: job.number, reason });
      const how = clearsItself[reason];
      if (how) refuse(ERRORS.HOLD_CLEARS_ITSELF, { reason, how });
      await tx.query(
        'UPDATE lab_hold SET released_at = $3, released_by = $4 WHERE job_id = $1 AND reason = $2 AND released_at IS NULL',
        [id, reason, parts.clock.now(), nameOf(principal)],
      );
      job.holdReasons = job.holdReasons.filter((open) => open !== reason);
      if (reason === 'RX_VERIFICATION') await setFact(tx, job, 'rx_verified', true);
      if (reason === 'FRAME_AWAITED') await setFact(tx, job, 'frame_in_hand', true);
      if (reason === 'CUSTOMER_QUESTION' && job.calculatedAt === null) await tx.enqueue(PrepareJob, { jobId: id });
      await settleHolds(parts, tx, job);
      await tellChange(tx, job, 'HOLDS');
      return job;
    },
    { name: 'release hold' },
  );
}

async function insistItIsSignedOff(parts: LabParts, jobId: string): Promise<void> {
  const [job] = await parts.database.query<{ prescriptionId: string }>(
    'SELECT prescription_id AS "prescriptionId" FROM lab_job WHERE id = $1',
    [jobId],
  );
  if (!job) return;
  const { releases } = await parts.caller.call(ReadRelease, { prescriptionIds: [job.prescriptionId] });
  if (!releases.every(({ isReleased }) => isReleased))
    refuse(ERRORS.HOLD_CLEARS_ITSELF, {
      reason: 'RX_VERIFICATION',
      how: 'it ends when an optician signs the prescription off',
    });
}

/** Facts the automatic holds follow from. */
export async function setFact(
  tx: Tx,
  job: LabJobRow,
  fact: 'rx_verified' | 'frame_in_hand',
  value: boolean,
): Promise<void> {
  await tx.query(`UPDATE lab_job SET ${fact} = $2 WHERE id = $1`, [job.id, value]);
  if (fact === 'rx_verified') job.rxVerified = value;
  else job.frameInHand = value;
}
