import { ReturnStock } from '@opticworks/schema/operations/inventory';
import type { z } from 'zod';
import { jobsById, lockJob } from '../jobs/job.rows.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { referenceOf } from '../queue/allocate-blanks.ts';
import type { BookReturn } from '../queue/lab-queue.ts';
import { settleBlank } from '../queue/settle-blank.ts';
import { returnById } from './put-back-blank.ts';

/**
 * Puts a blank that came back into the books of the store. Its taking is settled first, by the key it always has: a pick the store has not
 * heard of yet would otherwise come after its own return.
 */
export async function bookReturn(parts: LabParts, { returnId }: z.infer<typeof BookReturn.payload>): Promise<void> {
  const query = parts.database.query.bind(parts.database);
  const row = await returnById(query, returnId);
  const [job] = await jobsById(query, [row.jobId]);
  if (!job || row.status !== 'PUT_BACK' || row.shelf !== null) return;
  const { jobId, lensId, attempt, sku } = row;
  await settleBlank(parts, { jobId, lensId, attempt, sku, outcome: 'consumed', reason: `picked for ${job.number}` });
  const { bin } = await parts.caller.call(
    ReturnStock,
    {
      reference: referenceOf(jobId),
      sku,
      quantity: 1,
      reason: `${job.number} ${row.eye}: ${row.reason}`,
      by: row.settledBy ?? 'lab',
    },
    { idempotencyKey: `lens:${lensId}:${attempt}:put-back` },
  );
  await parts.database.transaction(
    async (tx) => {
      const locked = await lockJob(tx, jobId);
      const [booked] = await tx.query(
        'UPDATE lab_blank_return SET shelf = $2 WHERE id = $1 AND shelf IS NULL RETURNING id',
        [returnId, bin],
      );
      if (booked) await tellChange(tx, locked, 'BLANK');
    },
    { name: 'book blank return' },
  );
}
