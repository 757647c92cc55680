import { divideRounded, money, toDecimalString } from '@opticworks/kernel';
import { SHOP_CURRENCY } from '../carts/own-cart.ts';
import { shown } from '../money.ts';
import type { Services } from '../services.ts';
import { SalesFigures } from './report.type.ts';

interface Sums {
  orders: number;
  revenue: string;
  carts: number;
  converted: number;
  return_units: number;
  shipped_units: number;
}

/** Whole days of the shop, both ends included. */
const WITHIN = (column: string) =>
  `${column} >= ($1::date::timestamp AT TIME ZONE $3) AND ${column} < (($2::date + 1)::timestamp AT TIME ZONE $3)`;
/** Net sales: goods after discounts, before tax and delivery; cancelled orders left out. */
const NET = '(o.subtotal_minor - o.discount_minor)';
const SOLD = `o.placed_at IS NOT NULL AND o.status <> 'CANCELLED' AND ${WITHIN('o.placed_at')}`;

/** The dashboard of a period, from three statements. */
export async function salesFigures(services: Services, from: string, to: string): Promise<SalesFigures> {
  const params = [from, to, services.settings.SHOP_TIME_ZONE];
  const { database } = services;
  const [days, [sums], top] = await Promise.all([
    database.query<{ day: string; orders: number; revenue: string }>(
      `SELECT day::date AS day, count(o.id)::int AS orders, coalesce(sum(${NET}), 0)::text AS revenue
       FROM generate_series($1::date, $2::date, '1 day') AS day
       LEFT JOIN sales_order o ON ${SOLD} AND (o.placed_at AT TIME ZONE $3)::date = day::date
       GROUP BY day ORDER BY day`,
      params,
    ),
    database.query<Sums>(
      `SELECT
         (SELECT count(*)::int FROM sales_order o WHERE ${SOLD}) AS orders,
         (SELECT coalesce(sum(${NET}), 0)::text FROM sales_order o WHERE ${SOLD}) AS revenue,
         (SELECT count(*)::int FROM cart WHERE state <> 'merged' AND ${WITHIN('created_at')}) AS carts,
         (SELECT count(*)::int FROM cart WHERE state = 'converted' AND ${WITHIN('created_at')}) AS converted,
         (SELECT coalesce(sum(l.quantity), 0)::int FROM return_line l JOIN return_request r ON r.id = l.return_id
            JOIN sales_order o ON o.id = r.order_id
            WHERE r.status IN ('RECEIVED', 'INSPECTED', 'REFUNDED') AND ${WITHIN('o.shipped_at')}) AS return_units,
         (SELECT coalesce(sum(l.quantity), 0)::int FROM order_line l JOIN sales_order o ON o.id = l.order_id
            WHERE ${WITHIN('o.shipped_at')}) AS shipped_units`,
      params,
    ),
    database.query<{ sku: string; title: string; units: number; revenue: string }>(
      `SELECT l.sku, max(l.title) AS title, sum(l.quantity)::int AS units, sum(l.total_minor)::text AS revenue
       FROM order_line l JOIN sales_order o ON o.id = l.order_id WHERE ${SOLD}
       GROUP BY l.sku ORDER BY sum(l.total_minor) DESC, l.sku LIMIT 10`,
      params,
    ),
  ]);
  const { orders, revenue, carts, converted } = sums!;
  const average = orders > 0 ? divideRounded(BigInt(revenue), BigInt(orders), 'half-up') : 0n;
  return Object.assign(new SalesFigures(), {
    from,
    to,
    days: days.map((day) => ({ ...day, revenue: shown(day.revenue, SHOP_CURRENCY) })),
    orders,
    revenue: shown(revenue, SHOP_CURRENCY),
    averageOrderValue: shown(average, SHOP_CURRENCY),
    formulaAverageOrderValue: `net sales ${toDecimalString(money(BigInt(revenue), SHOP_CURRENCY))} ÷ ${orders} orders; after discounts, before tax and delivery`,
    carts,
    cartAbandonmentPercent: carts > 0 ? percent(BigInt(carts - converted), BigInt(carts)) : null,
    returnUnits: sums!.return_units,
    shippedUnits: sums!.shipped_units,
    topProducts: top.map((product) => ({ ...product, revenue: shown(product.revenue, SHOP_CURRENCY) })),
  });
}

/** One decimal, by whole numbers. */
function percent(part: bigint, whole: bigint): string {
  const tenths = divideRounded(part * 1000n, whole, 'half-up');
  return `${tenths / 10n}.${tenths % 10n}`;
}
