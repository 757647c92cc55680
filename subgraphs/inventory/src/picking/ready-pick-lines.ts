import { type Clock, newId, type Tx } from '@opticworks/kernel';
import { freeBins } from '../stock/free-bins.ts';
import { orderOfReference } from './order-reference.ts';
import { pickTaskChanged } from './pick-task.events.ts';
import { planPicks } from './plan-picks.rules.ts';

interface WaitingLine {
  id: string;
  task_id: string;
  position: number;
  order_line_id: string;
  item_name: string;
  quantity: number;
}

/** After a waiting order got its goods: its lines learn the bin and can be picked. The caller holds the item's stock rows. */
export async function readyPickLines(tx: Tx, reference: string, sku: string, clock: Clock): Promise<void> {
  const orderId = orderOfReference(reference);
  if (orderId === null) return;
  const lines = await tx.query<WaitingLine>(
    `SELECT l.id, l.task_id, l.position, l.order_line_id, l.item_name, l.quantity
     FROM pick_line l JOIN pick_task t ON t.id = l.task_id
     WHERE t.order_id = $1 AND t.status = 'OPEN' AND l.sku = $2 AND NOT l.ready AND l.source = 'SHELF' ORDER BY l.position, l.id`,
    [orderId, sku],
  );
  if (lines.length === 0) return;

  const pool = await unplannedAllocations(tx, reference, orderId, sku);
  const bins = (await freeBins(tx, [sku])).get(sku) ?? [];
  const touched = new Set<string>();
  for (const line of lines) {
    if ([...pool.values()].every((open) => open === 0)) break;
    const [first, ...more] = planPicks(bins, pool, line.quantity, clock.today());
    await tx.query('UPDATE pick_line SET bin_id = $2, lot = $3, quantity = $4, ready = $5 WHERE id = $1', [
      line.id,
      first!.binId,
      first!.lot,
      first!.quantity,
      first!.ready,
    ]);
    for (const pick of more) {
      await tx.query(
        `INSERT INTO pick_line (id, task_id, position, order_line_id, source, sku, item_name, quantity, bin_id, lot, ready)
         VALUES ($1, $2, $3, $4, 'SHELF', $5, $6, $7, $8, $9, $10)`,
        [
          newId('pickline'),
          line.task_id,
          line.position,
          line.order_line_id,
          sku,
          line.item_name,
          pick.quantity,
          pick.binId,
          pick.lot,
          pick.ready,
        ],
      );
    }
    touched.add(line.task_id);
  }
  for (const taskId of touched) await pickTaskChanged(tx, { id: taskId, orderId, status: 'OPEN' });
}

async function unplannedAllocations(
  tx: Tx,
  reference: string,
  orderId: string,
  sku: string,
): Promise<Map<string, number>> {
  const rows = await tx.query<{ location_id: string; open: number }>(
    `SELECT a.location_id, (sum(a.open) - coalesce((
        SELECT sum(l.quantity) FROM pick_line l JOIN pick_task t ON t.id = l.task_id LEFT JOIN bin ON bin.id = l.bin_id
        WHERE t.order_id = $2 AND t.status IN ('OPEN', 'PICKED') AND l.sku = $3 AND l.ready AND l.source = 'SHELF'
          AND coalesce(bin.location_id, a.location_id) = a.location_id), 0))::int AS open
     FROM allocation a WHERE a.reference = $1 AND a.sku = $3 AND a.open > 0 GROUP BY a.location_id ORDER BY a.location_id`,
    [reference, orderId, sku],
  );
  return new Map(rows.map((row) => [row.location_id, Math.max(0, row.open)]));
}
