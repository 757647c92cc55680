import { expect, test } from 'vitest';
import { isReceivable, mayApprove, nextStatus, PURCHASE_ORDER_STATUSES } from './purchase-order.state.ts';

test('goods can come only for an order the supplier has', () => {
  expect(PURCHASE_ORDER_STATUSES.filter(isReceivable)).toEqual(['SENT', 'CONFIRMED', 'PARTIALLY_RECEIVED']);
});

test('nothing is cancelled once goods have come', () => {
  expect(PURCHASE_ORDER_STATUSES.filter((status) => nextStatus(status, 'cancel'))).toEqual([
    'DRAFT',
    'AWAITING_APPROVAL',
    'APPROVED',
    'SENT',
    'CONFIRMED',
  ]);
});

test('above the limit the approver is somebody else', () => {
  const order = { totalMinor: 100_001n, createdById: 'a' };
  expect([
    mayApprove(order, 'a', 100_000n),
    mayApprove(order, 'b', 100_000n),
    mayApprove(order, 'a', 100_001n),
  ]).toEqual([false, true, true]);
});
