import { newId, type Tx } from '@opticworks/kernel';
import { PurchasingChanged } from '@opticworks/schema/events/procurement';
import type { Purchasing } from '../use-case.ts';
import { figuresOf, type ItemFigures, preferredItems } from './figures.ts';

const CHUNK = 1_000;

/**
 * Looks at every item that has a source. Open proposals get new numbers, those no longer needed become obsolete, new ones appear.
 * Urgent ones keep their references. @returns how many are open now
 */
export async function recalculateProposals(purchasing: Purchasing): Promise<number> {
  const needed = await neededOf(purchasing, purchasing.database, null);
  return purchasing.database.transaction(
    async (tx) => {
      const now = purchasing.clock.now();
      for (let i = 0; i < needed.length; i += CHUNK) await writeProposals(tx, needed.slice(i, i + CHUNK), now);
      await tx.query(
        "UPDATE proposal SET status = 'OBSOLETE', status_reason = 'There is enough again' WHERE status = 'OPEN' AND NOT sku = ANY($1)",
        [needed.map((figure) => figure.item.sku)],
      );
      await tx.publish(
        PurchasingChanged,
        { purchaseOrderId: null, proposalId: null, status: 'RECALCULATED' },
        { aggregate: 'proposals', aggregateId: 'all', topics: ['purchasing'] },
      );
      const [row] = await tx.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM proposal WHERE status = 'OPEN'",
      );
      return row!.count;
    },
    { name: 'recalculate proposals' },
  );
}

/** What should be ordered of these items; of all that have a source when none are named. */
async function neededOf(
  purchasing: Purchasing,
  db: Pick<Tx, 'query'>,
  skus: readonly string[] | null,
): Promise<ItemFigures[]> {
  const figures = await figuresOf(purchasing, db, await preferredItems(db, skus));
  return figures.filter((figure) => figure.advice !== null);
}

/** The same look at some items only. @returns their open proposals */
export function proposeFor(purchasing: Purchasing, skus: readonly string[]): Promise<string[]> {
  return purchasing.database.transaction(
    async (tx) => writeProposals(tx, await neededOf(purchasing, tx, skus), purchasing.clock.now()),
    { name: 'propose for items' },
  );
}

/** Inserts or renews the open proposal of each item. The caller passes only figures with advice. */
export async function writeProposals(
  tx: Tx,
  figures: readonly ItemFigures[],
  now: Date,
  urgentReferences: readonly string[] = [],
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO proposal AS p (id, sku, item_name, supplier_id, supplier_item_id, quantity, reason, formula, on_hand, reserved, on_order,
                                daily_demand, safety_stock, reorder_point, lead_time_days, urgent, demand_references, status, created_at)
     SELECT d.*, $17::text[], 'OPEN', $18
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::int[], $10::int[],
                 $11::int[], $12::numeric[], $13::int[], $14::int[], $15::int[], $16::boolean[]) AS d
     ON CONFLICT (sku) WHERE status = 'OPEN' DO UPDATE SET
       quantity = excluded.quantity, reason = excluded.reason, formula = excluded.formula, on_hand = excluded.on_hand,
       reserved = excluded.reserved, on_order = excluded.on_order, daily_demand = excluded.daily_demand,
       safety_stock = excluded.safety_stock, reorder_point = excluded.reorder_point, lead_time_days = excluded.lead_time_days,
       supplier_id = excluded.supplier_id, supplier_item_id = excluded.supplier_item_id, urgent = p.urgent OR excluded.urgent,
       demand_references = p.demand_references || ARRAY(SELECT r FROM unnest(excluded.demand_references) r WHERE NOT r = ANY(p.demand_references))
     RETURNING id`,
    [
      figures.map(() => newId('proposal')),
      figures.map(({ item }) => item.sku),
      figures.map(({ item }) => item.itemName),
      figures.map(({ item }) => item.supplierId),
      figures.map(({ item }) => item.id),
      figures.map(({ advice }) => advice!.quantity),
      figures.map(({ advice }) => advice!.reason),
      figures.map(({ advice }) => advice!.formula),
      figures.map(({ stock }) => stock.onHand),
      figures.map(({ stock }) => stock.reserved + stock.allocated),
      figures.map(({ stock }) => stock.onOrder + stock.unsent),
      figures.map(({ meanPerDay }) => meanPerDay),
      figures.map(({ advice }) => advice!.safetyStock),
      figures.map(({ advice }) => advice!.reorderPoint),
      figures.map(({ item }) => item.leadTimeDays),
      figures.map(({ stock }) => urgentReferences.length > 0 || stock.waiting > stock.onOrder + stock.unsent),
      [...urgentReferences],
      now,
    ],
  );
  return rows.map((row) => row.id);
}
