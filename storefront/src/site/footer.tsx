import Link from 'next/link';
import { href, type Locale, type Messages } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';

export function Footer({ locale, t }: { locale: Locale; t: Messages }) {
  const other: Locale = locale === 'en' ? 'de' : 'en';
  return (
    <footer className="mt-auto border-t border-line bg-sunken">
      <div className={`${look.page} grid gap-6 py-10 text-sm text-ink-soft md:grid-cols-[1fr_auto]`}>
        <div className="grid max-w-prose gap-2">
          <p>{t.footer.made}</p>
          <p>{t.footer.legal}</p>
        </div>
        <nav aria-label={t.help.title} className="flex flex-wrap gap-x-6">
          <Link href={href(locale, '/help')} className="flex min-h-11 items-center hover:text-ink">
            {t.help.title}
          </Link>
          <Link href={href(locale, '/account')} className="flex min-h-11 items-center hover:text-ink">
            {t.nav.account}
          </Link>
          <a
            href={href(other, '/')}
            hrefLang={other}
            lang={other}
            className="flex min-h-11 items-center hover:text-ink"
          >
            {t.nav.language}
          </a>
        </nav>
      </div>
    </footer>
  );
}
