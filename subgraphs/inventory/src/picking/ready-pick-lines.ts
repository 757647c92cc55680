import { type Clock, newId, type Tx } from '@opticworks/kernel';
import { freeBins } from '../stock/free-bins.ts';
import { orderOfReference } from './order-reference.ts';
import { pickTaskChanged } from './pick-task.events.ts';
import { type AllocatedPool, type PlannedPick, planPicks } from './plan-picks.rules.ts';

interface WaitingLine {
  id: string;
  taskId: string;
  orderId: string;
  position: number;
  orderLineId: string;
  sku: string;
  itemName: string;
  quantity: number;
}

/** What an order waited for, and got. */
interface Filled {
  orderId: string;
  reference: string;
  sku: string;
}

/**
 * After waiting orders got their goods: their lines learn the bin and can be picked, those of the first order first. The caller holds
 * the items' stock rows.
 */
export async function readyPickLines(
  tx: Tx,
  fills: readonly { reference: string; sku: string }[],
  clock: Clock,
): Promise<void> {
  const filled = ofOrders(fills);
  if (filled.length === 0) return;
  const lines = await waitingLines(tx, filled);
  if (lines.length === 0) return;

  const [pools, bins] = await Promise.all([
    unplannedAllocations(tx, filled),
    freeBins(tx, [...new Set(lines.map(({ sku }) => sku))]),
  ]);
  const planned: { line: WaitingLine; first: PlannedPick; more: PlannedPick[] }[] = [];
  for (const one of filled) {
    const pool = pools.get(keyOf(one)) ?? new Map<string, number>();
    for (const line of lines.filter(({ orderId, sku }) => orderId === one.orderId && sku === one.sku)) {
      if ([...pool.values()].every((open) => open === 0)) break;
      const [first, ...more] = planPicks(bins.get(one.sku) ?? [], pool, line.quantity, clock.today());
      planned.push({ line, first: first!, more });
    }
  }
  if (planned.length === 0) return;
  tx.send(UPDATE_LINES, [JSON.stringify(planned.map(({ line, first }) => ({ ...first, id: line.id })))]);
  const added = planned.flatMap(({ line, more }) => more.map((pick) => ({ ...line, ...pick, id: newId('pickline') })));
  if (added.length > 0) tx.send(INSERT_LINES, [JSON.stringify(added)]);
  const touched = new Map(planned.map(({ line }) => [line.taskId, line.orderId]));
  for (const [id, orderId] of touched) await pickTaskChanged(tx, { id, orderId, status: 'OPEN' });
}

const keyOf = ({ reference, sku }: { reference: string; sku: string }): string => `${reference}\n${sku}`;

/** Each order with each item once, in the order they are served; lab jobs have no line to pick. */
function ofOrders(fills: readonly { reference: string; sku: string }[]): Filled[] {
  const filled = new Map<string, Filled>();
  for (const { reference, sku } of fills) {
    const orderId = orderOfReference(reference);
    if (orderId !== null) filled.set(keyOf({ reference, sku }), { orderId, reference, sku });
  }
  return [...filled.values()];
}

const waitingLines = (tx: Tx, filled: readonly Filled[]): Promise<WaitingLine[]> =>
  tx.query<WaitingLine>(
    `SELECT l.id, l.task_id AS "taskId", t.order_id AS "orderId", l.position, l.order_line_id AS "orderLineId", l.sku,
       l.item_name AS "itemName", l.quantity
     FROM unnest($1::text[], $2::text[]) AS f(order_id, sku)
     JOIN pick_task t ON t.order_id = f.order_id AND t.status = 'OPEN'
     JOIN pick_line l ON l.task_id = t.id AND l.sku = f.sku AND NOT l.ready AND l.source = 'SHELF'
     ORDER BY l.position, l.id`,
    [filled.map(({ orderId }) => orderId), filled.map(({ sku }) => sku)],
  );

const UPDATE_LINES = `
  UPDATE pick_line l SET bin_id = d."binId", lot = d.lot, quantity = d.quantity, ready = d.ready
  FROM json_to_recordset($1) AS d (id text, "binId" text, lot text, quantity integer, ready boolean) WHERE l.id = d.id`;

const INSERT_LINES = `
  INSERT INTO pick_line (id, task_id, position, order_line_id, source, sku, item_name, quantity, bin_id, lot, ready)
  SELECT d.id, d."taskId", d.position, d."orderLineId", 'SHELF', d.sku, d."itemName", d.quantity, d."binId", d.lot, d.ready
  FROM json_to_recordset($1) AS d (id text, "taskId" text, position integer, "orderLineId" text, sku text, "itemName" text,
    quantity integer, "binId" text, lot text, ready boolean)`;

/** What each order holds of each item, by location, and no line is to fetch yet. */
async function unplannedAllocations(tx: Tx, filled: readonly Filled[]): Promise<Map<string, AllocatedPool>> {
  const rows = await tx.query<{ reference: string; sku: string; locationId: string; open: number }>(
    `SELECT a.reference, a.sku, a.location_id AS "locationId", (sum(a.open) - coalesce((
        SELECT sum(l.quantity) FROM pick_line l JOIN pick_task t ON t.id = l.task_id LEFT JOIN bin ON bin.id = l.bin_id
        WHERE t.order_id = f.order_id AND t.status IN ('OPEN', 'PICKED') AND l.sku = a.sku AND l.ready AND l.source = 'SHELF'
          AND coalesce(bin.location_id, a.location_id) = a.location_id), 0))::int AS open
     FROM unnest($1::text[], $2::text[], $3::text[]) AS f(order_id, reference, sku)
     JOIN allocation a ON a.reference = f.reference AND a.sku = f.sku AND a.open > 0
     GROUP BY f.order_id, a.reference, a.sku, a.location_id ORDER BY a.location_id`,
    [filled.map(({ orderId }) => orderId), filled.map(({ reference }) => reference), filled.map(({ sku }) => sku)],
  );
  const pools = new Map<string, AllocatedPool>();
  for (const row of rows) {
    const pool = pools.get(keyOf(row)) ?? new Map<string, number>();
    pool.set(row.locationId, Math.max(0, row.open));
    pools.set(keyOf(row), pool);
  }
  return pools;
}
