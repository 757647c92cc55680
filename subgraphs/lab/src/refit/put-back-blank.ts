import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import { StockOf } from '@opticworks/schema/operations/inventory';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { recordScan } from '../jobs/move-job.ts';
import { chargedPartyOf } from '../jobs/report-breakage.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { BookReturn } from '../queue/lab-queue.ts';
import { RETURN_COLUMNS, type ReturnRow, type ReturnStatus } from './blank-returns.ts';
import { recordLoss } from './record-loss.ts';
import { RETURN_ERRORS } from './return.errors.ts';

/**
 * Somebody laid the blank on its shelf. The store is told afterwards, once; two people who say so at the same moment put back one blank, and
 * saying it again changes nothing.
 * @param shelf as scanned; null when nobody scanned it
 * @throws BLANK_RETURN_NOT_FOUND, BLANK_RETURN_ELSEWHERE, BLANK_RETURN_SETTLED after it was reported as damaged
 */
export async function putBackBlank(
  parts: LabParts,
  principal: Principal,
  returnId: string,
  shelf: string | null,
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  if (shelf?.trim()) await insistOnShelf(parts, returnId, shelf.trim().toUpperCase());
  return settle(
    parts,
    principal,
    returnId,
    'PUT_BACK',
    async (tx) => void (await tx.enqueue(BookReturn, { returnId })),
  );
}

/** The blank was damaged on its way: it is lost with a reason, and nothing goes back. Another one is asked for already. */
export async function spoilReturnedBlank(
  parts: LabParts,
  principal: Principal,
  returnId: string,
  loss: { reasonCode: string; note: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  chargedPartyOf(loss.reasonCode);
  return settle(parts, principal, returnId, 'SPOILED', async (tx, job, { lensId, eye, sku }) => {
    await recordLoss(parts, tx, job, { eye, sku }, { ...loss, operator: nameOf(principal), station: 'put back' });
    await tx.query('UPDATE lab_lens SET breakages = breakages + 1 WHERE id = $1', [lensId]);
  });
}

type Consequence = (tx: Tx, job: LabJobRow, row: ReturnRow) => Promise<void>;

/** The job's lock decides between rivals: whoever comes second finds the blank settled. */
async function settle(
  parts: LabParts,
  principal: Principal,
  returnId: string,
  to: Exclude<ReturnStatus, 'DUE'>,
  then: Consequence,
): Promise<LabJobRow> {
  const { jobId } = await returnById(parts.database.query.bind(parts.database), returnId);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const row = await returnById(tx.query, returnId);
      if (row.status === to) return job;
      if (row.status !== 'DUE')
        refuse(RETURN_ERRORS.BLANK_RETURN_SETTLED, {
          eye: row.eye,
          number: job.number,
          how: HOW[row.status],
          by: row.settledBy ?? '?',
        });
      const by = nameOf(principal);
      await tx.query('UPDATE lab_blank_return SET status = $2, settled_at = $3, settled_by = $4 WHERE id = $1', [
        returnId,
        to,
        parts.clock.now(),
        by,
      ]);
      await then(tx, job, row);
      await recordScan(parts, tx, job.id, job.status, job.status, {
        station: 'put back',
        operator: by,
        operatorId: principal.kind === 'staff' ? principal.id : null,
        eye: row.eye,
        note: `${row.sku}: ${HOW[to]}`,
      });
      await tellChange(tx, job, 'BLANK');
      return lockJob(tx, jobId);
    },
    { name: 'settle blank return' },
  );
}

const HOW = { PUT_BACK: 'put back', SPOILED: 'reported as damaged' } as const;

export async function returnById(query: Tx['query'], id: string): Promise<ReturnRow> {
  const [row] = await query<ReturnRow>(`SELECT ${RETURN_COLUMNS} FROM lab_blank_return r WHERE r.id = $1`, [id]);
  return row ?? refuse(RETURN_ERRORS.BLANK_RETURN_NOT_FOUND);
}

/** A blank on the wrong shelf is found by nobody. The store is asked before anything is locked. */
async function insistOnShelf(parts: LabParts, returnId: string, scanned: string): Promise<void> {
  const { sku } = await returnById(parts.database.query.bind(parts.database), returnId);
  const { levels } = await parts.caller.call(StockOf, { skus: [sku] });
  const shelf = levels.find((level) => level.sku === sku)?.homeBin;
  if (shelf && shelf.toUpperCase() !== scanned)
    refuse(RETURN_ERRORS.BLANK_RETURN_ELSEWHERE, { scanned: scanned.slice(0, 40), sku, shelf });
}
