import { OrderPlaced } from '@opticworks/schema/events/orders';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expireReservations } from '../src/reservations/expire-reservations.ts';
import { aHouse, aLine, anOrder, aStockedItem, levelOf, type TestHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterEach(() => house.asNew());
afterAll(() => house.close());

const reserve = (reference: string, lines: { sku: string; quantity: number }[], leaseSeconds = 900) =>
  house.call('reserveStock', { reference, lines, leaseSeconds });
const warehouse = () => ({
  database: house.subgraph.database,
  clock: house.clock,
  settings: { INVENTORY_DISPATCH_DAYS: 1, INVENTORY_SUPPLY_DAYS: 9 },
});

test('50 buyers of the last 10: exactly 10 get one', async () => {
  await aStockedItem(house, { sku: 'LAST', onHand: 10 });

  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => reserve(`checkout_${i}`, [{ sku: 'LAST', quantity: 1 }])),
  );

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(10);
  expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))).toEqual(
    Array(40).fill('STOCK_SHORT'),
  );
  expect(await levelOf(house, 'LAST')).toMatchObject({ onHand: 10, reserved: 10, available: 0 });
  expect(await house.violations()).toEqual([]);
});

test('checkouts with the same items in opposite order do not block each other', async () => {
  await aStockedItem(house, { sku: 'A', onHand: 100 });
  await aStockedItem(house, { sku: 'B', onHand: 100 });

  await Promise.all(
    Array.from({ length: 40 }, (_, i) => {
      const lines = [
        { sku: 'A', quantity: 1 },
        { sku: 'B', quantity: 2 },
      ];
      return reserve(`checkout_${i}`, i % 2 ? lines : lines.reverse());
    }),
  );

  expect(await levelOf(house, 'A')).toMatchObject({ reserved: 40 });
  expect(await levelOf(house, 'B')).toMatchObject({ reserved: 80 });
  expect(await house.violations()).toEqual([]);
});

test('takes all lines or none and says what is missing', async () => {
  await aStockedItem(house, { sku: 'MUCH', onHand: 5 });
  await aStockedItem(house, { sku: 'FEW', onHand: 1 });

  const refused = await reserve('c', [
    { sku: 'MUCH', quantity: 1 },
    { sku: 'FEW', quantity: 2 },
    { sku: 'NONE', quantity: 1 },
  ]).catch((error) => error);

  expect(refused).toMatchObject({ code: 'STOCK_SHORT' });
  expect(refused.issues.map((issue: { field: string; message: string }) => [issue.field, issue.message])).toEqual([
    ['FEW', 'Only 1 of Item FEW are left.'],
    ['NONE', 'NONE is sold out.'],
  ]);
  expect(await levelOf(house, 'MUCH')).toMatchObject({ reserved: 0 });
});

test('the same reference is one lease; other lines exchange it, even for the last piece', async () => {
  await aStockedItem(house, { sku: 'ONE', onHand: 1 });
  await aStockedItem(house, { sku: 'TWO', onHand: 3 });

  const first = await reserve('c', [{ sku: 'ONE', quantity: 1 }]);
  const again = await reserve('c', [{ sku: 'ONE', quantity: 1 }]);
  const changed = await reserve('c', [
    { sku: 'ONE', quantity: 1 },
    { sku: 'TWO', quantity: 3 },
  ]);

  expect(again.reservationId).toBe(first.reservationId);
  expect(changed.reservationId).not.toBe(first.reservationId);
  expect(await levelOf(house, 'ONE')).toMatchObject({ reserved: 1, available: 0 });
  expect(await levelOf(house, 'TWO')).toMatchObject({ reserved: 3, available: 0 });
  expect(await house.violations()).toEqual([]);
});

test('ten requests of one checkout at once make one lease', async () => {
  await aStockedItem(house, { sku: 'X', onHand: 10 });

  const leases = await Promise.all(Array.from({ length: 10 }, () => reserve('c', [{ sku: 'X', quantity: 1 }])));

  expect(new Set(leases.map((lease: { reservationId: string }) => lease.reservationId)).size).toBe(1);
  expect(await levelOf(house, 'X')).toMatchObject({ reserved: 1 });
});

test('a lease past its time does not keep the last piece from the next buyer', async () => {
  await aStockedItem(house, { sku: 'LAST', onHand: 1 });
  const late = await reserve('late', [{ sku: 'LAST', quantity: 1 }], 60);
  house.clock.advance(61_000);

  await reserve('next', [{ sku: 'LAST', quantity: 1 }]);

  expect(await house.call('extendReservation', { reservationId: late.reservationId, leaseSeconds: 60 })).toEqual({
    alive: false,
    expiresAt: null,
  });
  expect(await house.violations()).toEqual([]);
});

test('the sweep and the placed order race for a lease: stock is held once, whoever wins', async () => {
  await aStockedItem(house, { sku: 'S', onHand: 20 });
  for (let i = 0; i < 8; i += 1) {
    const orderId = `order_${i}`;
    const { reservationId } = await reserve(orderId, [{ sku: 'S', quantity: 1 }], 30);
    house.clock.advance(31_000);

    await Promise.all([
      expireReservations(warehouse()),
      house.tell(OrderPlaced, anOrder([aLine('S')], { orderId, reservationId })),
    ]);

    expect(await house.violations()).toEqual([]);
  }
  expect(await levelOf(house, 'S')).toMatchObject({ reserved: 0, allocated: 8, available: 12 });
});

test('contact lenses may be sold at zero: the order waits for the supplier', async () => {
  await aStockedItem(house, { sku: 'CL', onHand: 1, kind: 'CONTACT_LENS' });

  const { reservationId } = await reserve('c', [{ sku: 'CL', quantity: 4 }]);
  await house.tell(OrderPlaced, anOrder([aLine('CL', { quantity: 4, kind: 'CONTACT_LENS' })], { reservationId }));

  expect(await levelOf(house, 'CL')).toMatchObject({ onHand: 1, reserved: 0, allocated: 1, waiting: 3 });
  expect(await house.violations()).toEqual([]);
});

test('releasing gives the stock back once', async () => {
  await aStockedItem(house, { sku: 'R', onHand: 2 });
  const { reservationId } = await reserve('c', [{ sku: 'R', quantity: 2 }]);

  const answers = await Promise.all([1, 2, 3].map(() => house.call('releaseReservation', { reservationId })));

  expect(answers.filter((answer: { released: boolean }) => answer.released)).toHaveLength(1);
  expect(await levelOf(house, 'R')).toMatchObject({ reserved: 0, available: 2 });
});
