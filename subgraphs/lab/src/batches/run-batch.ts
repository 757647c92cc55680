import { isUniqueViolation, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { lockJobs } from '../jobs/job.rows.ts';
import { moveJob } from '../jobs/move-job.ts';
import { chargedPartyOf, spoilLenses } from '../jobs/report-breakage.ts';
import { tellChanges } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import { type BatchRow, batchLenses, lockBatch } from './batch.rows.ts';
import type { Remedy } from './batch.rules.ts';
import { lotOf } from './load-batch.ts';

/** The carrier goes into the machine: from here nothing joins or leaves. */
export async function startBatch(
  parts: LabParts,
  principal: Principal,
  request: { batchId: string; lot: string | null },
): Promise<BatchRow> {
  insist({ principal }, 'work');
  try {
    return await parts.database.transaction(
      async (tx) => {
        const batch = await lockBatch(tx, request.batchId);
        if (batch.status !== 'OPEN') refuse(ERRORS.BATCH_NOT_OPEN, { batch: batch.number, status: batch.status });
        if (batch.lensCount === 0) refuse(ERRORS.BATCH_EMPTY, { batch: batch.number });
        const lot = lotOf(request.lot) ?? batch.lot;
        if (!lot) refuse(ERRORS.BATCH_LOT_MISSING, { batch: batch.number });
        const [running] = await tx.query<{ number: string }>(
          `SELECT number FROM lab_batch WHERE machine = $1 AND status = 'RUNNING'`,
          [batch.machine],
        );
        if (running) refuse(ERRORS.MACHINE_RUNNING, { station: batch.machineName, batch: running.number });
        await tx.query(
          `UPDATE lab_batch SET status = 'RUNNING', version = version + 1, lot = $2, started_at = $3, started_by = $4 WHERE id = $1`,
          [batch.id, lot, parts.clock.now(), nameOf(principal)],
        );
        await tx.query(
          `UPDATE lab_lens_step s SET batch_id = $1 FROM lab_batch_lens x
           WHERE x.batch_id = $1 AND s.lens_id = x.lens_id AND s.ended_at IS NULL AND s.stage = 'COATING'`,
          [batch.id],
        );
        await tellJobs(tx, batch.id);
        return lockBatch(tx, batch.id);
      },
      { name: 'start batch' },
    );
  } catch (error) {
    // Two carriers of one machine were started in the same moment; the index let one through.
    if (isUniqueViolation(error))
      refuse(ERRORS.MACHINE_RUNNING, { station: 'of this batch', batch: 'started just now' });
    throw error;
  }
}

/**
 * The batch came out. Good: its lenses go on with their trays. Failed: every lens in it is hit, each with the batch in its record; a
 * scrapped one gets a new blank, one that can be stripped is coated again.
 */
export async function finishBatch(
  parts: LabParts,
  principal: Principal,
  request: { batchId: string; good: boolean; reasonCode: string | null; remedy: Remedy | null; note: string | null },
): Promise<BatchRow> {
  insist({ principal }, 'work');
  const failure = request.good
    ? null
    : { reason: request.reasonCode ?? 'COAT_DEFECT', remedy: request.remedy ?? 'SPOIL' };
  if (failure) chargedPartyOf(failure.reason);
  return parts.database.transaction(
    async (tx) => {
      const batch = await lockBatch(tx, request.batchId);
      if (batch.status !== 'RUNNING') refuse(ERRORS.BATCH_NOT_RUNNING, { batch: batch.number, status: batch.status });
      await tx.query(
        `UPDATE lab_batch SET status = $2, version = version + 1, finished_at = $3, finished_by = $4, failure_reason = $5, remedy = $6,
           note = coalesce($7, note) WHERE id = $1`,
        [
          batch.id,
          failure ? 'FAILED' : 'GOOD',
          parts.clock.now(),
          nameOf(principal),
          failure?.reason ?? null,
          failure?.remedy ?? null,
          writtenText(request.note, 500, 'note'),
        ],
      );
      await tx.query('UPDATE lab_batch_lens SET is_open = false WHERE batch_id = $1', [batch.id]);
      if (failure) await hitLenses(parts, tx, batch, nameOf(principal), failure);
      else await tellJobs(tx, batch.id);
      return lockBatch(tx, batch.id);
    },
    { name: 'finish batch' },
  );
}

async function hitLenses(
  parts: LabParts,
  tx: Tx,
  batch: BatchRow,
  operator: string,
  failure: { reason: string; remedy: Remedy },
): Promise<void> {
  const eyesOf = await eyesByJob(tx, batch.id);
  for (const job of await lockJobs(tx, [...eyesOf.keys()])) {
    const eyes = eyesOf.get(job.id) ?? [];
    // Nobody waits for it any more.
    if (job.status === 'CANCELLED') continue;
    const note = `batch ${batch.number} failed`;
    if (failure.remedy === 'SPOIL')
      await spoilLenses(parts, tx, job, eyes, {
        reasonCode: failure.reason,
        note,
        operator,
        station: batch.machineName,
        batchId: batch.id,
      });
    else
      await moveJob(parts, tx, job, 'REWORK', {
        station: batch.machineName,
        operator,
        eyes,
        note: `${failure.reason}: ${note}`,
      });
  }
}

async function eyesByJob(tx: Tx, batchId: string): Promise<Map<string, Eye[]>> {
  const byJob = new Map<string, Eye[]>();
  for (const { jobId, eye } of await batchLenses(tx.query, [batchId]))
    byJob.set(jobId, [...(byJob.get(jobId) ?? []), eye]);
  return byJob;
}

async function tellJobs(tx: Tx, batchId: string): Promise<void> {
  await tellChanges(tx, await lockJobs(tx, [...(await eyesByJob(tx, batchId)).keys()]), 'BATCH');
}

/** A batch that was opened by mistake: its trays are free again. */
export async function abandonBatch(parts: LabParts, principal: Principal, batchId: string): Promise<BatchRow> {
  insist({ principal }, 'work');
  return parts.database.transaction(
    async (tx) => {
      const batch = await lockBatch(tx, batchId);
      if (batch.status !== 'OPEN') refuse(ERRORS.BATCH_NOT_OPEN, { batch: batch.number, status: batch.status });
      const jobs = await eyesByJob(tx, batch.id);
      await tx.query('DELETE FROM lab_batch_lens WHERE batch_id = $1', [batch.id]);
      await tx.query(
        `UPDATE lab_batch SET status = 'ABANDONED', version = version + 1, finished_at = $2, finished_by = $3 WHERE id = $1`,
        [batch.id, parts.clock.now(), nameOf(principal)],
      );
      await tellChanges(tx, await lockJobs(tx, [...jobs.keys()]), 'BATCH');
      return lockBatch(tx, batch.id);
    },
    { name: 'abandon batch' },
  );
}
