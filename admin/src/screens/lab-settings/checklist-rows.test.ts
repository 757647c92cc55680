import { expect, test } from 'vitest';
import { type ChecklistEntry, checklistInput, codeFor, moved } from './checklist-rows.ts';

const item = (code: string, en: string): ChecklistEntry => ({
  code,
  group: 'surface',
  stages: ['final'],
  onlyWith: null,
  isWaivable: false,
  en,
  de: 'Sauber',
  isKept: false,
});

test('a new item gets a name of its own from its words', () => {
  expect(codeFor('No dust under the coat', [])).toBe('NO_DUST_UNDER_THE_COAT');
  expect(codeFor('No scratches', ['NO_SCRATCHES', 'NO_SCRATCHES_2'])).toBe('NO_SCRATCHES_3');
  expect([codeFor('1.', []), codeFor('', []), codeFor('2nd look', [])]).toEqual(['ITEM', 'ITEM', 'ND_LOOK']);
});

test('two new items with the same words do not share it, and what the server does not take is left out', () => {
  const input = checklistInput([item('CLEAN', 'Clean'), item('', 'Clean'), item('', 'Clean')]);

  expect(input.map(({ code }) => code)).toEqual(['CLEAN', 'CLEAN_2', 'CLEAN_3']);
  expect(input[0]).not.toHaveProperty('isKept');
});

test('an item moves up and down, and not out of the list', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
