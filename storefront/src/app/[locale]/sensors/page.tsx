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
    title: t.nav.sensors,
    alternates: {
      canonical: href(locale, '/sensors'),
      languages: { en: href('en', '/sensors'), de: href('de', '/sensors') },
    },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <ProductList
      path="/sensors"
      title={t.nav.sensors}
      state={readListState(await searchParams)}
      fixed={{ kinds: ['SENSOR', 'BUNDLE'] }}
      locale={locale}
      t={t}
    />
  );
}
