import { newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { type RemakeReason, remakeReasons } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { AllocateBlanks, SettleBlank } from '../queue/lab-queue.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import { type LabJobRow, lockJob } from './job.rows.ts';
import { canBreak } from './lab-job.state.ts';
import { moveJob } from './move-job.ts';

/** The party charged for a reason. @throws REASON_UNKNOWN */
export const chargedPartyOf = (code: string): string =>
  Object.hasOwn(remakeReasons, code)
    ? remakeReasons[code as RemakeReason]
    : refuse(ERRORS.REASON_UNKNOWN, { code: code.slice(0, 40) });

export const readEye = (eye: string): Eye => (eye === 'OD' || eye === 'OS' ? eye : refuse(ERRORS.EYE_UNKNOWN));

/**
 * A lens broke: its blank is scrapped, another is asked for, and the job waits for it. The other lens of the pair stays in the tray.
 */
export async function reportBreakage(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; eye: string; reasonCode: string; note: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  chargedPartyOf(request.reasonCode);
  const eye = readEye(request.eye);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      if (job.batchNumber) refuse(ERRORS.LENS_IN_BATCH, { number: job.number, batch: job.batchNumber });
      await spoilLenses(parts, tx, job, [eye], {
        reasonCode: request.reasonCode,
        note: request.note,
        operator: nameOf(principal),
        station: 'breakage',
        batchId: null,
      });
      return job;
    },
    { name: 'report breakage' },
  );
}

interface Loss {
  reasonCode: string;
  note: string | null;
  operator: string;
  station: string;
  /** The batch that failed with the lenses in it. */
  batchId: string | null;
}

/** Lenses of a locked job are lost: each has its own record, blank and reason; the tray moves once. */
export async function spoilLenses(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  eyes: readonly Eye[],
  loss: Loss,
): Promise<void> {
  if (!canBreak(job.status)) refuse(ERRORS.BREAKAGE_NOT_POSSIBLE, { number: job.number, from: job.status });
  await writeOff(parts, tx, job, eyes, loss);
  await moveJob(parts, tx, job, 'SPOILED', {
    station: loss.station,
    operator: loss.operator,
    eye: eyes.length === 1 ? eyes[0]! : null,
    eyes,
    note: loss.reasonCode,
  });
  await tx.enqueue(AllocateBlanks, { jobId: job.id });
}

async function writeOff(parts: LabParts, tx: Tx, job: LabJobRow, eyes: readonly Eye[], loss: Loss): Promise<void> {
  const lenses = await tx.query<{ id: string; eye: Eye; sku: string | null; attempt: number; was: string }>(
    `UPDATE lab_lens l SET blank_status = 'NEEDED', attempt = l.attempt + 1, breakages = l.breakages + 1
     FROM lab_lens old WHERE old.id = l.id AND l.job_id = $1 AND l.eye = ANY($2)
     RETURNING l.id, l.eye, l.blank_sku AS sku, old.attempt, old.blank_status AS was`,
    [job.id, eyes],
  );
  for (const eye of eyes)
    if (!lenses.some((lens) => lens.eye === eye)) refuse(ERRORS.LENS_NOT_IN_JOB, { number: job.number, eye });
  await tx.query(
    `INSERT INTO lab_breakage (id, job_id, eye, reason, charged_party, blank_sku, status, at, operator, note, batch_id, station)
     SELECT d.id, $1, d.eye, $2, $3, d.sku, $4, $5, $6, $7, $8,
       (SELECT s.station FROM lab_lens_step s WHERE s.lens_id = d.lens_id AND s.ended_at IS NULL)
     FROM unnest($9::text[], $10::text[], $11::text[], $12::text[]) AS d(id, eye, sku, lens_id)`,
    [
      job.id,
      loss.reasonCode,
      chargedPartyOf(loss.reasonCode),
      job.status,
      parts.clock.now(),
      loss.operator,
      writtenText(loss.note, 500, 'note'),
      loss.batchId,
      lenses.map(() => newId('breakage')),
      lenses.map(({ eye }) => eye),
      lenses.map(({ sku }) => sku),
      lenses.map(({ id }) => id),
    ],
  );
  // A picked blank is on its way to "consumed" in the store's books; only one still allocated there is scrapped.
  for (const lens of lenses.filter(({ sku, was }) => sku && was === 'ALLOCATED'))
    await tx.enqueue(SettleBlank, {
      jobId: job.id,
      lensId: lens.id,
      attempt: lens.attempt,
      sku: lens.sku!,
      outcome: 'scrapped',
      reason: loss.reasonCode,
    });
}
