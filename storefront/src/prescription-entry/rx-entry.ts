import type { Measured } from '../measurements/measured-facts.ts';
import type { RxForm } from './rx-form.ts';

/** A prescription while it is entered. */
export interface RxEntry {
  form: RxForm;
  /** Codes of the warnings that were read and confirmed. */
  confirmed: string[];
  /** A prescription that is saved already; its values stand in the form, which is then not edited. */
  savedId: string | null;
  savedUntil: string | null;
  /** What was measured in the shop and is used again; entries kept before it could be have none. */
  measured?: Measured | null;
}
