'use client';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { fill, plural } from '../i18n/fill.ts';
import type { Locale } from '../i18n/href.ts';
import type { Messages } from '../i18n/locales.ts';
import { Icon } from '../kit/icons.tsx';
import { look } from '../kit/look.ts';
import { useCart } from './cart-context.tsx';

const DrawerContent = lazy(() => import('./drawer-content.tsx').then((module) => ({ default: module.DrawerContent })));

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
            <Suspense fallback={<div className="m-5 h-40 rounded-2xl bg-sunken" aria-busy />}>
              <DrawerContent locale={locale} t={t} close={close} />
            </Suspense>
          </div>
        ) : null}
      </dialog>
    </>
  );
}
