import { fill } from '../i18n/fill.ts';
import type { Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { bandLabel } from '../prescription-entry/band-label.ts';
import type { Cart } from './cart-context.tsx';

/** What a pair without prescription is priced for: the strength that was said, or the dearest. */
export function toFollow({ lens }: Cart['lines'][number], locale: Locale, t: Messages['cart']): string {
  const said = lens?.said;
  return said
    ? fill(t.prescriptionLaterSaid, {
        strength: bandLabel(said, locale, { upTo: t.strengthUpTo, stronger: t.stronger }),
      })
    : t.prescriptionLater;
}
