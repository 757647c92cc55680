import { refuse, type StaffPrincipal } from '@opticworks/kernel';
import { PurchasingChanged } from '@opticworks/schema/events/procurement';
import { ERRORS } from '../errors.ts';
import type { Purchasing } from '../use-case.ts';

/** Puts an open proposal aside, with a reason. The next shortage or calculation may propose again. */
export async function dismissProposal(
  purchasing: Purchasing,
  staff: StaffPrincipal,
  input: { id: string; reason: string },
): Promise<void> {
  if (input.reason.trim() === '') refuse(ERRORS.ORDER_REASON_REQUIRED);
  await purchasing.database.transaction(
    async (tx) => {
      const rows = await tx.query(
        "UPDATE proposal SET status = 'DISMISSED', status_reason = $2 WHERE id = $1 AND status = 'OPEN' RETURNING 1",
        [input.id, `${staff.name}: ${input.reason.trim()}`],
      );
      if (rows.length === 0) refuse(ERRORS.PROPOSAL_NOT_OPEN);
      await tx.publish(
        PurchasingChanged,
        { purchaseOrderId: null, proposalId: input.id, status: 'DISMISSED' },
        { aggregate: 'proposal', aggregateId: input.id, topics: ['purchasing'] },
      );
    },
    { name: 'dismiss proposal' },
  );
}
