import { defaultMakingRules } from '@opticworks/optics/lens';
import { expect, test } from 'vitest';
import {
  fieldsOf,
  keyOf,
  numberIn,
  type RulesDocument,
  readAt,
  ruleTables,
  textOf,
  withTyped,
} from './making-fields.ts';

const { version: _, blanks: __, ...rules } = defaultMakingRules;
const document: RulesDocument = rules;
const fields = fieldsOf(ruleTables(document));

test('every field shows a number of the document, and reads back what it shows', () => {
  expect(fields.length).toBeGreaterThan(100);
  for (const field of fields) {
    const value = readAt(document, field.path);
    expect([keyOf(field.path), value === undefined]).toEqual([keyOf(field.path), false]);
    expect([keyOf(field.path), numberIn(textOf(value, field.unit), field)]).toEqual([keyOf(field.path), value]);
  }
});

test('what no maker states says how sure it is, and an empty raise is none', () => {
  const tables = ruleTables(document).filter(({ columns }) => columns.includes('How sure the usual number is'));
  expect(tables.map(({ title }) => title)).toEqual([
    'Limits of making',
    'Base curves',
    'Centration where nobody measured',
  ]);
  for (const { rows } of tables)
    for (const { label, fact } of rows) expect([label, fact === undefined]).toEqual([label, false]);
  const { document: raised } = withTyped(document, fields, {
    'centration.raiseMm': '3',
    'baseCurves.vogel.from': '6,25',
  });
  expect([raised.centration.raiseMm, raised.baseCurves.vogel.from]).toEqual([3, 6.25]);
  expect(withTyped(raised, fields, { 'centration.raiseMm': '' }).document.centration.raiseMm).toBeNull();
});

test('rows keep their order, whatever order the document was stored in', () => {
  const turned = { ...document, materials: Object.fromEntries(Object.entries(document.materials).reverse()) };

  expect(ruleTables(turned as RulesDocument)).toEqual(ruleTables(document));
});

test('powers are signed with two decimals, their sizes are not', () => {
  expect(textOf(-10_000, 'signed D')).toBe('−10.00');
  expect(textOf(6_000, 'signed D')).toBe('+6.00');
  expect(textOf(4_000, 'D')).toBe('4.00');
  expect(textOf(0.6, 'Δ per D')).toBe('0.6');
  expect(textOf(2, 'mm')).toBe('2.0');
  expect(textOf(1.25, 'mm')).toBe('1.25');
  expect(textOf(null, 'mm')).toBe('');
});

test('what is typed is read with either minus and either decimal sign', () => {
  expect(numberIn('−10,25', { unit: 'signed D' })).toBe(-10_250);
  expect(numberIn('-10.25', { unit: 'signed D' })).toBe(-10_250);
  expect(numberIn('5', { unit: 'mm' })).toBe(5);
});

test('what is no number, or a size below zero, is not read', () => {
  for (const text of ['', 'abc', '1.2345', '1 2', '-1'])
    expect([text, numberIn(text, { unit: 'mm' })]).toEqual([text, undefined]);
  expect(numberIn('', { unit: 'mm', optional: true })).toBeNull();
});

test('a change touches its number and nothing else', () => {
  const { document: next, unreadable } = withTyped(document, fields, {
    'limits.noticeEdgeMm': '6.5',
    'materials.index-160.minPower': '−12.00',
    'rims.rimless.maxEdgeMm': '',
  });

  expect(unreadable).toEqual([]);
  expect(next).toEqual({
    ...document,
    limits: { ...document.limits, noticeEdgeMm: 6.5 },
    materials: { ...document.materials, 'index-160': { ...document.materials['index-160'], minPower: -12_000 } },
    rims: { ...document.rims, rimless: { ...document.rims.rimless, maxEdgeMm: null } },
  });
  expect(document.limits.noticeEdgeMm).toBe(6);
});

test('what cannot be read is named and left as it was', () => {
  const { document: next, unreadable } = withTyped(document, fields, { 'limits.noticeEdgeMm': 'thick' });

  expect(unreadable).toEqual(['limits.noticeEdgeMm']);
  expect(next).toEqual(document);
});
