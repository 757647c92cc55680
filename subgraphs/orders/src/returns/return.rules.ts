import { allocate } from '@opticworks/kernel';
import { REMAKE_REASON, type ReturnReason } from './return-reasons.ts';

export interface ReturnableLine {
  id: string;
  title: string;
  kind: string;
  quantity: number;
  returnedQuantity: number;
  requiresLab: boolean;
}

/** Why a line cannot come back. Lenses made to a prescription are exempt from the right to return (Directive 2011/83/EU, Art. 16 c). */
export type ReturnObstacle = 'MADE_TO_ORDER' | 'QUANTITY' | null;

export function returnObstacle(line: ReturnableLine, quantity: number, reason: ReturnReason): ReturnObstacle {
  if (line.requiresLab && reason !== REMAKE_REASON) return 'MADE_TO_ORDER';
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > returnableQuantity(line)) return 'QUANTITY';
  return null;
}

export const returnableQuantity = (line: ReturnableLine): number => line.quantity - line.returnedQuantity;

/** Unopened goods come back without a person looking at the request; made-to-order ones and opened contact lenses do not. */
export const approvesItself = (line: ReturnableLine, reason: ReturnReason): boolean =>
  !line.requiresLab && reason !== REMAKE_REASON && line.kind !== 'CONTACT_LENS';

/** Days between two calendar days are counted in whole 24-hour steps of UTC, so a shift of zones cannot cost a customer a day. */
export function isWithinWindow(deliveredAt: Date, now: Date, days: number): boolean {
  return now.getTime() <= deliveredAt.getTime() + (days + 1) * 86_400_000;
}

export interface ReturnableOrder {
  status: string;
  deliveredAt: Date | null;
}

/**
 * Why nothing of an order can come back at this moment. Customers wait until it is with them and have a window from that day; staff
 * also take back what is under way, and after the window.
 */
export function returnHindrance(
  { status, deliveredAt }: ReturnableOrder,
  asker: { byStaff: boolean; now: Date; windowDays: number },
): 'NOT_DELIVERED' | 'WINDOW_PASSED' | null {
  if (status !== 'DELIVERED' && !(asker.byStaff && status === 'SHIPPED')) return 'NOT_DELIVERED';
  if (!asker.byStaff && deliveredAt && !isWithinWindow(deliveredAt, asker.now, asker.windowDays))
    return 'WINDOW_PASSED';
  return null;
}

/**
 * What some units of a line are worth: their share of the line's total with its tax. Earlier returns have taken the first
 * parts of the same split, so all returns of a line together give back exactly what was paid.
 * @param paidMinor line total after discounts plus its tax
 * @param returned units that came back before
 */
export function refundOfUnits(
  paidMinor: bigint,
  quantity: number,
  returned: number,
  units: number,
  currency: string,
): bigint {
  const parts = allocate({ amountMinor: paidMinor, currency }, new Array<number>(quantity).fill(1));
  return parts.slice(returned, returned + units).reduce((total, part) => total + part.amountMinor, 0n);
}
