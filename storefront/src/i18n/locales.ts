import { de } from '../messages/de.ts';
import { en } from '../messages/en.ts';
import { defaultLocale, isLocale, type Locale } from './href.ts';

export { fill, plural } from './fill.ts';
export { href, isLocale, type Locale, parseAddress } from './href.ts';

/** Every sentence of a language. Server only: a client component receives the few it shows as a prop. */
export const messagesOf: Record<Locale, Messages> = { en, de };
export type Messages = typeof en;

/** The language of a route's parameter, with its sentences. */
export function language(param: string): { locale: Locale; t: Messages } {
  const locale = isLocale(param) ? param : defaultLocale;
  return { locale, t: messagesOf[locale] };
}
