import type { Locale } from '../text/localized.ts';
import type { LineIssue } from './quote.types.ts';

const sentences = {
  NO_LONGER_SOLD: {
    en: 'This item is no longer sold. Remove it to continue.',
    de: 'Dieser Artikel wird nicht mehr verkauft. Bitte entfernen.',
  },
  NOT_A_FRAME: {
    en: 'Lenses can only be made for a frame. Remove the lenses or choose a frame.',
    de: 'Gläser gibt es nur zu einer Fassung. Bitte die Gläser entfernen oder eine Fassung wählen.',
  },
  LENS_OPTION_UNKNOWN: {
    en: 'One of the chosen lens options is not offered any more. Choose the lenses again.',
    de: 'Eine der gewählten Glasoptionen gibt es nicht mehr. Bitte die Gläser neu wählen.',
  },
  PRESCRIPTION_INCOMPLETE: {
    en: 'The prescription is not complete. Add the missing values.',
    de: 'Das Rezept ist unvollständig. Bitte die fehlenden Werte ergänzen.',
  },
  PD_MISSING: {
    en: 'The pupillary distance (PD) is missing. Add it to order lenses.',
    de: 'Die Pupillendistanz (PD) fehlt. Bitte ergänzen, um Gläser zu bestellen.',
  },
  CONTACT_LENS_PARAMETERS_MISSING: {
    en: 'Choose power, base curve and diameter for these lenses.',
    de: 'Bitte Stärke, Radius und Durchmesser der Linsen wählen.',
  },
  CONTACT_LENS_NOT_MADE: {
    en: 'This lens is not made in these values. Check them with the prescription; another value must not be taken instead.',
    de: 'Diese Linse gibt es nicht in diesen Werten. Bitte mit dem Rezept vergleichen; ein anderer Wert darf nicht ersatzweise genommen werden.',
  },
} as const satisfies Record<string, { en: string; de: string }>;

/** Why a line cannot be ordered as it stands, and what to do. */
export const lineError = (code: keyof typeof sentences, locale: Locale, field: string | null = null): LineIssue => ({
  code,
  message: sentences[code][locale],
  field,
  severity: 'error',
});
