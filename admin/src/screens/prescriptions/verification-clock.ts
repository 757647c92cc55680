import { businessHoursBetween, isUsFederalHoliday } from '@opticworks/optics/legal';

/** The zones in which US practices live, as people call them. */
export const practiceZones = [
  { value: 'America/New_York', label: 'Eastern' },
  { value: 'America/Chicago', label: 'Central' },
  { value: 'America/Denver', label: 'Mountain' },
  { value: 'America/Phoenix', label: 'Arizona' },
  { value: 'America/Los_Angeles', label: 'Pacific' },
  { value: 'America/Anchorage', label: 'Alaska' },
  { value: 'Pacific/Honolulu', label: 'Hawaii' },
] as const;

/** "Tue, Dec 1, 10:00 EST": a moment as the practice reads it on its own wall. */
export const practiceTime = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(iso));

/** A request on its way, with the clock it runs on. */
export interface RunningClock {
  deadlineAt: string;
  timeZone: string;
  /** Saturday hours that were stated in the request, minutes of the day. */
  saturdayFrom: number | null;
  saturdayTo: number | null;
  answerHours: { from: number; to: number; federalHolidays: boolean; closedOn: readonly string[] };
}

/** Business hours still to run by the clock of the request, "5 h 20 min", or null when the deadline has passed. */
export function timeLeft(running: RunningClock, now = new Date()): string | null {
  const { deadlineAt, timeZone, saturdayFrom, saturdayTo, answerHours } = running;
  const deadline = new Date(deadlineAt);
  if (deadline <= now) return null;
  const clock = {
    timeZone,
    weekday: answerHours,
    isHoliday: (date: string) =>
      answerHours.closedOn.includes(date) || (answerHours.federalHolidays && isUsFederalHoliday(date)),
    ...(saturdayFrom === null || saturdayTo === null ? {} : { saturday: { from: saturdayFrom, to: saturdayTo } }),
  };
  const minutes = Math.ceil(businessHoursBetween(now, deadline, clock) * 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ');
}
