import type { Tx } from '@opticworks/kernel';
import type { OrderPlacedPayload } from '@opticworks/schema/events/orders';
import { allocateIn } from '../allocations/allocate.ts';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { endReservations, loadReservations, type ReservationRow } from '../reservations/end-reservations.ts';
import { ensureStockItem } from '../stock/ensure-stock-item.ts';
import { stockKindOf, sumBySku } from '../stock/stock-item.rules.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { createPickTasks, PickPlanner } from './create-pick-tasks.ts';
import { picksOf } from './order-picks.rules.ts';
import { orderReference } from './order-reference.ts';

/**
 * A placed order: its lease becomes an allocation and the pick tasks appear. When the lease had ended meanwhile, the order gets
 * what there is and waits for the rest: it is paid, so it is never refused here.
 */
export async function placeOrderDemand(tx: Tx, warehouse: Warehouse, order: OrderPlacedPayload): Promise<void> {
  const now = warehouse.clock.now();
  const today = warehouse.clock.today();
  const picks = picksOf(order.lines);
  const needs = sumBySku([...picks.lab, ...picks.parcel]);
  const ledger = new StockLedger(tx, now, 'orders');
  const skus = needs.map((need) => need.sku);
  // One trip: the lease, then the stock of what was ordered and of what the lease holds, then what lies free under those locks.
  const [lease, , planner] = await Promise.all([
    lockLease(tx, order.reservationId),
    ledger.lock(skus, { reservationId: order.reservationId }),
    PickPlanner.under(tx, skus, picks),
  ]);
  await meetNewItems(tx, ledger, order, now);
  if (lease) await endReservations(tx, ledger, [lease], 'convert', now);

  const known = needs.filter((need) => ledger.knows(need.sku));
  const { allocated } = await allocateIn(tx, ledger, {
    reference: orderReference(order.orderId),
    lines: known,
    neededOn: order.promiseDate,
    now,
  });
  const passed = picks.finished.length > 0 ? await passedPairs(tx, order.orderId) : [];
  await createPickTasks(tx, ledger, planner, {
    orderId: order.orderId,
    number: order.number,
    promiseDate: order.promiseDate,
    picks,
    allocated,
    finished: new Map(passed.map((row) => [row.order_line_id, row.count])),
    now,
    today,
  });
  await fillWaitingDemands(tx, ledger, surplusOf(lease, needs), warehouse.clock);
  await ledger.write();
}

/** What is ordered and was never kept before becomes known, with nothing on its shelf. */
async function meetNewItems(tx: Tx, ledger: StockLedger, order: OrderPlacedPayload, now: Date): Promise<void> {
  const met: string[] = [];
  for (const line of order.lines) {
    const kind = stockKindOf(line.kind);
    if (!kind || line.components.length > 0 || ledger.knows(line.sku, line.variantId)) continue;
    await ensureStockItem(tx, { sku: line.sku, variantId: line.variantId, name: line.title, gtin: null, kind }, now);
    met.push(line.sku);
  }
  if (met.length > 0) await ledger.relock(met);
}

const passedPairs = (tx: Tx, orderId: string) =>
  tx.query<{ order_line_id: string; count: number }>(
    'SELECT order_line_id, count(*)::int AS count FROM finished_pair WHERE order_id = $1 GROUP BY order_line_id',
    [orderId],
  );

/** Its lines never change, so they may be read in the statement that waits for the lock. */
async function lockLease(tx: Tx, id: string): Promise<ReservationRow | null> {
  const [lease] = await loadReservations(tx, [id], { lockActive: true });
  return lease ?? null;
}

/** Items the lease held beyond what was ordered: somebody may wait for them. */
function surplusOf(lease: ReservationRow | null, needs: readonly { sku: string; quantity: number }[]): string[] {
  if (!lease) return [];
  return sumBySku(lease.lines)
    .filter((held) => held.quantity > (needs.find((need) => need.sku === held.sku)?.quantity ?? 0))
    .map((held) => held.sku);
}
