import { de } from '../messages/de.ts';
import { en } from '../messages/en.ts';

/** A language is one file in messages/; everything else follows from this list. English has no prefix in addresses. */
export const messagesOf = { en, de } as const;
export type Locale = keyof typeof messagesOf;
export const locales = Object.keys(messagesOf) as Locale[];
export const defaultLocale: Locale = 'en';
export type Messages = typeof en;

export function isLocale(text: string): text is Locale {
  return Object.hasOwn(messagesOf, text);
}

/** Pages whose address is translated: internal name → slug per language. Products and collections bring slugs of their own. */
const slugs: Record<string, Partial<Record<Locale, string>>> = {
  frames: { de: 'fassungen' },
  'contact-lenses': { de: 'kontaktlinsen' },
  sensors: { de: 'sensoren' },
  accessories: { de: 'zubehoer' },
  search: { de: 'suche' },
  product: { de: 'produkt' },
  collection: { de: 'kollektion' },
  lenses: { de: 'glaeser' },
  cart: { de: 'warenkorb' },
  checkout: { de: 'kasse' },
  orders: { de: 'bestellung' },
  account: { de: 'konto' },
  'sign-in': { de: 'anmelden' },
  help: { de: 'hilfe' },
};
const internalOf = new Map(
  Object.entries(slugs).flatMap(([internal, translated]) =>
    Object.entries(translated).map(([locale, slug]) => [`${locale}/${slug}`, internal]),
  ),
);

/** The address of a page in a language: href('de', '/product/aster') → /de/produkt/aster. */
export function href(locale: Locale, path: string): string {
  const [, first = '', ...rest] = path.split('/');
  const [segment = '', tail = ''] = first.split(/(?=[?#])/, 2);
  const translated = slugs[segment]?.[locale] ?? segment;
  const joined = [`${translated}${tail}`, ...rest].filter((part, i) => part !== '' || i > 0).join('/');
  return `${locale === defaultLocale ? '' : `/${locale}`}/${joined}`.replace(/(.)\/$/, '$1');
}

/** The internal path behind an address: /de/produkt/aster → { locale: 'de', path: '/product/aster' }. */
export function parseAddress(pathname: string): { locale: Locale; path: string } {
  const [, first = '', ...rest] = pathname.split('/');
  if (!isLocale(first)) return { locale: defaultLocale, path: pathname };
  const [segment = '', ...tail] = rest;
  return { locale: first, path: `/${[internalOf.get(`${first}/${segment}`) ?? segment, ...tail].join('/')}` };
}

/** Puts values into a sentence: fill('{count} frames', { count: 3 }). */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** Picks the form for a number; a message has one and other. */
export function plural(locale: Locale, forms: { one: string; other: string }, count: number): string {
  const rule = new Intl.PluralRules(locale).select(count);
  return fill(rule === 'one' ? forms.one : forms.other, {
    count: new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-US').format(count),
  });
}
