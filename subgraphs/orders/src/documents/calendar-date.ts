/**
 * A calendar date for a reader: "November 25, 2026", "25. November 2026".
 * @param value YYYY-MM-DD or an ISO instant, of which the UTC date counts; other text is returned as it is
 */
export function dateInWords(value: string, locale: 'en' | 'de', style: 'long' | 'weekday' = 'long'): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/.exec(value);
  if (!day) return value;
  return formatterOf(locale, style).format(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Kept, since making one costs a hundred times its use. */
function formatterOf(locale: 'en' | 'de', style: 'long' | 'weekday'): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-US', {
      ...(style === 'weekday' ? { weekday: 'long' } : { year: 'numeric' }),
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
    formatters.set(key, formatter);
  }
  return formatter;
}
