import { addDays, isUsFederalHoliday, weekdayOf } from '@opticworks/optics';

/** On which days the lab works. */
export interface WorkCalendar {
  /** 0 Sunday to 6 Saturday; at least one. */
  weekdays: readonly number[];
  holidays: 'none' | 'us-federal';
  /** Further closed days, `YYYY-MM-DD`. */
  closed: ReadonlySet<string>;
}

/** A calendar in which no day for this long is worked is a mistake, not a promise. */
const LOOK_AHEAD_DAYS = 3 * 366;

export const isWorkingDay = (date: string, calendar: WorkCalendar): boolean =>
  calendar.weekdays.includes(weekdayOf(date)) &&
  !calendar.closed.has(date) &&
  !(calendar.holidays === 'us-federal' && isUsFederalHoliday(date));

/**
 * The day on which the n-th working day after `from` ends; `from` itself does not count, whatever the hour.
 * @param days whole, from 0
 * @throws RangeError when the calendar leaves no such day within three years
 */
export function addWorkingDays(from: string, days: number, calendar: WorkCalendar): string {
  let day = from;
  let left = days;
  for (let looked = 0; left > 0; looked += 1) {
    if (looked > LOOK_AHEAD_DAYS) throw new RangeError('The working calendar has no working day left.');
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and including `to`; 0 where `to` is not later. */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  let count = 0;
  for (let day = from, looked = 0; day < to && looked < LOOK_AHEAD_DAYS; looked += 1) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** Days from Monday to Friday after `from` up to and including `to`: how the shop counts, which knows no closed days of the lab. */
export function weekdaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (weekdayOf(day) !== 0 && weekdayOf(day) !== 6) count += 1;
  }
  return count;
}

/** The time of day of an instant in a zone, `HH:MM`. */
export const timeIn = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
