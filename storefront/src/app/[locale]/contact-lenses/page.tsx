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
    title: t.nav.contacts,
    alternates: {
      canonical: href(locale, '/contact-lenses'),
      languages: { en: href('en', '/contact-lenses'), de: href('de', '/contact-lenses') },
    },
  };
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, t } = language((await params).locale);
  return (
    <ProductList
      path="/contact-lenses"
      title={t.nav.contacts}
      state={readListState(await searchParams)}
      fixed={{ kinds: ['CONTACT_LENS'] }}
      locale={locale}
      t={t}
    />
  );
}
