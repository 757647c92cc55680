import type { OutsideLabStage } from './outside-lab.provider.ts';

/**
 * The life of an order at another lab. It stands beside the job, which stays released while its lenses are made elsewhere.
 *
 * REQUESTED   wanted here; the other lab may or may not know of it
 * RECEIVED … SHIPPED   as the other lab tells, only ever forwards
 * RETURNED    the lenses are back and the job goes on here
 * REFUSED     the other lab said no     CANCELLED  called off in time
 */
export type OutsideOrderStatus = 'REQUESTED' | OutsideLabStage | 'RETURNED' | 'REFUSED';

const way: readonly OutsideOrderStatus[] = [
  'REQUESTED',
  'RECEIVED',
  'IN_LAB',
  'SURFACING',
  'TREATMENT',
  'FINISHING',
  'SHIPPED',
  'RETURNED',
];

/** Over: the job may be made here again, or be sent out once more. */
export const isOver = (status: OutsideOrderStatus): boolean => ['RETURNED', 'REFUSED', 'CANCELLED'].includes(status);

/** Whether news moves an order on. Notices come late, twice and in any order; stages may be skipped, none is gone back to. */
export function movesOn(from: OutsideOrderStatus, to: OutsideOrderStatus): boolean {
  if (isOver(from)) return false;
  if (to === 'REFUSED') return from === 'REQUESTED';
  if (to === 'CANCELLED') return from !== 'SHIPPED';
  return way.indexOf(to) > way.indexOf(from);
}

/** Once the other lab has begun, only it can say whether an order can still be called off; after shipping nobody can. */
export const canAskToCancel = (status: OutsideOrderStatus): boolean => !isOver(status) && status !== 'SHIPPED';

/** Lenses that are back: whatever the other lab last said, who holds them knows better. */
export const canReturn = (status: OutsideOrderStatus): boolean => !isOver(status) && status !== 'REQUESTED';
