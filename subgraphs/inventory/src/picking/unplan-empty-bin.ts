import type { Tx } from '@opticworks/kernel';

/** Lines that were to be picked from a bin which no longer holds enough may be picked from any bin. */
export async function unplanEmptyBin(tx: Tx, sku: string, binId: string): Promise<void> {
  await tx.query(
    `UPDATE pick_line l SET bin_id = NULL, lot = ''
     WHERE l.task_open AND l.sku = $1 AND l.bin_id = $2 AND l.ready AND l.picked < l.quantity AND l.picked = 0
       AND coalesce((SELECT b.quantity FROM bin_stock b WHERE b.sku = $1 AND b.bin_id = $2 AND b.lot = l.lot), 0) <
           (SELECT sum(o.quantity - o.picked) FROM pick_line o
            WHERE o.sku = $1 AND o.bin_id = $2 AND o.lot = l.lot AND o.task_open AND o.picked < o.quantity)`,
    [sku, binId],
  );
}
