import { addDays } from './calendar-date.ts';
import { isUsFederalHoliday, weekdayOf } from './us-federal-holidays.ts';

/** Opening minutes of a day, counted from local midnight. */
export interface OpenMinutes {
  from: number;
  to: number;
}

export interface BusinessClock {
  /** The prescriber's IANA time zone, never the seller's. */
  timeZone: string;
  /** Only with actual knowledge of the prescriber's regular Saturday hours, and stated in the request. */
  saturday?: OpenMinutes;
  isHoliday?: (date: string) => boolean;
  /** Monday to Friday; `weekdayHours` where nothing else is said. */
  weekday?: OpenMinutes;
}

/** A business hour lies between 9 and 17 local time, Monday to Friday, no federal holiday (16 CFR 315.2). */
export const weekdayHours: OpenMinutes = { from: 9 * 60, to: 17 * 60 };

/** Business hours a prescriber has to answer a verification request. */
export const VERIFICATION_BUSINESS_HOURS = 8;

/**
 * When the given business hours have passed after receipt.
 * @param receivedAt proven receipt by the prescriber; a bounced message never starts the clock
 * @returns the instant of the deadline
 * @throws RangeError for an unknown time zone
 */
export function businessDeadline(
  receivedAt: Date,
  clock: BusinessClock,
  hours: number = VERIFICATION_BUSINESS_HOURS,
): Date {
  const local = localMinute(receivedAt, clock.timeZone);
  let left = hours * 60;
  let date = local.date;
  let minute = local.minute;
  // A year of days is far beyond any lawful closing; it only keeps a wrong clock from looping.
  for (let day = 0; day < 366; day++) {
    const open = opening(date, clock);
    if (open) {
      const start = Math.max(open.from, minute);
      const usable = Math.max(0, open.to - start);
      if (usable >= left) return toInstant(date, start + left, clock.timeZone);
      left -= usable;
    }
    date = addDays(date, 1);
    minute = 0;
  }
  throw new RangeError('The clock never opens.');
}

/** Business hours between two instants; 0 when the end is not later. */
export function businessHoursBetween(from: Date, to: Date, clock: BusinessClock): number {
  const start = localMinute(from, clock.timeZone);
  const end = localMinute(to, clock.timeZone);
  let minutes = 0;
  for (let date = start.date; date <= end.date; date = addDays(date, 1)) {
    const open = opening(date, clock);
    if (!open) continue;
    const first = date === start.date ? Math.max(open.from, start.minute) : open.from;
    const last = date === end.date ? Math.min(open.to, end.minute) : open.to;
    minutes += Math.max(0, last - first);
  }
  return minutes / 60;
}

function opening(date: string, clock: BusinessClock): OpenMinutes | null {
  const { saturday, isHoliday = isUsFederalHoliday, weekday = weekdayHours } = clock;
  const day = weekdayOf(date);
  if (day === 0 || isHoliday(date)) return null;
  return day === 6 ? (saturday ?? null) : weekday;
}

/** Local calendar date and minute of the day; seconds are kept as a fraction. */
function localMinute(instant: Date, timeZone: string): { date: string; minute: number } {
  const shifted = new Date(instant.getTime() + offsetMs(instant, timeZone));
  const minute = shifted.getUTCHours() * 60 + shifted.getUTCMinutes() + shifted.getUTCSeconds() / 60;
  return { date: shifted.toISOString().slice(0, 10), minute };
}

function toInstant(date: string, minute: number, timeZone: string): Date {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  // Two rounds settle the offset across a change of daylight saving time.
  let guess = wall - offsetMs(new Date(wall), timeZone);
  guess = wall - offsetMs(new Date(guess), timeZone);
  return new Date(guess);
}

function offsetMs(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant.getTime() / 1000) * 1000;
}
