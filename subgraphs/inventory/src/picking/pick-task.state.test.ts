import { expect, test } from 'vitest';
import { nextStatus, PICK_TASK_STATUSES, type PickAction, type PickDestinationName } from './pick-task.state.ts';

const ACTIONS: PickAction[] = ['pick', 'pack', 'handOver', 'cancel', 'open'];
const allowed = (destination: PickDestinationName) =>
  PICK_TASK_STATUSES.flatMap((status) =>
    ACTIONS.flatMap((action) => {
      const next = nextStatus(destination, status, action);
      return next ? [`${status} ${action} ${next}`] : [];
    }),
  );

test('a frame goes from the shelf to the lab', () => {
  expect(allowed('LAB')).toEqual([
    'OPEN pick PICKED',
    'OPEN cancel CANCELLED',
    'PICKED handOver HANDED_OVER',
    'PICKED cancel CANCELLED',
  ]);
});

test('a parcel is picked, packed and handed over, and opened while it is in the house', () => {
  expect(allowed('PARCEL')).toEqual([
    'OPEN pick PICKED',
    'OPEN cancel CANCELLED',
    'PICKED pack PACKED',
    'PICKED cancel CANCELLED',
    'PACKED handOver HANDED_OVER',
    'PACKED cancel CANCELLED',
    'PACKED open PICKED',
    'HANDED_OVER open PICKED',
  ]);
});
