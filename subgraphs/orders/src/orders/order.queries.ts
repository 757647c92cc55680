import { type Database, pageOf, toConnection } from '@opticworks/kernel';
import { ORDER_COLUMNS, orderFrom } from './order.store.ts';
import { OrderConnection, type OrderFilter, OrderSort, OrderType } from './order.type.ts';
import type { SalesOrder } from './sales-order.entity.ts';

type Query = Pick<Database, 'query'>;

export interface OrderListWish {
  filter?: OrderFilter | null | undefined;
  sort?: OrderSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  /** Only orders of these owners (`customer:…`); everything when left out. */
  owners?: readonly string[];
  timeZone: string;
}

interface Ordering {
  sql: string;
  /** Rows behind the cursor, whose values are the next two parameters. */
  behind: (first: string, second: string) => string;
  cursorOf: (order: SalesOrder) => string[];
}

const ORDERINGS: Record<OrderSort, Ordering> = {
  [OrderSort.NEWEST]: {
    sql: 'o.placed_at DESC, o.id DESC',
    behind: (at, id) => `(o.placed_at, o.id) < (${at}::timestamptz, ${id})`,
    cursorOf: (order) => [order.placedAt!.toISOString(), order.id],
  },
  [OrderSort.OLDEST]: {
    sql: 'o.placed_at, o.id',
    behind: (at, id) => `(o.placed_at, o.id) > (${at}::timestamptz, ${id})`,
    cursorOf: (order) => [order.placedAt!.toISOString(), order.id],
  },
  [OrderSort.TOTAL_DESC]: {
    sql: 'o.total_minor DESC, o.id DESC',
    behind: (total, id) => `(o.total_minor, o.id) < (${total}::bigint, ${id})`,
    cursorOf: (order) => [order.totalMinor.toString(), order.id],
  },
  [OrderSort.PROMISE_DATE]: {
    sql: "coalesce(o.promise_date, 'infinity'), o.id",
    behind: (date, id) => `(coalesce(o.promise_date, 'infinity'), o.id) > (${date}::date, ${id})`,
    cursorOf: (order) => [order.promiseDate ?? 'infinity', order.id],
  },
};

/** Orders that were placed, page by page. Checkouts that were never paid are no orders to anybody. */
export async function listOrders(database: Query, wish: OrderListWish): Promise<OrderConnection> {
  const page = pageOf({ first: wish.first ?? null, after: wish.after ?? null }, 50);
  const ordering = ORDERINGS[wish.sort ?? OrderSort.NEWEST];
  const params: unknown[] = [];
  const param = (value: unknown): string => `$${params.push(value)}`;
  const where = conditions(wish, param);
  const filterParams = [...params];
  const behind = page.from ? [ordering.behind(param(page.from[0]), param(page.from[1]))] : [];
  const rows = await database.query<SalesOrder>(
    `SELECT ${ORDER_COLUMNS} FROM sales_order o WHERE ${[...where, ...behind].join(' AND ')}
     ORDER BY ${ordering.sql} LIMIT ${param(page.limit + 1)}`,
    params,
  );
  const found = toConnection(rows.map(orderFrom), page, ordering.cursorOf);
  return Object.assign(new OrderConnection(), {
    edges: found.edges.map((edge) => ({ cursor: edge.cursor, node: OrderType.of(edge.node) })),
    pageInfo: found.pageInfo,
    count: async () => {
      const [row] = await database.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM sales_order o WHERE ${where.join(' AND ')}`,
        filterParams,
      );
      return row!.count;
    },
  });
}

function conditions(wish: OrderListWish, param: (value: unknown) => string): string[] {
  const { filter } = wish;
  const where = ['o.placed_at IS NOT NULL'];
  if (wish.owners) where.push(`o.owner_kind || ':' || o.owner_id = ANY(${param(wish.owners)})`);
  if (filter?.status?.length) where.push(`o.status = ANY(${param(filter.status)})`);
  if (filter?.hasLab !== null && filter?.hasLab !== undefined) where.push(`o.has_lab = ${param(filter.hasLab)}`);
  if (filter?.awaitsPrescription !== null && filter?.awaitsPrescription !== undefined)
    where.push(
      `${filter.awaitsPrescription ? '' : 'NOT '}(o.status IN ('PLACED', 'IN_PRODUCTION') AND EXISTS (
         SELECT 1 FROM awaited_prescription a WHERE a.order_id = o.id AND a.state = 'AWAITED'))`,
    );
  // Days of the shop: an order of half past eleven at night belongs to that day.
  if (filter?.from)
    where.push(`o.placed_at >= (${param(filter.from)}::date::timestamp AT TIME ZONE ${param(wish.timeZone)})`);
  if (filter?.to)
    where.push(`o.placed_at < ((${param(filter.to)}::date + 1)::timestamp AT TIME ZONE ${param(wish.timeZone)})`);
  const words = searchWords(filter?.query);
  if (words) where.push(`o.search @@ to_tsquery('simple', ${param(words)})`);
  return where;
}

/** Words of number, mail address and name; each may be cut short. Null when nothing is left to search for. */
export function searchWords(query: string | null | undefined): string | null {
  const words = (query ?? '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 8);
  return words.length > 0 ? words.map((word) => `${word}:*`).join(' & ') : null;
}
