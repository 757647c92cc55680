import { fromDecimalString, refuse, type StaffPrincipal, toDecimalString } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { Purchasing } from '../use-case.ts';
import { lockOrder, moveOf, note } from './locked-order.ts';
import { mayApprove } from './purchase-order.state.ts';
import { sendPurchaseOrder } from './send-purchase-order.ts';

/** Approves an order and sends it: by EDI at once, by mail through a job. Above the limit the approver must not be the creator. */
export async function approvePurchaseOrder(purchasing: Purchasing, staff: StaffPrincipal, id: string): Promise<string> {
  return purchasing.database.transaction(
    async (tx) => {
      const now = purchasing.clock.now();
      const { order, lines } = await lockOrder(tx, id);
      const next = moveOf(order, 'approve');
      const limit = fromDecimalString(purchasing.settings.PROCUREMENT_APPROVAL_LIMIT, order.currency);
      if (!mayApprove(order, staff.id, limit.amountMinor)) {
        refuse(ERRORS.FOUR_EYES, { limit: `${toDecimalString(limit)} ${order.currency}`, number: order.number });
      }
      order.status = next;
      order.approvedBy = staff.name;
      order.approvedById = staff.id;
      order.approvedAt = now;
      await note(tx, order, now, 'APPROVED', 'Approved', staff.name);
      await sendPurchaseOrder(tx, purchasing, { order, lines });
      return order.id;
    },
    { name: 'approve purchase order' },
  );
}
