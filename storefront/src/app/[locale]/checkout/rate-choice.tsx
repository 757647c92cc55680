'use client';
import { useRef, useState } from 'react';
import type { Cart } from '@/cart/cart-context.tsx';
import { formatPromise } from '@/format/date.ts';
import { formatMoney, isZero } from '@/format/money.ts';
import { fill, plural } from '@/i18n/fill.ts';
import type { Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import type { CheckoutTexts } from './checkout-texts.ts';
import { shortlist } from './rate-shortlist.ts';

/** The carriers' offers, each with the day this order would be there; those worth a look first, all of them when asked for. */
export function RateChoice({
  cart,
  isBusy,
  onChoose,
  locale,
  t,
}: {
  cart: Cart;
  isBusy: boolean;
  onChoose(id: string): void;
  locale: Locale;
  t: CheckoutTexts;
}) {
  const [showsAll, setShowsAll] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  // What somebody picks is marked at once; with the answer it is what the cart says again.
  const chosenId = (isBusy && asked) || (cart.selectedRate?.id ?? null);
  const choice = useRef<HTMLFieldSetElement>(null);
  const showAll = () => {
    setShowsAll(true);
    // The button is gone then; whoever pressed it by keyboard goes on at the choice.
    choice.current?.querySelector<HTMLElement>('input:checked, input')?.focus();
  };
  if (cart.shippingRates.length === 0) return <Notice tone="warn">{t.checkout.noRates}</Notice>;
  const offers = showsAll ? cart.shippingRates : shortlist(cart.shippingRates, chosenId);
  return (
    <fieldset ref={choice} className="grid gap-3" aria-busy={isBusy}>
      <legend className={`${look.hint} mb-3`}>{t.checkout.methodHelp}</legend>
      {offers.map((rate) => (
        <label
          key={rate.id}
          className="grid cursor-pointer grid-cols-[1.5rem_1fr_auto] items-center gap-x-4 rounded-xl border border-line p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="rate"
            value={rate.id}
            className="size-5 accent-accent"
            checked={chosenId === rate.id}
            onChange={() => {
              setAsked(rate.id);
              onChoose(rate.id);
            }}
          />
          <span>
            {rate.label || `${rate.carrier} ${rate.service}`}
            <span className="block text-sm text-ink-soft">
              {[
                rate.arrivesOn
                  ? fill(t.checkout.arrives, { date: formatPromise(rate.arrivesOn, locale) })
                  : rate.deliveryDays
                    ? fill(t.checkout.daysTravel, { days: plural(locale, t.days, rate.deliveryDays) })
                    : '',
                rate.guaranteed ? t.checkout.guaranteed : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <span className="tabular">{isZero(rate.amount) ? t.checkout.free : formatMoney(rate.amount, locale)}</span>
        </label>
      ))}
      {offers.length < cart.shippingRates.length ? (
        <button type="button" className={`${look.quiet} -ml-3 justify-self-start`} onClick={showAll}>
          {fill(t.checkout.allRates, { count: String(cart.shippingRates.length) })}
        </button>
      ) : null}
    </fieldset>
  );
}
