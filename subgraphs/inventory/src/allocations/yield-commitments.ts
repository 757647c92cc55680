import { type Clock, newId, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { StockLedger } from '../stock/stock-ledger.ts';
import { availableOf } from '../stock/supply.rules.ts';
import { wait } from './allocate.ts';

/**
 * After a loss: when a place has promised more than it holds, the newest allocations that nobody has picked yet give theirs up
 * and wait again.
 * @throws STOCK_COMMITTED when what remains is held by running checkouts or already picked
 */
export async function yieldCommitments(
  tx: Tx,
  ledger: StockLedger,
  sku: string,
  locationId: string,
  clock: Clock,
): Promise<void> {
  let missing = -availableOf(ledger.level(sku, locationId));
  if (missing <= 0) return;
  const now = clock.now();
  const rows = await tx.query<{ id: string; reference: string; open: number }>(
    `SELECT a.id, a.reference, (a.open - coalesce((
        SELECT sum(l.picked) FROM pick_line l JOIN pick_task t ON t.id = l.task_id
        WHERE 'order:' || t.order_id = a.reference AND l.sku = a.sku AND l.source = 'SHELF' AND t.status IN ('OPEN', 'PICKED')), 0))::int AS open
     FROM allocation a WHERE a.sku = $1 AND a.location_id = $2 AND a.open > 0
     ORDER BY a.created_at DESC, a.id DESC FOR UPDATE OF a`,
    [sku, locationId],
  );
  for (const row of rows) {
    if (missing === 0) break;
    const taken = Math.min(missing, Math.max(0, row.open));
    if (taken === 0) continue;
    await tx.query('UPDATE allocation SET open = open - $2 WHERE id = $1', [row.id, taken]);
    ledger.change(sku, locationId, { allocated: -taken });
    await unreadyPickLines(tx, row.reference, sku, taken);
    await wait(tx, ledger, { reference: row.reference, neededOn: null, now }, { sku, quantity: taken });
    missing -= taken;
  }
  if (missing > 0) {
    const level = ledger.level(sku, locationId);
    refuse(ERRORS.STOCK_COMMITTED, { committed: level.reserved + level.allocated, item: ledger.item(sku).name });
  }
}

/** Lines that lose their goods wait again; a line that loses some of them is cut in two. */
async function unreadyPickLines(tx: Tx, reference: string, sku: string, quantity: number): Promise<void> {
  const lines = await tx.query<{ id: string; quantity: number; picked: number }>(
    `SELECT l.id, l.quantity, l.picked FROM pick_line l JOIN pick_task t ON t.id = l.task_id
     WHERE 'order:' || t.order_id = $1 AND t.status = 'OPEN' AND l.sku = $2 AND l.source = 'SHELF' AND l.ready AND l.picked < l.quantity
     ORDER BY l.position DESC, l.id DESC FOR UPDATE OF l`,
    [reference, sku],
  );
  let left = quantity;
  for (const line of lines) {
    if (left === 0) return;
    const lost = Math.min(left, line.quantity - line.picked);
    left -= lost;
    if (lost === line.quantity) {
      await tx.query("UPDATE pick_line SET ready = false, bin_id = NULL, lot = '' WHERE id = $1", [line.id]);
      continue;
    }
    await tx.query(
      `INSERT INTO pick_line (id, task_id, position, order_line_id, source, sku, item_name, quantity, ready)
       SELECT $3, task_id, position, order_line_id, source, sku, item_name, $2, false FROM pick_line WHERE id = $1`,
      [line.id, lost, newId('pickline')],
    );
    await tx.query('UPDATE pick_line SET quantity = quantity - $2 WHERE id = $1', [line.id, lost]);
  }
}
