import { expect, test } from 'vitest';
import {
  adviseReplenishment,
  economicOrderQuantity,
  orderUpTo,
  reorderPoint,
  roundUpToPack,
  safetyStock,
  zOfServiceLevel,
} from './reorder.rules.ts';

const flow = { meanPerDay: 10, sdPerDay: 3, leadTimeDays: 7, leadTimeSdDays: 2 };
const z = zOfServiceLevel(95);

test('the worked numbers of the reference', () => {
  expect(safetyStock(flow, z)).toBeCloseTo(35.396, 2);
  expect(reorderPoint(flow, z)).toBe(106);
  const steady = { ...flow, leadTimeSdDays: 0 };
  expect(safetyStock(steady, z)).toBeCloseTo(13.057, 3);
  expect(reorderPoint(steady, z)).toBe(84);
  expect(safetyStock(steady, z, 14)).toBeCloseTo(22.615, 3);
  expect(orderUpTo(steady, z, 14)).toBe(233);
  expect(economicOrderQuantity(3650, 25, 2)).toBeCloseTo(302.08, 2);
  expect(() => zOfServiceLevel(97)).toThrow(RangeError);
});

test('quantities follow minimum and pack', () => {
  expect([roundUpToPack(1, 1, 1), roundUpToPack(7, 6, 1), roundUpToPack(7, 6, 20), roundUpToPack(24, 6, 20)]).toEqual([
    1, 12, 24, 24,
  ]);
});

const stock = { onHand: 0, reserved: 0, allocated: 0, onOrder: 0, unsent: 0, waiting: 0 };
const slow = { meanPerDay: 0.01, sdPerDay: 0.1, leadTimeDays: 5, leadTimeSdDays: 1 };
const ask = (overrides: object) =>
  adviseReplenishment({
    stock,
    flow,
    z,
    reviewDays: 14,
    manualReorderPoint: null,
    packSize: 1,
    minimumQuantity: 1,
    ...overrides,
  });

test('looks at the position, not at the shelf', () => {
  expect(ask({ stock: { ...stock, onHand: 200, allocated: 60, waiting: 40 } })).toMatchObject({
    position: 100,
    reorderPoint: 106,
  });
  expect(ask({ stock: { ...stock, onHand: 50, onOrder: 40, unsent: 20 } })).toBeNull();
  expect(ask({ stock: { ...stock, onHand: 107 } })).toBeNull();
});

test('shows the sum behind the number', () => {
  const advice = ask({
    stock: { ...stock, onHand: 100, reserved: 2 },
    packSize: 12,
    flow: { ...flow, leadTimeSdDays: 0 },
    manualReorderPoint: 120,
  })!;

  expect(advice.formula).toBe(
    "SS = 1.645·√(7·3² + 10²·0²) = 14, ROP = 10·7 + 14 = 84, set by hand 120, up to 10·(7+14) + SS' = 233; 100 on hand + 0 on order − 2 promised − 0 waiting = 98; 233 − 98 → 144 (pack 12, minimum 1)",
  );
  expect(advice.quantity).toBe(144);
});

test('slow items are kept between a minimum and twice that', () => {
  expect(ask({ flow: slow, manualReorderPoint: 2, stock: { ...stock, onHand: 3 } })).toBeNull();
  expect(ask({ flow: slow, manualReorderPoint: 2 })).toMatchObject({ quantity: 4, reorderPoint: 2 });
  expect(ask({ flow: slow })).toBeNull();
  expect(ask({ flow: slow, stock: { ...stock, waiting: 2 } })).toMatchObject({
    quantity: 4,
    reason: '2 more are promised than there are',
  });
});
