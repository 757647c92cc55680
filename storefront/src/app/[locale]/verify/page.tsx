import type { Metadata } from 'next';
import { language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { ReplyScreen } from './reply-screen.tsx';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = language((await params).locale);
  return { title: t.verify.title, robots: { index: false, follow: false }, referrer: 'no-referrer' };
}

/** Where a prescriber’s office answers. What the link opens stands behind its "#" and never reaches this server’s log. */
export default async function VerifyPage({ params }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <div className={`${look.page} grid max-w-3xl gap-6 py-8 sm:py-12`}>
      <h1 className={look.h1}>{t.verify.title}</h1>
      <ReplyScreen
        locale={locale}
        t={{
          verify: t.verify,
          wait: t.common.wait,
          tryAgain: t.checkout.again,
          busy: t.common.busy,
          network: t.common.network,
          failed: t.common.failed,
          reference: t.common.reference,
        }}
      />
    </div>
  );
}
