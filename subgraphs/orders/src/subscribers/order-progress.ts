import { on, type Subscription, type Tx } from '@opticworks/kernel';
import { CustomerErased, PrescriptionRejected } from '@opticworks/schema/events/customer-rx';
import { ParcelPacked } from '@opticworks/schema/events/inventory';
import { LabJobMoved, LabJobPassed } from '@opticworks/schema/events/lab';
import { awaitedSubscribers } from '../awaited/follow-prescription.ts';
import { writeMail } from '../mail/write-mail.ts';
import { moveOrder } from '../orders/move-order.ts';
import { beginsProduction } from '../orders/order.state.ts';
import { ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import { eraseFromOrders } from '../privacy/erase-from-orders.ts';
import { measurePromise, noteBlankWait } from '../promise/keep-promise.ts';
import type { Services } from '../services.ts';
import { holdsCancelled, keepStage } from './line-progress.ts';

async function orderIn(tx: Tx, id: string): Promise<SalesOrder | null> {
  const [row] = await tx.query<SalesOrder>(`SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = $1`, [id]);
  return row ? orderFrom(row) : null;
}

/** What the lab, the warehouse and the opticians tell, and what it means for an order and its customer. */
export function subscribers(services: Services): Subscription[] {
  return [
    on(LabJobMoved, async (event, { tx, occurredAt }) => {
      if (!beginsProduction(event.to)) return keepStage(services, tx, event);
      const moved = await moveOrder(tx, { orderId: event.orderId, to: 'IN_PRODUCTION', at: occurredAt, actor: 'lab' });
      const order = moved && (await orderIn(tx, event.orderId));
      if (order) await writeMail(tx, { order, kind: 'IN_PRODUCTION', at: occurredAt });
      // After the row of the order, which whoever cancels a line of it locks first.
      await keepStage(services, tx, event);
    }),
    on(LabJobPassed, async (event, { tx, occurredAt }) => {
      const known = await tx.query(
        `UPDATE sales_order SET lab_passed = array_append(lab_passed, $2::text) WHERE id = $1 AND NOT $2::text = ANY(lab_passed) RETURNING 1`,
        [event.orderId, event.orderLineId],
      );
      if (known.length === 0) return;
      await recordEvent(tx, {
        orderId: event.orderId,
        at: occurredAt,
        kind: 'LAB_PASSED',
        text: 'A pair passed its final inspection.',
        actor: 'lab',
      });
      if (event.blankWeekdays !== undefined) await noteBlankWait(tx, event.orderId, event.blankWeekdays);
      await measurePromise(services, tx, event.orderId);
    }),
    on(ParcelPacked, async (event, { tx, occurredAt }) => {
      if (await holdsCancelled(tx, event)) return;
      await moveOrder(tx, { orderId: event.orderId, to: 'READY_TO_SHIP', at: occurredAt, actor: 'warehouse' });
    }),
    on(PrescriptionRejected, async (event, { tx, occurredAt }) => {
      // One that came later than its order has a letter of its own: there another one is asked for.
      const rows = await tx.query<SalesOrder>(
        `SELECT DISTINCT ${ORDER_COLUMNS} FROM sales_order o JOIN order_line l ON l.order_id = o.id
         WHERE l.prescription_id = $1 AND l.quantity > 0 AND o.status IN ('PLACED', 'IN_PRODUCTION') AND NOT EXISTS (
           SELECT 1 FROM awaited_prescription a WHERE a.order_line_id = l.id AND a.prescription_id = $1 AND a.state <> 'SETTLED')`,
        [event.prescriptionId],
      );
      for (const order of rows.map(orderFrom)) {
        await recordEvent(tx, {
          orderId: order.id,
          at: occurredAt,
          kind: 'PRESCRIPTION_PROBLEM',
          text: 'The optician has a question about the prescription.',
          actor: 'optician',
        });
        await writeMail(tx, { order, kind: 'PRESCRIPTION_PROBLEM', key: event.prescriptionId, at: occurredAt });
      }
    }),
    ...awaitedSubscribers,
    on(CustomerErased, async (event, { tx }) => eraseFromOrders(services, tx, event.customerId)),
  ];
}
