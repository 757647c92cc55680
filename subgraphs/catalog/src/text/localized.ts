/** A text in each language the shop speaks; `en` is always there. */
export interface Localized {
  en: string;
  de: string;
}

export type Locale = 'en' | 'de';

/** What the bench and its papers are written in, whoever orders. */
export const HOUSE_LOCALE: Locale = 'en';

export const localeOf = (locale: string | null | undefined): Locale => (locale === 'de' ? 'de' : 'en');

/** The text in the reader's language. */
export const inLocale = (text: Localized, locale: Locale): string => text[locale] ?? text.en;

/** Lower-case ASCII words joined by hyphens: "Größe L" → "groesse-l". */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
