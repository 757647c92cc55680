/**
 * A purchase order waits for approval, is approved, and sent to the supplier, who may confirm it. Receipts fill it in parts; it is
 * received when every line is complete, and closed when its invoices are matched as well. Until goods have come it can be cancelled.
 */
export const PURCHASE_ORDER_STATUSES = [
  'DRAFT',
  'AWAITING_APPROVAL',
  'APPROVED',
  'SENT',
  'CONFIRMED',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'CLOSED',
  'CANCELLED',
] as const;
export type PurchaseOrderStatusName = (typeof PURCHASE_ORDER_STATUSES)[number];
export type PurchaseOrderAction =
  | 'submit'
  | 'approve'
  | 'send'
  | 'confirm'
  | 'receivePart'
  | 'receiveAll'
  | 'close'
  | 'cancel';

const MOVES: Record<PurchaseOrderStatusName, Partial<Record<PurchaseOrderAction, PurchaseOrderStatusName>>> = {
  DRAFT: { submit: 'AWAITING_APPROVAL', cancel: 'CANCELLED' },
  AWAITING_APPROVAL: { approve: 'APPROVED', cancel: 'CANCELLED' },
  APPROVED: { send: 'SENT', cancel: 'CANCELLED' },
  SENT: { confirm: 'CONFIRMED', receivePart: 'PARTIALLY_RECEIVED', receiveAll: 'RECEIVED', cancel: 'CANCELLED' },
  CONFIRMED: { confirm: 'CONFIRMED', receivePart: 'PARTIALLY_RECEIVED', receiveAll: 'RECEIVED', cancel: 'CANCELLED' },
  PARTIALLY_RECEIVED: { receivePart: 'PARTIALLY_RECEIVED', receiveAll: 'RECEIVED' },
  RECEIVED: { close: 'CLOSED' },
  CLOSED: {},
  CANCELLED: {},
};

/** @returns the next status, or null when the action is not allowed now */
export function nextStatus(
  status: PurchaseOrderStatusName,
  action: PurchaseOrderAction,
): PurchaseOrderStatusName | null {
  return MOVES[status][action] ?? null;
}

/** Goods can come only for an order the supplier has. */
export function isReceivable(status: PurchaseOrderStatusName): boolean {
  return nextStatus(status, 'receivePart') !== null;
}

/** Four eyes: above the limit somebody else than the creator approves. */
export function mayApprove(
  order: { totalMinor: bigint; createdById: string },
  approverId: string,
  limitMinor: bigint,
): boolean {
  return order.totalMinor <= limitMinor || order.createdById !== approverId;
}
