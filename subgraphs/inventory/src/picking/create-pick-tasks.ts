import { newId, type Tx } from '@opticworks/kernel';
import { freeBins } from '../stock/free-bins.ts';
import type { StockLedger } from '../stock/stock-ledger.ts';
import type { Take } from '../stock/supply.rules.ts';
import type { OrderPicks, ShelfNeed } from './order-picks.rules.ts';
import { PickLineEntity } from './pick-line.entity.ts';
import { PickTaskEntity } from './pick-task.entity.ts';
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

/** One task per pair for the lab and one for the parcel. The caller holds the stock rows of all items. */
export async function createPickTasks(tx: Tx, ledger: StockLedger, order: OrderToPick): Promise<void> {
  const plan = await Planner.of(tx, order);
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

  const numbers = await tx.query<{ number: string }>(
    "SELECT 'PT-' || nextval('pick_task_number') AS number FROM generate_series(1, $1::int)",
    [tasks.length],
  );
  const rows = tasks.map((task, i) => ({
    id: newId('pick'),
    number: numbers[i]!.number,
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
  await tx.manager.insert(PickTaskEntity, rows);
  await tx.manager.insert(
    PickLineEntity,
    tasks.flatMap((task, i) =>
      task.lines.map((line, position) => ({ ...line, id: newId('pickline'), taskId: rows[i]!.id, position })),
    ),
  );
  for (const row of rows) await pickTaskCreated(tx, row);
}

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

class Planner {
  private constructor(
    private readonly bins: Map<string, PlanBin[]>,
    private readonly pools: Map<string, AllocatedPool>,
    private readonly today: string,
  ) {}

  static async of(tx: Tx, order: OrderToPick): Promise<Planner> {
    const pools = new Map<string, AllocatedPool>();
    for (const take of order.allocated) {
      const pool = pools.get(take.sku) ?? new Map<string, number>();
      pool.set(take.locationId, (pool.get(take.locationId) ?? 0) + take.quantity);
      pools.set(take.sku, pool);
    }
    const bins = pools.size > 0 ? await freeBins(tx, [...pools.keys()]) : new Map<string, PlanBin[]>();
    return new Planner(bins, pools, order.today);
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
