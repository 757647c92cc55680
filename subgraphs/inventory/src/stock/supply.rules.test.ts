import { expect, test } from 'vitest';
import { chooseBins, fillInOrder, takeFrom } from './supply.rules.ts';

const place = (locationId: string, available: number) => ({ sku: 'S', locationId, available });

test.each([
  [
    'one place that has all of it, even when it is further away',
    [place('near', 2), place('far', 5)],
    4,
    [['far', 4]],
    0,
  ],
  [
    'several places when no single one suffices',
    [place('near', 2), place('far', 3)],
    4,
    [
      ['near', 2],
      ['far', 2],
    ],
    0,
  ],
  ['what there is', [place('near', 1), place('far', -2)], 4, [['near', 1]], 3],
  ['nothing from nowhere', [], 2, [], 2],
])('takes %s', (_, places, quantity, takes, missing) => {
  const answer = takeFrom(places, quantity);

  expect(answer.takes.map((take) => [take.locationId, take.quantity])).toEqual(takes);
  expect(answer.missing).toBe(missing);
});

const bin = (binId: string, free: number, expiresOn: string | null, pickSequence: number) => ({
  binId,
  free,
  expiresOn,
  pickSequence,
  lot: '',
});

test('chooses the earliest expiry first, then the walking order, and leaves expired lots', () => {
  const bins = [
    bin('late', 9, '2028-01-01', 1),
    bin('b', 2, null, 2),
    bin('soon', 3, '2027-01-01', 9),
    bin('gone', 5, '2026-03-01', 1),
    bin('a', 2, null, 1),
  ];

  expect(chooseBins(bins, 14, '2026-03-01')).toEqual({
    takes: [
      { binId: 'soon', lot: '', quantity: 3 },
      { binId: 'late', lot: '', quantity: 9 },
      { binId: 'a', lot: '', quantity: 2 },
    ],
    missing: 0,
  });
  expect(chooseBins(bins, 20, '2026-03-01').missing).toBe(4);
});

test('serves those who wait in order, the last one in part', () => {
  const queue = [
    { id: '1', reference: 'a', remaining: 2 },
    { id: '2', reference: 'b', remaining: 5 },
    { id: '3', reference: 'c', remaining: 1 },
  ];

  expect(fillInOrder(queue, 4)).toEqual([
    { id: '1', reference: 'a', quantity: 2 },
    { id: '2', reference: 'b', quantity: 2 },
  ]);
  expect(fillInOrder(queue, 0)).toEqual([]);
});
