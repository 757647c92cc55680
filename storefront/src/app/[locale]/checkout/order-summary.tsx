'use client';
import type { Cart } from '@/cart/cart-context.tsx';
import { CartTotals } from '@/cart/cart-totals.tsx';
import { CouponForm } from '@/cart/coupon-form.tsx';
import { toFollow } from '@/cart/to-follow.ts';
import { formatPromise } from '@/format/date.ts';
import { formatMoney } from '@/format/money.ts';
import { fill } from '@/i18n/fill.ts';
import type { Locale } from '@/i18n/href.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';
import { Picture } from '@/kit/picture.tsx';
import type { CheckoutTexts } from './checkout-texts.ts';

/** What is bought and what it costs, beside every part of the checkout. `isFinal`: the total is being paid and no code can change it. */
export function OrderSummary({
  cart,
  isFinal,
  locale,
  t,
}: {
  cart: Cart;
  isFinal: boolean;
  locale: Locale;
  t: CheckoutTexts;
}) {
  return (
    <aside className={`${look.card} grid gap-5 p-6 lg:sticky lg:top-24`} aria-label={t.checkout.summary}>
      <h2 className={look.h3}>{t.checkout.summary}</h2>
      <ul className="grid gap-4">
        {cart.lines.map((line) => (
          <li key={line.id} className="grid grid-cols-[4rem_1fr_auto] gap-3">
            <Picture media={line.variant.media[0]} sizes="64px" className="rounded-md bg-sunken" />
            <span>
              {line.title}
              {line.quantity > 1 ? ` × ${line.quantity}` : ''}
              <span className="block text-sm text-ink-soft">
                {line.lens ? [line.lens.designName, line.lens.materialName].join(' · ') : line.detail}
              </span>
              {line.awaitsPrescription ? (
                <span className="block text-sm text-warn">{toFollow(line, locale, t.cart)}</span>
              ) : null}
            </span>
            <span className="tabular">{formatMoney(line.total, locale)}</span>
          </li>
        ))}
      </ul>
      {isFinal ? null : <CouponForm cart={cart} locale={locale} t={t.cart} />}
      <CartTotals
        totals={cart.totals}
        isShippingKnown={cart.selectedRate !== null}
        locale={locale}
        t={t.cart}
        totalLabel={t.total}
      />
      {cart.promiseDate ? (
        <p className="text-good">{fill(t.cart.promise, { date: formatPromise(cart.promiseDate, locale) })}</p>
      ) : null}
      {cart.lines.some((line) => line.awaitsPrescription) ? (
        <p className="text-ink-soft">{t.cart.promiseLater}</p>
      ) : null}
      {cart.issues.map((issue) => (
        <Notice key={issue.code} tone={issue.severity === 'ERROR' ? 'bad' : 'warn'}>
          {issue.message}
        </Notice>
      ))}
      <p className={look.hint}>{t.checkout.terms}</p>
    </aside>
  );
}
