import { type Database, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { ShipmentRow } from './shipment.entity.ts';

type Query = Pick<Database, 'query'>;

const SELECT = `SELECT id, order_id AS "orderId", return_id AS "returnId", direction, status, version, carrier, service,
  provider_id AS "providerId", rate_id AS "rateId", tracking_code AS "trackingCode", tracking_url AS "trackingUrl",
  label_url AS "labelUrl", cost_minor AS "costMinor", currency, estimated_delivery AS "estimatedDelivery", created_at AS "createdAt",
  shipped_at AS "shippedAt", delivered_at AS "deliveredAt" FROM shipment`;

const from = (row: ShipmentRow): ShipmentRow => ({
  ...row,
  costMinor: row.costMinor === null ? null : BigInt(row.costMinor),
});

export async function shipmentsOfOrders(database: Query, orderIds: readonly string[]): Promise<ShipmentRow[]> {
  const rows = await database.query<ShipmentRow>(
    `${SELECT} WHERE order_id = ANY($1) AND direction = 'outbound' AND status <> 'CREATED' ORDER BY created_at`,
    [orderIds],
  );
  return rows.map(from);
}

export async function shipmentsOfReturns(database: Query, returnIds: readonly string[]): Promise<ShipmentRow[]> {
  const rows = await database.query<ShipmentRow>(
    `${SELECT} WHERE return_id = ANY($1) AND direction = 'return' AND status NOT IN ('CREATED', 'VOIDED')`,
    [returnIds],
  );
  return rows.map(from);
}

export async function loadShipments(database: Query, ids: readonly string[]): Promise<ShipmentRow[]> {
  return (await database.query<ShipmentRow>(`${SELECT} WHERE id = ANY($1)`, [ids])).map(from);
}

export async function shipmentByTracking(database: Query, trackingCode: string): Promise<ShipmentRow | null> {
  const [row] = await database.query<ShipmentRow>(
    `${SELECT} WHERE tracking_code = $1 ORDER BY created_at DESC LIMIT 1`,
    [trackingCode],
  );
  return row ? from(row) : null;
}

/** The label in the making or live for an order; there is at most one. */
export async function liveShipment(database: Query, orderId: string): Promise<ShipmentRow | null> {
  const [row] = await database.query<ShipmentRow>(
    `${SELECT} WHERE order_id = $1 AND direction = 'outbound' AND status NOT IN ('VOIDED', 'RETURNED')`,
    [orderId],
  );
  return row ? from(row) : null;
}

/** @throws SHIPMENT_NOT_FOUND */
export async function needShipment(database: Query, id: string): Promise<ShipmentRow> {
  const [row] = await loadShipments(database, [id]);
  if (!row) refuse(ERRORS.SHIPMENT_NOT_FOUND);
  return row;
}
