import type { Tx } from '@opticworks/kernel';
import type { OrderLineCancelledPayload } from '@opticworks/schema/events/orders';
import { type Allocation, insertAllocations } from '../allocations/allocate.ts';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { closeAllocations, withdrawDemands } from '../allocations/settle-allocation.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { orderReference } from './order-reference.ts';
import type { PickLineEntity } from './pick-line.entity.ts';
import { type LockedTask, lockTask, saveTask } from './pick-task.lock.ts';
import { isCollected, nextStatus } from './pick-task.state.ts';
import { passedOf } from './receive-finished-pair.ts';
import { stagingOfBins } from './staging-bin.ts';

/**
 * Cancelled pieces of one line leave the tasks of their order, and what was held for them is free. Picked pieces stay in staging, where
 * the next task finds them; a packed parcel is opened and its goods are back in the books until it is packed anew. Frames already in the
 * lab come back through a counted adjustment.
 */
export async function cancelLineDemand(tx: Tx, warehouse: Warehouse, line: OrderLineCancelledPayload): Promise<void> {
  const ids = await tx.query<{ id: string }>('SELECT id FROM pick_task WHERE order_id = $1 ORDER BY id FOR UPDATE', [
    line.orderId,
  ]);
  // The order itself has not come through yet; this event is tried again after it.
  if (ids.length === 0) throw new Error(`Order ${line.orderId} is not known to the warehouse yet.`);
  const tasks: LockedTask[] = [];
  for (const { id } of ids) tasks.push(await lockTask(tx, id));
  const touched = tasks.filter(({ lines }) => lines.some(({ orderLineId }) => orderLineId === line.orderLineId));
  const now = warehouse.clock.now();
  const ledger = new StockLedger(tx, now, 'orders');
  const skus = touched.flatMap(({ lines }) => lines.map(({ sku }) => sku));
  await ledger.lock(skus);
  for (const task of touched) await takeOut(tx, warehouse, ledger, task, line, now);
  await followPromise(tx, tasks, line);
  await ledger.flushBins();
  await fillWaitingDemands(tx, ledger, skus, warehouse.clock);
  await ledger.write();
}

async function takeOut(
  tx: Tx,
  warehouse: Warehouse,
  ledger: StockLedger,
  locked: LockedTask,
  line: OrderLineCancelledPayload,
  now: Date,
): Promise<void> {
  const { task } = locked;
  const opened = nextStatus(task.destination, task.status, 'open');
  if (opened) {
    await putBackInStaging(tx, ledger, locked, line.number, now);
    task.status = opened;
  } else if (task.status !== 'OPEN' && task.status !== 'PICKED') {
    // In the lab: its tray is emptied there.
    if (task.destination === 'LAB' && task.trayInUse && line.left === 0) {
      task.trayInUse = false;
      await saveTask(tx, task, now);
    }
    return;
  }
  const left = await removePieces(tx, ledger, locked, line);
  if (left.length === 0) task.status = nextStatus(task.destination, task.status, 'cancel') ?? task.status;
  else if (isCollected(left)) task.status = nextStatus(task.destination, task.status, 'pick') ?? task.status;
  await saveTask(tx, task, now);
}

/** @returns the lines that are left to collect. A task that would lose its last line keeps it, as one that was cancelled. */
async function removePieces(
  tx: Tx,
  ledger: StockLedger,
  { task, lines }: LockedTask,
  line: OrderLineCancelledPayload,
): Promise<PickLineEntity[]> {
  const mine = lines.filter(({ orderLineId }) => orderLineId === line.orderLineId);
  const others = lines.filter(({ orderLineId }) => orderLineId !== line.orderLineId);
  const isCancelled = line.left === 0 && others.length === 0;
  const ordered = line.quantity + line.left;
  // What is picked is given up last: less work is lost.
  const queue = [...mine].sort((a, b) => a.picked - b.picked || b.position - a.position);
  const due = new Map<string, number>();
  for (const one of mine) due.set(keyOf(one), (due.get(keyOf(one)) ?? 0) + one.quantity);
  // A bundle lies in the parcel as its parts: each loses the share that is cancelled.
  for (const [key, pieces] of due) due.set(key, Math.floor((pieces * line.quantity) / ordered));
  for (const one of queue) {
    const pieces = Math.min(one.quantity, due.get(keyOf(one)) ?? 0);
    if (pieces === 0) continue;
    due.set(keyOf(one), due.get(keyOf(one))! - pieces);
    if (one.source === 'SHELF') await release(tx, ledger, task.orderId, one, pieces);
    await shrinkLine(tx, one, pieces, isCancelled);
  }
  return [...others, ...mine].filter(({ quantity }) => quantity > 0);
}

const keyOf = ({ source, sku }: PickLineEntity): string => `${source} ${sku}`;

async function release(
  tx: Tx,
  ledger: StockLedger,
  orderId: string,
  line: PickLineEntity,
  pieces: number,
): Promise<void> {
  const reference = orderReference(orderId);
  if (!line.ready) return withdrawDemands(tx, reference, line.sku, pieces);
  const [bin] = line.binId
    ? await tx.query<{ location_id: string }>('SELECT location_id FROM bin WHERE id = $1', [line.binId])
    : [];
  await closeAllocations(tx, ledger, reference, [{ sku: line.sku, quantity: pieces, locationId: bin?.location_id }]);
}

async function shrinkLine(tx: Tx, line: PickLineEntity, pieces: number, isKept: boolean): Promise<void> {
  line.quantity -= pieces;
  if (isKept) return;
  if (line.quantity === 0) {
    await tx.query('DELETE FROM pick_line WHERE id = $1', [line.id]);
    return;
  }
  line.picked =
    line.source === 'LAB'
      ? Math.min(line.quantity, await passedOf(tx, line.orderLineId))
      : Math.min(line.picked, line.quantity);
  await tx.query('UPDATE pick_line SET quantity = $2, picked = $3 WHERE id = $1', [
    line.id,
    line.quantity,
    line.picked,
  ]);
}

/** A parcel is opened: what left the books with it lies in staging again, held for the same order until it is packed anew. */
async function putBackInStaging(
  tx: Tx,
  ledger: StockLedger,
  { task, lines }: LockedTask,
  number: string,
  now: Date,
): Promise<void> {
  const shelf = lines.filter(({ source }) => source === 'SHELF');
  const reference = orderReference(task.orderId);
  const held: Allocation[] = [];
  const stagingOf = await stagingOfBins(
    tx,
    shelf.map(({ binId }) => binId),
  );
  for (const line of shelf) {
    const staging = stagingOf(line.binId);
    const { locationId } = staging;
    ledger.move({
      sku: line.sku,
      ...staging,
      lot: line.lot,
      kind: 'RETURN',
      quantity: line.quantity,
      reason: `Order ${number}: a line was cancelled after packing`,
      reference: task.number,
    });
    ledger.change(line.sku, locationId, { allocated: line.quantity });
    held.push({ reference, sku: line.sku, locationId, quantity: line.quantity });
  }
  insertAllocations(tx, held, now);
}

/** The cancelled pair was what the promise waited for: the parcel has a day now. */
async function followPromise(tx: Tx, tasks: readonly LockedTask[], line: OrderLineCancelledPayload): Promise<void> {
  const parcel = tasks.find(({ task }) => task.destination === 'PARCEL')?.task;
  if (!parcel || line.promiseDate === null) return;
  await tx.query('UPDATE pick_task SET due_on = $2, promise = $3 WHERE id = $1', [
    parcel.id,
    line.promiseDate,
    `Promised for ${line.promiseDate}`,
  ]);
}
