import { newId, refuse, type Tx } from '@opticworks/kernel';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import type { Unfit } from './refit.rules.ts';
import { RETURN_ERRORS } from './return.errors.ts';

/**
 * What becomes of a blank that lies whole in a tray and is not cut for it.
 *
 * DUE       in the tray; nothing is picked into its place meanwhile
 * PUT_BACK  on its shelf again and in the books of the store, for whoever needs it next
 * SPOILED   it was damaged: lost, with a reason, like any broken lens
 */
export type ReturnStatus = 'DUE' | 'PUT_BACK' | 'SPOILED';
export type ReturnReason = Unfit | 'ORDER_CANCELLED';

export interface ReturnRow {
  id: string;
  jobId: string;
  lensId: string;
  eye: Eye;
  attempt: number;
  sku: string;
  name: string | null;
  lot: string | null;
  serial: string | null;
  reason: ReturnReason;
  status: ReturnStatus;
  openedAt: Date;
  openedBy: string;
  settledAt: Date | null;
  settledBy: string | null;
  shelf: string | null;
}

export const RETURN_COLUMNS = `r.id, r.job_id AS "jobId", r.lens_id AS "lensId", r.eye, r.attempt, r.sku, r.name, r.lot, r.serial, r.reason,
  r.status, r.opened_at AS "openedAt", r.opened_by AS "openedBy", r.settled_at AS "settledAt", r.settled_by AS "settledBy", r.shelf`;

export interface ReturnedLens {
  id: string;
  eye: Eye;
  attempt: number;
  sku: string | null;
  name: string | null;
}

/**
 * Notes that blanks of a locked job have to go back to their shelves. What was scanned of the very blank moves along: its serial number may
 * go into another lens.
 */
export async function openReturns(
  parts: LabParts,
  tx: Tx,
  job: Pick<LabJobRow, 'id'>,
  lenses: readonly ReturnedLens[],
  reason: ReturnReason,
  by: string,
): Promise<void> {
  for (const lens of lenses) {
    const [scanned] = await tx.query<{ lot: string | null; serial: string | null }>(
      'DELETE FROM lab_lens_blank WHERE lens_id = $1 AND attempt = $2 RETURNING lot, serial',
      [lens.id, lens.attempt],
    );
    await tx.query(
      `INSERT INTO lab_blank_return (id, job_id, lens_id, eye, attempt, sku, name, lot, serial, reason, opened_at, opened_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (lens_id, attempt) DO NOTHING`,
      [
        newId('return'),
        job.id,
        lens.id,
        lens.eye,
        lens.attempt,
        lens.sku,
        lens.name,
        scanned?.lot ?? null,
        scanned?.serial ?? null,
        reason,
        parts.clock.now(),
        by,
      ],
    );
  }
}

/** Two blanks for one eye in one tray end in the wrong one being cut. @throws BLANK_STILL_IN_TRAY */
export async function insistOnEmptyPlace(tx: Tx, job: LabJobRow): Promise<void> {
  const due = await tx.query<{ eye: Eye }>(
    `SELECT eye FROM lab_blank_return WHERE job_id = $1 AND status = 'DUE' ORDER BY eye`,
    [job.id],
  );
  if (due.length > 0)
    refuse(RETURN_ERRORS.BLANK_STILL_IN_TRAY, { number: job.number, eyes: due.map(({ eye }) => eye).join(' and ') });
}
