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
    title: t.nav.frames,
    alternates: {
      canonical: href(locale, '/frames'),
      languages: { en: href('en', '/frames'), de: href('de', '/frames') },
    },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <ProductList
      path="/frames"
      title={t.nav.frames}
      state={readListState(await searchParams)}
      fixed={{ kinds: ['FRAME'] }}
      locale={locale}
      t={t}
    />
  );
}
