'use client';
import { formatMoney } from '../../../../format/money.ts';
import type { ResultOf } from '../../../../graph/tada.ts';
import { fill } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import type { lensQuoteDocument } from './lenses.documents.ts';

export type Quote = Extract<ResultOf<typeof lensQuoteDocument>['lensQuote'], { __typename: 'LensQuote' }>;
export type Choice = Quote['designs'][number];

interface ListProps {
  name: string;
  legend: string;
  type: 'radio' | 'checkbox';
  choices: readonly Choice[];
  chosen: readonly string[];
  onChoose(id: string, isOn: boolean): void;
  locale: string;
  t: Messages['lens'];
}

/** Options with what each costs; one that cannot be made stays visible and says why. */
export function ChoiceList({ name, legend, type, choices, chosen, onChoose, locale, t }: ListProps) {
  const sorted = [...choices].sort((a, b) => Number(b.possible) - Number(a.possible));
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{legend}</legend>
      {sorted.map((choice) => {
        const { option } = choice;
        const isOn = chosen.includes(option.id);
        const comesAlong = type === 'checkbox' && choice.selected && !isOn;
        return (
          <label
            key={option.id}
            className={`${look.card} grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-start gap-x-4 gap-y-1 p-4 has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-not-allowed has-focus-visible:outline-2 has-focus-visible:outline-accent`}
          >
            <input
              type={type}
              name={name}
              value={option.code}
              className="mt-1 size-5 accent-accent"
              checked={isOn || comesAlong}
              disabled={(!choice.possible && !isOn) || comesAlong}
              onChange={(event) => onChoose(option.id, event.target.checked)}
            />
            <span className="grid gap-1">
              <span className="flex flex-wrap items-center gap-x-3">
                <span className={`font-medium ${choice.possible ? '' : 'text-ink-soft'}`}>{option.name}</span>
                {choice.recommended ? (
                  <span className={`${look.badge} bg-good-soft text-good`}>{t.recommended}</span>
                ) : null}
              </span>
              <span className="text-sm text-ink-soft">
                {option.description}
                {option.refractiveIndex ? (
                  <span className="tabular">
                    {' '}
                    {fill(t.index, { value: option.refractiveIndex })}
                    {option.abbe ? ` · ${fill(t.abbe, { value: option.abbe })}` : ''}
                  </span>
                ) : null}
              </span>
              {choice.possible
                ? null
                : choice.reasons.map((reason) => (
                    <span key={reason.code} className="text-sm text-warn">
                      {reason.message}
                    </span>
                  ))}
            </span>
            <span className="tabular whitespace-nowrap text-right">
              {!choice.possible ? (
                <span className="text-sm text-ink-soft">{t.impossible}</span>
              ) : comesAlong ? (
                t.included
              ) : type === 'radio' ? (
                choice.pairPrice ? (
                  formatMoney(choice.pairPrice, locale)
                ) : (
                  ''
                )
              ) : isOn || !choice.priceDifference ? (
                ''
              ) : (
                `+${formatMoney(choice.priceDifference, locale).replace(/^[+−-]/, '')}`
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
