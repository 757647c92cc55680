import { SettleAllocation } from '@opticworks/schema/operations/inventory';
import type { z } from 'zod';
import type { LabParts } from '../parts.ts';
import { referenceOf } from './allocate-blanks.ts';
import type { SettleBlank } from './lab-queue.ts';

/** One blank, one answer: the key names lens, attempt and outcome. */
export async function settleBlank(parts: LabParts, order: z.infer<typeof SettleBlank.payload>): Promise<void> {
  const { jobId, lensId, attempt, sku, outcome, reason } = order;
  await parts.caller.call(
    SettleAllocation,
    { reference: referenceOf(jobId), sku, quantity: 1, outcome, reason },
    { idempotencyKey: `lens:${lensId}:${attempt}:${outcome}` },
  );
  if (outcome !== 'consumed') return;
  await parts.database.query(
    `UPDATE lab_lens SET blank_status = 'CONSUMED' WHERE id = $1 AND attempt = $2 AND blank_status = 'PICKED'`,
    [lensId, attempt],
  );
}
