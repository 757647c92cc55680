import type { Tx } from '@opticworks/kernel';
import { OrderStatusChanged } from '@opticworks/schema/events/orders';
import { type OrderStatus, sourcesOfOrder } from './order.state.ts';
import { recordEvent } from './record-event.ts';

const TIMES: Partial<Record<OrderStatus, string>> = {
  SHIPPED: 'shipped_at',
  DELIVERED: 'delivered_at',
  CANCELLED: 'cancelled_at',
};

const TEXTS: Partial<Record<OrderStatus, string>> = {
  IN_PRODUCTION: 'The lenses are being made.',
  READY_TO_SHIP: 'Everything is packed.',
  SHIPPED: 'The parcel is on its way.',
  DELIVERED: 'The parcel arrived.',
};

export interface OrderMove {
  orderId: string;
  to: OrderStatus;
  at: Date;
  actor: string;
  text?: string;
  /** Narrows where the order may come from. */
  from?: readonly OrderStatus[];
}

/**
 * Moves an order if its present status allows it, with history and event.
 * @returns the move that happened, or null when the order is elsewhere: late and repeated news changes nothing
 */
export async function moveOrder(
  tx: Tx,
  move: OrderMove,
): Promise<{ from: OrderStatus; number: string; version: number } | null> {
  const time = TIMES[move.to];
  const sources = sourcesOfOrder(move.to).filter((status) => !move.from || move.from.includes(status));
  const [moved] = await tx.query<{ from: OrderStatus; number: string; version: number }>(
    `UPDATE sales_order o SET status = $2, version = o.version + 1 ${time ? `, ${time} = $4` : ''}
     FROM (SELECT id, status FROM sales_order WHERE id = $1 FOR UPDATE) before
     WHERE o.id = before.id AND before.status = ANY($3) ${time ? '' : 'AND $4::timestamptz IS NOT NULL'}
     RETURNING before.status AS "from", o.number, o.version`,
    [move.orderId, move.to, sources, move.at],
  );
  if (!moved) return null;
  await recordEvent(tx, {
    orderId: move.orderId,
    at: move.at,
    kind: move.to,
    text: move.text ?? TEXTS[move.to] ?? move.to,
    actor: move.actor,
  });
  await tx.publish(
    OrderStatusChanged,
    { orderId: move.orderId, number: moved.number, from: moved.from, to: move.to, version: moved.version },
    { aggregate: 'order', aggregateId: move.orderId, topics: ['orders'] },
  );
  return moved;
}
