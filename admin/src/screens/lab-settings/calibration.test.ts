import { expect, test } from 'vitest';
import { calibrationState } from './calibration.ts';

test('an instrument is good on the day its calibration ends, and overdue the day after', () => {
  expect(calibrationState(false, 0)).toEqual({ tone: 'warn', label: 'Due today' });
  expect(calibrationState(false, -1)).toEqual({ tone: 'bad', label: 'Overdue since 1 d' });
});

test('thirty days before the end it is told', () => {
  expect(calibrationState(false, 30)).toEqual({ tone: 'warn', label: 'Due in 30 d' });
  expect(calibrationState(false, 31).tone).toBe('good');
});

test('what is out of use is not overdue', () => {
  expect(calibrationState(true, -400)).toEqual({ tone: 'neutral', label: 'Out of use' });
});
