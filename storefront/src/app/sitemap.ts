import type { MetadataRoute } from 'next';
import { addresses } from '../config/addresses.ts';
import { ask } from '../graph/ask.ts';
import type { ResultOf } from '../graph/tada.ts';
import { href, type Locale, locales } from '../i18n/href.ts';
import { sitemapDocument } from './sitemap.documents.ts';

export const dynamic = 'force-dynamic';

/** A sitemap file holds 50,000 addresses at most; a larger catalogue needs several. */
const MOST_PRODUCTS = 20_000;

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { shop } = addresses();
  const inAll = (pathOf: (locale: Locale) => string, lastModified?: string): MetadataRoute.Sitemap => {
    const languages = Object.fromEntries(locales.map((locale) => [locale, shop + href(locale, pathOf(locale))]));
    return locales.map((locale) => ({
      url: shop + href(locale, pathOf(locale)),
      alternates: { languages },
      ...(lastModified ? { lastModified } : {}),
    }));
  };
  const entries = ['/', '/frames', '/contact-lenses', '/sensors', '/accessories', '/help'].flatMap((path) =>
    inAll(() => path),
  );
  let after: string | null = null;
  for (let count = 0; count < MOST_PRODUCTS; count += 100) {
    const page: ResultOf<typeof sitemapDocument> = await ask(sitemapDocument, { after }, { locale: 'en' });
    if (after === null) entries.push(...page.collections.flatMap(({ slug }) => inAll(() => `/collection/${slug}`)));
    for (const { node } of page.products.edges)
      entries.push(
        ...inAll(
          (locale) => `/product/${node.slugs.find((one) => one.locale === locale)?.slug ?? node.slug}`,
          node.updatedAt,
        ),
      );
    if (!page.products.pageInfo.hasNextPage) break;
    after = page.products.pageInfo.endCursor;
  }
  return entries;
}
