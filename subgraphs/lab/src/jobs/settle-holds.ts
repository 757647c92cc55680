import { newId, type Tx } from '@opticworks/kernel';
import { LabJobChanged } from '@opticworks/schema/events/lab';
import type { LabParts } from '../parts.ts';
import { type BlankStatus, type HoldReason, holdsFrom, isPrepared, type JobFacts } from './hold.rules.ts';
import type { LabJobRow } from './job.rows.ts';
import { moveJob } from './move-job.ts';

/** Holds that only a person places and clears. */
const BY_PERSON: readonly HoldReason[] = ['PRICE_APPROVAL', 'CUSTOMER_QUESTION'];
const SYSTEM = { station: 'system', operator: 'system' };

/**
 * Brings the holds of a locked job in line with the facts, and the job with its holds: released when none is left
 * and its blanks are there, on hold while there is one.
 * Called after every fact that changes, in its transaction; doing it twice changes nothing.
 */
export async function settleHolds(parts: LabParts, tx: Tx, job: LabJobRow): Promise<void> {
  const lenses = await tx.query<{ status: BlankStatus; unfit: string | null }>(
    'SELECT blank_status AS status, unfit FROM lab_lens WHERE job_id = $1',
    [job.id],
  );
  const facts: JobFacts = {
    isCalculated: job.calculatedAt !== null,
    isRxVerified: job.rxVerified,
    isFrameInHand: job.frameInHand,
    isSlabOffDue: job.slabOffDue,
    isHeightDue: job.heightDue,
    blanks: lenses.map(({ status }) => status),
    isLensUnfit: lenses.some(({ unfit }) => unfit !== null),
  };
  const kept = job.holdReasons.filter((reason) => BY_PERSON.includes(reason));
  // Facts hold a job only until its lenses are picked; later they are history. A lens that turns out unfit stops its tray by itself.
  if (!['ENTERED', 'ON_HOLD', 'RELEASED', 'SPOILED'].includes(job.status)) return;
  const changed = await replaceHolds(parts, tx, job, [...holdsFrom(facts), ...kept]);
  if (job.holdReasons.length > 0) {
    if (job.status !== 'ON_HOLD')
      await moveJob(parts, tx, job, 'ON_HOLD', { ...SYSTEM, note: job.holdReasons.join(', ') });
    else if (changed) await tellChange(tx, job, 'HOLDS');
  } else if (job.status !== 'RELEASED' && isPrepared(facts)) await moveJob(parts, tx, job, 'RELEASED', SYSTEM);
}

async function replaceHolds(parts: LabParts, tx: Tx, job: LabJobRow, wanted: readonly HoldReason[]): Promise<boolean> {
  const gone = job.holdReasons.filter((reason) => !wanted.includes(reason));
  const fresh = wanted.filter((reason) => !job.holdReasons.includes(reason));
  const now = parts.clock.now();
  if (gone.length > 0) {
    await tx.query(
      `UPDATE lab_hold SET released_at = $3, released_by = 'system' WHERE job_id = $1 AND reason = ANY($2) AND released_at IS NULL`,
      [job.id, gone, now],
    );
  }
  for (const reason of fresh) await placeHold(parts, tx, job.id, reason, 'system', null);
  job.holdReasons = [...job.holdReasons.filter((reason) => !gone.includes(reason)), ...fresh];
  return gone.length + fresh.length > 0;
}

export async function placeHold(
  parts: LabParts,
  tx: Tx,
  jobId: string,
  reason: HoldReason,
  by: string,
  note: string | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO lab_hold (id, job_id, reason, note, placed_at, placed_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (job_id, reason) WHERE released_at IS NULL DO UPDATE SET note = coalesce(excluded.note, lab_hold.note)`,
    [newId('hold'), jobId, reason, note, parts.clock.now(), by],
  );
}

/** Something about the job changed that is no move: boards show it. */
export const tellChange = (tx: Tx, job: LabJobRow, kind: string): Promise<void> => tellChanges(tx, [job], kind);

/** The same of several locked jobs, in one statement and one write of the outbox. */
export async function tellChanges(tx: Tx, jobs: readonly LabJobRow[], kind: string): Promise<void> {
  if (jobs.length === 0) return;
  const rows = await tx.query<{ id: string; version: number }>(
    'UPDATE lab_job SET version = version + 1 WHERE id = ANY($1) RETURNING id, version',
    [jobs.map(({ id }) => id)],
  );
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  for (const job of jobs) {
    job.version = versions.get(job.id)!;
    await tx.publish(
      LabJobChanged,
      {
        jobId: job.id,
        number: job.number,
        orderId: job.orderId,
        orderLineId: job.orderLineId,
        kind,
        version: job.version,
      },
      { aggregate: 'lab-job', aggregateId: job.id, topics: ['lab', `order:${job.orderId}`] },
    );
  }
}
