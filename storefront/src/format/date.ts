const tag = (locale: string) => (locale === 'de' ? 'de-DE' : 'en-US');

/** A calendar date (YYYY-MM-DD) in words; no time zone can move it to another day. */
export function formatDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date.slice(0, 10)}T12:00:00Z`),
  );
}

/** An instant in the zone that is named, which stands beside it. */
export function formatInstant(instant: string, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(instant));
}

/** "Fri, Nov 27": a promise date short enough for a line of text. */
export function formatPromise(date: string, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date.slice(0, 10)}T12:00:00Z`));
}
