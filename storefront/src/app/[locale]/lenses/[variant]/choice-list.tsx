'use client';
import { formatMoney } from '../../../../format/money.ts';
import type { ResultOf } from '../../../../graph/tada.ts';
import { fill } from '../../../../i18n/fill.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import type { lensQuoteDocument } from './lenses.documents.ts';
import { SizeBar } from './size-bar.tsx';

export type Quote = Extract<ResultOf<typeof lensQuoteDocument>['lensQuote'], { __typename: 'LensQuote' }>;
export type Choice = Quote['designs'][number];
export type WayOut = Choice['suggestions'][number];

interface ListProps {
  name: string;
  legend: string;
  type: 'radio' | 'checkbox';
  choices: readonly Choice[];
  chosen: readonly string[];
  onChoose(id: string, isOn: boolean): void;
  /** Takes a suggestion of an option that is not possible as things stand. */
  onWayOut(id: string, wayOut: WayOut): void;
  locale: string;
  t: Messages['lens'];
}

/** Options with what each costs and does; one that cannot be made stays visible, says why, and offers what would help. */
export function ChoiceList({ choices, legend, ...rest }: ListProps) {
  const rank = (choice: Choice) => (choice.possible ? 0 : isInherent(choice) ? 1 : 2);
  const sorted = [...choices].sort((a, b) => rank(a) - rank(b));
  const thickest = Math.max(0, ...choices.map(({ size }) => Number(size?.edgeMaxMm ?? 0)));
  return (
    <fieldset className="grid gap-3">
      <legend className="sr-only">{legend}</legend>
      {sorted.map((choice) => (
        <ChoiceCard key={choice.option.id} choice={choice} thickest={thickest} {...rest} />
      ))}
    </fieldset>
  );
}

/** The material brings it along: nothing to choose, and nothing that is missing. */
const isInherent = ({ possible, reasons }: Choice): boolean =>
  !possible && reasons.length > 0 && reasons.every(({ code }) => code === 'TREATMENT_INHERENT');

type CardProps = Omit<ListProps, 'choices' | 'legend'> & { choice: Choice; thickest: number };

function ChoiceCard({ choice, thickest, name, type, chosen, onChoose, onWayOut, locale, t }: CardProps) {
  const { option, possible, reasons, suggestions, size } = choice;
  const isOn = chosen.includes(option.id);
  const comesAlong = type === 'checkbox' && choice.selected && !isOn;
  const whyId = `why-${option.id}`;
  return (
    <div className={`${look.card} has-checked:border-accent has-checked:bg-accent-soft`}>
      <label className="grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-start gap-x-4 gap-y-1 rounded-2xl p-4 has-disabled:cursor-not-allowed has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <input
          type={type}
          name={name}
          value={option.code}
          className="mt-1 size-5 accent-accent"
          checked={isOn || comesAlong}
          disabled={(!possible && !isOn) || comesAlong}
          aria-describedby={possible ? undefined : whyId}
          onChange={(event) => onChoose(option.id, event.target.checked)}
        />
        <span className="grid gap-1">
          <span className="flex flex-wrap items-center gap-x-3">
            <span className={`font-medium ${possible ? '' : 'text-ink-soft'}`}>{option.name}</span>
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
          {size && possible ? <SizeBar size={size} thickest={thickest} locale={locale} t={t} /> : null}
        </span>
        <span className="tabular whitespace-nowrap text-right">
          {priceText({ choice, type, isOn, comesAlong, locale, t })}
        </span>
      </label>
      {possible ? null : (
        <div id={whyId} className="grid gap-2 px-4 pb-4 pl-14">
          {distinct(reasons.map((reason) => reason.message)).map((message) => (
            <p key={message} className={`text-sm ${isInherent(choice) ? 'text-ink-soft' : 'text-warn'}`}>
              {message}
            </p>
          ))}
          <WaysOut ways={suggestions} onTake={(wayOut) => onWayOut(option.id, wayOut)} t={t} />
        </div>
      )}
    </div>
  );
}

/** What would help, each a button that does it; a number to look for is only told. */
export function WaysOut({
  ways,
  onTake,
  t,
}: {
  ways: readonly WayOut[];
  onTake(wayOut: WayOut): void;
  t: Messages['lens'];
}) {
  if (ways.length === 0) return null;
  const isTakeable = ({ optionIds, frameSku }: WayOut) => optionIds.length > 0 || frameSku !== null;
  return (
    <ul className="grid gap-1 text-sm" aria-label={t.wayOut}>
      {ways.map((way) => (
        <li key={way.code + way.message} className="flex flex-wrap items-baseline gap-x-3">
          <span>{way.message}</span>
          {isTakeable(way) ? (
            <button type="button" className={`${look.link} min-h-6`} onClick={() => onTake(way)}>
              {way.frameSku ? t.takeFrame : t.takeWayOut}
              <span className="sr-only">: {way.message}</span>
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

function priceText({
  choice,
  type,
  isOn,
  comesAlong,
  locale,
  t,
}: Pick<CardProps, 'choice' | 'type' | 'locale' | 't'> & { isOn: boolean; comesAlong: boolean }) {
  if (comesAlong || isInherent(choice)) return <span className="text-sm text-ink-soft">{t.included}</span>;
  if (!choice.possible) return <span className="text-sm text-ink-soft">{t.impossible}</span>;
  if (type === 'radio') return choice.pairPrice ? formatMoney(choice.pairPrice, locale) : '';
  if (isOn || !choice.priceDifference) return '';
  const amount = Number(choice.priceDifference.amount);
  // With a package an added treatment can make the whole cheaper.
  return `${amount < 0 ? '−' : '+'}${formatMoney(choice.priceDifference, locale).replace(/^[+−-]/, '')}`;
}
