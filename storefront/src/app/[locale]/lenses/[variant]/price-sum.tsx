import { formatMoney, isZero, type Money } from '../../../../format/money.ts';
import { fill, plural } from '../../../../i18n/fill.ts';
import type { BuilderTexts } from './builder-texts.ts';
import type { Quote } from './choice-list.tsx';

/** Frame plus lenses, exact to the cent: both are decimal texts of one currency. */
function sumOf(a: Money, b: Money): Money {
  const cents = (money: Money) => BigInt(Math.round(Number(money.amount) * 100));
  const total = cents(a) + cents(b);
  const text = total.toString().padStart(3, '0');
  return { amount: `${text.slice(0, -2)}.${text.slice(-2)}`, currencyCode: a.currencyCode };
}

/** What the glasses cost as chosen so far, part by part; short on a phone, where it stands at the bottom edge. */
export function PriceSum({
  quote,
  framePrice,
  isQuoting,
  locale,
  t,
  isShort = false,
}: {
  quote: Quote | null;
  framePrice: Money;
  isQuoting: boolean;
  locale: string;
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
        <span>{t.total}</span>
        <span className={isQuoting ? 'text-ink-soft' : ''}>
          {formatMoney(price ? sumOf(framePrice, price) : framePrice, locale)}
        </span>
      </p>
      <p className="min-h-6 text-sm text-ink-soft">
        {isQuoting
          ? t.lens.updating
          : price
            ? quote?.promiseDays
              ? fill(t.lens.promise, { days: plural(locale, t.days, quote.promiseDays) })
              : ''
            : t.lens.priceFrom}
      </p>
    </div>
  );
}
