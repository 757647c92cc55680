import type { Database, Tx } from '@opticworks/kernel';
import type { OrderLineRow } from '../orders/order-line.entity.ts';
import type { Services } from '../services.ts';
import { type AwaitedState, daysAfter } from './awaited.rules.ts';

export interface Awaited {
  orderLineId: string;
  orderId: string;
  state: AwaitedState;
  prescriptionId: string | null;
  askedAt: Date;
  dueAt: Date;
  reminded: number;
  overdueAt: Date | null;
  rejectedAt: Date | null;
  receivedAt: Date | null;
  settledAt: Date | null;
  /** What came is stronger than was said: what its lenses would cost more. Nothing is made until somebody decides. */
  costsMoreMinor: bigint | null;
}

export const AWAITED_COLUMNS = `a.order_line_id AS "orderLineId", a.order_id AS "orderId", a.state, a.prescription_id AS "prescriptionId",
  a.asked_at AS "askedAt", a.due_at AS "dueAt", a.reminded, a.overdue_at AS "overdueAt", a.rejected_at AS "rejectedAt",
  a.received_at AS "receivedAt", a.settled_at AS "settledAt", a.costs_more_minor::text AS "costsMoreMinor"`;

type Query = Pick<Database, 'query'>;

export async function awaitedOfOrders(database: Query, orderIds: readonly string[]): Promise<Awaited[]> {
  const rows = await database.query<Omit<Awaited, 'costsMoreMinor'> & { costsMoreMinor: string | null }>(
    `SELECT ${AWAITED_COLUMNS} FROM awaited_prescription a JOIN order_line l ON l.id = a.order_line_id
     WHERE a.order_id = ANY($1) ORDER BY a.order_id, l.position`,
    [orderIds],
  );
  return rows.map((row) => ({
    ...row,
    costsMoreMinor: row.costsMoreMinor === null ? null : BigInt(row.costsMoreMinor),
  }));
}

export const isAwaited = (line: Pick<OrderLineRow, 'lens' | 'prescriptionId' | 'quantity'>): boolean =>
  line.lens !== null && line.prescriptionId === null && line.quantity > 0;

/** With the order that is placed: one row for each pair whose prescription is sent later. Most orders have none. */
export async function awaitPrescriptions(
  services: Services,
  tx: Tx,
  lines: readonly OrderLineRow[],
  now: Date,
): Promise<void> {
  for (const line of lines.filter(isAwaited))
    await tx.query(
      `INSERT INTO awaited_prescription (order_line_id, order_id, state, asked_at, due_at) VALUES ($1, $2, 'AWAITED', $3, $4)
       ON CONFLICT (order_line_id) DO NOTHING`,
      [line.id, line.orderId, now, daysAfter(now, services.settings.AWAITED_RX_CALL_AFTER_DAYS)],
    );
}
