import type { Metadata } from 'next';
import Link from 'next/link';
import { ask } from '@/graph/ask.ts';
import { href, language } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { newestProductsDocument } from '@/listing/listing.documents.ts';
import { ProductCard, ProductGrid } from '@/listing/product-card.tsx';
import { HeroDrawing } from './hero-drawing.tsx';

interface Props {
  params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, t } = language((await params).locale);
  return {
    title: { absolute: `${t.shop}: ${t.tagline}` },
    description: t.home.lead,
    alternates: { canonical: href(locale, '/'), languages: { en: href('en', '/'), de: href('de', '/') } },
  };
}

export default async function Home({ params }: Props) {
  const { locale, t } = language((await params).locale);
  const { products, sensors, collections } = await ask(newestProductsDocument, {}, { locale });
  return (
    <>
      <section className={`${look.page} grid items-center gap-10 py-12 sm:py-20 lg:grid-cols-[1.1fr_1fr]`}>
        <div className="grid gap-6">
          <h1 className="text-[clamp(2.5rem,6vw,4.75rem)] leading-[1.02]">{t.home.headline}</h1>
          <p className="max-w-prose text-lg text-ink-soft">{t.home.lead}</p>
          <p className="flex flex-wrap gap-3">
            <Link href={href(locale, '/frames')} className={look.primary}>
              {t.home.browse}
            </Link>
            <Link href={href(locale, '/contact-lenses')} className={look.secondary}>
              {t.nav.contacts}
            </Link>
          </p>
        </div>
        <HeroDrawing />
      </section>
      <section className="border-y border-line bg-sunken">
        <ol className={`${look.page} grid gap-x-8 gap-y-5 py-8 sm:grid-cols-2 lg:grid-cols-4`}>
          {t.home.steps.map((step, index) => (
            <li key={step} className="grid grid-cols-[2rem_1fr] items-baseline">
              <span className="tabular text-accent">{index + 1}</span>
              {step}
            </li>
          ))}
        </ol>
      </section>
      <section className={`${look.page} grid gap-8 py-14`} aria-labelledby="newest">
        <h2 id="newest" className={look.h2}>
          {t.home.newest}
        </h2>
        <ProductGrid edges={products.edges} locale={locale} t={t} eagerCount={0} />
      </section>
      {collections.length > 0 ? (
        <nav className={`${look.page} grid gap-4 pb-14 sm:grid-cols-2 lg:grid-cols-3`} aria-label={t.nav.frames}>
          {collections.map((collection) => (
            <Link
              key={collection.id}
              href={href(locale, `/collection/${collection.slug}`)}
              className={`${look.card} grid content-start gap-2 p-6 hover:border-line-strong`}
            >
              <span className="text-xl font-medium">{collection.name}</span>
              <span className="text-ink-soft">{collection.description}</span>
            </Link>
          ))}
        </nav>
      ) : null}
      {sensors.edges.length > 0 ? (
        <section className="border-t border-line" aria-labelledby="sensors">
          <div className={`${look.page} grid gap-8 py-14 lg:grid-cols-2`}>
            <div className="grid content-start gap-4">
              <h2 id="sensors" className={look.h2}>
                {t.home.sensors}
              </h2>
              <p className="max-w-prose text-ink-soft">{t.home.sensorsLead}</p>
              <p>
                <Link href={href(locale, '/sensors')} className={look.secondary}>
                  {t.nav.sensors}
                </Link>
              </p>
            </div>
            <ul className="grid grid-cols-2 gap-4">
              {sensors.edges.map((edge) => (
                <li key={edge.node.id}>
                  <ProductCard edge={edge} locale={locale} t={t} eager={false} />
                </li>
              ))}
            </ul>
          </div>
        </section>
      ) : null}
    </>
  );
}
