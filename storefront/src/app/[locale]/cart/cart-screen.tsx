'use client';
import Link from 'next/link';
import { useCart } from '@/cart/cart-context.tsx';
import { CartLines } from '@/cart/cart-lines.tsx';
import { CartTotals } from '@/cart/cart-totals.tsx';
import { CouponForm } from '@/cart/coupon-form.tsx';
import { formatPromise } from '@/format/date.ts';
import { fill } from '@/i18n/fill.ts';
import { href, type Locale } from '@/i18n/href.ts';
import type { Messages } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { Notice } from '@/kit/notice.tsx';

interface ScreenProps {
  locale: Locale;
  t: { cart: Messages['cart']; remove: string; total: string; browse: string; days: { one: string; other: string } };
}

export function CartScreen({ locale, t }: ScreenProps) {
  const { cart } = useCart();
  return (
    <div className={`${look.page} grid gap-8 py-8 sm:py-12`}>
      <h1 className={look.h1}>{t.cart.title}</h1>
      {cart === undefined ? (
        <div className="grid gap-4 lg:grid-cols-[1fr_24rem]" aria-busy>
          <div className="h-72 rounded-2xl bg-sunken" />
          <div className="h-72 rounded-2xl bg-sunken" />
        </div>
      ) : cart === null || cart.lines.length === 0 ? (
        <div className="grid justify-items-start gap-4">
          <p className="text-xl">{t.cart.empty}</p>
          <p className="text-ink-soft">{t.cart.emptyHelp}</p>
          <Link href={href(locale, '/frames')} className={look.primary}>
            {t.browse}
          </Link>
        </div>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-10 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <CartLines cart={cart} locale={locale} t={t.cart} remove={t.remove} />
          <aside className={`${look.card} grid gap-5 p-6 lg:sticky lg:top-24`} aria-label={t.total}>
            <CouponForm cart={cart} locale={locale} t={t.cart} />
            <CartTotals
              totals={cart.totals}
              isShippingKnown={cart.selectedRate !== null}
              locale={locale}
              t={t.cart}
              totalLabel={t.total}
            />
            {cart.issues.map((issue) => (
              <Notice key={issue.code} tone={issue.severity === 'ERROR' ? 'bad' : 'warn'}>
                {issue.message}
              </Notice>
            ))}
            {cart.promiseDate ? (
              <p className="text-good">{fill(t.cart.promise, { date: formatPromise(cart.promiseDate, locale) })}</p>
            ) : null}
            {cart.lines.some((line) => line.awaitsPrescription) ? (
              <p className="text-ink-soft">{t.cart.promiseLater}</p>
            ) : null}
            <Link href={href(locale, '/checkout')} className={look.primary}>
              {t.cart.checkout}
            </Link>
          </aside>
        </div>
      )}
    </div>
  );
}
