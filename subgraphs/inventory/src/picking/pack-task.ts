import { refuse, type StaffPrincipal } from '@opticworks/kernel';
import { ParcelPacked } from '@opticworks/schema/events/inventory';
import { ERRORS } from '../errors.ts';
import { typicalWeightGrams } from '../stock/stock-item.rules.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { issuePicked } from './issue-picked.ts';
import type { PickLineEntity } from './pick-line.entity.ts';
import { claim, lockTask, moveOf, saveTask } from './pick-task.lock.ts';

/** Carton, filling and papers, in grams. */
const PACKAGING_GRAMS = 120;

function contentsOf(lines: readonly PickLineEntity[]): { orderLineId: string; pieces: number }[] {
  const pieces = new Map<string, number>();
  for (const line of lines) pieces.set(line.orderLineId, (pieces.get(line.orderLineId) ?? 0) + line.quantity);
  return [...pieces].map(([orderLineId, count]) => ({ orderLineId, pieces: count }));
}

/** Closes the parcel. Everything has to be there: what comes from the shelves and what comes from the lab. */
export async function packTask(warehouse: Warehouse, staff: StaffPrincipal, taskId: string): Promise<string> {
  return warehouse.database.transaction(
    async (tx) => {
      const now = warehouse.clock.now();
      const locked = await lockTask(tx, taskId);
      const { task, lines } = locked;
      const inLab = lines.filter((line) => line.source === 'LAB' && line.picked < line.quantity);
      if (task.destination === 'PARCEL' && task.status === 'OPEN' && inLab.length > 0) {
        refuse(ERRORS.LAB_NOT_FINISHED, { waiting: inLab.map((line) => line.itemName).join(', ') });
      }
      task.status = moveOf(task, 'pack');
      claim(task, staff);

      const ledger = new StockLedger(tx, now, staff.name);
      const shelfGrams = await issuePicked(tx, ledger, locked, 'SHIP');
      const pairs = lines.filter((line) => line.source === 'LAB').reduce((sum, line) => sum + line.quantity, 0);
      const weightGrams = PACKAGING_GRAMS + shelfGrams + pairs * typicalWeightGrams('FRAME');
      await saveTask(tx, task, now);
      await tx.publish(
        ParcelPacked,
        { pickTaskId: task.id, orderId: task.orderId, weightGrams, contents: contentsOf(lines) },
        { aggregate: 'pick_task', aggregateId: task.id, topics: ['inventory', `order:${task.orderId}`] },
      );
      await ledger.write();
      return task.id;
    },
    { name: 'pack parcel' },
  );
}
