import { expect, test } from 'vitest';
import { readViews, removeView, saveView } from './saved-views.ts';

function aStore(initial: Record<string, string> = {}) {
  const held = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  };
}

test('a view of the same name is replaced, not doubled', () => {
  const store = aStore();
  saveView('orders', { name: 'Late', values: { status: 'PLACED' }, hidden: [] }, store);
  saveView('orders', { name: 'Late', values: { status: 'IN_PRODUCTION' }, hidden: ['email'] }, store);

  expect(readViews('orders', store)).toEqual([
    { name: 'Late', values: { status: 'IN_PRODUCTION' }, hidden: ['email'] },
  ]);
  expect(removeView('orders', 'Late', store)).toEqual([]);
});

test('broken storage reads as no views', () => {
  expect(readViews('orders', aStore({ 'opticworks.views.orders': '{' }))).toEqual([]);
});
