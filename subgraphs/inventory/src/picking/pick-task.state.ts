/**
 * A pick task is OPEN until everything it waits for lies in its staging bin or tray, then PICKED. A parcel is PACKED and then
 * HANDED_OVER to the carrier; a frame goes to the lab without packing. Until it has left, it can be CANCELLED.
 */
export const PICK_TASK_STATUSES = ['OPEN', 'PICKED', 'PACKED', 'HANDED_OVER', 'CANCELLED'] as const;
export type PickTaskStatusName = (typeof PICK_TASK_STATUSES)[number];
export type PickDestinationName = 'LAB' | 'PARCEL';
export type PickAction = 'pick' | 'pack' | 'handOver' | 'cancel' | 'recall' | 'open';

const MOVES: Record<
  PickDestinationName,
  Partial<Record<PickTaskStatusName, Partial<Record<PickAction, PickTaskStatusName>>>>
> = {
  LAB: {
    OPEN: { pick: 'PICKED', cancel: 'CANCELLED' },
    PICKED: { handOver: 'HANDED_OVER', cancel: 'CANCELLED' },
  },
  PARCEL: {
    OPEN: { pick: 'PICKED', cancel: 'CANCELLED' },
    // The lab takes a pair back that it makes again.
    PICKED: { pack: 'PACKED', cancel: 'CANCELLED', recall: 'OPEN' },
    // Something in it was cancelled: it is opened, and packed anew. Until it is, nobody buys a label for it.
    PACKED: { handOver: 'HANDED_OVER', cancel: 'CANCELLED', open: 'PICKED' },
    HANDED_OVER: { open: 'PICKED' },
  },
};

/** @returns the next status, or null when the action is not allowed now */
export function nextStatus(
  destination: PickDestinationName,
  status: PickTaskStatusName,
  action: PickAction,
): PickTaskStatusName | null {
  return MOVES[destination][status]?.[action] ?? null;
}

/** What the person at the shelf should do instead. */
export function hintFor(destination: PickDestinationName, status: PickTaskStatusName): string {
  if (status === 'OPEN') return 'Pick all lines first.';
  if (status === 'CANCELLED') return 'The order was cancelled: put the goods back.';
  if (status === 'HANDED_OVER') return 'Nothing is left to do here.';
  if (status === 'PACKED') return 'Hand the parcel over to shipping.';
  return destination === 'LAB' ? 'Put the frame in a tray and hand it to the lab.' : 'Pack the parcel.';
}

export interface PickProgress {
  quantity: number;
  picked: number;
}

export function isCollected(lines: readonly PickProgress[]): boolean {
  return lines.every((line) => line.picked >= line.quantity);
}
