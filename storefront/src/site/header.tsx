import Link from 'next/link';
import { CartDrawer } from '../cart/cart-drawer.tsx';
import { href, type Locale, type Messages } from '../i18n/locales.ts';
import { Icon } from '../kit/icons.tsx';
import { look } from '../kit/look.ts';
import { LanguageLink } from './language-link.tsx';
import { SearchBox } from './search-box.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export function Header({ locale, t }: { locale: Locale; t: Messages }) {
  const pages = [
    ['/frames', t.nav.frames],
    ['/contact-lenses', t.nav.contacts],
    ['/sensors', t.nav.sensors],
    ['/accessories', t.nav.accessories],
  ] as const;
  return (
    <header className="z-30 border-b border-line bg-paper/95 backdrop-blur lg:sticky lg:top-0 print:static">
      <div className={`${look.page} flex flex-wrap items-center gap-x-6 py-2 lg:flex-nowrap`}>
        <Link
          href={href(locale, '/')}
          className="mr-auto flex min-h-11 items-center gap-2.5 text-lg font-semibold tracking-tight lg:mr-0"
        >
          <svg viewBox="0 0 40 20" className="h-5" fill="none" stroke="currentColor" strokeWidth="2.4" aria-hidden>
            <circle cx="10" cy="10" r="7.5" />
            <circle cx="30" cy="10" r="7.5" className="stroke-accent" />
            <path d="M17 8.5q3-3 6 0" />
          </svg>
          {t.shop}
        </Link>
        <nav
          aria-label={t.nav.menu}
          className="order-3 -mx-1.5 flex w-full overflow-x-auto text-sm sm:-mx-2 sm:text-[0.95rem] lg:order-none lg:w-auto"
        >
          {pages.map(([path, name]) => (
            <Link
              key={path}
              href={href(locale, path)}
              className="flex min-h-11 items-center whitespace-nowrap px-1.5 sm:px-2.5 hover:text-accent"
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className="order-4 w-full pb-1 lg:order-none lg:ml-auto lg:w-64 lg:pb-0">
          <SearchBox locale={locale} label={t.nav.search} />
        </div>
        <div className="flex items-center">
          <ThemeToggle label={t.nav.theme} />
          <LanguageLink locale={locale} label={t.nav.language} />
          <Link href={href(locale, '/account')} className={look.icon} aria-label={t.nav.account}>
            <Icon name="person" />
          </Link>
          <CartDrawer
            locale={locale}
            t={{ cart: t.cart, close: t.common.close, remove: t.common.remove, browse: t.home.browse }}
          />
        </div>
      </div>
    </header>
  );
}
