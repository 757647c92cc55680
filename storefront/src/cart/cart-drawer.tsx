'use client';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { formatMoney } from '../format/money.ts';
import { fill, plural } from '../i18n/fill.ts';
import { href, type Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { Icon } from '../kit/icons.tsx';
import { look } from '../kit/look.ts';
import { useCart } from './cart-context.tsx';
import { CartLines } from './cart-lines.tsx';

export interface DrawerTexts {
  cart: Messages['cart'];
  close: string;
  remove: string;
  browse: string;
}

/** The cart in the header: a button with the count, and a drawer made of the browser's own dialog, which keeps focus and Escape right. */
export function CartDrawer({ locale, t }: { locale: Locale; t: DrawerTexts }) {
  const { cart, isOpen, setOpen } = useCart();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (isOpen && !element?.open) element?.showModal();
    if (!isOpen && element?.open) element.close();
  }, [isOpen]);
  const count = cart?.itemCount ?? 0;
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className={`${look.icon} relative`}
        aria-haspopup="dialog"
        aria-label={fill(t.cart.open, { count: plural(locale, t.cart.items, count) })}
        onClick={() => setOpen(true)}
      >
        <Icon name="cart" />
        {count > 0 ? (
          <span className="tabular absolute right-0.5 top-0.5 grid min-w-5 place-items-center rounded-full bg-accent px-1 text-xs font-medium text-on-accent">
            {count}
          </span>
        ) : null}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the drawer closes it; Escape is the dialog's own */}
      <dialog
        ref={dialog}
        aria-label={t.cart.title}
        onClose={close}
        onClick={(event) => {
          if (event.target === dialog.current) close();
        }}
        className="m-0 ml-auto h-dvh max-h-none w-full max-w-md border-l border-line bg-paper text-ink backdrop:bg-black/40"
      >
        {isOpen ? (
          <div className="flex h-full flex-col">
            <header className="flex items-center justify-between border-b border-line py-2 pl-5 pr-2">
              <h2 className="text-lg">{t.cart.title}</h2>
              <button type="button" className={look.icon} aria-label={t.close} onClick={close}>
                <Icon name="close" />
              </button>
            </header>
            {cart && cart.lines.length > 0 ? (
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
            )}
          </div>
        ) : null}
      </dialog>
    </>
  );
}
