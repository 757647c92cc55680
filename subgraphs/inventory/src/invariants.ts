import type { Database } from '@opticworks/kernel';

export interface StockViolation {
  rule: string;
  sku: string;
  locationId: string;
  expected: number;
  found: number;
}

/** Every rule that must hold whatever has crashed. An empty list is a sound warehouse. */
export async function checkStockInvariants(db: Pick<Database, 'query'>): Promise<StockViolation[]> {
  return db.query<StockViolation>(`
    WITH moved AS (SELECT sku, location_id, sum(quantity)::int AS n FROM movement GROUP BY 1, 2),
    binned AS (SELECT s.sku, b.location_id, sum(s.quantity)::int AS n FROM bin_stock s JOIN bin b ON b.id = s.bin_id GROUP BY 1, 2),
    leased AS (SELECT l.sku, l.location_id, sum(l.quantity)::int AS n
               FROM reservation_line l JOIN reservation r ON r.id = l.reservation_id AND r.status = 'ACTIVE' GROUP BY 1, 2),
    promised AS (SELECT sku, location_id, sum(open)::int AS n FROM allocation WHERE open > 0 GROUP BY 1, 2),
    coming AS (SELECT sku, location_id, sum(open)::int AS n FROM inbound WHERE open > 0 GROUP BY 1, 2),
    compared AS (
      SELECT l.sku, l.location_id, v.rule, v.expected, v.found
      FROM stock_level l
      LEFT JOIN moved USING (sku, location_id) LEFT JOIN binned USING (sku, location_id) LEFT JOIN leased USING (sku, location_id)
      LEFT JOIN promised USING (sku, location_id) LEFT JOIN coming USING (sku, location_id)
      CROSS JOIN LATERAL (VALUES
        ('on hand is the sum of movements', coalesce(moved.n, 0), l.on_hand),
        ('on hand is the sum of the bins', coalesce(binned.n, 0), l.on_hand),
        ('reserved is the sum of live leases', coalesce(leased.n, 0), l.reserved),
        ('allocated is the sum of open allocations', coalesce(promised.n, 0), l.allocated),
        ('on order is the sum of open purchase lines', coalesce(coming.n, 0), l.on_order)
      ) AS v(rule, expected, found)
    )
    SELECT rule, sku, location_id AS "locationId", expected, found FROM compared WHERE expected <> found
    UNION ALL
    SELECT 'nobody waits while stock is free', w.sku, '', 0, min(f.free)::int
    FROM waiting_demand w
    JOIN (SELECT l.sku, sum(l.on_hand - l.reserved - l.allocated) AS free
          FROM stock_level l JOIN location p ON p.id = l.location_id AND p.sellable GROUP BY l.sku) f ON f.sku = w.sku AND f.free > 0
    WHERE w.remaining > 0 GROUP BY w.sku
    UNION ALL
    SELECT 'a line to collect knows whether its task is open', l.sku, coalesce(b.location_id, ''), (t.status = 'OPEN')::int, l.task_open::int
    FROM pick_line l JOIN pick_task t ON t.id = l.task_id LEFT JOIN bin b ON b.id = l.bin_id
    WHERE l.picked < l.quantity AND l.task_open <> (t.status = 'OPEN')
    ORDER BY 2, 3, 1`);
}
