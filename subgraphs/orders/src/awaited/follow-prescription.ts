import { on, type Subscription } from '@opticworks/kernel';
import {
  PrescriptionEntered,
  PrescriptionRejected,
  PrescriptionSignedOff,
} from '@opticworks/schema/events/customer-rx';
import { SettleAwaitedPrice, TakeTypedPrescription } from '../jobs.ts';
import { writeMail } from '../mail/write-mail.ts';
import { ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';

/** What opticians say of a prescription that came after its order. */
export const awaitedSubscribers: Subscription[] = [
  on(PrescriptionSignedOff, async ({ prescriptionId }, { tx }) => {
    const lines = await tx.query<{ id: string }>(
      `SELECT order_line_id AS id FROM awaited_prescription WHERE prescription_id = $1 AND state = 'RECEIVED'`,
      [prescriptionId],
    );
    for (const { id } of lines)
      await tx.enqueue(SettleAwaitedPrice, { orderLineId: id }, { singletonKey: `${id}:signed-off` });
  }),
  // A question goes back to the customer: the order waits for another prescription, or for its correction.
  on(
    PrescriptionRejected,
    async ({ prescriptionId }, { tx, occurredAt }) => {
      const asked = await tx.query<{ orderId: string }>(
        `UPDATE awaited_prescription a SET state = 'AWAITED', rejected_at = $2 FROM sales_order o
         WHERE a.prescription_id = $1 AND a.state IN ('RECEIVED', 'TYPING') AND o.id = a.order_id AND o.status IN ('PLACED', 'IN_PRODUCTION')
         RETURNING a.order_id AS "orderId"`,
        [prescriptionId, occurredAt],
      );
      const orders = await tx.query<SalesOrder>(
        `SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = ANY($1) ORDER BY o.id`,
        [asked.map(({ orderId }) => orderId)],
      );
      for (const order of orders.map(orderFrom)) {
        await recordEvent(tx, {
          orderId: order.id,
          at: occurredAt,
          kind: 'PRESCRIPTION_PROBLEM',
          text: 'The optician could not accept the prescription and asks for another one.',
          actor: 'optician',
        });
        const facts = { problem: 'REJECTED' } as const;
        await writeMail(tx, { order, kind: 'PRESCRIPTION_AGAIN', key: prescriptionId, facts, at: occurredAt });
      }
    },
    { name: 'await another prescription' },
  ),
  on(PrescriptionEntered, async ({ prescriptionId, supersedes, needsReview }, { tx, occurredAt }) => {
    if (!supersedes || !needsReview) return;
    // Of a line that nothing is made of yet it was the paper: what the optician typed is judged like what a customer types.
    const typed = await tx.query<{ id: string }>(
      `UPDATE awaited_prescription a SET state = 'TYPING', prescription_id = $2, rejected_at = NULL FROM order_line l
       WHERE a.prescription_id = $1 AND a.state IN ('AWAITED', 'TYPING') AND l.id = a.order_line_id AND l.prescription_id IS NULL
       RETURNING a.order_line_id AS id`,
      [supersedes, prescriptionId],
    );
    for (const { id } of typed)
      await tx.enqueue(TakeTypedPrescription, { orderLineId: id }, { singletonKey: `${id}:${prescriptionId}` });
    const lines = await tx.query<{ id: string }>(
      `UPDATE awaited_prescription SET state = 'RECEIVED', prescription_id = $2, received_at = coalesce(received_at, $3), rejected_at = NULL
       WHERE prescription_id = $1 AND state IN ('AWAITED', 'RECEIVED') RETURNING order_line_id AS id`,
      [supersedes, prescriptionId, occurredAt],
    );
    for (const { id } of lines)
      await tx.query(
        `UPDATE order_line SET prescription_id = $2, lens = lens || jsonb_build_object('prescriptionId', $2::text) WHERE id = $1`,
        [id, prescriptionId],
      );
  }),
];
