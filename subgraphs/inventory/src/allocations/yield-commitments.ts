import { type Clock, newId, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { orderOfReference } from '../picking/order-reference.ts';
import type { StockLedger } from '../stock/stock-ledger.ts';
import { availableOf } from '../stock/supply.rules.ts';
import { wait } from './allocate.ts';

/**
 * After a loss: when a place has promised more than it holds, the newest allocations that nobody has picked yet give theirs up
 * and wait again. However many those are, it is written in as many statements.
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
  const rows = await tx.query<{ id: string; reference: string; open: number }>(
    `SELECT a.id, a.reference, (a.open - coalesce((
        SELECT sum(l.picked) FROM pick_line l JOIN pick_task t ON t.id = l.task_id
        WHERE 'order:' || t.order_id = a.reference AND l.sku = a.sku AND l.source = 'SHELF' AND t.status IN ('OPEN', 'PICKED')), 0))::int AS open
     FROM allocation a WHERE a.sku = $1 AND a.location_id = $2 AND a.open > 0
     ORDER BY a.created_at DESC, a.id DESC FOR UPDATE OF a`,
    [sku, locationId],
  );
  const yielded: { id: string; reference: string; quantity: number }[] = [];
  for (const { id, reference, open } of rows) {
    const quantity = Math.min(missing, Math.max(0, open));
    if (quantity > 0) yielded.push({ id, reference, quantity });
    missing -= quantity;
  }
  if (missing > 0) {
    const { reserved, allocated } = ledger.level(sku, locationId);
    const taken = yielded.reduce((sum, { quantity }) => sum + quantity, 0);
    refuse(ERRORS.STOCK_COMMITTED, { committed: reserved + allocated - taken, item: ledger.item(sku).name });
  }

  tx.send(
    'UPDATE allocation a SET open = a.open - d.quantity FROM unnest($1::text[], $2::int[]) AS d(id, quantity) WHERE a.id = d.id',
    [yielded.map(({ id }) => id), yielded.map(({ quantity }) => quantity)],
  );
  for (const { quantity } of yielded) ledger.change(sku, locationId, { allocated: -quantity });
  await unreadyPickLines(tx, sku, yielded);
  await wait(
    tx,
    ledger,
    yielded.map(({ reference, quantity }) => ({ reference, neededOn: null, sku, quantity })),
    clock.now(),
  );
}

/** Lines that lose their goods wait again; a line that loses some of them is cut in two. */
async function unreadyPickLines(
  tx: Tx,
  sku: string,
  yielded: readonly { reference: string; quantity: number }[],
): Promise<void> {
  const lost = new Map<string, number>();
  for (const { reference, quantity } of yielded) {
    const orderId = orderOfReference(reference);
    if (orderId !== null) lost.set(orderId, (lost.get(orderId) ?? 0) + quantity);
  }
  if (lost.size === 0) return;
  const lines = await tx.query<{ id: string; orderId: string; quantity: number; picked: number }>(
    `SELECT l.id, t.order_id AS "orderId", l.quantity, l.picked FROM pick_line l JOIN pick_task t ON t.id = l.task_id
     WHERE t.order_id = ANY($1) AND t.status = 'OPEN' AND l.sku = $2 AND l.source = 'SHELF' AND l.ready AND l.picked < l.quantity
     ORDER BY l.position DESC, l.id DESC FOR UPDATE OF l`,
    [[...lost.keys()], sku],
  );
  const whole: string[] = [];
  const cut: { id: string; pieces: number }[] = [];
  for (const line of lines) {
    const left = lost.get(line.orderId) ?? 0;
    const pieces = Math.min(left, line.quantity - line.picked);
    if (pieces === 0) continue;
    lost.set(line.orderId, left - pieces);
    if (pieces === line.quantity) whole.push(line.id);
    else cut.push({ id: line.id, pieces });
  }
  if (whole.length > 0)
    tx.send("UPDATE pick_line SET ready = false, bin_id = NULL, lot = '' WHERE id = ANY($1)", [whole]);
  if (cut.length === 0) return;
  const [ids, pieces] = [cut.map(({ id }) => id), cut.map((one) => one.pieces)];
  tx.send(
    `INSERT INTO pick_line (id, task_id, position, order_line_id, source, sku, item_name, quantity, ready)
     SELECT d.new_id, l.task_id, l.position, l.order_line_id, l.source, l.sku, l.item_name, d.pieces, false
     FROM unnest($1::text[], $2::int[], $3::text[]) AS d(id, pieces, new_id) JOIN pick_line l ON l.id = d.id`,
    [ids, pieces, cut.map(() => newId('pickline'))],
  );
  tx.send(
    'UPDATE pick_line l SET quantity = l.quantity - d.pieces FROM unnest($1::text[], $2::int[]) AS d(id, pieces) WHERE l.id = d.id',
    [ids, pieces],
  );
}
