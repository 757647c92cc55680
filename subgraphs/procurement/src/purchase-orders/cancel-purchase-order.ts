import { refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { PurchaseOrderCancelled } from '@opticworks/schema/events/procurement';
import { ERRORS } from '../errors.ts';
import { RecalculateProposals } from '../jobs/recalculate-proposals.ts';
import type { Purchasing } from '../use-case.ts';
import { type LockedOrder, lockOrder, moveOf, note, saveOrder } from './locked-order.ts';

/** Cancels an order nothing has come for yet. Whoever waited for it is proposed again. */
export async function cancelPurchaseOrder(
  purchasing: Purchasing,
  staff: StaffPrincipal,
  input: { id: string; reason: string },
): Promise<string> {
  const reason = input.reason.trim();
  if (reason === '') refuse(ERRORS.ORDER_REASON_REQUIRED);
  return purchasing.database.transaction(
    async (tx) => {
      const locked = await lockOrder(tx, input.id);
      await cancelLocked(tx, purchasing, locked, reason, staff.name);
      return locked.order.id;
    },
    { name: 'cancel purchase order' },
  );
}

export async function cancelLocked(
  tx: Tx,
  purchasing: Purchasing,
  { order, lines }: LockedOrder,
  reason: string,
  actor: string,
): Promise<void> {
  order.status = moveOf(order, 'cancel');
  await note(tx, order, purchasing.clock.now(), 'CANCELLED', reason, actor);
  await saveOrder(tx, order);
  // A little later, when inventory no longer counts the goods as coming.
  await tx.enqueue(RecalculateProposals, {}, { singletonKey: 'after cancellation', startAfter: 5 });
  if (order.sentAt === null) return;
  await tx.publish(
    PurchaseOrderCancelled,
    {
      purchaseOrderId: order.id,
      number: order.number,
      lines: lines.map((line) => ({ sku: line.sku, quantity: line.quantity })),
    },
    { aggregate: 'purchase_order', aggregateId: order.id, topics: ['purchasing'] },
  );
}
