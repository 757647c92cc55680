'use client';
import { usePathname } from 'next/navigation';
import { href, type Locale, parseAddress } from '../i18n/href.ts';

/** The same page in the other language. A full load: the document's own language changes with it. */
export function LanguageLink({ locale, label }: { locale: Locale; label: string }) {
  const pathname = usePathname();
  const other: Locale = locale === 'en' ? 'de' : 'en';
  const { path } = parseAddress(pathname.replace(/^\/en(?=\/|$)/, '') || '/');
  return (
    <a
      href={href(other, path)}
      hrefLang={other}
      lang={other}
      className="hidden min-h-11 items-center px-2 text-sm text-ink-soft hover:text-ink sm:flex"
    >
      {label}
    </a>
  );
}
