import { describe, expect, it, test } from 'vitest';
import { practiceTime, type RunningClock, timeLeft } from './verification-clock.ts';

test('reads a deadline on the wall of the practice', () => {
  expect(practiceTime('2026-12-01T15:00:00Z', 'America/New_York')).toBe('Tue, Dec 1, 10:00 EST');
  expect(practiceTime('2026-12-01T15:00:00Z', 'America/Los_Angeles')).toBe('Tue, Dec 1, 07:00 PST');
});

const running = (deadlineAt: string, over: Partial<RunningClock> = {}): RunningClock => ({
  deadlineAt,
  timeZone: 'America/New_York',
  saturdayFrom: null,
  saturdayTo: null,
  answerHours: { from: 9 * 60, to: 17 * 60, federalHolidays: true, closedOn: [] },
  ...over,
});

test('counts business hours only, across a night and a weekend', () => {
  // Monday 15:00 in New York.
  const at = (iso: string) => timeLeft(running('2026-12-07T20:00:00Z'), new Date(iso));

  expect(at('2026-12-04T20:00:00Z')).toBe('8 h');
  expect(at('2026-12-05T18:00:00Z')).toBe('6 h');
  expect(at('2026-12-07T19:20:00Z')).toBe('40 min');
  expect(at('2026-12-07T20:00:00Z')).toBeNull();
});

describe('the eight hours of a request that was just received', () => {
  // June 2026 in New York, UTC−4: the 8th is a Monday; 25 May 2026 is Memorial Day.
  const local = (text: string) => `${text}:00-04:00`;

  it.each([
    ['Monday 10:00', '2026-06-08T10:00', '2026-06-09T10:00'],
    ['Friday 15:00', '2026-06-12T15:00', '2026-06-15T15:00'],
    ['Friday 17:30', '2026-06-12T17:30', '2026-06-15T17:00'],
    ['Saturday 11:00', '2026-06-13T11:00', '2026-06-15T17:00'],
    ['Friday 15:00 before a Monday holiday', '2026-05-22T15:00', '2026-05-26T15:00'],
    ['Thursday 08:00', '2026-06-11T08:00', '2026-06-11T17:00'],
  ])('are all left on %s', (_, received, deadline) => {
    expect(timeLeft(running(local(deadline)), new Date(local(received)))).toBe('8 h');
  });

  it('run on a Saturday whose hours were stated, and on no other', () => {
    const withSaturday = { saturdayFrom: 9 * 60, saturdayTo: 13 * 60 };
    const at = (time: string, over: Partial<RunningClock>) =>
      timeLeft(running(local('2026-06-15T11:00'), over), new Date(local(time)));

    expect(at('2026-06-12T15:00', withSaturday)).toBe('8 h');
    expect(at('2026-06-13T10:30', withSaturday)).toBe('4 h 30 min');
    expect(at('2026-06-13T10:30', {})).toBe('2 h');
  });

  it('stand still on a day the owner has closed', () => {
    const answerHours = { from: 540, to: 1_020, federalHolidays: true, closedOn: ['2026-06-09'] };
    const at = (over: Partial<RunningClock>) =>
      timeLeft(running(local('2026-06-10T10:00'), over), new Date(local('2026-06-08T16:00')));

    expect(at({ answerHours })).toBe('2 h');
    expect(at({})).toBe('10 h');
  });
});
