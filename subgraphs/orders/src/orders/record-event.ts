import { newId, type Tx } from '@opticworks/kernel';

export interface HistoryEntry {
  orderId: string;
  returnId?: string | null;
  at: Date;
  kind: string;
  text: string;
  actor: string;
  /** Only for staff. */
  internal?: boolean;
}

/** Adds a line to the history of an order. */
export async function recordEvent(tx: Pick<Tx, 'query'>, entry: HistoryEntry): Promise<void> {
  await tx.query(
    `INSERT INTO order_event (id, order_id, return_id, at, kind, text, actor, internal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId('note'),
      entry.orderId,
      entry.returnId ?? null,
      entry.at,
      entry.kind,
      entry.text,
      entry.actor,
      entry.internal ?? false,
    ],
  );
}
