import { createContext } from '@opticworks/kernel';
import { writeMail } from '../mail/write-mail.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { ORDER_COLUMNS, orderFrom } from '../orders/order.store.ts';
import { recordEvent } from '../orders/record-event.ts';
import type { SalesOrder } from '../orders/sales-order.entity.ts';
import type { Services } from '../services.ts';
import { daysAfter, remindersDue } from './awaited.rules.ts';

interface Waiting {
  orderId: string;
  askedAt: Date;
  dueAt: Date;
  reminded: number;
  isOverdue: boolean;
}

const AT_ONCE = 500;

/** Hourly: reminders by the days of the settings, then the call list of the staff, and only where set, the end of the order. */
export async function remindAwaited(services: Services): Promise<void> {
  const waiting = await services.database.query<Waiting>(
    `SELECT a.order_id AS "orderId", min(a.asked_at) AS "askedAt", min(a.due_at) AS "dueAt", min(a.reminded)::int AS reminded,
       bool_and(a.overdue_at IS NOT NULL) AS "isOverdue"
     FROM awaited_prescription a JOIN sales_order o ON o.id = a.order_id
     WHERE a.state = 'AWAITED' AND o.status IN ('PLACED', 'IN_PRODUCTION') GROUP BY a.order_id ORDER BY min(a.asked_at) LIMIT ${AT_ONCE}`,
  );
  const now = services.clock.now();
  for (const order of waiting) {
    const due = remindersDue(order.askedAt, services.settings.AWAITED_RX_REMIND_AFTER_DAYS, now);
    if (due > order.reminded) await remind(services, order, due, now);
    if (!order.isOverdue && order.dueAt <= now) await callFor(services, order, now);
    const end = services.settings.AWAITED_RX_CANCEL_AFTER_DAYS;
    if (end > 0 && daysAfter(order.askedAt, end) <= now) await endOrder(services, order.orderId);
  }
}

/** A shop that was down for a week sends one letter, not three. */
async function remind(services: Services, { orderId, reminded }: Waiting, due: number, now: Date): Promise<void> {
  await services.database.transaction(
    async (tx) => {
      const taken = await tx.query(
        `UPDATE awaited_prescription SET reminded = $3 WHERE order_id = $1 AND state = 'AWAITED' AND reminded = $2 RETURNING 1`,
        [orderId, reminded, due],
      );
      if (taken.length === 0) return;
      const [row] = await tx.query<SalesOrder>(`SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = $1`, [orderId]);
      await writeMail(tx, { order: orderFrom(row!), kind: 'PRESCRIPTION_REMINDER', key: String(due), at: now });
      await recordEvent(tx, {
        orderId,
        at: now,
        kind: 'PRESCRIPTION_REMINDER',
        text: 'We asked for the missing prescription.',
        actor: 'system',
      });
    },
    { name: 'remind of a prescription' },
  );
}

async function callFor(services: Services, { orderId }: Waiting, now: Date): Promise<void> {
  await services.database.transaction(
    async (tx) => {
      const taken = await tx.query(
        `UPDATE awaited_prescription SET overdue_at = $2 WHERE order_id = $1 AND state = 'AWAITED' AND overdue_at IS NULL RETURNING 1`,
        [orderId, now],
      );
      if (taken.length === 0) return;
      await recordEvent(tx, {
        orderId,
        at: now,
        kind: 'PRESCRIPTION_OVERDUE',
        text: 'The prescription has not come. Call the customer, or cancel the order.',
        actor: 'system',
        internal: true,
      });
    },
    { name: 'prescription overdue' },
  );
}

async function endOrder(services: Services, orderId: string): Promise<void> {
  const ctx = createContext({ principal: { kind: 'service', name: 'orders' }, log: services.log });
  await cancelOrder(services, ctx, orderId, 'The prescription did not come in time.').catch((error: unknown) =>
    services.log.warn({ err: error, orderId }, 'An order without prescription could not be cancelled.'),
  );
}
