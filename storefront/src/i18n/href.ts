/** A language is one file in messages/ and its name here; everything else follows. English has no prefix in addresses. */
export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'en';

export function isLocale(text: string): text is Locale {
  return (locales as readonly string[]).includes(text);
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
