import Link from 'next/link';
import { formatMoney } from '../format/money.ts';
import type { ResultOf } from '../graph/tada.ts';
import { fill, href, type Locale, type Messages, plural } from '../i18n/locales.ts';
import { Picture } from '../kit/picture.tsx';
import { Price } from '../kit/price.tsx';
import type { productListDocument } from './listing.documents.ts';

export type ProductEdge = ResultOf<typeof productListDocument>['products']['edges'][number];
type CardEdge = Pick<ProductEdge, 'node' | 'matchedVariant'>;

/** One product in a list: picture, name, size as engineers write it, colours, price. The whole card is one link. */
export function ProductCard({
  edge,
  locale,
  t,
  eager,
}: {
  edge: CardEdge;
  locale: Locale;
  t: Messages;
  eager: boolean;
}) {
  const { node, matchedVariant } = edge;
  const colours = node.options.find((option) => option.values.some((value) => value.swatch))?.values ?? [];
  const shown = matchedVariant.media.find((one) => one.view === 'FRONT') ?? matchedVariant.media[0];
  const hasRange = node.priceRange.min.amount !== node.priceRange.max.amount;
  return (
    <article className="group relative grid gap-3">
      <div className="overflow-hidden rounded-2xl bg-sunken">
        <Picture
          media={shown}
          sizes="(min-width: 80rem) 22vw, (min-width: 48rem) 30vw, 46vw"
          eager={eager}
          className="transition-transform duration-300 group-hover:scale-[1.03]"
        />
      </div>
      <div className="grid gap-1">
        <h3 className="text-base font-medium tracking-normal">
          <Link
            href={`${href(locale, `/product/${node.slug}`)}?variant=${encodeURIComponent(matchedVariant.sku)}`}
            prefetch={false}
            className="after:absolute after:inset-0 after:rounded-2xl"
          >
            {node.name}
          </Link>
        </h3>
        <p className="text-sm text-ink-soft tabular">
          {node.brand.name}
          {matchedVariant.frameSize ? <span> · {matchedVariant.frameSize.label}</span> : null}
        </p>
        <p className="flex flex-wrap items-center gap-x-3">
          {hasRange && !matchedVariant.compareAtPrice ? (
            <span className="tabular">
              {fill(t.product.offer, { price: formatMoney(node.priceRange.min, locale) })}
            </span>
          ) : (
            <Price
              price={matchedVariant.price}
              before={matchedVariant.compareAtPrice}
              beforeLabel={t.product.before}
              locale={locale}
            />
          )}
          {matchedVariant.availability.inStock ? null : (
            <span className="text-sm text-ink-soft">{t.product.outOfStock}</span>
          )}
        </p>
        {colours.length > 1 ? (
          <p
            className="flex items-center gap-1.5"
            role="img"
            aria-label={plural(locale, t.list.colours, colours.length)}
          >
            {colours.slice(0, 6).map((colour) => (
              <span
                key={colour.value}
                className="size-3.5 rounded-full border border-line-strong"
                style={{ background: colour.swatch ?? 'transparent' }}
              />
            ))}
          </p>
        ) : null}
      </div>
    </article>
  );
}

export function ProductGrid({
  edges,
  locale,
  t,
  eagerCount = 4,
}: {
  edges: readonly CardEdge[];
  locale: Locale;
  t: Messages;
  eagerCount?: number;
}) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-3 xl:grid-cols-4">
      {edges.map((edge, index) => (
        <li key={edge.node.id}>
          <ProductCard edge={edge} locale={locale} t={t} eager={index < eagerCount} />
        </li>
      ))}
    </ul>
  );
}
