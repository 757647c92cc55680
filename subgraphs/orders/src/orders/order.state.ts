/**
 * The life of an order. It waits for its payment, is placed, is made where lenses are made, is packed, travels and arrives.
 * It never goes back: what arrives late or twice changes nothing. Cancelling is possible until the parcel leaves; a customer
 * may do it only until work has begun.
 */
export const ORDER_STATUSES = [
  'PENDING_PAYMENT',
  'PLACED',
  'IN_PRODUCTION',
  'READY_TO_SHIP',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_MOVES: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING_PAYMENT: ['PLACED', 'CANCELLED'],
  PLACED: ['IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED', 'CANCELLED'],
  IN_PRODUCTION: ['READY_TO_SHIP', 'SHIPPED', 'CANCELLED'],
  READY_TO_SHIP: ['SHIPPED', 'CANCELLED'],
  // A carrier can report the delivery before its first scan reaches us.
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
};

export function canMoveOrder(from: OrderStatus, to: OrderStatus): boolean {
  return ORDER_MOVES[from].includes(to);
}

/** Every status from which `to` can be reached in one step: the guard of the update. */
export function sourcesOfOrder(to: OrderStatus): OrderStatus[] {
  return ORDER_STATUSES.filter((from) => canMoveOrder(from, to));
}

/** Whether an order may be cancelled, by staff or by its customer. */
export function isCancellable(status: OrderStatus, byStaff: boolean): boolean {
  return byStaff ? canMoveOrder(status, 'CANCELLED') && status !== 'PENDING_PAYMENT' : status === 'PLACED';
}

/** Stages of a lab job from which on material is being worked. */
const WORKING = new Set(['PICKED', 'SURFACING', 'COATING', 'FINISHING', 'INSPECTION', 'REWORK', 'SPOILED', 'PASSED']);

/** Whether this stage of a lab job means that production of the order has begun. */
export const beginsProduction = (stage: string): boolean => WORKING.has(stage);
