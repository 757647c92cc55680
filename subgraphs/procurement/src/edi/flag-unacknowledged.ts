import { lockOrder, note, saveOrder } from '../purchase-orders/locked-order.ts';
import type { Purchasing } from '../use-case.ts';

/** Usual among partners: a 997 or any answer comes within a day. */
const PATIENCE_HOURS = 24;

/**
 * Orders sent by EDI that nobody has answered, not even by a syntax acknowledgement: the partner may never have got them. Each is
 * told once, in its history and on the buyer's screen. @returns how many were new
 */
export async function flagUnacknowledged(purchasing: Purchasing): Promise<number> {
  const now = purchasing.clock.now();
  const before = new Date(now.getTime() - PATIENCE_HOURS * 3_600_000);
  const silent = await purchasing.database.query<{ id: string }>(
    `SELECT o.id FROM purchase_order o JOIN document d ON d.purchase_order_id = o.id
     WHERE o.status = 'SENT' AND d.direction = 'OUT' AND d.format <> 'MAIL' AND d.status = 'SENT' AND d.at < $1
       AND NOT EXISTS (SELECT 1 FROM purchasing_entry e WHERE e.purchase_order_id = o.id AND e.kind = 'UNACKNOWLEDGED')
     ORDER BY d.at LIMIT 200`,
    [before],
  );
  for (const { id } of silent) {
    await purchasing.database.transaction(
      async (tx) => {
        const { order } = await lockOrder(tx, id);
        if (order.status !== 'SENT') return;
        await note(
          tx,
          order,
          now,
          'UNACKNOWLEDGED',
          `No answer within ${PATIENCE_HOURS} hours. Ask the supplier whether the order arrived.`,
          'system',
        );
        await saveOrder(tx, order);
      },
      { name: 'flag unacknowledged order' },
    );
  }
  return silent.length;
}
