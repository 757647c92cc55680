import type { Tx } from '@opticworks/kernel';
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

/** Moves a return if its state allows it, with history. @returns whether it moved */
export async function moveReturn(tx: Tx, move: ReturnMove): Promise<boolean> {
  const [moved] = await tx.query<{ order_id: string }>(
    `UPDATE return_request SET status = $2, version = version + 1 WHERE id = $1 AND status = ANY($3) RETURNING order_id`,
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
  return true;
}
