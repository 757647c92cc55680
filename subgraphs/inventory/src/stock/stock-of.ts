import type { Warehouse } from '../use-case.ts';

export interface StockOfLevel {
  sku: string;
  onHand: number;
  reserved: number;
  allocated: number;
  available: number;
  onOrder: number;
  waiting: number;
  /** When the last piece that is waited for would be there, by open orders or the usual time of supply; null while there is one. */
  expectedOn: string | null;
  reorderPoint: number | null;
  /** Code of the item's own shelf: where a delivery is put away. */
  homeBin: string | null;
}

/** Stock of the sellable places, with what is on order and what waits. */
export async function stockOf(warehouse: Warehouse, skus: readonly string[]): Promise<StockOfLevel[]> {
  return warehouse.database.query<StockOfLevel>(
    `SELECT l.sku, sum(l.on_hand)::int AS "onHand", sum(l.reserved)::int AS reserved, sum(l.allocated)::int AS allocated,
            sum(l.on_hand - l.reserved - l.allocated)::int AS available, sum(l.on_order)::int AS "onOrder",
            coalesce((SELECT sum(w.remaining) FROM waiting_demand w WHERE w.sku = l.sku AND w.remaining > 0), 0)::int AS waiting,
            CASE WHEN sum(l.on_hand - l.reserved - l.allocated) > 0 THEN NULL ELSE coalesce((
              SELECT min(n.expected_on) FROM inbound n WHERE n.sku = l.sku AND n.open > 0
                AND (SELECT sum(m.open) FROM inbound m WHERE m.sku = l.sku AND m.open > 0 AND m.expected_on <= n.expected_on)
                    >= coalesce((SELECT sum(w.remaining) FROM waiting_demand w WHERE w.sku = l.sku AND w.remaining > 0), 0)
            ), $2::date + $3::int)::text END AS "expectedOn",
            max(l.reorder_point) AS "reorderPoint",
            (SELECT b.code FROM stock_item i JOIN bin b ON b.id = i.home_bin_id WHERE i.sku = l.sku) AS "homeBin"
     FROM stock_level l JOIN location p ON p.id = l.location_id AND p.sellable
     WHERE l.sku = ANY($1) GROUP BY l.sku ORDER BY l.sku`,
    [[...skus], warehouse.clock.today(), warehouse.settings.INVENTORY_SUPPLY_DAYS],
  );
}
