import type { Tone } from '../../kit/tone.ts';

const SOON_DAYS = 30;

/** How an instrument stands, by the days until its calibration runs out; the day itself still counts. */
export function calibrationState(isRetired: boolean, days: number): { tone: Tone; label: string } {
  if (isRetired) return { tone: 'neutral', label: 'Out of use' };
  if (days < 0) return { tone: 'bad', label: `Overdue since ${-days} d` };
  if (days <= SOON_DAYS) return { tone: 'warn', label: days === 0 ? 'Due today' : `Due in ${days} d` };
  return { tone: 'good', label: 'Calibrated' };
}
