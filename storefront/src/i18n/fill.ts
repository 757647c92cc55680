/** Puts values into a sentence: fill('{count} frames', { count: 3 }). */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

export const tagOf = (locale: string): string => (locale === 'de' ? 'de-DE' : 'en-US');

/** Picks the form for a number; a message has one and other. */
export function plural(locale: string, forms: { one: string; other: string }, count: number): string {
  const rule = new Intl.PluralRules(locale).select(count);
  return fill(rule === 'one' ? forms.one : forms.other, { count: new Intl.NumberFormat(tagOf(locale)).format(count) });
}
