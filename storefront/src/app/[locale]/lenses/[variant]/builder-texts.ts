import type { Sentences } from '../../../../graph/tell.ts';
import type { Messages } from '../../../../i18n/locales.ts';

/** The sentences the builder shows; picked on the server, so that the browser carries no others. */
export interface BuilderTexts extends Sentences {
  lens: Messages['lens'];
  rx: Messages['rx'];
  paper: Messages['paper'];
  measured: Messages['measured'];
  optional: string;
  days: { one: string; other: string };
  grams: string;
  total: string;
  wait: string;
  signIn: string;
}
