import type { Metadata } from 'next';
import { fill, language } from '@/i18n/locales.ts';
import { readListState, type SearchParams } from '@/listing/filters.ts';
import { ProductList } from '@/listing/product-list.tsx';

interface Props {
  params: Promise<{ locale: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: language((await params).locale).t.nav.search, robots: { index: false } };
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  const state = readListState(await searchParams);
  const title = state.query ? fill(t.list.searchFor, { query: state.query }) : t.nav.search;
  return <ProductList path="/search" title={title} state={state} fixed={{}} locale={locale} t={t} />;
}
