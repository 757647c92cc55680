import { newId, type Tx } from '@opticworks/kernel';
import { freeBins } from '../stock/free-bins.ts';
import type { StockLedger } from '../stock/stock-ledger.ts';
import type { Take } from '../stock/supply.rules.ts';
import type { OrderPicks, ShelfNeed } from './order-picks.rules.ts';
import type { PickLineEntity } from './pick-line.entity.ts';
import { pickTaskCreated } from './pick-task.events.ts';
import { isCollected, type PickDestinationName } from './pick-task.state.ts';
import { type AllocatedPool, type PlanBin, planPicks } from './plan-picks.rules.ts';

export interface OrderToPick {
  orderId: string;
  number: string;
  promiseDate: string | null;
  picks: OrderPicks;
  allocated: readonly Take[];
  /** How many pairs of an order line have passed the lab already. */
  finished: ReadonlyMap<string, number>;
  now: Date;
  today: string;
}

/**
 * One task per pair for the lab and one for the parcel. The caller holds the stock rows of all items, and read the plan's shelves
 * under those locks.
 */
export async function createPickTasks(
  tx: Tx,
  ledger: StockLedger,
  planner: PickPlanner,
  order: OrderToPick,
): Promise<void> {
  const plan = planner.with(order);
  const tasks = order.picks.lab.map((need) => ({
    destination: 'LAB' as PickDestinationName,
    dueOn: order.today,
    waits: need.waits,
    lines: plan.shelf(ledger, need),
  }));
  const parcel = [
    ...order.picks.parcel.flatMap((need) => plan.shelf(ledger, need)),
    ...order.picks.finished.map((need) => fromLab(need, order.finished.get(need.orderLineId) ?? 0)),
  ];
  if (parcel.length > 0)
    tasks.push({ destination: 'PARCEL', dueOn: order.promiseDate ?? order.today, waits: false, lines: parcel });
  if (tasks.length === 0) return;

  const rows = tasks.map((task, i) => ({
    id: newId('pick'),
    number: planner.numbers[i]!,
    status: isCollected(task.lines) ? ('PICKED' as const) : ('OPEN' as const),
    destination: task.destination,
    orderId: order.orderId,
    orderNumber: order.number,
    dueOn: task.dueOn,
    promise: order.promiseDate ? `Promised for ${order.promiseDate}` : null,
    waitsFor: task.waits ? ('PRESCRIPTION' as const) : null,
    trayInUse: false,
    version: 1,
    createdAt: order.now,
    updatedAt: order.now,
  }));
  tx.send(INSERT_TASKS, [JSON.stringify(rows)]);
  tx.send(INSERT_LINES, [
    JSON.stringify(
      tasks.flatMap((task, i) =>
        task.lines.map((line, position) => ({ ...line, id: newId('pickline'), taskId: rows[i]!.id, position })),
      ),
    ),
  ]);
  for (const row of rows) await pickTaskCreated(tx, row);
}

/** As many as an order can have tasks; a number that is not needed stays a gap. */
const NUMBERS = "SELECT 'PT-' || nextval('pick_task_number') AS number FROM generate_series(1, $1::int)";

const INSERT_TASKS = `
  INSERT INTO pick_task (id, number, status, destination, order_id, order_number, due_on, promise, waits_for, tray_in_use, version,
    created_at, updated_at)
  SELECT t.id, t.number, t.status, t.destination, t."orderId", t."orderNumber", t."dueOn", t.promise, t."waitsFor", t."trayInUse",
    t.version, t."createdAt", t."updatedAt"
  FROM json_to_recordset($1) AS t (id text, number text, status text, destination text, "orderId" text, "orderNumber" text,
    "dueOn" date, promise text, "waitsFor" text, "trayInUse" boolean, version integer, "createdAt" timestamptz, "updatedAt" timestamptz)`;

const INSERT_LINES = `
  INSERT INTO pick_line (id, task_id, position, order_line_id, source, sku, item_name, quantity, picked, bin_id, lot, ready)
  SELECT l.id, l."taskId", l.position, l."orderLineId", l.source, l.sku, l."itemName", l.quantity, l.picked, l."binId", l.lot, l.ready
  FROM json_to_recordset($1) AS l (id text, "taskId" text, position integer, "orderLineId" text, source text, sku text,
    "itemName" text, quantity integer, picked integer, "binId" text, lot text, ready boolean)`;

type NewLine = Omit<PickLineEntity, 'id' | 'taskId' | 'position'>;

function fromLab(need: ShelfNeed, passed: number): NewLine {
  return {
    orderLineId: need.orderLineId,
    source: 'LAB',
    sku: need.sku,
    itemName: need.title,
    quantity: need.quantity,
    picked: Math.min(need.quantity, passed),
    binId: null,
    lot: '',
    ready: true,
  };
}

/** Where the pieces of an order may be taken from, and the numbers its tasks get. */
export class PickPlanner {
  private pools: Map<string, AllocatedPool> = new Map();
  private today = '';

  private constructor(
    private readonly bins: Map<string, PlanBin[]>,
    readonly numbers: readonly string[],
  ) {}

  /** Asked for after the locks on the items' stock rows, it may travel with them. */
  static async under(tx: Tx, skus: readonly string[], picks: OrderPicks): Promise<PickPlanner> {
    const [bins, numbers] = await Promise.all([
      skus.length > 0 ? freeBins(tx, skus) : new Map<string, PlanBin[]>(),
      tx.query<{ number: string }>(NUMBERS, [picks.lab.length + 1]),
    ]);
    return new PickPlanner(
      bins,
      numbers.map(({ number }) => number),
    );
  }

  with(order: OrderToPick): this {
    for (const take of order.allocated) {
      const pool = this.pools.get(take.sku) ?? new Map<string, number>();
      pool.set(take.locationId, (pool.get(take.locationId) ?? 0) + take.quantity);
      this.pools.set(take.sku, pool);
    }
    this.today = order.today;
    return this;
  }

  shelf(ledger: StockLedger, need: ShelfNeed): NewLine[] {
    const picks = planPicks(
      this.bins.get(need.sku) ?? [],
      this.pools.get(need.sku) ?? new Map(),
      need.quantity,
      this.today,
    );
    return picks.map((pick) => ({
      orderLineId: need.orderLineId,
      source: 'SHELF',
      sku: need.sku,
      itemName: ledger.item(need.sku).name,
      quantity: pick.quantity,
      picked: 0,
      binId: pick.binId,
      lot: pick.lot,
      ready: pick.ready,
    }));
  }
}
