import type { Tx } from '@opticworks/kernel';
import { ReturnMoved } from '@opticworks/schema/events/orders';
import { recordEvent } from '../orders/record-event.ts';
import { type ReturnStatus, sourcesOfReturn } from './return.state.ts';

const TEXTS: Record<ReturnStatus, string> = {
  REQUESTED: 'A return was requested.',
  APPROVED: 'The return was approved.',
  LABEL_SENT: 'The return label was sent.',
  RECEIVED: 'The returned parcel arrived.',
  INSPECTED: 'The returned goods were inspected.',
  REFUNDED: 'The return is complete.',
  REJECTED: 'The return was not accepted.',
  CANCELLED: 'The return was called off.',
};

export interface ReturnMove {
  returnId: string;
  to: ReturnStatus;
  at: Date;
  actor: string;
  text?: string;
}

/** Moves a return if its state allows it, with history and news of it. @returns whether it moved */
export async function moveReturn(tx: Tx, move: ReturnMove): Promise<boolean> {
  const [moved] = await tx.query<{ order_id: string; number: string }>(
    `UPDATE return_request SET status = $2, version = version + 1 WHERE id = $1 AND status = ANY($3) RETURNING order_id, number`,
    [move.returnId, move.to, sourcesOfReturn(move.to)],
  );
  if (!moved) return false;
  await recordEvent(tx, {
    orderId: moved.order_id,
    returnId: move.returnId,
    at: move.at,
    kind: `RETURN_${move.to}`,
    text: move.text ?? TEXTS[move.to],
    actor: move.actor,
  });
  await tellReturn(tx, { returnId: move.returnId, orderId: moved.order_id, number: moved.number, status: move.to });
  return true;
}

/** The order's page and the lists of staff show each step when it happens. */
export function tellReturn(
  tx: Tx,
  told: { returnId: string; orderId: string; number: string; status: ReturnStatus },
): Promise<void> {
  return tx.publish(ReturnMoved, told, {
    aggregate: 'return',
    aggregateId: told.returnId,
    topics: ['orders', `order:${told.orderId}`],
  });
}
