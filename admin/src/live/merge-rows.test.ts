import { expect, test } from 'vitest';
import { type LiveRows, mergeRow } from './merge-rows.ts';

interface Row {
  id: string;
  status: string;
}
const rows = (...list: Row[]): LiveRows<Row> => ({ rows: list, waiting: [], left: new Set(), total: list.length });
const options = { idOf: (row: Row) => row.id, matches: true, mayInsert: true, newestAt: 'top' as const };

test('changes a shown row in place', () => {
  const before = rows({ id: 'a', status: 'PLACED' }, { id: 'b', status: 'PLACED' });

  const after = mergeRow(before, { id: 'b', status: 'SHIPPED' }, options);

  expect(after.rows.map((row) => row.status)).toEqual(['PLACED', 'SHIPPED']);
  expect(after.total).toBe(2);
});

test('lets a new row wait while somebody reads the list', () => {
  const after = mergeRow(
    rows({ id: 'a', status: 'PLACED' }),
    { id: 'n', status: 'PLACED' },
    { ...options, mayInsert: false },
  );

  expect(after.rows).toHaveLength(1);
  expect(after.waiting).toHaveLength(1);
  expect(after.total).toBe(2);
});

test('counts a waiting row once however often it changes', () => {
  const waiting = { ...options, mayInsert: false };

  const once = mergeRow(rows(), { id: 'n', status: 'PLACED' }, waiting);
  const twice = mergeRow(once, { id: 'n', status: 'IN_PRODUCTION' }, waiting);

  expect(twice.waiting).toEqual([{ id: 'n', status: 'IN_PRODUCTION' }]);
  expect(twice.total).toBe(1);
});

test('marks a row that left the filter instead of taking it away', () => {
  const after = mergeRow(
    rows({ id: 'a', status: 'IN_REVIEW' }),
    { id: 'a', status: 'SIGNED_OFF' },
    { ...options, matches: false },
  );

  expect(after.rows).toHaveLength(1);
  expect(after.left.has('a')).toBe(true);
});

test('ignores what does not belong to the list', () => {
  const before = rows({ id: 'a', status: 'PLACED' });

  expect(mergeRow(before, { id: 'z', status: 'SHIPPED' }, { ...options, matches: false })).toBe(before);
});

test('puts the newest last where the oldest comes first', () => {
  const after = mergeRow(
    rows({ id: 'a', status: 'OPEN' }),
    { id: 'b', status: 'OPEN' },
    { ...options, newestAt: 'bottom' },
  );

  expect(after.rows.map((row) => row.id)).toEqual(['a', 'b']);
});
