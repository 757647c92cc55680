import { expect, it } from 'vitest';
import { percentOf, rolledYield, workByLittle } from './kpi-report.ts';

it('multiplies the yields of the stages', () => {
  const yields = [0.98, 0.97, 0.99, 0.96].map((good) => ({ through: 100, good: 100 * good }));

  expect(rolledYield(yields)! / 100).toBeCloseTo(0.903, 3);
  expect(rolledYield([])).toBeNull();
});

it('knows the work in progress from throughput and lead time', () => {
  expect(workByLittle(240, 3.5)).toBe(840);
  expect(workByLittle(0, 3.5)).toBe(0);
});

it('has no share of nothing', () => {
  expect(percentOf(46, 1_200)).toBeCloseTo(3.83, 2);
  expect(percentOf(0, 0)).toBeNull();
});
