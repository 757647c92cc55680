import type { LabTerms } from './lab-terms.ts';
import { addWorkingDays, weekdaysBetween, workingDaysBetween } from './working-days.rules.ts';

/**
 * How much later a job leaves whose blank comes on a day: the blank is awaited while the job is prepared, and the rest is lost.
 * @returns days the lab works, and what the shop counts for them, Monday to Friday
 */
export function blankWait(
  today: string,
  expectedOn: string,
  { preparationDays, calendar }: Pick<LabTerms, 'preparationDays' | 'calendar'>,
): { workingDays: number; weekdays: number } {
  const workingDays = Math.max(0, workingDaysBetween(today, expectedOn, calendar) - preparationDays);
  return { workingDays, weekdays: weekdaysBetween(today, addWorkingDays(today, Math.ceil(workingDays), calendar)) };
}
