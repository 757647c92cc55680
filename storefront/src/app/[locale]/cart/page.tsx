import type { Metadata } from 'next';
import { language } from '@/i18n/locales.ts';
import { CartScreen } from './cart-screen.tsx';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: language((await params).locale).t.cart.title, robots: { index: false } };
}

export default async function CartPage({ params }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <CartScreen
      locale={locale}
      t={{ cart: t.cart, remove: t.common.remove, total: t.common.total, browse: t.home.browse, days: t.common.days }}
    />
  );
}
