/** Calendar dates are strings, YYYY-MM-DD, without a time zone; arithmetic runs in UTC so that no local clock can shift a day. */
export function isCalendarDate(text: string): boolean {
  // Only a real date, spelled in full, comes back as it went in.
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

const toMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const fromMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** @throws RangeError when `date` is not a calendar date */
export const addDays = (date: string, days: number): string => fromMs(toMs(date) + days * 86_400_000);

/** Same day some months later; the last day of the month when that day does not exist (31 Jan + 1 → 28 or 29 Feb). */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return fromMs(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((toMs(to) - toMs(from)) / 86_400_000);

/**
 * Age by what is known of a birth. Of a year alone, the younger of the two possible ages: what protects the young must not end early.
 * @returns null when neither is known
 */
export function ageKnown(
  born: { birthDate?: string | null | undefined; birthYear?: number | null | undefined },
  today: string,
): number | null {
  if (born.birthDate) return ageOn(born.birthDate, today);
  return born.birthYear == null ? null : ageOn(`${born.birthYear}-12-31`, today);
}

/** Age in completed years on `today`. */
export function ageOn(bornOn: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
