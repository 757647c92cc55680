'use client';
import { useEffect, useState } from 'react';
import { send } from '../../../../graph/browser.ts';
import type { Locale } from '../../../../i18n/href.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import { Notice } from '../../../../kit/notice.tsx';
import { bandLabel } from '../../../../prescription-entry/band-label.ts';
import type { LensUse } from '../../../../prescription-entry/rx-form.ts';
import type { Quote } from './choice-list.tsx';
import { lensQuoteDocument } from './lenses.documents.ts';
import { asksAddition, asksStrength, cannotBe, type PowerBand, type SaidRx } from './said-rx.ts';

interface QuestionProps {
  variantId: string;
  use: LensUse | null;
  said: SaidRx;
  locale: Locale;
  t: Messages['later'];
  onSaid(said: SaidRx): void;
}

/** Whoever knows roughly how strong the prescription is need not pay for the strongest first. */
export function StrengthQuestion({ variantId, use, said, locale, t, onSaid }: QuestionProps) {
  const bands = useBands(variantId, use);
  const hasStrength = asksStrength(use, said);
  return (
    <div className="grid gap-6 border-t border-line pt-5">
      {asksAddition(use) ? (
        <Choice
          name="addition"
          legend={t.additionTitle}
          hint={t.additionHint}
          chosen={said.addition}
          options={[
            ['yes', t.additionYes],
            ['no', t.additionNo],
            [null, t.unknown],
          ]}
          onChoose={(addition) => onSaid({ ...said, addition })}
        />
      ) : null}
      {cannotBe(use, said) ? <Notice tone="warn">{t.additionNeeded}</Notice> : null}
      {hasStrength && bands.length > 0 ? (
        <Choice
          name="strength"
          legend={t.strengthTitle}
          hint={t.strengthHint}
          chosen={said.band}
          options={[
            ...bands.map((one) => [one.band as PowerBand, bandLabel(one, locale, t)] as const),
            [null, t.unknown] as const,
          ]}
          onChoose={(band) => onSaid({ ...said, band })}
        />
      ) : null}
      {hasStrength ? null : <p className={look.hint}>{t.strengthOfNear}</p>}
      <p className={`${look.hint} max-w-prose`}>{said.band && hasStrength ? t.strengthSaid : t.strengthUnknown}</p>
    </div>
  );
}

function Choice<T extends string | null>({
  name,
  legend,
  hint,
  chosen,
  options,
  onChoose,
}: {
  name: string;
  legend: string;
  hint: string;
  chosen: T;
  options: readonly (readonly [T, string])[];
  onChoose(value: T): void;
}) {
  return (
    <fieldset className="grid gap-3" aria-describedby={`${name}-hint`}>
      <legend className="float-left font-medium">{legend}</legend>
      <p id={`${name}-hint`} className={`${look.hint} clear-both max-w-prose`}>
        {hint}
      </p>
      <div className="grid gap-1">
        {options.map(([value, label]) => (
          <label key={String(value)} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name={name}
              className="size-5 accent-accent"
              checked={chosen === value}
              onChange={() => onChoose(value)}
            />
            <span className="tabular">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The limits of the bands are the house's data; without an answer only "I don't know" is left, which is always right. */
function useBands(variantId: string, use: LensUse | null): Quote['pricesByBand'] {
  const [bands, setBands] = useState<Quote['pricesByBand']>([]);
  useEffect(() => {
    const left = new AbortController();
    send(lensQuoteDocument, { input: { variantId, use, prescriptionLater: true } }, { signal: left.signal })
      .then(({ lensQuote }) => {
        if (lensQuote.__typename === 'LensQuote') setBands(lensQuote.pricesByBand);
      })
      .catch((error: unknown) => {
        if (!left.signal.aborted) console.warn('The strengths could not be read.', error);
      });
    return () => left.abort();
  }, [variantId, use]);
  return bands;
}
