import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ask } from '@/graph/ask.ts';
import { href, language } from '@/i18n/locales.ts';
import { readListState, type SearchParams } from '@/listing/filters.ts';
import { collectionDocument } from '@/listing/listing.documents.ts';
import { ProductList } from '@/listing/product-list.tsx';

interface Props {
  params: Promise<{ locale: string; slug: string }>;
  searchParams: Promise<SearchParams>;
}

const collectionOf = cache(async (slug: string, locale: string) => {
  const { collection } = await ask(collectionDocument, { slug }, { locale });
  return collection ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, locale: param } = await params;
  const { locale } = language(param);
  const collection = await collectionOf(slug, locale);
  return {
    title: collection.name,
    description: collection.description,
    alternates: { canonical: href(locale, `/collection/${collection.slug}`) },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const { slug, locale: param } = await params;
  const { locale, t } = language(param);
  const collection = await collectionOf(slug, locale);
  return (
    <ProductList
      path={`/collection/${collection.slug}`}
      title={collection.name}
      lead={collection.description}
      state={readListState(await searchParams)}
      fixed={{ collection: [collection.slug] }}
      locale={locale}
      t={t}
    />
  );
}
