import { useCallback, useEffect, useState } from 'react';
import type { Measured } from '../../../../measurements/measured-facts.ts';
import type { Paper } from '../../../../papers/paper-upload.tsx';
import { emptyForm, type RxForm } from './rx-form.ts';
import type { Selection, Step } from './steps.ts';

export interface Draft {
  step: Step;
  selection: Selection;
  form: RxForm;
  confirmed: string[];
  /** A prescription that is saved already; its values stand in the form, which is then not edited. */
  savedId: string | null;
  savedUntil: string | null;
  isRxAccepted: boolean;
  /** What was measured in the shop and is used again; drafts kept before it could be have none. */
  measured?: Measured | null;
}

export const emptyDraft = (): Draft => ({
  step: 'use',
  selection: { use: null, designId: null, materialId: null, treatmentIds: [], rush: false },
  form: emptyForm(),
  confirmed: [],
  savedId: null,
  savedUntil: null,
  isRxAccepted: false,
  measured: null,
});

/**
 * What is entered lives in this tab only: in memory, and in sessionStorage so that a reload loses nothing, until the glasses are in
 * the cart.
 */
const keyOf = (sku: string): string => `lenses:${sku}`;

export function useDraft(sku: string) {
  const storageKey = keyOf(sku);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [isRestored, setRestored] = useState(false);

  useEffect(() => {
    try {
      const kept = sessionStorage.getItem(storageKey);
      if (kept) setDraft({ ...emptyDraft(), ...(JSON.parse(kept) as Draft) });
    } catch {
      // Storage may be switched off; memory is enough then.
    }
    setRestored(true);
  }, [storageKey]);

  useEffect(() => {
    if (!isRestored) return;
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(draft));
    } catch {
      // as above
    }
  }, [draft, isRestored, storageKey]);

  const update = useCallback((part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })), []);
  const choose = useCallback(
    (part: Partial<Selection>) =>
      setDraft((now) => ({
        ...now,
        selection: { ...now.selection, ...part },
        ...(part.use ? { isRxAccepted: false } : {}),
      })),
    [],
  );
  /** A file arrives while somebody types on: only the papers change, whatever the form holds by then. */
  const keepPapers = useCallback(
    (papers: Paper[]) =>
      setDraft((now) => ({ ...now, form: { ...now.form, papers }, savedId: null, savedUntil: null })),
    [],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(storageKey);
    setRestored(false);
  }, [storageKey]);
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
