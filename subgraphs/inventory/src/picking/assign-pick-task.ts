import type { StaffPrincipal } from '@opticworks/kernel';
import type { Warehouse } from '../use-case.ts';
import { lockTask, saveTask } from './pick-task.lock.ts';

/** Takes a task over, or gives it back to everybody. */
export async function assignPickTask(
  warehouse: Warehouse,
  staff: StaffPrincipal,
  input: { taskId: string; toMe: boolean },
): Promise<string> {
  return warehouse.database.transaction(
    async (tx) => {
      const { task } = await lockTask(tx, input.taskId);
      task.assignedId = input.toMe ? staff.id : null;
      task.assignedName = input.toMe ? staff.name : null;
      await saveTask(tx, task, warehouse.clock.now());
      return task.id;
    },
    { name: 'assign pick task' },
  );
}
