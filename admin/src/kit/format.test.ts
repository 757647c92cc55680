import { expect, test } from 'vitest';
import { addDays, day, due, instant, money, power, prisms, sayCode, waited } from './format.ts';

test('powers are signed, with two decimals and a real minus', () => {
  expect(power('-2.25')).toBe('−2.25');
  expect(power('1')).toBe('+1.00');
  expect(power('0')).toBe('0.00');
  expect(power('-2.125')).toBe('−2.12');
  expect(power(null)).toBe('—');
});

test('money keeps every digit of a large amount', () => {
  expect(money({ amount: '9007199254740993.01', currencyCode: 'USD' })).toBe('$9,007,199,254,740,993.01');
  expect(money({ amount: '-12.5', currencyCode: 'EUR' })).toBe('−€12.50');
});

test('an instant names its zone', () => {
  expect(instant('2020-03-14T16:26:53Z')).toBe('Mar 14, 2020, 09:26 PDT');
});

test('a calendar date stays on its day', () => {
  expect(day('2020-03-14')).toBe('Mar 14, 2020');
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
});

test('says how near a promise is', () => {
  expect(due('2026-03-12', '2026-03-14')).toBe('2 d late');
  expect(due('2026-03-14', '2026-03-14')).toBe('today');
  expect(due('2026-03-15', '2026-03-14')).toBe('tomorrow');
});

test('says how long something waited', () => {
  const now = Date.parse('2026-03-14T12:00:00Z');
  expect(waited('2026-03-14T11:15:00Z', now)).toBe('45 min');
  expect(waited('2026-03-13T12:00:00Z', now)).toBe('24 h');
  expect(waited('2026-03-11T12:00:00Z', now)).toBe('3 d');
});

test('codes become words', () => {
  expect(sayCode('IN_PRODUCTION')).toBe('In production');
  expect(sayCode('RX_VERIFICATION')).toBe('Rx verification');
  expect(sayCode('orders.OrderPlaced.v1')).toBe('Order placed');
});

test('prism reads as amount and base', () => {
  expect(prisms([{ amount: '1.5', base: 'IN' }])).toBe('1.50Δ in');
});
