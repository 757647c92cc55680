import { useCallback } from 'react';
import { useKept } from '../../../../kit/use-kept.ts';
import type { Paper } from '../../../../papers/paper-upload.tsx';
import type { RxEntry } from '../../../../prescription-entry/rx-entry.ts';
import { emptyForm } from '../../../../prescription-entry/rx-form.ts';
import type { ChosenColour } from './colour-choice.tsx';
import { emptySaid, type SaidRx } from './said-rx.ts';
import type { WearerNeeds } from './step-use.tsx';
import type { Selection, Step } from './steps.ts';

export interface Draft extends RxEntry {
  step: Step;
  selection: Selection;
  isRxAccepted: boolean;
  /** The prescription is sent after the order. */
  isLater: boolean;
  /** Then: about how strong it is, and whether it has an addition, where somebody knows. */
  said: SaidRx;
  /** What an optician asks before the material is chosen. */
  wearer: WearerNeeds;
  /** Asked for where it is advised; it counts for nothing elsewhere. */
  slabOff: boolean;
  /** Of treatments that are made in colours; one that is no longer chosen is kept, and counts for nothing. */
  colours: readonly ChosenColour[];
}

export const emptyDraft = (): Draft => ({
  step: 'use',
  selection: { use: null, designId: null, materialId: null, treatmentIds: [], rush: false },
  form: emptyForm(),
  confirmed: [],
  savedId: null,
  savedUntil: null,
  isRxAccepted: false,
  isLater: false,
  said: emptySaid,
  measured: null,
  wearer: { isForSport: false, isOneEyed: false },
  slabOff: false,
  colours: [],
});

const keyOf = (sku: string): string => `lenses:${sku}`;

/** What is entered for the lenses of one frame, until the glasses are in the cart. */
export function useDraft(sku: string) {
  const { value: draft, setValue: setDraft, isRestored, forget } = useKept(keyOf(sku), emptyDraft);

  const update = useCallback((part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })), [setDraft]);
  const choose = useCallback(
    (part: Partial<Selection>) =>
      setDraft((now) => ({
        ...now,
        selection: { ...now.selection, ...part },
        ...(part.use ? { isRxAccepted: false } : {}),
      })),
    [setDraft],
  );
  /** A file arrives while somebody types on: only the papers change, whatever the form holds by then. */
  const keepPapers = useCallback(
    (papers: Paper[]) =>
      setDraft((now) => ({ ...now, form: { ...now.form, papers }, savedId: null, savedUntil: null })),
    [setDraft],
  );
  /** Another frame begins with what was entered for this one; only what was chosen for the lenses may not fit there. */
  const carryTo = useCallback(
    (otherSku: string) => {
      try {
        sessionStorage.setItem(keyOf(otherSku), JSON.stringify(draft));
      } catch {
        // Without storage the prescription is typed again.
      }
    },
    [draft],
  );
  return { draft, isRestored, update, choose, keepPapers, forget, carryTo };
}
