import type { Warehouse } from '../use-case.ts';

export interface DailyDemand {
  sku: string;
  units: number;
  meanPerDay: number;
  sdPerDay: number;
}

/**
 * Units that left for good per day over the last full days: shipped, issued to the lab, used or scrapped there; what was put back counts against it. Days without
 * demand count as zero; the deviation is the sample's (n − 1).
 */
export async function demandHistory(
  warehouse: Warehouse,
  skus: readonly string[],
  days: number,
): Promise<DailyDemand[]> {
  const today = warehouse.clock.today();
  return warehouse.database.query<DailyDemand>(
    `WITH daily AS (
       SELECT sku, (at AT TIME ZONE 'UTC')::date AS day, -sum(quantity)::float8 AS units
       FROM movement
       WHERE sku = ANY($1) AND kind IN ('LAB_ISSUE', 'SHIP', 'CONSUME', 'SCRAP', 'PUT_BACK')
         AND at >= ($3::date - $2::int)::timestamp AT TIME ZONE 'UTC' AND at < $3::date::timestamp AT TIME ZONE 'UTC'
       GROUP BY 1, 2
     )
     SELECT sku, sum(units)::int AS units, sum(units) / $2 AS "meanPerDay",
            CASE WHEN $2 < 2 THEN 0
                 ELSE sqrt(greatest(0, (sum(units * units) - sum(units) * sum(units) / $2) / ($2 - 1))) END AS "sdPerDay"
     FROM daily GROUP BY sku ORDER BY sku`,
    [[...skus], days, today],
  );
}
