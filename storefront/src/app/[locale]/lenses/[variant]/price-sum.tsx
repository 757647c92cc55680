import { formatMoney, isZero, type Money, sumOf } from '../../../../format/money.ts';
import { fill, plural } from '../../../../i18n/fill.ts';
import type { Locale } from '../../../../i18n/href.ts';
import type { BuilderTexts } from './builder-texts.ts';
import type { Quote } from './choice-list.tsx';
import { LaterPrices } from './later-source.tsx';
import type { PowerBand } from './said-rx.ts';

/** What the glasses cost as chosen so far, part by part; short on a phone, where it stands at the bottom edge. */
export function PriceSum({
  quote,
  framePrice,
  isQuoting,
  isLater,
  said,
  locale,
  t,
  isShort = false,
}: {
  quote: Quote | null;
  framePrice: Money;
  isQuoting: boolean;
  /** The prescription is sent later: this is the most it can become, or what its said strength costs. */
  isLater: boolean;
  /** Then: the strength it is paid for first. */
  said: PowerBand | null;
  locale: Locale;
  t: BuilderTexts;
  isShort?: boolean;
}) {
  const price = quote?.price ?? null;
  const taken = quote?.packages.find((one) => one.selected) ?? null;
  return (
    <div className="grid gap-2" aria-live="polite" aria-busy={isQuoting}>
      {isShort ? null : (
        <dl className="tabular grid gap-1.5">
          <div className="flex justify-between gap-4">
            <dt>{t.lens.frame}</dt>
            <dd>{formatMoney(framePrice, locale)}</dd>
          </div>
          {(quote?.components ?? [])
            .filter((part) => !isZero(part.amount))
            .map((part) => (
              <div key={part.code + part.label} className="flex justify-between gap-4 text-ink-soft">
                <dt>{part.label}</dt>
                <dd>{formatMoney(part.amount, locale)}</dd>
              </div>
            ))}
        </dl>
      )}
      {!isShort && taken?.saving ? (
        <p className="tabular flex justify-between gap-4 text-sm text-good">
          <span>{fill(t.lens.packageIn, { name: taken.name })}</span>
          <span>{fill(t.lens.packageSaving, { saving: formatMoney(taken.saving, locale) })}</span>
        </p>
      ) : null}
      <p className="tabular flex items-baseline justify-between gap-4 text-xl font-medium">
        <span>{isLater ? (said ? t.later.atSaid : t.later.atMost) : t.total}</span>
        <span className={isQuoting ? 'text-ink-soft' : ''}>
          {formatMoney(price ? sumOf(framePrice, price) : framePrice, locale)}
        </span>
      </p>
      {isLater && !isShort && quote ? (
        <LaterPrices prices={quote.pricesByBand} framePrice={framePrice} said={said} locale={locale} t={t.later} />
      ) : null}
      <p className="min-h-6 text-sm text-ink-soft">
        {isQuoting
          ? t.lens.updating
          : price
            ? quote?.promiseDays
              ? fill(isLater ? t.later.promise : t.lens.promise, {
                  days: plural(locale, t.workingDays, quote.promiseDays),
                })
              : ''
            : t.lens.priceFrom}
      </p>
    </div>
  );
}
