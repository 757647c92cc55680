import type { Tx } from '@opticworks/kernel';
import { callOffCancelledJob } from '../outside-labs/outside-lab-jobs.ts';
import type { LabParts } from '../parts.ts';
import { SettleBlank } from '../queue/lab-queue.ts';
import { openReturns, type ReturnedLens } from '../refit/blank-returns.ts';
import { type LabJobRow, lockJob } from './job.rows.ts';
import { isStoppable, LAB_STATUSES } from './lab-job.state.ts';
import { moveJob } from './move-job.ts';

/** Stops all work for a cancelled order that is still in the house: lenses that are cut already are lost, and nobody cuts any further. */
export async function cancelJobs(parts: LabParts, tx: Tx, orderId: string, reason: string): Promise<void> {
  const jobs = await tx.query<{ id: string }>('SELECT id FROM lab_job WHERE order_id = $1 ORDER BY id', [orderId]);
  for (const { id } of jobs) {
    const job = await lockJob(tx, id);
    if (!isStoppable(job.status)) continue;
    await cancelJob(parts, tx, job, reason, 'order cancelled');
  }
}

/**
 * Pieces of a line are no longer wanted: the pairs the lab is least far with are stopped, until no more are made than are left. Cut lenses
 * are lost; whoever cancelled decided that, or was quicker than the news of the first cut.
 */
export async function cancelJobsOfLine(
  parts: LabParts,
  tx: Tx,
  line: { orderLineId: string; left: number; reason: string },
): Promise<void> {
  const rows = await tx.query<{ id: string; pair: number }>(
    `SELECT id, pair_number AS pair FROM lab_job WHERE order_line_id = $1 AND status <> 'CANCELLED' ORDER BY id`,
    [line.orderLineId],
  );
  const byPair = new Map<number, LabJobRow[]>();
  for (const { id, pair } of rows) byPair.set(pair, [...(byPair.get(pair) ?? []), await lockJob(tx, id)]);
  const pairs = [...byPair.values()].sort((a, b) => furthest(a) - furthest(b));
  for (const pair of pairs.slice(0, Math.max(0, pairs.length - line.left)))
    for (const job of pair.filter(({ status }) => isStoppable(status)))
      await cancelJob(parts, tx, job, line.reason, 'line cancelled');
}

/** A pair that is made again is as far as its first job. */
const furthest = (pair: readonly LabJobRow[]): number =>
  Math.max(...pair.map(({ status }) => (status === 'ON_HOLD' ? 0 : LAB_STATUSES.indexOf(status))));

/** Blanks go back: those on the shelf by themselves, whole ones in the tray by hand. */
async function cancelJob(parts: LabParts, tx: Tx, job: LabJobRow, note: string, reason: string): Promise<void> {
  const { id } = job;
  await callOffCancelledJob(parts, tx, id);
  await moveJob(parts, tx, job, 'CANCELLED', { station: 'order entry', operator: 'system', note });
  await tx.query(
    `DELETE FROM lab_batch_lens x USING lab_batch b
     WHERE b.id = x.batch_id AND b.status = 'OPEN' AND x.lens_id IN (SELECT id FROM lab_lens WHERE job_id = $1)`,
    [id],
  );
  await tx.query(
    `UPDATE lab_hold SET released_at = $2, released_by = 'system' WHERE job_id = $1 AND released_at IS NULL`,
    [id, parts.clock.now()],
  );
  const lenses = await tx.query<{ id: string; sku: string; attempt: number }>(
    `UPDATE lab_lens SET blank_status = 'RELEASED' WHERE job_id = $1 AND blank_status IN ('ALLOCATED', 'WAITING')
     RETURNING id, blank_sku AS sku, attempt`,
    [id],
  );
  const inTray = await tx.query<ReturnedLens>(
    `SELECT id, eye, attempt, blank_sku AS sku, blank_name AS name FROM lab_lens
     WHERE job_id = $1 AND stage = 'PICKED' AND blank_status IN ('PICKED', 'CONSUMED') AND blank_sku IS NOT NULL`,
    [id],
  );
  await openReturns(parts, tx, job, inTray, 'ORDER_CANCELLED', 'system');
  for (const lens of lenses) {
    await tx.enqueue(SettleBlank, {
      jobId: id,
      lensId: lens.id,
      attempt: lens.attempt,
      sku: lens.sku,
      outcome: 'released',
      reason,
    });
  }
}
