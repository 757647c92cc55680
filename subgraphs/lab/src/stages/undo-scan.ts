import { newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import type { LabJobStatus } from '../jobs/lab-job.state.ts';
import { announceMove, recordScan } from '../jobs/move-job.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import type { Eye, LensStage } from './lens-stage.rules.ts';

/** Scans whose effects stay inside the lab. A pick has told the store, a dispatch the customer: those are corrected, not undone. */
const UNDOABLE: ReadonlySet<LabJobStatus> = new Set<LabJobStatus>(['SURFACING', 'COATING', 'FINISHING', 'INSPECTION']);

interface LastScan {
  id: string;
  at: Date;
  from: LabJobStatus | null;
  status: LabJobStatus;
  operatorId: string | null;
  eyes: Eye[];
  result: string | null;
}

/** Why the last scan of a job must stay; null when it may be taken back. */
export function whyNotUndone(
  scan: LastScan | undefined,
  job: Pick<LabJobRow, 'status' | 'batchNumber'>,
  by: { id: string | null; isAdmin: boolean },
  now: Date,
  windowSeconds: number,
): string | null {
  if (!scan?.from || scan.status !== job.status || scan.result === 'UNDO') return 'there is nothing to take back';
  if (!UNDOABLE.has(scan.status)) return `${scan.status} reached others already`;
  if (job.batchNumber) return `a lens is in batch ${job.batchNumber}`;
  if (now.getTime() - scan.at.getTime() > windowSeconds * 1000) return `it is older than ${windowSeconds} seconds`;
  if (!by.isAdmin && (scan.operatorId === null || scan.operatorId !== by.id)) return 'somebody else made it';
  return null;
}

/**
 * Takes back a scan that was a mistake, for a short while and by whoever made it. The scan stays on record with who undid it; the steps
 * it ended go on as if it had not been.
 */
export async function undoScan(parts: LabParts, principal: Principal, id: string): Promise<LabJobRow> {
  insist({ principal }, 'work');
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, id);
      const [scan] = await tx.query<LastScan>(
        `SELECT id, at, from_status AS "from", status, operator_id AS "operatorId", eyes, result FROM lab_scan
         WHERE job_id = $1 AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1`,
        [id],
      );
      const by = {
        id: principal.kind === 'staff' ? principal.id : null,
        isAdmin: principal.kind === 'staff' && principal.roles.includes('admin'),
      };
      const why = whyNotUndone(scan, job, by, parts.clock.now(), parts.undoSeconds);
      if (why || !scan?.from) refuse(ERRORS.UNDO_NOT_POSSIBLE, { number: job.number, why: why ?? '' });
      await takeBack(parts, tx, job, scan as LastScan & { from: LabJobStatus }, nameOf(principal), by.id);
      return lockJob(tx, id);
    },
    { name: 'undo scan' },
  );
}

async function takeBack(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  scan: LastScan & { from: LabJobStatus },
  operator: string,
  operatorId: string | null,
): Promise<void> {
  const now = parts.clock.now();
  const [moved] = await tx.query<{ version: number }>(
    'UPDATE lab_job SET status = $2, version = version + 1 WHERE id = $1 AND status = $3 RETURNING version',
    [job.id, scan.from, scan.status],
  );
  if (!moved) refuse(ERRORS.UNDO_NOT_POSSIBLE, { number: job.number, why: 'it has moved on' });
  await tx.query('UPDATE lab_scan SET undone_at = $2, undone_by = $3 WHERE id = $1', [scan.id, now, operator]);
  await tx.query(
    `UPDATE lab_lens_step SET ended_at = greatest(started_at, $2), outcome = 'UNDONE' WHERE scan_id = $1 AND ended_at IS NULL`,
    [scan.id, now],
  );
  await tx.query(
    `UPDATE lab_lens_step SET ended_at = NULL, outcome = NULL, ended_by_scan = NULL, reason = NULL WHERE ended_by_scan = $1 AND outcome = 'GOOD'`,
    [scan.id],
  );
  await tx.query(
    // A lens without an open step was in rework before: its step had ended with that.
    `UPDATE lab_lens l SET stage = coalesce((SELECT s.stage FROM lab_lens_step s WHERE s.lens_id = l.id AND s.ended_at IS NULL), $3)
     WHERE l.job_id = $1 AND l.eye = ANY ($2)`,
    [job.id, scan.eyes, (scan.from === 'REWORK' ? 'REWORK' : 'WAITING') satisfies LensStage],
  );
  await recordScan(
    parts,
    tx,
    job.id,
    scan.status,
    scan.from,
    { station: 'undo', operator, operatorId, eyes: scan.eyes, note: `took back ${scan.status}` },
    { id: newId('scan'), result: 'UNDO' },
  );
  // The undoing scan is itself no step of the history a customer sees.
  await announceMove(tx, { ...job, version: moved.version }, scan.status, scan.from);
}
