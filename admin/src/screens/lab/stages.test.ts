import { expect, test } from 'vitest';
import { byUrgency, usualNext } from './stages.ts';

const aJob = (number: string, more: Partial<{ late: boolean; rush: boolean; dueOn: string }> = {}) => ({
  number,
  late: false,
  rush: false,
  dueOn: null,
  ...more,
});

test('late before rush before due date', () => {
  const jobs = [aJob('4'), aJob('3', { dueOn: '2026-03-20' }), aJob('2', { rush: true }), aJob('1', { late: true })];

  expect(jobs.sort(byUrgency).map((job) => job.number)).toEqual(['1', '2', '3', '4']);
});

test('the usual next stage is the nearest allowed one that goes forward', () => {
  expect(usualNext(['ON_HOLD', 'FINISHING', 'SURFACING'])).toBe('SURFACING');
  expect(usualNext(['REWORK', 'PASSED', 'SPOILED'])).toBe('PASSED');
  expect(usualNext(['ON_HOLD'])).toBeNull();
});
