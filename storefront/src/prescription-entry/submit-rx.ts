import { send } from '../graph/browser.ts';
import { savePrescriptionDocument } from './prescription.documents.ts';
import type { RxEntry } from './rx-entry.ts';
import { savingInput } from './rx-form.ts';
import { type PrescriptionCheck, toldOf } from './use-prescription-check.ts';

/**
 * Whether what was entered can be used, by the rules here and then by the server. What is wrong with a field shows there, and the first of
 * them gets the focus.
 * @returns true; false where the fields say why not; or the sentence to show
 */
export async function acceptRx({ savedId }: RxEntry, check: PrescriptionCheck): Promise<boolean | string> {
  check.setTried(true);
  if (savedId) return true;
  if (check.isBlocked) {
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[aria-invalid="true"], [data-unconfirmed]')?.focus(),
    );
    return false;
  }
  return check.ask();
}

/** The id of the prescription, saved now if it was typed; what is refused is told at its fields as well. */
export async function saveRx(
  { form, confirmed, savedId }: RxEntry,
  check: PrescriptionCheck,
): Promise<{ id: string } | { told: string }> {
  if (savedId) return { id: savedId };
  const { savePrescription: saved } = await send(savePrescriptionDocument, {
    input: savingInput(form, confirmed, check.rules),
  });
  if (saved.__typename !== 'Refusal') return { id: saved.id };
  check.setServerTold(saved.issues.map(toldOf));
  return { told: saved.message };
}
