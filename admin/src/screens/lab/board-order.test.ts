import { expect, test } from 'vitest';
import { letGo, takeChange } from './board-order.ts';

const job = (
  id: string,
  version: number,
  more: Partial<{ status: string; late: boolean; rush: boolean; dueOn: string }> = {},
) => ({
  id,
  version,
  status: 'PICKED',
  late: false,
  rush: false,
  dueOn: null,
  ...more,
});
const none = new Map<string, ReturnType<typeof job>>();

test('a card that would move waits while a hand is on the board, and goes when it is lifted', () => {
  const shown = new Map([['a', job('a', 1)]]);

  const held = takeChange(shown, none, job('a', 2, { status: 'COATING' }), true);
  expect(held.shown.get('a')?.status).toBe('PICKED');
  expect([...held.waiting.keys()]).toEqual(['a']);
  expect(letGo(held.shown, held.waiting).get('a')?.status).toBe('COATING');
});

test('what only looks different is shown at once, and a new card waits too', () => {
  const shown = new Map([['a', job('a', 1)]]);

  expect(takeChange(shown, none, job('a', 2), true).shown.get('a')?.version).toBe(2);
  expect(takeChange(shown, none, job('b', 1), true).waiting.has('b')).toBe(true);
  expect(takeChange(shown, none, job('b', 1), false).shown.has('b')).toBe(true);
});

test('an older word never replaces a newer one, waiting or shown', () => {
  const shown = new Map([['a', job('a', 3)]]);

  expect(takeChange(shown, none, job('a', 2, { status: 'COATING' }), false).shown.get('a')?.version).toBe(3);
  const waiting = new Map([['a', job('a', 5, { status: 'FINISHING' })]]);
  expect(takeChange(shown, waiting, job('a', 4, { status: 'COATING' }), true).waiting.get('a')?.version).toBe(5);
});
