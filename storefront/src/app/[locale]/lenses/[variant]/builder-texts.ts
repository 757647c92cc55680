import type { Messages } from '../../../../i18n/locales.ts';
import type { EntryTexts } from '../../../../prescription-entry/entry-texts.ts';

/** The sentences the builder shows besides those of the entry. */
export interface BuilderTexts extends EntryTexts {
  lens: Messages['lens'];
  later: Messages['later'];
  workingDays: { one: string; other: string };
  grams: string;
  total: string;
  wait: string;
}
