import { type Database, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { ReturnLineRow, ReturnRequest } from './return.entity.ts';

type Query = Pick<Database, 'query'>;

export const RETURN_COLUMNS = `r.id, r.number, r.order_id AS "orderId", r.status, r.version, r.refund_minor AS "refundMinor", r.currency,
  r.created_at AS "createdAt"`;

const minor = (value: unknown): bigint | null => (value === null ? null : BigInt(value as string));
export const returnFrom = (row: ReturnRequest): ReturnRequest => ({ ...row, refundMinor: minor(row.refundMinor) });

export async function loadReturns(database: Query, ids: readonly string[]): Promise<ReturnRequest[]> {
  const rows = await database.query<ReturnRequest>(
    `SELECT ${RETURN_COLUMNS} FROM return_request r WHERE r.id = ANY($1)`,
    [ids],
  );
  return rows.map(returnFrom);
}

export async function returnsOfOrders(database: Query, orderIds: readonly string[]): Promise<ReturnRequest[]> {
  const rows = await database.query<ReturnRequest>(
    `SELECT ${RETURN_COLUMNS} FROM return_request r WHERE r.order_id = ANY($1) ORDER BY r.created_at`,
    [orderIds],
  );
  return rows.map(returnFrom);
}

export async function linesOfReturns(database: Query, returnIds: readonly string[]): Promise<ReturnLineRow[]> {
  const rows = await database.query<ReturnLineRow>(
    `SELECT id, return_id AS "returnId", order_line_id AS "orderLineId", quantity, reason, note, verdict, restock,
       refund_minor AS "refundMinor" FROM return_line WHERE return_id = ANY($1) ORDER BY id`,
    [returnIds],
  );
  return rows.map((row) => ({ ...row, refundMinor: minor(row.refundMinor) }));
}

/** @throws RETURN_NOT_FOUND */
export async function needReturn(database: Query, id: string): Promise<ReturnRequest> {
  const [row] = await loadReturns(database, [id]);
  if (!row) refuse(ERRORS.RETURN_NOT_FOUND);
  return row;
}
