import { newId, refuse, type Tx } from '@opticworks/kernel';
import { OUTSIDE_ERRORS } from './outside-lab.errors.ts';
import type { OutsideOrderStatus } from './outside-order.state.ts';

export interface OutsideOrderRow {
  id: string;
  jobId: string;
  lab: string;
  status: OutsideOrderStatus;
  frame: 'CUT_TO_TRACE' | 'UNCUT';
  providerId: string | null;
  attempts: number;
  reason: string | null;
  expectedOn: string | null;
  trackingCode: string | null;
  requestedAt: Date;
  requestedBy: string;
  cancelRequestedAt: Date | null;
  checkedAt: Date | null;
}

const COLUMNS = `o.id, o.job_id AS "jobId", o.lab, o.status, o.frame, o.provider_id AS "providerId", o.attempts, o.reason,
  o.expected_on::text AS "expectedOn", o.tracking_code AS "trackingCode", o.requested_at AS "requestedAt",
  o.requested_by AS "requestedBy", o.cancel_requested_at AS "cancelRequestedAt", o.checked_at AS "checkedAt"`;

type Query = Tx['query'];

export async function outsideOrder(query: Query, id: string): Promise<OutsideOrderRow> {
  const [row] = await query<OutsideOrderRow>(`SELECT ${COLUMNS} FROM outside_lab_order o WHERE o.id = $1`, [id]);
  return row ?? refuse(OUTSIDE_ERRORS.OUTSIDE_ORDER_NOT_FOUND);
}

export async function lockOutsideOrder(tx: Tx, id: string): Promise<OutsideOrderRow> {
  await tx.query('SELECT 1 FROM outside_lab_order WHERE id = $1 FOR UPDATE', [id]);
  return outsideOrder(tx.query, id);
}

export async function outsideOrderOf(query: Query, providerId: string): Promise<OutsideOrderRow | null> {
  const [row] = await query<OutsideOrderRow>(`SELECT ${COLUMNS} FROM outside_lab_order o WHERE o.provider_id = $1`, [
    providerId,
  ]);
  return row ?? null;
}

export const outsideOrdersOfJob = (query: Query, jobId: string): Promise<OutsideOrderRow[]> =>
  query<OutsideOrderRow>(
    `SELECT ${COLUMNS} FROM outside_lab_order o WHERE o.job_id = $1 ORDER BY o.requested_at DESC, o.id DESC LIMIT 20`,
    [jobId],
  );

/** The order that holds a job elsewhere, if any. */
export async function liveOutsideOrder(query: Query, jobId: string): Promise<OutsideOrderRow | null> {
  const [row] = await query<OutsideOrderRow>(
    `SELECT ${COLUMNS} FROM outside_lab_order o
     WHERE o.job_id = $1 AND o.status NOT IN ('RETURNED', 'REFUSED', 'CANCELLED')`,
    [jobId],
  );
  return row ?? null;
}

/** Orders nobody has asked about for a while: webhooks get lost. */
export const staleOutsideOrders = (query: Query, checkedBefore: Date): Promise<{ id: string }[]> =>
  query<{ id: string }>(
    `SELECT id FROM outside_lab_order WHERE status NOT IN ('RETURNED', 'REFUSED', 'CANCELLED', 'SHIPPED')
       AND coalesce(checked_at, requested_at) < $1 ORDER BY coalesce(checked_at, requested_at) LIMIT 100`,
    [checkedBefore],
  );

export interface OutsideEventRow {
  orderId: string;
  status: OutsideOrderStatus;
  at: Date;
  by: string;
}

/** One line of an order's history; the same stage is told once. */
export async function recordOutsideEvent(
  tx: Tx,
  event: { orderId: string; status: OutsideOrderStatus; at: Date; by: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO outside_lab_event (id, order_id, status, at, told_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (order_id, status) DO NOTHING`,
    [newId('outsideevent'), event.orderId, event.status, event.at, event.by],
  );
}

export const outsideEvents = (query: Query, orderIds: readonly string[]): Promise<OutsideEventRow[]> =>
  query<OutsideEventRow>(
    `SELECT order_id AS "orderId", status, at, told_by AS "by" FROM outside_lab_event WHERE order_id = ANY ($1) ORDER BY at, id`,
    [orderIds],
  );
