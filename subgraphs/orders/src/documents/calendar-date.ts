/**
 * A calendar date for a reader: "November 25, 2026", "25. November 2026".
 * @param value YYYY-MM-DD or an ISO instant, of which the UTC date counts; other text is returned as it is
 */
export function dateInWords(value: string, locale: 'en' | 'de', style: 'long' | 'weekday' = 'long'): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/.exec(value);
  if (!day) return value;
  const options: Intl.DateTimeFormatOptions =
    style === 'weekday'
      ? { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }
      : { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-US', options).format(
    Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])),
  );
}
