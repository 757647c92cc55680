import type { Database, Tx } from '@opticworks/kernel';
import { OrderLineRow } from './order-line.entity.ts';
import { SalesOrder } from './sales-order.entity.ts';

type Query = Pick<Database, 'query'>;

/** Written out once; reads through it cost one statement and no hydration beyond five numbers. */
export const ORDER_COLUMNS = `o.id, o.number, o.owner_kind AS "ownerKind", o.owner_id AS "ownerId", o.status, o.version, o.email,
  o.locale, o.channel, o.currency, o.subtotal_minor AS "subtotalMinor", o.discount_minor AS "discountMinor",
  o.shipping_minor AS "shippingMinor", o.shipping_tax_minor AS "shippingTaxMinor", o.tax_minor AS "taxMinor",
  o.total_minor AS "totalMinor", o.tax_lines AS "taxLines", o.coupons, o.shipping_address AS "shippingAddress",
  o.billing_address AS "billingAddress", o.shipping_rate AS "shippingRate", o.has_lab AS "hasLab",
  o.promise_date AS "promiseDate", o.ready_by AS "readyBy", o.reservation_id AS "reservationId", o.created_at AS "createdAt", o.placed_at AS "placedAt",
  o.shipped_at AS "shippedAt", o.delivered_at AS "deliveredAt", o.cancelled_at AS "cancelledAt", o.cancel_reason AS "cancelReason"`;

const LINE_COLUMNS = `id, order_id AS "orderId", position, variant_id AS "variantId", product_id AS "productId", sku, title, detail,
  kind, quantity, unit_price_minor AS "unitPriceMinor", discount_minor AS "discountMinor", tax_minor AS "taxMinor",
  total_minor AS "totalMinor", components, discounts, lens, frame, bundle, contact_lens AS "contactLens", measurement,
  prescription_id AS "prescriptionId", tax_code AS "taxCode", fsa_eligible AS "fsaEligible", requires_lab AS "requiresLab",
  weight_grams AS "weightGrams", package_mm AS "packageMm", returned_quantity AS "returnedQuantity",
  refunded_minor AS "refundedMinor", cancelled_quantity AS "cancelledQuantity", lab_stages AS "labStages"`;

const MINOR_OF_ORDER = [
  'subtotalMinor',
  'discountMinor',
  'shippingMinor',
  'shippingTaxMinor',
  'taxMinor',
  'totalMinor',
] as const;
const MINOR_OF_LINE = ['unitPriceMinor', 'discountMinor', 'taxMinor', 'totalMinor', 'refundedMinor'] as const;

export function orderFrom(row: SalesOrder): SalesOrder {
  for (const key of MINOR_OF_ORDER) row[key] = BigInt(row[key]);
  return Object.assign(new SalesOrder(), row);
}

export function lineFrom(row: OrderLineRow): OrderLineRow {
  for (const key of MINOR_OF_LINE) row[key] = BigInt(row[key]);
  return Object.assign(new OrderLineRow(), row);
}

export async function loadOrders(database: Query, ids: readonly string[]): Promise<SalesOrder[]> {
  const rows = await database.query<SalesOrder>(`SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.id = ANY($1)`, [
    ids,
  ]);
  return rows.map(orderFrom);
}

export async function loadOrder(database: Query, id: string): Promise<SalesOrder | null> {
  return (await loadOrders(database, [id]))[0] ?? null;
}

export async function loadOrderByNumber(database: Query, number: string): Promise<SalesOrder | null> {
  const rows = await database.query<SalesOrder>(`SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE o.number = $1`, [
    number,
  ]);
  return rows[0] ? orderFrom(rows[0]) : null;
}

export async function loadLines(database: Query, orderIds: readonly string[]): Promise<OrderLineRow[]> {
  const rows = await database.query<OrderLineRow>(
    `SELECT ${LINE_COLUMNS} FROM order_line WHERE order_id = ANY($1) ORDER BY order_id, position`,
    [orderIds],
  );
  return rows.map(lineFrom);
}

export async function linesOfMail(database: Query, mailId: string): Promise<OrderLineRow[]> {
  const rows = await database.query<OrderLineRow>(
    `SELECT ${LINE_COLUMNS} FROM order_line WHERE order_id = (SELECT order_id FROM mail WHERE id = $1) ORDER BY position`,
    [mailId],
  );
  return rows.map(lineFrom);
}

/** Sends the lines of a new order on their way; nothing waits for the answer. */
export function insertLines(tx: Pick<Tx, 'send'>, lines: readonly OrderLineRow[]): void {
  tx.send(INSERT_LINES, [
    JSON.stringify(lines, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ]);
}

const INSERT_LINES = `
  INSERT INTO order_line (id, order_id, position, variant_id, product_id, sku, title, detail, kind, quantity, unit_price_minor,
    discount_minor, tax_minor, total_minor, components, discounts, lens, frame, bundle, contact_lens, measurement, prescription_id,
    tax_code, fsa_eligible, requires_lab, weight_grams, package_mm)
  SELECT l.id, l."orderId", l.position, l."variantId", l."productId", l.sku, l.title, l.detail, l.kind, l.quantity,
    l."unitPriceMinor", l."discountMinor", l."taxMinor", l."totalMinor", l.components, l.discounts, l.lens, l.frame, l.bundle,
    l."contactLens", l.measurement, l."prescriptionId", l."taxCode", l."fsaEligible", l."requiresLab", l."weightGrams", l."packageMm"
  FROM json_to_recordset($1) AS l (id text, "orderId" text, position integer, "variantId" text, "productId" text, sku text,
    title text, detail text, kind text, quantity integer, "unitPriceMinor" bigint, "discountMinor" bigint, "taxMinor" bigint,
    "totalMinor" bigint, components jsonb, discounts jsonb, lens jsonb, frame jsonb, bundle jsonb, "contactLens" text,
    measurement text, "prescriptionId" text, "taxCode" text, "fsaEligible" boolean, "requiresLab" boolean, "weightGrams" integer,
    "packageMm" jsonb)`;
