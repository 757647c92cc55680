import { refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { PickLineEntity } from './pick-line.entity.ts';
import { PickLineEntity as PickLine } from './pick-line.entity.ts';
import { PickTaskEntity } from './pick-task.entity.ts';
import { pickTaskChanged } from './pick-task.events.ts';
import { hintFor, nextStatus, type PickAction, type PickTaskStatusName } from './pick-task.state.ts';

export interface LockedTask {
  task: PickTaskEntity;
  lines: PickLineEntity[];
}

/** Locks a task with its lines. @throws PICK_TASK_UNKNOWN */
export async function lockTask(tx: Tx, taskId: string): Promise<LockedTask> {
  const task = await tx.manager.findOne(PickTaskEntity, { where: { id: taskId }, lock: { mode: 'pessimistic_write' } });
  if (!task) refuse(ERRORS.PICK_TASK_UNKNOWN);
  const lines = await tx.manager.find(PickLine, { where: { taskId }, order: { position: 'ASC', id: 'ASC' } });
  return { task, lines };
}

/** @throws PICK_TASK_STATE with what to do instead */
export function moveOf(task: PickTaskEntity, action: PickAction): PickTaskStatusName {
  return (
    nextStatus(task.destination, task.status, action) ??
    refuse(ERRORS.PICK_TASK_STATE, {
      number: task.number,
      status: task.status.toLowerCase().replace('_', ' '),
      hint: hintFor(task.destination, task.status),
    })
  );
}

/** @throws PICK_TASK_WAITS while the order lacks what the pair is made by; TASK_ASSIGNED_TO_OTHER when somebody else holds the task */
export function claim(task: PickTaskEntity, staff: StaffPrincipal): void {
  if (task.waitsFor !== null) refuse(ERRORS.PICK_TASK_WAITS, { number: task.number });
  if (task.assignedId !== null && task.assignedId !== staff.id) {
    refuse(ERRORS.TASK_ASSIGNED_TO_OTHER, { name: task.assignedName ?? 'Somebody else', number: task.number });
  }
  task.assignedId = staff.id;
  task.assignedName = staff.name;
}

/** Writes the task's own fields, counts its version and tells the board. */
export async function saveTask(tx: Tx, task: PickTaskEntity, now: Date): Promise<void> {
  task.version += 1;
  task.updatedAt = now;
  const { id, status, assignedId, assignedName, trayCode, trayInUse, version, updatedAt } = task;
  await tx.manager.update(
    PickTaskEntity,
    { id },
    { status, assignedId, assignedName, trayCode, trayInUse, version, updatedAt },
  );
  await pickTaskChanged(tx, task);
}
