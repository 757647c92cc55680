import type { Metadata } from 'next';
import { href, language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, t } = language((await params).locale);
  return {
    title: t.help.title,
    description: t.help.lead,
    alternates: { canonical: href(locale, '/help'), languages: { en: href('en', '/help'), de: href('de', '/help') } },
  };
}

export default async function HelpPage({ params }: Props) {
  const { t } = language((await params).locale);
  return (
    <div className={`${look.page} grid max-w-3xl gap-8 py-10 sm:py-16`}>
      <header className="grid gap-3">
        <h1 className={look.h1}>{t.help.title}</h1>
        <p className="text-lg text-ink-soft">{t.help.lead}</p>
      </header>
      <dl className="grid gap-8">
        {t.help.items.map(({ q, a }) => (
          <div key={q} className="grid gap-2">
            <dt className="text-xl font-medium">{q}</dt>
            <dd>{a}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
