import type { Tx } from '@opticworks/kernel';
import { DemandHistory, StockOf } from '@opticworks/schema/operations/inventory';
import type { Purchasing } from '../use-case.ts';
import { adviseReplenishment, type ReplenishmentAdvice, type StockPosition, zOfServiceLevel } from './reorder.rules.ts';

export interface SourcedItem {
  id: string;
  supplierId: string;
  sku: string;
  itemName: string;
  packSize: number;
  minimumQuantity: number;
  leadTimeDays: number;
  leadTimeSdDays: number;
}

export interface ItemFigures {
  item: SourcedItem;
  stock: StockPosition;
  meanPerDay: number;
  advice: ReplenishmentAdvice | null;
}

type Db = Pick<Tx, 'query'>;
const BATCH = 2_000;
/** Observed lead times count from this many deliveries on; before, the quoted one does. */
const OBSERVED_FROM = 3;

/** Preferred source of items; of all when no SKUs are named. Observed lead times beat quoted ones. */
export async function preferredItems(db: Db, skus: readonly string[] | null): Promise<SourcedItem[]> {
  return db.query<SourcedItem>(
    `WITH observed AS (
       SELECT o.supplier_id, count(*) AS n, avg(days) AS mean, stddev_samp(days) AS sd
       FROM purchase_order o
       JOIN LATERAL (SELECT extract(epoch FROM min(r.at) - o.sent_at)::float8 / 86400 AS days FROM goods_receipt r WHERE r.purchase_order_id = o.id) d
         ON d.days IS NOT NULL
       WHERE o.sent_at IS NOT NULL GROUP BY o.supplier_id
     )
     SELECT i.id, i.supplier_id AS "supplierId", i.sku, i.item_name AS "itemName", i.pack_size AS "packSize",
            i.minimum_quantity AS "minimumQuantity",
            CASE WHEN o.n >= $2 THEN ceil(o.mean)::int ELSE i.lead_time_days END AS "leadTimeDays",
            CASE WHEN o.n >= $2 THEN coalesce(round(o.sd::numeric, 2), 0)::float8 ELSE i.lead_time_sd_days::float8 END AS "leadTimeSdDays"
     FROM supplier_item i LEFT JOIN observed o ON o.supplier_id = i.supplier_id
     WHERE i.preferred AND ($1::text[] IS NULL OR i.sku = ANY($1)) ORDER BY i.sku`,
    [skus === null ? null : [...skus], OBSERVED_FROM],
  );
}

/** Stock, demand and advice of items, two questions to inventory per two thousand of them. */
export async function figuresOf(purchasing: Purchasing, db: Db, items: readonly SourcedItem[]): Promise<ItemFigures[]> {
  const unsent = await unsentQuantities(db);
  const figures: ItemFigures[] = [];
  for (let i = 0; i < items.length; i += BATCH) {
    figures.push(...(await figuresOfBatch(purchasing, items.slice(i, i + BATCH), unsent)));
  }
  return figures;
}

async function figuresOfBatch(
  purchasing: Purchasing,
  items: readonly SourcedItem[],
  unsent: ReadonlyMap<string, number>,
): Promise<ItemFigures[]> {
  const { settings, caller } = purchasing;
  const skus = items.map((item) => item.sku);
  const [{ levels }, { skus: history }] = await Promise.all([
    caller.call(StockOf, { skus }, { deadlineMs: 30_000 }),
    caller.call(DemandHistory, { skus, days: settings.PROCUREMENT_DEMAND_DAYS }, { deadlineMs: 30_000 }),
  ]);
  const levelOf = new Map(levels.map((level) => [level.sku, level]));
  const demandOf = new Map(history.map((demand) => [demand.sku, demand]));
  const z = zOfServiceLevel(settings.PROCUREMENT_SERVICE_LEVEL);
  return items.flatMap((item) => {
    const level = levelOf.get(item.sku);
    if (!level) return [];
    const demand = demandOf.get(item.sku);
    const stock: StockPosition = {
      onHand: level.onHand,
      reserved: level.reserved,
      allocated: level.allocated,
      onOrder: level.onOrder,
      waiting: level.waiting,
      unsent: unsent.get(item.sku) ?? 0,
    };
    const meanPerDay = demand?.meanPerDay ?? 0;
    const advice = adviseReplenishment({
      stock,
      flow: {
        meanPerDay,
        sdPerDay: demand?.sdPerDay ?? 0,
        leadTimeDays: item.leadTimeDays,
        leadTimeSdDays: item.leadTimeSdDays,
      },
      z,
      reviewDays: settings.PROCUREMENT_REVIEW_DAYS,
      manualReorderPoint: level.reorderPoint ?? null,
      packSize: item.packSize,
      minimumQuantity: item.minimumQuantity,
    });
    return [{ item, stock, meanPerDay, advice }];
  });
}

async function unsentQuantities(db: Db): Promise<Map<string, number>> {
  const rows = await db.query<{ sku: string; quantity: number }>(
    `SELECT l.sku, sum(l.quantity)::int AS quantity FROM purchase_order_line l JOIN purchase_order o ON o.id = l.purchase_order_id
     WHERE o.status IN ('DRAFT', 'AWAITING_APPROVAL', 'APPROVED') GROUP BY l.sku`,
  );
  return new Map(rows.map((row) => [row.sku, row.quantity]));
}
