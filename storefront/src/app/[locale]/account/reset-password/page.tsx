import type { Metadata } from 'next';
import { href, language } from '@/i18n/locales.ts';
import { ResetForm } from './reset-form.tsx';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ token?: string }>;
}

export const metadata: Metadata = { robots: { index: false } };

export default async function ResetPage({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <ResetForm
      token={(await searchParams).token ?? ''}
      signIn={href(locale, '/sign-in')}
      t={{ account: t.account, wait: t.common.wait, network: t.common.network, failed: t.common.failed }}
    />
  );
}
