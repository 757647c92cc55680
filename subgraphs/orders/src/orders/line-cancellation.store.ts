import type { Database, Tx } from '@opticworks/kernel';
import type { LineShare, ShrunkLine } from './line-cancellation.rules.ts';
import type { OrderLineRow } from './order-line.entity.ts';
import type { SalesOrder } from './sales-order.entity.ts';

export interface CancellationRow {
  id: string;
  orderLineId: string;
  quantity: number;
  refundMinor: string;
  refundState: 'pending' | 'accepted' | 'succeeded' | 'failed' | null;
  costMinor: string | null;
  reason: string;
  actor: string;
  at: Date;
}

export function cancellationsOfLines(
  database: Pick<Database, 'query'>,
  lineIds: readonly string[],
): Promise<CancellationRow[]> {
  return database.query<CancellationRow>(
    `SELECT c.id, c.order_line_id AS "orderLineId", c.quantity, c.refund_minor::text AS "refundMinor", r.state AS "refundState",
       c.cost_minor::text AS "costMinor", c.reason, c.actor, c.at
     FROM line_cancellation c LEFT JOIN refund r ON r.id = c.refund_id WHERE c.order_line_id = ANY($1) ORDER BY c.at, c.id`,
    [lineIds],
  );
}

export interface NewCancellation {
  id: string;
  order: SalesOrder;
  line: OrderLineRow;
  share: LineShare;
  amountMinor: bigint;
  refundId: string | null;
  reason: string;
  costMinor: bigint | null;
  actor: string;
  at: Date;
}

export async function insertCancellation(tx: Tx, one: NewCancellation): Promise<void> {
  const { share } = one;
  await tx.query(
    `INSERT INTO line_cancellation (id, order_id, order_line_id, quantity, currency, subtotal_minor, discount_minor, tax_minor,
       refund_minor, refund_id, reason, cost_minor, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      one.id,
      one.order.id,
      one.line.id,
      share.pieces,
      one.order.currency,
      share.subtotalMinor.toString(),
      share.discountMinor.toString(),
      share.taxMinor.toString(),
      one.amountMinor.toString(),
      one.refundId,
      one.reason,
      one.costMinor?.toString() ?? null,
      one.actor,
      one.at,
    ],
  );
}

/** Line and order at what is left. The caller holds the order's row; the quantity it read is the guard all the same. */
export async function writeShrunk(tx: Tx, order: SalesOrder, line: OrderLineRow, to: ShrunkLine): Promise<void> {
  const taken = await tx.query(
    `UPDATE order_line SET quantity = $2, cancelled_quantity = cancelled_quantity + $3::int, discount_minor = $4, tax_minor = $5,
       total_minor = $6, discounts = $7 WHERE id = $1 AND quantity = $2::int + $3::int RETURNING 1`,
    [
      line.id,
      to.line.quantity,
      line.quantity - to.line.quantity,
      to.line.discountMinor.toString(),
      to.line.taxMinor.toString(),
      to.line.totalMinor.toString(),
      JSON.stringify(to.line.discounts),
    ],
  );
  if (taken.length === 0) throw new Error(`Line ${line.id} changed under the lock of its order.`);
  await tx.query(
    `UPDATE sales_order SET subtotal_minor = $2, discount_minor = $3, tax_minor = $4, total_minor = $5, tax_lines = $6, coupons = $7,
       version = version + 1,
       has_lab = EXISTS (SELECT 1 FROM order_line WHERE order_id = $1 AND requires_lab AND quantity > 0) WHERE id = $1`,
    [
      order.id,
      to.order.subtotalMinor.toString(),
      to.order.discountMinor.toString(),
      to.order.taxMinor.toString(),
      to.order.totalMinor.toString(),
      JSON.stringify(to.order.taxLines),
      JSON.stringify(to.order.coupons),
    ],
  );
}
