import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { addresses } from '@/config/addresses.ts';
import { formatDate } from '@/format/date.ts';
import { ask } from '@/graph/ask.ts';
import { fill, href, type Locale, language, type Messages, plural } from '@/i18n/locales.ts';
import { look } from '@/kit/look.ts';
import { Price } from '@/kit/price.tsx';
import { SizeDrawing } from '@/kit/size-drawing.tsx';
import { Stars } from '@/kit/stars.tsx';
import { ProductGrid } from '@/listing/product-card.tsx';
import { AddButton } from './add-button.tsx';
import { ContactPickerLater } from './contact-picker-later.tsx';
import { Gallery } from './gallery.tsx';
import { productDocument } from './product.documents.ts';
import { chosenVariant, type Product, structuredData, type Variant, variantWith } from './product-view.ts';
import { ReviewForm } from './review-form.tsx';

interface Props {
  params: Promise<{ locale: string; slug: string }>;
  searchParams: Promise<{ variant?: string }>;
}

const productOf = cache(async (slug: string, locale: string) => {
  const { product } = await ask(productDocument, { slug }, { locale });
  return product ?? notFound();
});

/** The product's address in every language it has a slug in. */
const addressesOf = (product: Product) =>
  Object.fromEntries(
    (['en', 'de'] as const).map((locale) => [
      locale,
      href(locale, `/product/${product.slugs.find((one) => one.locale === locale)?.slug ?? product.slug}`),
    ]),
  );

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, locale: param } = await params;
  const { locale } = language(param);
  const product = await productOf(slug, locale);
  const [picture] = product.media;
  return {
    title: product.seoTitle || product.name,
    description: product.seoDescription,
    alternates: { canonical: addressesOf(product)[locale] ?? null, languages: addressesOf(product) },
    openGraph: { title: product.name, description: product.seoDescription, images: picture ? [picture.url] : [] },
  };
}

export default async function ProductPage({ params, searchParams }: Props) {
  const { slug, locale: param } = await params;
  const { locale, t } = language(param);
  const product = await productOf(slug, locale);
  const variant = chosenVariant(product, (await searchParams).variant);
  if (!variant) notFound();
  const { shop } = addresses();
  const data = structuredData(product, variant, new URL(href(locale, `/product/${product.slug}`), shop).href, shop);
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const pictures = variant.media.length ? variant.media : product.media;
  const kindPath = {
    FRAME: '/frames',
    CONTACT_LENS: '/contact-lenses',
    SENSOR: '/sensors',
    BUNDLE: '/sensors',
    ACCESSORY: '/accessories',
    LENS: '/frames',
  }[product.kind];
  const kindName = {
    FRAME: t.nav.frames,
    CONTACT_LENS: t.nav.contacts,
    SENSOR: t.nav.sensors,
    BUNDLE: t.nav.sensors,
    ACCESSORY: t.nav.accessories,
    LENS: t.nav.frames,
  }[product.kind];
  return (
    <div className={`${look.page} grid gap-16 py-6 sm:py-10`}>
      <script
        nonce={nonce}
        type="application/ld+json"
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every < escaped
        dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll('<', '\\u003c') }}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)]">
        <Gallery
          key={variant.sku}
          pictures={pictures}
          name={product.name}
          t={{ pictures: t.product.pictures, zoom: t.product.zoom, close: t.common.close }}
        />
        <div className="grid gap-7">
          <header className="grid gap-2">
            <nav aria-label={t.common.breadcrumb} className="text-sm text-ink-soft">
              <Link href={href(locale, kindPath)} className="inline-flex min-h-6 items-center hover:text-ink">
                {kindName}
              </Link>{' '}
              / {product.brand.name}
            </nav>
            <h1 className={look.h1}>{product.name}</h1>
            {product.rating && product.rating.count > 0 ? (
              <a href="#reviews" className="flex items-center gap-2 text-sm">
                <Stars value={product.rating.average} label={t.product.stars} locale={locale} />
                {plural(locale, t.product.reviewCount, product.rating.count)}
              </a>
            ) : null}
            <p className="text-2xl">
              <Price
                price={variant.price}
                before={variant.compareAtPrice}
                beforeLabel={t.product.before}
                locale={locale}
              />
            </p>
          </header>
          <Options product={product} variant={variant} locale={locale} t={t} />
          {variant.frameSize ? (
            <figure className="grid gap-2">
              <figcaption className="flex items-baseline justify-between gap-4">
                <span className="text-sm text-ink-soft">{t.product.measures}</span>
                <span className="tabular text-xl">{variant.frameSize.label}</span>
              </figcaption>
              <SizeDrawing
                size={variant.frameSize}
                title={fill(t.product.sizeDrawing, {
                  lens: variant.frameSize.eyeSizeMm,
                  bridge: variant.frameSize.dblMm,
                  temple: variant.frameSize.templeLengthMm,
                  height: variant.frameSize.lensHeightMm,
                  width: variant.frameSize.frameWidthMm,
                })}
              />
            </figure>
          ) : null}
          <Stock variant={variant} locale={locale} t={t} />
          <Buy product={product} variant={variant} locale={locale} t={t} />
        </div>
      </div>
      <Facts product={product} locale={locale} t={t} />
      <Reviews product={product} locale={locale} t={t} />
      {product.related.length > 0 ? (
        <section className="grid gap-6" aria-labelledby="related">
          <h2 id="related" className={look.h2}>
            {t.product.related}
          </h2>
          <ProductGrid
            edges={product.related.map((node) => ({ node, matchedVariant: node.defaultVariant }))}
            locale={locale}
            t={t}
            eagerCount={0}
          />
        </section>
      ) : null}
    </div>
  );
}

interface PartProps {
  product: Product;
  locale: Locale;
  t: Messages;
}

/** Colours and sizes as links: each has its own address, its own picture and price. */
function Options({ product, variant, locale, t }: PartProps & { variant: Variant }) {
  const base = href(locale, `/product/${product.slug}`);
  return product.options
    .filter((option) => option.values.length > 1)
    .map((option) => {
      const current = variant.selections.find((one) => one.name === option.name);
      return (
        <fieldset key={option.name} aria-label={fill(t.product.option, { name: option.label })} className="grid gap-2">
          <p className="text-sm">
            <span className="text-ink-soft">{option.label}</span> {current?.label}
          </p>
          <div className="flex flex-wrap gap-2">
            {option.values.map((value) => {
              const target = variantWith(product, variant, option.name, value.value);
              const isOn = current?.value === value.value;
              const ring = isOn ? 'border-accent ring-1 ring-accent' : 'border-line-strong hover:border-ink';
              if (!target) return null;
              return (
                <Link
                  key={value.value}
                  href={`${base}?variant=${encodeURIComponent(target.sku)}`}
                  scroll={false}
                  replace
                  aria-current={isOn ? 'true' : undefined}
                  aria-label={value.label}
                  title={value.label}
                  className={
                    value.swatch
                      ? `size-11 rounded-full border-2 bg-clip-content p-1 ${ring}`
                      : `inline-flex min-h-11 items-center rounded-full border px-4 tabular ${ring}`
                  }
                  style={value.swatch ? { backgroundColor: value.swatch } : undefined}
                >
                  {value.swatch ? null : value.label}
                </Link>
              );
            })}
          </div>
        </fieldset>
      );
    });
}

function Stock({ variant, locale, t }: { variant: Variant; locale: Locale; t: Messages }) {
  const { inStock, low, backorderable, promiseDays } = variant.availability;
  const state =
    variant.discontinued && !inStock
      ? t.product.discontinued
      : inStock
        ? low
          ? plural(locale, t.product.few, low)
          : t.product.inStock
        : backorderable
          ? t.product.backorder
          : t.product.outOfStock;
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      <span className={`inline-flex items-center gap-2 ${inStock ? 'text-good' : 'text-ink-soft'}`}>
        <span aria-hidden className={`size-2.5 rounded-full ${inStock ? 'bg-good' : 'border border-line-strong'}`} />
        {state}
      </span>
      {inStock || backorderable ? (
        <span className="text-ink-soft">
          {fill(t.product.arrives, { days: plural(locale, t.common.days, promiseDays) })}
        </span>
      ) : null}
    </p>
  );
}

function Buy({ product, variant, locale, t }: PartProps & { variant: Variant }) {
  const canBuy = variant.availability.inStock || variant.availability.backorderable;
  const sentences = {
    busy: t.common.busy,
    network: t.common.network,
    failed: t.common.failed,
    reference: t.common.reference,
  };
  if (product.contactLens)
    return (
      <ContactPickerLater
        variantId={variant.id}
        brand={`${product.brand.name} ${product.name}`}
        lens={product.contactLens}
        isAvailable={canBuy}
        locale={locale}
        t={t.contact}
        texts={{
          ...sentences,
          days: t.common.days,
          wait: t.common.wait,
          optional: t.common.optional,
          paper: t.paper,
          fileExpired: t.rx.fileExpired,
          validUntil: t.rx.validUntil,
        }}
      />
    );
  if (product.kind !== 'FRAME')
    return (
      <AddButton
        variantId={variant.id}
        label={t.product.addToCart}
        busyLabel={t.common.wait}
        look="primary"
        isDisabled={!canBuy}
      />
    );
  return (
    <div className="grid gap-3">
      {product.frame?.prescriptionReady ? (
        <>
          {canBuy ? (
            <Link href={href(locale, `/lenses/${encodeURIComponent(variant.sku)}`)} className={look.primary}>
              {t.product.chooseLenses}
            </Link>
          ) : null}
          <p className={look.hint}>{t.product.lensesFrom}</p>
        </>
      ) : (
        <p className={look.hint}>{t.product.notForPrescription}</p>
      )}
      <AddButton
        variantId={variant.id}
        label={t.product.addFrame}
        busyLabel={t.common.wait}
        look="secondary"
        isDisabled={!canBuy}
      />
    </div>
  );
}

function Facts({ product, locale, t }: PartProps) {
  const groups = [...new Set(product.specifications.map((one) => one.group))];
  return (
    <section className="grid gap-10 border-t border-line pt-10 lg:grid-cols-2" aria-label={t.product.details}>
      <div className="grid content-start gap-6">
        <p className="max-w-prose whitespace-pre-line text-lg">{product.description}</p>
        {product.components.length > 0 ? (
          <div className="grid gap-3">
            <h2 className={look.h3}>{t.product.contains}</h2>
            <ul className="grid gap-1.5">
              {product.components.map(({ quantity, variant }) => (
                <li key={variant.id}>
                  <span className="tabular">{quantity} ×</span>{' '}
                  <Link className={look.link} href={href(locale, `/product/${variant.product.slug}`)}>
                    {variant.product.name}
                  </Link>{' '}
                  <span className="text-ink-soft">{variant.selections.map(({ label }) => label).join(', ')}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {product.documents.length > 0 ? (
          <div className="grid gap-3">
            <h2 className={look.h3}>{t.product.documents}</h2>
            <ul className="grid gap-1.5">
              {product.documents.map((one) => (
                <li key={one.url}>
                  <a className={look.link} href={one.url} type={one.mediaType}>
                    {one.title}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      <div className="grid content-start gap-6">
        {groups.map((group) => (
          <div key={group} className="grid gap-2">
            <h2 className={look.h3}>{group}</h2>
            <dl className="tabular grid divide-y divide-line border-y border-line">
              {product.specifications
                .filter((one) => one.group === group)
                .map((one) => (
                  <div key={one.name} className="grid grid-cols-2 gap-4 py-2">
                    <dt className="text-ink-soft">{one.name}</dt>
                    <dd>{one.value}</dd>
                  </div>
                ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}

function Reviews({ product, locale, t }: PartProps) {
  const { edges } = product.reviews;
  return (
    <section id="reviews" className="grid gap-6" aria-labelledby="reviews-title">
      <h2 id="reviews-title" className={look.h2}>
        {t.product.reviews}
      </h2>
      {edges.length === 0 ? <p className="text-ink-soft">{t.product.noReviews}</p> : null}
      <ul className="grid gap-5 md:grid-cols-2">
        {edges.map(({ node }) => (
          <li key={node.id} className={`${look.card} grid content-start gap-2 p-5`}>
            <p className="flex flex-wrap items-center gap-x-3">
              <Stars value={node.rating} label={t.product.stars} locale={locale} />
              <span className="font-medium">{node.title}</span>
            </p>
            <p>{node.body}</p>
            <p className="text-sm text-ink-soft">
              {node.authorName} · {formatDate(node.createdAt, locale)}
              {node.verifiedBuyer ? ` · ${t.product.verified}` : ''}
            </p>
          </li>
        ))}
      </ul>
      <ReviewForm
        productId={product.id}
        t={{
          rating: t.product.rating,
          reviewTitle: t.product.reviewTitle,
          reviewBody: t.product.reviewBody,
          sendReview: t.product.sendReview,
          reviewThanks: t.product.reviewThanks,
          writeReview: t.product.writeReview,
          busy: t.common.busy,
          network: t.common.network,
          failed: t.common.failed,
          reference: t.common.reference,
        }}
      />
    </section>
  );
}
