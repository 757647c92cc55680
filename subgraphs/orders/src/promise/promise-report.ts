import type { Services } from '../services.ts';
import { carriedBy } from '../shipping/carrier-names.ts';
import type { PromiseReportType, PromiseShareType } from './promise.type.ts';
import { termsNow } from './promise-basis.ts';

interface Counted {
  by: 'ALL' | 'ROUTE' | 'LENS_TYPE' | 'CARRIER';
  name: string | null;
  promises: number;
  kept: number;
  mean: string;
  percentile: number;
}

const CASES = `FROM kept_promise k WHERE k.replaced_at IS NULL AND k.total_error IS NOT NULL AND k.delivered_on BETWEEN $1 AND $2`;

/** By how much promises of parcels that arrived in these days were missed, and by which part. */
export async function promiseReport(services: Services, from: string, to: string): Promise<PromiseReportType> {
  const { database } = services;
  const { percentile } = await termsNow(database.query.bind(database));
  const share = (percentile ?? 50) / 100;
  const [groups, distribution, parts, [late]] = await Promise.all([
    database.query<Counted>(
      `WITH cases AS (SELECT coalesce(k.route, 'GOODS') AS route, coalesce(k.lens_type, 'none') AS lens_type,
         concat_ws('|', coalesce(k.carried_by, k.carrier, '-'), coalesce(k.carried_service, k.service)) AS carrier, k.total_error ${CASES})
       SELECT CASE grouping(route, lens_type, carrier) WHEN 7 THEN 'ALL' WHEN 3 THEN 'ROUTE' WHEN 5 THEN 'LENS_TYPE' ELSE 'CARRIER' END AS by,
         coalesce(route, lens_type, carrier) AS name, count(*)::int AS promises, (count(*) FILTER (WHERE total_error <= 0))::int AS kept,
         coalesce(round(avg(total_error), 2), 0)::text AS mean,
         coalesce(percentile_disc($3::float8) WITHIN GROUP (ORDER BY total_error), 0)::int AS percentile
       FROM cases GROUP BY GROUPING SETS ((), (route), (lens_type), (carrier)) ORDER BY 1, count(*) DESC, 2`,
      [from, to, share],
    ),
    database.query<{ days: number; promises: number }>(
      `SELECT k.total_error AS days, count(*)::int AS promises ${CASES} GROUP BY 1 ORDER BY 1`,
      [from, to],
    ),
    database.query<{ part: string; planned: string; mean: string; percentile: number }>(
      `SELECT p.part, round(avg(p.planned), 2)::text AS planned, round(avg(p.error), 2)::text AS mean,
         (percentile_disc($3::float8) WITHIN GROUP (ORDER BY p.error))::int AS percentile
       FROM (SELECT k.* ${CASES}) k CROSS JOIN LATERAL (VALUES ('STAGES', k.queue_days + k.stage_days, k.production_error),
         ('BLANK', k.blank_days, k.blank_error), ('HANDLING', k.handling_days, k.handling_error), ('CARRIER', k.transit_days, k.carrier_error),
         ('MARGIN', k.margin_days, -k.margin_days)) p (part, planned, error)
       GROUP BY p.part ORDER BY array_position(ARRAY['STAGES', 'BLANK', 'HANDLING', 'CARRIER', 'MARGIN'], p.part)`,
      [from, to, share],
    ),
    database.query<{ open: number; late: number }>(
      `SELECT count(*)::int AS open, (count(*) FILTER (WHERE k.promised_on < $1))::int AS late
       FROM kept_promise k JOIN sales_order o ON o.id = k.order_id
       WHERE k.replaced_at IS NULL AND k.total_error IS NULL AND o.placed_at IS NOT NULL AND o.status <> 'CANCELLED'`,
      [services.clock.today(services.settings.SHOP_TIME_ZONE)],
    ),
  ]);
  const all = groups.find(({ by }) => by === 'ALL');
  const of = (by: Counted['by']): PromiseShareType[] =>
    groups.flatMap((one) => (one.by === by ? [{ ...one, name: one.name ?? '', meanDays: one.mean }] : []));
  return {
    from,
    to,
    promises: all?.promises ?? 0,
    kept: all?.kept ?? 0,
    meanDays: all?.mean ?? '0',
    percentile: percentile ?? 50,
    percentileDays: all?.percentile ?? 0,
    distribution,
    parts: parts.map(({ mean, planned, ...part }) => ({ ...part, plannedDays: planned, meanDays: mean })),
    byRoute: of('ROUTE'),
    byLensType: of('LENS_TYPE'),
    byCarrier: of('CARRIER').map((one) => ({ ...one, name: carriedBy(one.name) })),
    open: late?.open ?? 0,
    openLate: late?.late ?? 0,
  };
}
