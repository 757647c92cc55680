import { type Database, encodeCursor, type Page } from '@opticworks/kernel';
import type { LocationKindName } from '../locations/location.entity.ts';
import type { PickDestinationName, PickTaskStatusName } from './pick-task.state.ts';
import type { PickLineType, PickTaskFilter, PickTaskType } from './pick-task.type.ts';

interface PickTaskRow {
  id: string;
  number: string;
  status: PickTaskStatusName;
  destination: PickDestinationName;
  order_id: string;
  order_number: string;
  due_on: string | null;
  promise: string | null;
  assigned_name: string | null;
  tray_code: string | null;
  waits_for: string | null;
  created_at: Date;
}

const SELECT = `SELECT id, number, status, destination, order_id, order_number, due_on::text, promise, assigned_name, tray_code, waits_for,
                       created_at FROM pick_task`;

function shape(row: PickTaskRow): PickTaskType {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    destination: row.destination,
    order: { id: row.order_id },
    orderNumber: row.order_number,
    createdAt: row.created_at,
    dueOn: row.due_on,
    promise: row.promise,
    assignedTo: row.assigned_name,
    trayCode: row.tray_code,
    waitsFor: row.waits_for,
    pickListUrl: `/inventory/pick-lists/${row.id}.pdf`,
  };
}

function conditionsOf(filter: PickTaskFilter, params: unknown[]): string[] {
  // A list of work: what cannot be worked on is seen with its order only.
  const conditions: string[] = ['waits_for IS NULL'];
  if (filter.status) conditions.push(`status = ANY($${params.push(filter.status)})`);
  if (filter.destination) conditions.push(`destination = $${params.push(filter.destination)}`);
  return conditions;
}

const where = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '');

/** One page, the oldest task first, one row more than asked. */
export async function pickTaskPage(db: Database, filter: PickTaskFilter, page: Page): Promise<PickTaskType[]> {
  const params: unknown[] = [];
  const conditions = conditionsOf(filter, params);
  if (page.from) {
    params.push(page.from[0], page.from[1]);
    conditions.push(`(created_at, id) > ($${params.length - 1}::timestamptz, $${params.length})`);
  }
  params.push(page.limit + 1);
  const rows = await db.query<PickTaskRow>(
    `${SELECT} ${where(conditions)} ORDER BY created_at, id LIMIT $${params.length}`,
    params,
  );
  return rows.map(shape);
}

export async function countPickTasks(db: Database, filter: PickTaskFilter): Promise<number> {
  const params: unknown[] = [];
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pick_task ${where(conditionsOf(filter, params))}`,
    params,
  );
  return row!.count;
}

export async function pickTasksById(db: Database, ids: readonly string[]): Promise<PickTaskType[]> {
  return (await db.query<PickTaskRow>(`${SELECT} WHERE id = ANY($1)`, [[...ids]])).map(shape);
}

export async function pickTaskByNumber(db: Database, number: string): Promise<PickTaskType | null> {
  const [row] = await db.query<PickTaskRow>(`${SELECT} WHERE number = upper($1)`, [number]);
  return row ? shape(row) : null;
}

export async function pickTasksOfOrders(db: Database, orderIds: readonly string[]): Promise<PickTaskType[]> {
  return (
    await db.query<PickTaskRow>(`${SELECT} WHERE order_id = ANY($1) ORDER BY created_at, id`, [[...orderIds]])
  ).map(shape);
}

interface PickLineRow {
  id: string;
  task_id: string;
  sku: string;
  item_name: string;
  quantity: number;
  picked: number;
  source: 'SHELF' | 'LAB';
  ready: boolean;
  lot: string;
  gtin: string | null;
  variant_id: string | null;
  bin_id: string;
  bin_code: string;
  location_id: string;
  location_code: string;
  location_name: string;
  location_kind: LocationKindName;
}

/** Lines of many tasks in walking order. */
export async function linesOfTasks(
  db: Database,
  taskIds: readonly string[],
): Promise<(PickLineType & { taskId: string })[]> {
  const rows = await db.query<PickLineRow>(
    `SELECT l.id, l.task_id, l.sku, l.item_name, l.quantity, l.picked, l.source, l.ready, l.lot, i.gtin, i.variant_id,
            b.id AS bin_id, b.code AS bin_code, loc.id AS location_id, loc.code AS location_code, loc.name AS location_name,
            loc.kind AS location_kind
     FROM pick_line l
     LEFT JOIN stock_item i ON i.sku = l.sku
     JOIN bin b ON b.id = CASE l.source
       WHEN 'SHELF' THEN coalesce(l.bin_id, i.home_bin_id)
       ELSE (SELECT s.id FROM bin s JOIN location p ON p.id = s.location_id
             WHERE p.kind = 'LAB' AND s.kind = 'STAGING' ORDER BY p.pick_rank, s.pick_sequence, s.id LIMIT 1) END
     JOIN location loc ON loc.id = b.location_id
     WHERE l.task_id = ANY($1) ORDER BY l.task_id, l.source DESC, b.pick_sequence, l.position, l.id`,
    [[...taskIds]],
  );
  return rows.map((row) => ({
    id: row.id,
    taskId: row.task_id,
    sku: row.sku,
    itemName: row.item_name,
    gtin: row.gtin,
    quantity: row.quantity,
    pickedQuantity: row.picked,
    bin: {
      id: row.bin_id,
      code: row.bin_code,
      location: { id: row.location_id, code: row.location_code, name: row.location_name, kind: row.location_kind },
    },
    variant: row.variant_id ? { id: row.variant_id } : null,
    fromLab: row.source === 'LAB',
    waiting: !row.ready,
    lot: row.lot || null,
  }));
}

export function cursorOf(task: PickTaskType): string {
  return encodeCursor([task.createdAt.toISOString(), task.id]);
}
