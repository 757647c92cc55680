import type { Tx } from '@opticworks/kernel';
import { PickTaskChanged, PickTaskCreated } from '@opticworks/schema/events/inventory';
import type { PickDestinationName, PickTaskStatusName } from './pick-task.state.ts';

const AGGREGATE = 'pick_task';

export function pickTaskChanged(
  tx: Tx,
  task: { id: string; orderId: string; status: PickTaskStatusName },
): Promise<void> {
  return tx.publish(
    PickTaskChanged,
    { pickTaskId: task.id, orderId: task.orderId, status: task.status },
    { aggregate: AGGREGATE, aggregateId: task.id, topics: ['inventory', `order:${task.orderId}`] },
  );
}

export function pickTaskCreated(
  tx: Tx,
  task: { id: string; orderId: string; destination: PickDestinationName },
): Promise<void> {
  return tx.publish(
    PickTaskCreated,
    { pickTaskId: task.id, orderId: task.orderId, destination: task.destination },
    { aggregate: AGGREGATE, aggregateId: task.id, topics: ['inventory', `order:${task.orderId}`] },
  );
}
