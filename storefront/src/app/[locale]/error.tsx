'use client';
import { useParams } from 'next/navigation';
import { look } from '@/kit/look.ts';
import { errorTexts } from '@/messages/error-texts.ts';

/** The one screen that must work when the server's answer did not: it carries its own few sentences. */
export default function ErrorScreen({ error, retry }: { error: unknown; retry: () => void }) {
  const { locale } = useParams<{ locale: string }>();
  const t = errorTexts[locale === 'de' ? 'de' : 'en'];
  const reference = (error as { digest?: string } | null)?.digest;
  return (
    <div className={`${look.page} grid max-w-2xl gap-5 py-20`} role="alert">
      <h1 className={look.h1}>{t.title}</h1>
      <p className="text-lg text-ink-soft">{t.body}</p>
      {reference ? (
        <p className="tabular">
          {t.reference} <strong className="font-medium">{reference}</strong>
        </p>
      ) : null}
      <p>
        <button type="button" className={look.primary} onClick={retry}>
          {t.again}
        </button>
      </p>
    </div>
  );
}
