import type { ReactNode } from 'react';
import { formatMoney, type Money, sumOf } from '../../../../format/money.ts';
import type { Locale } from '../../../../i18n/href.ts';
import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';
import { bandLabel } from '../../../../prescription-entry/band-label.ts';
import type { Quote } from './choice-list.tsx';
import type { PowerBand } from './said-rx.ts';

/** What happens to whoever has no prescription at hand, said before anything is chosen or paid. */
export function LaterSource({ t, children }: { t: Messages['later']; children: ReactNode }) {
  return (
    <section aria-labelledby="later-title" className={`${look.card} grid gap-5 p-6 sm:p-8`}>
      <div className="grid gap-2">
        <h3 id="later-title" className={look.h3}>
          {t.title}
        </h3>
        <p className="max-w-prose text-ink-soft">{t.lead}</p>
      </div>
      <ol className="grid gap-4">
        {t.steps.map((step, i) => (
          <li key={step.name} className="grid grid-cols-[2rem_1fr] gap-x-3">
            <span
              aria-hidden
              className="tabular grid size-8 place-items-center rounded-full bg-accent-soft text-sm font-medium text-accent"
            >
              {i + 1}
            </span>
            <p className="max-w-prose self-center">
              <span className="font-medium">{step.name}</span> <span className="text-ink-soft">{step.text}</span>
            </p>
          </li>
        ))}
      </ol>
      {children}
      <div className="border-t border-line pt-4">
        <p className={`${look.hint} max-w-prose`}>{t.cannot}</p>
      </div>
    </section>
  );
}

/** What the glasses would cost at each strength: the one that was said is paid first, else the last; what is too much comes back. */
export function LaterPrices({
  prices,
  framePrice,
  said,
  locale,
  t,
}: {
  prices: Quote['pricesByBand'];
  said: PowerBand | null;
  framePrice: Money;
  locale: Locale;
  t: Messages['later'];
}) {
  if (prices.length === 0) return null;
  return (
    <div className="grid gap-1.5 rounded-xl bg-accent-soft px-4 py-3 text-sm">
      <p className="font-medium">{t.pricesTitle}</p>
      <dl className="tabular grid gap-1">
        {prices.map((one) => (
          <div key={one.band} className={`flex justify-between gap-4 ${one.band === said ? 'font-medium' : ''}`}>
            <dt className={one.band === said ? '' : 'text-ink-soft'}>
              {bandLabel(one, locale, t)}
              {one.band === said ? <span className="block text-ink-soft">{t.asYouSaid}</span> : null}
            </dt>
            <dd>{formatMoney(sumOf(framePrice, one.price), locale)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
