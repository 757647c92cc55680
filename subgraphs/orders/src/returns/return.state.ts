/**
 * The life of a return: asked for, approved (by rule or by a person), a label sent, the parcel received, its contents
 * inspected, the money back. It can be rejected until the goods are here, and called off by the customer until they travel.
 */
export const RETURN_STATUSES = [
  'REQUESTED',
  'APPROVED',
  'LABEL_SENT',
  'RECEIVED',
  'INSPECTED',
  'REFUNDED',
  'REJECTED',
  'CANCELLED',
] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

export const RETURN_MOVES: Readonly<Record<ReturnStatus, readonly ReturnStatus[]>> = {
  REQUESTED: ['APPROVED', 'REJECTED', 'CANCELLED'],
  APPROVED: ['LABEL_SENT', 'RECEIVED', 'REJECTED', 'CANCELLED'],
  LABEL_SENT: ['RECEIVED', 'CANCELLED'],
  RECEIVED: ['INSPECTED'],
  INSPECTED: ['REFUNDED'],
  REFUNDED: [],
  REJECTED: [],
  CANCELLED: [],
};

export function canMoveReturn(from: ReturnStatus, to: ReturnStatus): boolean {
  return RETURN_MOVES[from].includes(to);
}

export function sourcesOfReturn(to: ReturnStatus): ReturnStatus[] {
  return RETURN_STATUSES.filter((from) => canMoveReturn(from, to));
}
