import type { Sentences } from '../graph/tell.ts';
import type { Messages } from '../i18n/locales.ts';

/** The sentences of the entry of a prescription; picked on the server, so that the browser carries no others. */
export interface EntryTexts extends Sentences {
  lens: Pick<Messages['lens'], 'rxTitle' | 'rxLead' | 'onlySingle'>;
  rx: Messages['rx'];
  paper: Messages['paper'];
  measured: Messages['measured'];
  optional: string;
  signIn: string;
}
