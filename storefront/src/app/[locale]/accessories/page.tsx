import type { Metadata } from 'next';
import { href, language } from '@/i18n/locales.ts';
import { readListState, type SearchParams } from '@/listing/filters.ts';
import { ProductList } from '@/listing/product-list.tsx';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, t } = language((await params).locale);
  return {
    title: t.nav.accessories,
    alternates: {
      canonical: href(locale, '/accessories'),
      languages: { en: href('en', '/accessories'), de: href('de', '/accessories') },
    },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <ProductList
      path="/accessories"
      title={t.nav.accessories}
      state={readListState(await searchParams)}
      fixed={{ kinds: ['ACCESSORY'] }}
      locale={locale}
      t={t}
    />
  );
}
