import type { Metadata } from 'next';
import { language } from '@/i18n/locales.ts';
import { PaymentReturn } from './payment-return.tsx';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ checkout?: string }>;
}

export const metadata: Metadata = { robots: { index: false } };

/** Where the bank's own page sends people back to. */
export default async function ReturnPage({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <PaymentReturn
      checkoutId={(await searchParams).checkout ?? ''}
      locale={locale}
      t={{
        returning: t.checkout.returning,
        returningHelp: t.checkout.returningHelp,
        again: t.checkout.again,
        title: t.checkout.title,
        busy: t.common.busy,
        network: t.common.network,
        failed: t.common.failed,
        reference: t.common.reference,
      }}
    />
  );
}
