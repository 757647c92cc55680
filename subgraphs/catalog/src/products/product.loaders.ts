import { groupedInOrder, inOrder, type RequestContext } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { inLocale, localeOf } from '../text/localized.ts';
import {
  type ProductRow,
  type ProductText,
  productColumns,
  textColumns,
  type VariantRow,
  variantColumns,
  variantFrom,
} from './product.rows.ts';
import type { BundleComponentType, CollectionType, MediaType, ProductType, VariantType } from './product.type.ts';
import { productView, variantView } from './product.view.ts';

/** One statement per kind of thing and request, however many are asked for. */
export const loaders = (catalogue: Catalogue, ctx: RequestContext) => {
  const { database, currency } = catalogue;
  const locale = localeOf(ctx.locale);
  return {
    product: ctx.loader<string, ProductType>('catalog.product', async (ids) => {
      const rows = await database.query<ProductRow>(
        `select ${productColumns} from product p join brand b on b.id = p.brand_id where p.id = any($1)`,
        [ids],
      );
      return inOrder(
        ids,
        rows.map((r) => productView(r, locale, currency)),
        (p) => p.id,
      );
    }),
    text: ctx.loader<string, ProductText>('catalog.product-text', async (ids) => {
      const rows = await database.query<ProductText>(`select ${textColumns} from product p where p.id = any($1)`, [
        ids,
      ]);
      return inOrder(ids, rows, (r) => r.id);
    }),
    variant: ctx.loader<string, VariantType>('catalog.variant', async (ids) => {
      const rows = await database.query<VariantRow>(
        `select ${variantColumns} from ${variantFrom('$2')} where v.id = any($1)`,
        [ids, currency],
      );
      return inOrder(
        ids,
        rows.map((r) => variantView(r, locale)),
        (v) => v.id,
      );
    }),
    variantsOf: ctx.loader<string, VariantType[]>('catalog.variants-of', async (productIds) => {
      const rows = await database.query<VariantRow>(
        `select ${variantColumns} from ${variantFrom('$2')} where v.product_id = any($1) order by v.product_id, v.position`,
        [productIds, currency],
      );
      return groupedInOrder(
        productIds,
        rows.map((r) => variantView(r, locale)),
        (v) => v.productId,
      );
    }),
    outline: ctx.loader<string, number[]>('catalog.outline', async (variantIds) => {
      const rows = await database.query<{ id: string; outline: number[] }>(
        'select id, outline from variant where id = any($1)',
        [variantIds],
      );
      const byId = new Map(rows.map((r) => [r.id, r.outline]));
      return variantIds.map((id) => byId.get(id) ?? []);
    }),
    /** Pictures of the default variant: what a list or the top of a page shows. */
    mainMediaOf: ctx.loader<string, MediaRow[]>('catalog.main-media-of', async (productIds) => {
      const rows = await database.query<MediaRow>(
        `select m.id, m.product_id, m.colour_key, m.size_key, m.view, m.alt, m.width, m.height, m.hash
           from product p join variant v on v.id = p.default_variant_id join media m on m.product_id = p.id
          where p.id = any($1) and (m.colour_key is null or m.colour_key = v.colour_key) and (m.size_key is null or m.size_key = v.size_key)
          order by m.product_id, m.position`,
        [productIds],
      );
      return groupedInOrder(productIds, rows, (r) => r.product_id);
    }),
    mediaOf: ctx.loader<string, MediaRow[]>('catalog.media-of', async (productIds) => {
      const rows = await database.query<MediaRow>(
        `select m.id, m.product_id, m.colour_key, m.size_key, m.view, m.alt, m.width, m.height, m.hash
           from media m where m.product_id = any($1) order by m.product_id, m.position`,
        [productIds],
      );
      return groupedInOrder(productIds, rows, (r) => r.product_id);
    }),
    collectionsOf: ctx.loader<string, CollectionType[]>('catalog.collections-of', async (productIds) => {
      const rows = await database.query<CollectionRow & { product_id: string }>(
        `select cp.product_id, c.id, c.slug, c.name, c.description from collection_product cp
           join collection c on c.id = cp.collection_id where cp.product_id = any($1) order by c.position`,
        [productIds],
      );
      const groups = groupedInOrder(productIds, rows, (r) => r.product_id);
      return groups.map((group) => group.map((row) => collectionView(row, locale)));
    }),
    componentsOf: ctx.loader<string, BundleComponentType[]>('catalog.components-of', async (productIds) => {
      const rows = await database.query<VariantRow & { bundle_id: string; quantity: number }>(
        `select bc.product_id as bundle_id, bc.quantity, ${variantColumns}
           from bundle_component bc cross join ${variantFrom('$2')}
          where v.id = bc.variant_id and bc.product_id = any($1) order by bc.product_id, bc.position`,
        [productIds, currency],
      );
      const groups = groupedInOrder(productIds, rows, (r) => r.bundle_id);
      return groups.map((group) => group.map((r) => ({ variant: variantView(r, locale), quantity: r.quantity })));
    }),
    related: ctx.loader<string, ProductType[]>('catalog.related', async (productIds) => {
      const rows = await database.query<ProductRow & { for_id: string }>(RELATED, [productIds]);
      const groups = groupedInOrder(productIds, rows, (r) => r.for_id);
      return groups.map((group) => group.map((r) => productView(r, locale, currency)));
    }),
  };
};

/** Most alike first: for frames the same shape, then the same material and audience; otherwise the same brand; never itself. */
const RELATED = `select k.id as for_id, r.* from unnest($1::text[]) k(id) join product own on own.id = k.id
  cross join lateral (
    select ${productColumns} from product p join brand b on b.id = p.brand_id
     where p.kind = own.kind and p.id <> own.id and p.published
     order by (p.frame->>'shape' is not distinct from own.frame->>'shape')::int * 4
            + (p.frame->>'material' is not distinct from own.frame->>'material')::int * 2
            + (p.frame->>'audience' is not distinct from own.frame->>'audience')::int * 2
            + (p.brand_id = own.brand_id)::int desc, abs(p.price_min_minor - own.price_min_minor), p.id
     limit 12) r`;

export interface CollectionRow {
  id: string;
  slug: string;
  name: { en: string; de: string };
  description: { en: string; de: string };
}

export const collectionView = (row: CollectionRow, locale: 'en' | 'de'): CollectionType => ({
  id: row.id,
  slug: row.slug,
  name: inLocale(row.name, locale),
  description: inLocale(row.description, locale),
});

export interface MediaRow {
  id: string;
  product_id: string;
  colour_key: string | null;
  size_key: string | null;
  view: MediaType['view'];
  alt: { en: string; de: string };
  width: number;
  height: number;
  hash: string;
}
