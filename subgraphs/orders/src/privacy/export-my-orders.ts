import { type CustomerPrincipal, MoneyType, money } from '@opticworks/kernel';
import type { ContactLensValue, MeasurementValue } from '@opticworks/schema';
import type { Services } from '../services.ts';
import { orderLineCell, orderLineMeasurementCell, type SealedValue } from '../vault.ts';

interface LineRow {
  id: string;
  orderId: string;
  contactLens: string | null;
  measurement: string | null;
}

/** Rows of one table for all orders of a customer, each by the order it belongs to, the oldest first. */
const OF_ORDERS = {
  payments: `SELECT order_id AS "orderId", status, method, last4, amount_minor AS "amountMinor", refunded_minor AS "refundedMinor", currency,
    created_at AS "createdAt" FROM payment WHERE order_id = ANY($1) ORDER BY created_at`,
  refunds: `SELECT order_id AS "orderId", state, reason, amount_minor AS "amountMinor", currency, created_at AS "createdAt"
    FROM refund WHERE order_id = ANY($1) ORDER BY created_at`,
  shipments: `SELECT s.order_id AS "orderId", s.direction, s.status, s.carrier, s.service, s.tracking_code AS "trackingCode", s.shipped_at AS "shippedAt",
    s.delivered_at AS "deliveredAt", coalesce((SELECT jsonb_agg(jsonb_build_object('at', t.at, 'status', t.status, 'message', t.message,
      'location', t.location) ORDER BY t.at) FROM tracking_event t WHERE t.shipment_id = s.id), '[]') AS tracking
    FROM shipment s WHERE s.order_id = ANY($1) ORDER BY s.created_at`,
  returns: `SELECT r.order_id AS "orderId", r.number, r.status, r.refund_minor AS "amountMinor", r.currency, r.created_at AS "createdAt",
    coalesce((SELECT jsonb_agg(jsonb_build_object('title', l.title, 'quantity', i.quantity, 'reason', i.reason, 'note', i.note)
      ORDER BY l.position) FROM return_line i JOIN order_line l ON l.id = i.order_line_id WHERE i.return_id = r.id), '[]') AS items
    FROM return_request r WHERE r.order_id = ANY($1) ORDER BY r.created_at`,
  history: `SELECT order_id AS "orderId", at, kind, text FROM order_event WHERE order_id = ANY($1) AND NOT internal ORDER BY at, id`,
  mails: `SELECT order_id AS "orderId", kind, recipient, subject, status, sent_at AS "sentAt"
    FROM mail WHERE order_id = ANY($1) ORDER BY created_at`,
} as const;

/**
 * What this subgraph holds about a customer, as JSON (GDPR Art. 15 and 20): orders with their lines, payments, parcels, returns and
 * mails, and the cart. Amounts are decimals in their currency. A fixed number of statements, however many orders.
 */
export async function exportMyOrders(services: Services, who: CustomerPrincipal): Promise<string> {
  const { database, vault, clock } = services;
  const orders = await database.query<{ id: string; number: string } & Record<string, unknown>>(
    `SELECT id, number, status, email, currency, subtotal_minor AS "subtotalMinor", discount_minor AS "discountMinor",
       shipping_minor AS "shippingMinor", tax_minor AS "taxMinor", total_minor AS "totalMinor", shipping_address AS "shippingAddress",
       billing_address AS "billingAddress", coupons, placed_at AS "placedAt", promise_date AS "promiseDate", shipped_at AS "shippedAt",
       delivered_at AS "deliveredAt", cancelled_at AS "cancelledAt", cancel_reason AS "cancelReason"
     FROM sales_order WHERE owner_kind || ':' || owner_id = $1 AND placed_at IS NOT NULL ORDER BY placed_at, id`,
    [`customer:${who.id}`],
  );
  const ids = orders.map(({ id }) => id);
  const [carts, lines, ...rest] = await Promise.all([
    database.query<{ content: unknown; updatedAt: Date }>(
      `SELECT content, updated_at AS "updatedAt" FROM cart WHERE owner_kind = 'customer' AND owner_id = $1 AND state = 'open'`,
      [who.id],
    ),
    database.query<LineRow>(
      `SELECT l.id, l.order_id AS "orderId", l.sku, l.title, l.detail, l.quantity, l.cancelled_quantity AS "cancelledQuantity",
         l.returned_quantity AS "returnedQuantity", l.unit_price_minor AS "unitPriceMinor", l.total_minor AS "totalMinor", l.tax_minor AS "taxMinor",
         o.currency, l.lens, l.prescription_id AS "prescriptionId", l.contact_lens AS "contactLens", l.measurement
       FROM order_line l JOIN sales_order o ON o.id = l.order_id WHERE l.order_id = ANY($1) ORDER BY l.order_id, l.position`,
      [ids],
    ),
    ...Object.values(OF_ORDERS).map((sql) => database.query<{ orderId: string }>(sql, [ids])),
  ]);
  const owner = { ownerKind: 'customer', ownerId: who.id };
  const opened = async <T extends SealedValue>(column: 'contactLens' | 'measurement', cell: typeof orderLineCell) => {
    const sealed = lines.filter((line) => line[column] !== null);
    const values = await vault.open<T>(
      database,
      sealed.map((line) => ({ owner, cell: cell(line.id), sealed: line[column]! })),
    );
    return new Map(sealed.map((line, i) => [line.id, values[i]]));
  };
  const contactLenses = await opened<ContactLensValue>('contactLens', orderLineCell);
  const measurements = await opened<MeasurementValue>('measurement', orderLineMeasurementCell);
  const linesOf = byOrder(
    lines.map((line) => ({
      ...line,
      contactLens: contactLenses.get(line.id) ?? null,
      measurement: measurements.get(line.id) ?? null,
    })),
  );
  const others = Object.keys(OF_ORDERS).map((name, i) => [name, byOrder(rest[i]!)] as const);
  return JSON.stringify(
    {
      exportedAt: clock.now(),
      orders: orders.map((order) => ({
        ...shownAmounts(order),
        lines: linesOf(order.id),
        ...Object.fromEntries(others.map(([name, of]) => [name, of(order.id)])),
      })),
      cart: carts[0] ?? null,
    },
    null,
    2,
  );
}

function byOrder<R extends { orderId: string }>(rows: readonly R[]): (orderId: string) => object[] {
  const found = Map.groupBy(rows, ({ orderId }) => orderId);
  return (orderId) => (found.get(orderId) ?? []).map(({ orderId: _, ...row }) => shownAmounts(row));
}

/** `totalMinor: 19800` of a row in USD is told as `total: 198.00`. */
function shownAmounts(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) =>
      key.endsWith('Minor')
        ? [
            key.slice(0, -'Minor'.length),
            value === null ? null : MoneyType.of(money(BigInt(value as string), row.currency as string)).amount,
          ]
        : [key, value],
    ),
  );
}
