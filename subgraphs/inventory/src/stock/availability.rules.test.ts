import { expect, test } from 'vitest';
import { parOfFinishedBlank } from '../seed/opening-stock.rules.ts';
import { availabilityOf, availabilityOfBundle, lowStock } from './availability.rules.ts';

const terms = { dispatchDays: 1, supplyDays: 9 };

test.each([
  ['on the shelf', { available: 3, backorderable: false, expectedOn: null }, { inStock: true, promiseDays: 1 }],
  [
    'sold out, nothing on the way',
    { available: 0, backorderable: false, expectedOn: null },
    { inStock: false, promiseDays: 10 },
  ],
  [
    'sold out, delivery on Thursday',
    { available: 0, backorderable: false, expectedOn: '2026-03-05' },
    { inStock: false, promiseDays: 4 },
  ],
  [
    'sold out, delivery overdue',
    { available: -1, backorderable: true, expectedOn: '2026-02-20' },
    { inStock: false, available: 0, promiseDays: 1 },
  ],
])('promises an item that is %s', (_, item, expected) => {
  expect(availabilityOf(item, '2026-03-02', terms)).toMatchObject(expected);
});

test('a bundle follows its scarcest and slowest part', () => {
  const part = (available: number, expectedOn: string | null = null) =>
    availabilityOf({ available, backorderable: false, expectedOn }, '2026-03-02', terms);

  expect(
    availabilityOfBundle([
      { availability: part(7), quantity: 2 },
      { availability: part(9), quantity: 1 },
    ]),
  ).toMatchObject({ available: 3, inStock: true });
  expect(
    availabilityOfBundle([
      { availability: part(1), quantity: 2 },
      { availability: part(0, '2026-03-09'), quantity: 1 },
    ]),
  ).toMatchObject({ inStock: false, promiseDays: 8 });
  expect(availabilityOfBundle([])).toMatchObject({ inStock: false });
});

test('the number is told up to five', () => {
  expect([-1, 0, 5, 6].map(lowStock)).toEqual([0, 0, 5, null]);
});

test('par peaks where prescriptions do and keeps two in the corners', () => {
  const par = (sphere: number, cylinder: number) =>
    parOfFinishedBlank({ materialCode: 'cr39', coated: true, sphere, cylinder });

  expect(par(-1500, -500)).toBe(16);
  expect(par(-6000, 0)).toBeLessThan(par(-4000, 0));
  expect(par(4000, -2000)).toBe(2);
});
