'use client';
import Link from 'next/link';
import { formatMoney } from '../format/money.ts';
import { href, type Locale } from '../i18n/href.ts';
import { look } from '../kit/look.ts';
import { useCart } from './cart-context.tsx';
import type { DrawerTexts } from './cart-drawer.tsx';
import { CartLines } from './cart-lines.tsx';

/** What the drawer shows; loaded when it is first opened. */
export function DrawerContent({ locale, t, close }: { locale: Locale; t: DrawerTexts; close(): void }) {
  const { cart } = useCart();
  return cart && cart.lines.length > 0 ? (
    <>
      <div className="grow overflow-y-auto px-5">
        <CartLines cart={cart} locale={locale} t={t.cart} remove={t.remove} onLeave={close} />
      </div>
      <footer className="grid gap-3 border-t border-line p-5">
        <p className="tabular flex justify-between text-lg font-medium">
          <span>{t.cart.subtotal}</span>
          <span>{formatMoney(cart.totals.subtotal, locale)}</span>
        </p>
        <Link href={href(locale, '/checkout')} className={look.primary} onClick={close}>
          {t.cart.checkout}
        </Link>
        <Link href={href(locale, '/cart')} className={look.secondary} onClick={close}>
          {t.cart.view}
        </Link>
      </footer>
    </>
  ) : (
    <div className="grid gap-4 p-5">
      <p className="text-xl">{t.cart.empty}</p>
      <p className="text-ink-soft">{t.cart.emptyHelp}</p>
      <Link href={href(locale, '/frames')} className={look.primary} onClick={close}>
        {t.browse}
      </Link>
    </div>
  );
}
