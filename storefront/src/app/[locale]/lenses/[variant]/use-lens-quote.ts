import type { VariablesOf } from 'gql.tada';
import { useEffect, useMemo, useState } from 'react';
import { send } from '../../../../graph/browser.ts';
import { type Sentences, tellFailure } from '../../../../graph/tell.ts';
import { quoteMeasures } from '../../../../measurements/measured-facts.ts';
import { quoteRx } from '../../../../prescription-entry/rx-form.ts';
import type { Draft } from './builder-draft.ts';
import type { Quote } from './choice-list.tsx';
import { lensQuoteDocument } from './lenses.documents.ts';
import { saidBandOf } from './said-rx.ts';

type QuoteInput = VariablesOf<typeof lensQuoteDocument>['input'];

/** Asks for the price and what can be made whenever the choice changes; the last answer stays until the next one is there. */
export function useLensQuote(
  variantId: string,
  { form, selection, confirmed, isRxAccepted, isLater, said, measured, wearer, slabOff, colours }: Draft,
  sku: string,
  told: { onFailure(sentence: string | null): void; t: Sentences },
) {
  const [quote, setQuote] = useState<Quote | null>(null);
  const [isQuoting, setQuoting] = useState(false);
  const saidBand = saidBandOf(selection.use, said);
  const input = useMemo(
    (): QuoteInput => ({
      variantId,
      ...(isRxAccepted ? (isLater ? { prescriptionLater: true, saidBand } : quoteRx(form)) : {}),
      ...(isRxAccepted && !isLater && measured ? quoteMeasures(measured, sku) : {}),
      ...wearer,
      slabOff,
      colours: isRxAccepted ? [...colours] : [],
      use: selection.use,
      designId: isRxAccepted ? selection.designId : null,
      materialId: isRxAccepted ? selection.materialId : null,
      treatmentIds: isRxAccepted ? selection.treatmentIds : [],
      rush: selection.rush,
      confirmedWarnings: confirmed,
    }),
    [variantId, sku, isRxAccepted, isLater, saidBand, form, selection, confirmed, measured, wearer, slabOff, colours],
  );
  const key = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the input by value
  useEffect(() => {
    if (!isRxAccepted) return;
    const superseded = new AbortController();
    setQuoting(true);
    send(lensQuoteDocument, { input }, { signal: superseded.signal })
      .then(({ lensQuote }) => {
        setQuoting(false);
        if (lensQuote.__typename === 'Refusal') return told.onFailure(lensQuote.message);
        told.onFailure(null);
        setQuote(lensQuote);
      })
      .catch((error: unknown) => {
        if (superseded.signal.aborted) return;
        setQuoting(false);
        told.onFailure(tellFailure(error, told.t));
      });
    return () => superseded.abort();
  }, [key, isRxAccepted]);
  return { quote, isQuoting };
}
