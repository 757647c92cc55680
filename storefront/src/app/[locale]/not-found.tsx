import { headers } from 'next/headers';
import Link from 'next/link';
import { href, language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';

export default async function NotFound() {
  const { locale, t } = language((await headers()).get('x-locale') ?? 'en');
  return (
    <div className={`${look.page} grid max-w-2xl gap-5 py-20`}>
      <p className="tabular text-accent">404</p>
      <h1 className={look.h1}>{t.errors.notFoundTitle}</h1>
      <p className="text-lg text-ink-soft">{t.errors.notFoundBody}</p>
      <p className="flex flex-wrap gap-3">
        <Link href={href(locale, '/search')} className={look.primary}>
          {t.nav.search}
        </Link>
        <Link href={href(locale, '/')} className={look.secondary}>
          {t.common.home}
        </Link>
      </p>
    </div>
  );
}
