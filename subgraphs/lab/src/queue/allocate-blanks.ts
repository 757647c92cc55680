import type { Tx } from '@opticworks/kernel';
import { AllocateStock, StockOf } from '@opticworks/schema/operations/inventory';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { isOpen } from '../jobs/lab-job.state.ts';
import { settleHolds } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { planJob } from '../promise/promise.ts';
import { SettleBlank } from './lab-queue.ts';

export const referenceOf = (jobId: string): string => `job:${jobId}`;

/**
 * Asks the store for blanks of the lenses that need one. The idempotency key names lens and attempt, so asking again after a lost
 * answer gives the same answer and no second blank. What is missing waits in the store's queue.
 */
export async function allocateBlanks(parts: LabParts, jobId: string): Promise<void> {
  const needed = await parts.database.query<{ id: string; sku: string; attempt: number; dueOn: string | null }>(
    `SELECT l.id, l.blank_sku AS sku, l.attempt, j.due_on::text AS "dueOn" FROM lab_lens l JOIN lab_job j ON j.id = l.job_id
     WHERE l.job_id = $1 AND l.blank_status = 'NEEDED' AND l.blank_sku IS NOT NULL ORDER BY l.eye`,
    [jobId],
  );
  for (const lens of needed) {
    const { allocated } = await parts.caller.call(
      AllocateStock,
      { reference: referenceOf(jobId), lines: [{ sku: lens.sku, quantity: 1 }], neededOn: lens.dueOn },
      { idempotencyKey: `lens:${lens.id}:${lens.attempt}` },
    );
    const expectedOn = allocated.length > 0 ? null : await expectedOnOf(parts, lens.sku);
    await parts.database.transaction(
      async (tx) => {
        const job = await lockJob(tx, jobId);
        // The store may have allocated in between and told so by an event; then the lens is no longer NEEDED.
        const [taken] = await tx.query(
          `UPDATE lab_lens SET blank_status = $3, blank_expected_on = $4, stock_fill = CASE
             WHEN kind = 'FINISHED' AND attempt = 1 AND stock_fill IS NULL THEN CASE $3 WHEN 'ALLOCATED' THEN 'FILLED' ELSE 'WAITED' END
             ELSE stock_fill END
           WHERE id = $1 AND attempt = $2 AND blank_status = 'NEEDED' RETURNING id`,
          [lens.id, lens.attempt, allocated.length > 0 ? 'ALLOCATED' : 'WAITING', expectedOn],
        );
        if (await isUnwanted(tx, job, lens)) await giveBack(tx, jobId, lens);
        else if (taken) {
          await settleHolds(parts, tx, job);
          // Lost time is told as soon as it is known: a missing blank moves the day the job can be through.
          if (expectedOn) await planJob(parts, tx, job.id);
        }
      },
      { name: 'allocate blanks' },
    );
  }
}

/** When the store expects what it does not have: from its open orders, or from what supply usually takes. */
async function expectedOnOf(parts: LabParts, sku: string): Promise<string | null> {
  const { levels } = await parts.caller.call(StockOf, { skus: [sku] });
  return levels.find((level) => level.sku === sku)?.expectedOn ?? null;
}

/** While the store was asked, the order was cancelled or the prescription corrected, and the lens is no longer made. */
async function isUnwanted(tx: Tx, job: LabJobRow, lens: { id: string; attempt: number }): Promise<boolean> {
  if (!isOpen(job.status)) return true;
  const [present] = await tx.query('SELECT 1 FROM lab_lens WHERE id = $1 AND attempt = $2', [lens.id, lens.attempt]);
  return !present;
}

async function giveBack(tx: Tx, jobId: string, lens: { id: string; sku: string; attempt: number }): Promise<void> {
  await tx.query(`UPDATE lab_lens SET blank_status = 'RELEASED' WHERE id = $1`, [lens.id]);
  await tx.enqueue(SettleBlank, {
    jobId,
    lensId: lens.id,
    attempt: lens.attempt,
    sku: lens.sku,
    outcome: 'released',
    reason: 'no longer needed',
  });
}

/** A waiting blank came in: the oldest need of the job gets it. */
export async function blankArrived(
  parts: LabParts,
  tx: Tx,
  jobId: string,
  sku: string,
  quantity: number,
): Promise<void> {
  const job = await lockJob(tx, jobId);
  await tx.query(
    `UPDATE lab_lens SET blank_status = 'ALLOCATED' WHERE id IN (
       SELECT id FROM lab_lens WHERE job_id = $1 AND blank_sku = $2 AND blank_status IN ('WAITING', 'NEEDED')
       ORDER BY (blank_status = 'WAITING') DESC, eye LIMIT $3)`,
    [jobId, sku, quantity],
  );
  await settleHolds(parts, tx, job);
}
