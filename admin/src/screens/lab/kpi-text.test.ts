import { expect, test } from 'vitest';
import { kpiSum, kpiValue, memberValue } from './kpi-text.ts';

test('what is not known is said, not shown as zero', () => {
  expect(kpiValue({ unit: 'PERCENT', value: null })).toBe('unknown');
  expect(kpiValue({ unit: 'PERCENT', value: 0 })).toBe('0.0 %');
  expect(kpiValue({ unit: 'HOURS', value: 48 })).toBe('48.0 h');
  expect(kpiValue({ unit: 'JOBS_PER_HOUR', value: 0.125 })).toBe('0.13 per hour');
});

test('numerator and denominator say what they count', () => {
  const kpi = {
    code: 'X',
    unit: 'PERCENT',
    value: 80,
    numerator: 1200,
    denominator: 1500,
    numeratorOf: 'in time',
    denominatorOf: 'shipped',
  };
  expect(kpiSum(kpi)).toBe('1,200 in time ÷ 1,500 shipped');
  expect(kpiSum({ ...kpi, numerator: null })).toBe('1,500 shipped');
  expect(kpiSum({ ...kpi, numerator: null, denominator: null })).toBe('');
  expect(
    kpiSum({ ...kpi, numerator: 1, numeratorOf: 'lenses scrapped', denominator: 1, denominatorOf: 'remake jobs' }),
  ).toBe('1 lens scrapped ÷ 1 remake job');
});

test('a member is read in the unit of its figure', () => {
  expect(memberValue('ON_TIME', { value: '2', hit: 0 })).toBe('2 d late');
  expect(memberValue('ON_TIME', { value: '-1', hit: 1 })).toBe('1 d early');
  expect(memberValue('ON_TIME', { value: '0', hit: 1 })).toBe('on the day');
  expect(memberValue('TURNAROUND', { value: '48.0', hit: 1 })).toBe('48.0 h');
  expect(memberValue('FIRST_PASS_YIELD', { value: null, hit: 1 })).toBe('');
});
