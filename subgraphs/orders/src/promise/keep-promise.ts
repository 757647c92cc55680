import { newId, type Tx } from '@opticworks/kernel';
import type { Services } from '../services.ts';
import { errorOf, type Promised, type RouteCode } from './promise.rules.ts';

const COLUMNS = `id, order_id, made_at, made_on, promised_on, queue_days, stage_days, blank_days, handling_days, transit_days,
  margin_days, route, lens_type, carrier, service, country, transit_from, terms_version`;

const valuesOf = (orderId: string, at: Date, { parts, ...promised }: Promised): unknown[] => [
  newId('promise'),
  orderId,
  at,
  promised.madeOn,
  promised.promisedOn,
  parts.queue,
  parts.stages,
  parts.blank,
  parts.handling,
  parts.transit,
  parts.margin,
  promised.route,
  promised.lensType,
  promised.carrier,
  promised.service,
  promised.country,
  promised.transitFrom,
  promised.termsVersion,
];

/** An earlier promise of the order no longer counts, and stays. */
export function promiseAnew(tx: Pick<Tx, 'send'>, orderId: string, promised: Promised, at: Date): void {
  tx.send('UPDATE kept_promise SET replaced_at = $2 WHERE order_id = $1 AND replaced_at IS NULL', [orderId, at]);
  tx.send('UPDATE sales_order SET promise_date = $2, ready_by = $3, version = version + 1 WHERE id = $1', [
    orderId,
    promised.promisedOn,
    promised.readyBy,
  ]);
  keepPromise(tx, orderId, promised, at);
}

/** What is made of it is no longer what the promise was made for: it stands towards the customer, and teaches nothing. */
export const leavePromiseOut = (tx: Pick<Tx, 'query'>, orderId: string, at: Date): Promise<unknown> =>
  tx.query('UPDATE kept_promise SET replaced_at = $2 WHERE order_id = $1 AND replaced_at IS NULL', [orderId, at]);

/** Writes down what was promised, and why. */
function keepPromise(tx: Pick<Tx, 'send'>, orderId: string, promised: Promised, at: Date): void {
  const { sql, values } = promiseInsert(orderId, promised, at, 1);
  tx.send(sql, values);
}

/** For a statement that does more: checkout writes order, checkout and promise in one. */
export function promiseInsert(
  orderId: string,
  promised: Promised,
  at: Date,
  firstParameter: number,
): { sql: string; values: unknown[] } {
  const values = valuesOf(orderId, at, promised);
  const parameters = values.map((_, index) => `$${firstParameter + index}`);
  return { sql: `INSERT INTO kept_promise (${COLUMNS}) VALUES (${parameters.join(', ')})`, values };
}

interface KeptRow {
  id: string;
  madeOn: string;
  promisedOn: string;
  queue: number;
  stages: number;
  blank: number;
  handling: number;
  transit: number;
  margin: number;
  route: RouteCode | null;
  hasLab: boolean;
  isReady: boolean;
  passedOn: string | null;
  packedOn: string | null;
  shippedOn: string | null;
  deliveredOn: string | null;
  blankWaited: number;
  carrier: string | null;
  service: string | null;
}

/**
 * Holds the promises of an order against what has happened to it so far. The pair is ready when the last one passed its inspection; where
 * the lab told nothing, when the parcel was packed.
 */
export async function measurePromise(services: Services, tx: Tx, orderId: string): Promise<void> {
  const rows = await tx.query<KeptRow>(
    `SELECT k.id, k.made_on::text AS "madeOn", k.promised_on::text AS "promisedOn", k.queue_days AS queue, k.stage_days AS stages,
       k.blank_days AS blank, k.handling_days AS handling, k.transit_days AS transit, k.margin_days AS margin, k.route,
       o.has_lab AS "hasLab", coalesce(k.blank_waited_days, 0) AS "blankWaited",
       NOT EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.requires_lab AND l.quantity > 0 AND NOT l.id = ANY (o.lab_passed)) AS "isReady",
       (SELECT max(e.at AT TIME ZONE $2)::date::text FROM order_event e WHERE e.order_id = o.id AND e.kind = 'LAB_PASSED') AS "passedOn",
       (SELECT max(e.at AT TIME ZONE $2)::date::text FROM order_event e WHERE e.order_id = o.id AND e.kind = 'READY_TO_SHIP') AS "packedOn",
       (o.shipped_at AT TIME ZONE $2)::date::text AS "shippedOn", (o.delivered_at AT TIME ZONE $2)::date::text AS "deliveredOn",
       s.carrier, s.service
     FROM kept_promise k JOIN sales_order o ON o.id = k.order_id
     LEFT JOIN LATERAL (SELECT carrier, service FROM shipment s WHERE s.order_id = o.id AND s.direction = 'outbound'
       AND s.shipped_at IS NOT NULL ORDER BY s.shipped_at DESC LIMIT 1) s ON true
     WHERE k.order_id = $1`,
    [orderId, services.settings.SHOP_TIME_ZONE],
  );
  for (const row of rows) {
    const passedOn = row.isReady ? row.passedOn : null;
    const readyOn = row.hasLab ? (passedOn ?? row.packedOn) : row.madeOn;
    // A parcel that left without a word of the lab was ready when it left.
    const facts = { ...row, readyOn: readyOn ?? row.shippedOn };
    const { queue, stages, blank, handling, transit, margin } = row;
    const error = errorOf({ ...row, parts: { queue, stages, blank, handling, transit, margin } }, facts);
    await tx.query(
      `UPDATE kept_promise SET ready_on = $2, shipped_on = $3, delivered_on = $4, production_error = $5, blank_error = $6,
         handling_error = $7, carrier_error = $8, total_error = $9, carried_by = $10, carried_service = $11 WHERE id = $1`,
      [
        row.id,
        facts.readyOn,
        row.shippedOn,
        row.deliveredOn,
        error.production,
        error.blank,
        error.handling,
        error.carrier,
        error.total,
        row.carrier,
        row.service,
      ],
    );
  }
}

/** The lab says how long a pair stood still for a blank; of several pairs the longest counts. */
export const noteBlankWait = (tx: Pick<Tx, 'query'>, orderId: string, days: number): Promise<unknown> =>
  tx.query(
    `UPDATE kept_promise SET blank_waited_days = greatest(coalesce(blank_waited_days, 0), $2::integer)
     WHERE order_id = $1 AND replaced_at IS NULL`,
    [orderId, days],
  );
