import { expect, test } from 'vitest';
import { practiceTime, timeLeft } from './verification-clock.ts';

test('reads a deadline on the wall of the practice', () => {
  expect(practiceTime('2026-12-01T15:00:00Z', 'America/New_York')).toBe('Tue, Dec 1, 10:00 EST');
  expect(practiceTime('2026-12-01T15:00:00Z', 'America/Los_Angeles')).toBe('Tue, Dec 1, 07:00 PST');
});

test('counts business hours only, across a night and a weekend', () => {
  const deadline = '2026-12-07T20:00:00Z'; // Monday 15:00 in New York
  const at = (iso: string) => timeLeft(deadline, 'America/New_York', new Date(iso));

  expect(at('2026-12-04T20:00:00Z')).toBe('8 h');
  expect(at('2026-12-05T18:00:00Z')).toBe('6 h');
  expect(at('2026-12-07T19:20:00Z')).toBe('40 min');
  expect(at('2026-12-07T20:00:00Z')).toBeNull();
});
