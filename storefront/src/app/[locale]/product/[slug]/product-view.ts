import type { ResultOf } from '../../../../graph/tada.ts';
import type { productDocument } from './product.documents.ts';

export type Product = NonNullable<ResultOf<typeof productDocument>['product']>;
export type Variant = Product['variants'][number];

/** The variant an address names, else the product's usual one, else the first. */
export function chosenVariant(product: Product, sku: string | undefined): Variant | undefined {
  const named = product.variants.find((variant) => variant.sku === sku);
  return named ?? product.variants.find((variant) => variant.sku === product.defaultVariant.sku) ?? product.variants[0];
}

const selected = (variant: Variant, option: string) => variant.selections.find((one) => one.name === option)?.value;

/**
 * The variant to show when one option is changed: the same in every other option if that exists, else the one that has most in
 * common with the present choice.
 */
export function variantWith(product: Product, current: Variant, option: string, value: string): Variant | undefined {
  const common = (variant: Variant) =>
    product.options.filter((one) => one.name !== option && selected(variant, one.name) === selected(current, one.name))
      .length;
  return product.variants
    .filter((variant) => selected(variant, option) === value)
    .sort((a, b) => common(b) - common(a))[0];
}

/** What search engines are told: the same facts the page shows. */
export function structuredData(product: Product, variant: Variant, url: string, origin: string) {
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: product.description,
    sku: variant.sku,
    ...(variant.gtin ? { gtin: variant.gtin } : {}),
    brand: { '@type': 'Brand', name: product.brand.name },
    image: (variant.media.length ? variant.media : product.media).map((one) => new URL(one.url, origin).href),
    ...(product.rating && product.rating.count > 0
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: product.rating.average,
            reviewCount: product.rating.count,
          },
        }
      : {}),
    offers: {
      '@type': 'Offer',
      url,
      price: variant.price.amount,
      priceCurrency: variant.price.currencyCode,
      availability: `https://schema.org/${variant.availability.inStock ? 'InStock' : variant.availability.backorderable ? 'BackOrder' : 'OutOfStock'}`,
    },
  };
}
