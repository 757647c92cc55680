import type { Warehouse } from '../use-case.ts';

export interface ScarceBlank {
  sku: string;
  available: number;
  coming: number;
  expectedOn: string;
}

/** Blanks of which fewer than `below` can be had; the day is that of the next piece beyond those that are waited for. */
export async function scarceBlanks(warehouse: Warehouse, below: number): Promise<ScarceBlank[]> {
  return warehouse.database.query<ScarceBlank>(
    `WITH scarce AS (
       SELECT l.sku, greatest(0, sum(l.on_hand - l.reserved - l.allocated))::int AS available, sum(l.on_order)::int AS on_order
       FROM stock_level l JOIN location p ON p.id = l.location_id AND p.sellable
         JOIN stock_item i ON i.sku = l.sku AND i.kind IN ('FINISHED_LENS', 'SEMI_FINISHED_LENS')
       GROUP BY l.sku HAVING sum(l.on_hand - l.reserved - l.allocated) < $1
     ), waited AS (
       SELECT s.*, coalesce((SELECT sum(w.remaining) FROM waiting_demand w WHERE w.sku = s.sku AND w.remaining > 0), 0)::int AS waiting
       FROM scarce s
     )
     SELECT sku, available, greatest(0, on_order - waiting) AS coming,
            coalesce((
              SELECT min(n.expected_on) FROM inbound n WHERE n.sku = waited.sku AND n.open > 0
                AND (SELECT sum(m.open) FROM inbound m WHERE m.sku = n.sku AND m.open > 0 AND m.expected_on <= n.expected_on) > waiting
            ), $2::date + $3::int)::text AS "expectedOn"
     FROM waited ORDER BY sku`,
    [below, warehouse.clock.today(), warehouse.settings.INVENTORY_SUPPLY_DAYS],
  );
}
