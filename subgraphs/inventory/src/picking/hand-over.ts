import { refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { FrameHandedToLab } from '@opticworks/schema/events/inventory';
import { ERRORS } from '../errors.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { issuePicked } from './issue-picked.ts';
import { claim, lockTask, moveOf, saveTask } from './pick-task.lock.ts';

/** Hands a picked frame in its tray to the lab, or a packed parcel to shipping. */
export async function handOver(
  warehouse: Warehouse,
  staff: StaffPrincipal,
  input: { taskId: string; trayCode: string | null },
): Promise<string> {
  return warehouse.database.transaction(
    async (tx) => {
      const now = warehouse.clock.now();
      const locked = await lockTask(tx, input.taskId);
      const { task, lines } = locked;
      const next = moveOf(task, 'handOver');
      claim(task, staff);
      task.status = next;
      const ledger = new StockLedger(tx, now, staff.name);
      if (task.destination === 'LAB') {
        task.trayCode = await freeTray(tx, input.trayCode);
        task.trayInUse = true;
        await issuePicked(tx, ledger, locked, 'LAB_ISSUE');
        await tx.publish(
          FrameHandedToLab,
          {
            pickTaskId: task.id,
            orderId: task.orderId,
            orderLineIds: [...new Set(lines.map((line) => line.orderLineId))],
            trayCode: task.trayCode,
          },
          { aggregate: 'pick_task', aggregateId: task.id, topics: ['inventory', `order:${task.orderId}`] },
        );
      }
      await saveTask(tx, task, now);
      await ledger.write();
      return task.id;
    },
    { name: 'hand over' },
  );
}

async function freeTray(tx: Tx, code: string | null): Promise<string> {
  const tray = code?.trim().toUpperCase() ?? '';
  if (tray === '') refuse(ERRORS.TRAY_REQUIRED);
  const [used] = await tx.query<{ order_number: string }>(
    'SELECT order_number FROM pick_task WHERE tray_code = $1 AND tray_in_use',
    [tray],
  );
  if (used) refuse(ERRORS.TRAY_IN_USE, { tray, order: used.order_number });
  return tray;
}
