import type { Metadata } from 'next';
import { href, language } from '@/i18n/locales.ts';
import { safeNext } from '@/identity/auth.ts';
import { SignInForm } from './sign-in-form.tsx';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ next?: string; forgot?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: language((await params).locale).t.account.signInTitle, robots: { index: false } };
}

export default async function SignInPage({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  const { next, forgot } = await searchParams;
  return (
    <SignInForm
      next={safeNext(next, href(locale, '/account'))}
      {...(forgot === undefined ? {} : { start: 'forgot' as const })}
      locale={locale}
      t={{ account: t.account, wait: t.common.wait, network: t.common.network, failed: t.common.failed }}
    />
  );
}
