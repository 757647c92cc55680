import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { ask } from '@/graph/ask.ts';
import { language } from '@/i18n/locales.ts';
import { checkoutPersonDocument } from './checkout.documents.ts';
import { CheckoutScreen } from './checkout-screen.tsx';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: language((await params).locale).t.checkout.title, robots: { index: false } };
}

export default async function CheckoutPage({ params }: Props) {
  const { locale, t } = language((await params).locale);
  const jar = await cookies();
  // A guest has no profile to fill in; an unreachable profile must not keep anybody from paying.
  const person = jar.size
    ? await ask(checkoutPersonDocument, {}, { locale, cookie: jar.toString() }).then(
        ({ me }) => me,
        () => null,
      )
    : null;
  return (
    <CheckoutScreen
      locale={locale}
      person={person}
      t={{
        checkout: t.checkout,
        cart: t.cart,
        total: t.common.total,
        optional: t.common.optional,
        browse: t.home.browse,
        days: t.common.days,
        wait: t.common.wait,
        busy: t.common.busy,
        network: t.common.network,
        failed: t.common.failed,
        reference: t.common.reference,
      }}
    />
  );
}
