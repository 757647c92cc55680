import type { Tx } from '@opticworks/kernel';
import { DeliveryTermsChanged } from '@opticworks/schema/events/orders';
import type { Services } from '../services.ts';
import { marginOf, type RouteCode, transitOf } from './promise.rules.ts';
import { type PromiseBasis, type PromiseTerms, readBasis, termsNow } from './promise-basis.ts';

const ROUTES: readonly RouteCode[] = ['FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM'];

/**
 * Works out anew what past promises were missed by, and tells the shop window when that has changed. `percentile_disc` takes the value of a
 * case that happened: the smallest error that so many of a hundred did not exceed.
 */
const MEASURE = `WITH cases AS (
    SELECT coalesce(route, 'GOODS') AS route, coalesce(carrier, '-') AS carrier, coalesce(service, '-') AS service, country,
      coalesce(carried_by, carrier, '-') AS carried_by, coalesce(carried_service, service, '-') AS carried_service, total_error + margin_days AS whole,
      production_error + blank_error + handling_error AS house, carrier_error + transit_days AS way
    FROM kept_promise WHERE replaced_at IS NULL AND total_error IS NOT NULL AND delivered_on > $3::date - $4::integer
  )
  SELECT 'WHOLE' AS kind, concat_ws('|', route, carrier, service) AS key, count(*)::int AS cases,
    percentile_disc($1::float8) WITHIN GROUP (ORDER BY whole) AS days
    FROM cases GROUP BY GROUPING SETS ((route, carrier, service), (route), ()) HAVING count(*) >= $2
  UNION ALL SELECT 'HOUSE', concat_ws('|', route), count(*)::int, percentile_disc($1::float8) WITHIN GROUP (ORDER BY house)
    FROM cases GROUP BY GROUPING SETS ((route), ()) HAVING count(*) >= $2
  UNION ALL SELECT 'TRANSIT', concat_ws('|', country, carried_by, carried_service), count(*)::int, percentile_disc($1::float8) WITHIN GROUP (ORDER BY way)
    FROM cases GROUP BY GROUPING SETS ((country, carried_by, carried_service), (country)) HAVING count(*) >= $2`;

export async function measurePromises(services: Services): Promise<void> {
  await services.database.transaction(
    async (tx) => {
      // One at a time: of two, the one that came later would write what the first has written.
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('orders.measure-promises', 0))");
      const terms = await termsNow(tx.query);
      const at = services.clock.now();
      await tx.query('DELETE FROM promise_measured');
      await insertMeasured(services, tx, terms, at);
      await tell(services, tx, await readBasis(tx.query), at);
    },
    { name: 'measure promises' },
  );
  services.promises.forget();
}

async function insertMeasured(services: Services, tx: Tx, terms: PromiseTerms, at: Date): Promise<void> {
  if (terms.percentile === null) return;
  const today = services.clock.today(services.settings.SHOP_TIME_ZONE);
  await tx.query(
    `INSERT INTO promise_measured (kind, key, cases, days, measured_at) SELECT kind, key, cases, days, $5 FROM (${MEASURE}) m`,
    [terms.percentile / 100, terms.minCases, today, terms.windowDays, at],
  );
}

/** What the window needs: nobody has an address or a rate there, so the house's own country and error count. */
async function tell(services: Services, tx: Tx, basis: PromiseBasis, at: Date): Promise<void> {
  const { handlingDays } = basis.terms;
  const terms = {
    handlingDays,
    transitDays: Math.max(0, transitOf(basis, null, services.settings.SHIP_FROM.countryCode).days),
    margins: ROUTES.map((route) => ({ route, days: marginOf(basis, { route, rate: null }, handlingDays) })),
  };
  const [told] = await tx.query(
    `INSERT INTO promise_told AS t (terms, told_at) VALUES ($1, $2)
     ON CONFLICT (one) DO UPDATE SET terms = $1, told_at = $2 WHERE t.terms <> $1 RETURNING 1`,
    [JSON.stringify(terms), at],
  );
  if (!told) return;
  await tx.publish(
    DeliveryTermsChanged,
    { at: at.toISOString(), ...terms },
    { aggregate: 'delivery-terms', aggregateId: 'orders' },
  );
}
