import { groupedInOrder, inOrder, type RequestContext } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { mediaView } from '../media/media.view.ts';
import { inLocale, type Locale, localeOf } from '../text/localized.ts';
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
import type { CatalogueSnapshot } from './product-memory.ts';

/** Reads one kind of thing by key: at once when this version of the catalogue is known to have it, otherwise in one batch. */
export interface Read<V> {
  load(key: string): V | null | Promise<V | null>;
}

/** The catalogue as one request reads it: every value belongs to the version the request has seen. */
export class CatalogueReads {
  readonly #catalogue: Catalogue;
  readonly #ctx: RequestContext;
  readonly #locale: Locale;
  readonly #batches: { clearAll(): unknown }[] = [];
  #snapshot: CatalogueSnapshot | undefined;
  #reading: Promise<CatalogueSnapshot> | undefined;

  readonly product: Read<ProductType>;
  readonly idOfSlug: Read<string>;
  readonly text: Read<ProductText>;
  readonly variant: Read<VariantType>;
  readonly variantsOf: Read<VariantType[]>;
  /** Pictures of the default variant: what the top of a page shows. */
  readonly mainMediaOf: Read<MediaType[]>;
  readonly mediaOf: Read<MediaRow[]>;
  readonly collectionsOf: Read<CollectionType[]>;
  readonly componentsOf: Read<BundleComponentType[]>;
  readonly related: Read<ProductType[]>;

  constructor(catalogue: Catalogue, ctx: RequestContext) {
    this.#catalogue = catalogue;
    this.#ctx = ctx;
    this.#locale = localeOf(ctx.locale);
    const locale = this.#locale;
    const { database, currency } = catalogue;
    this.product = this.#read('product', async (ids) => {
      const rows = await database.query<ProductRow>(
        `select ${productColumns} from product p join brand b on b.id = p.brand_id where p.id = any($1)`,
        [ids],
      );
      return inOrder(
        ids,
        rows.map((r) => productView(r, locale, currency)),
        (p) => p.id,
      );
    });
    this.idOfSlug = this.#read('slug', async (slugs) => {
      const rows = await database.query<{ slug: string; product_id: string }>(
        'select distinct on (slug) slug, product_id from product_slug where slug = any($1) order by slug, locale desc',
        [slugs],
      );
      const bySlug = new Map(rows.map((r) => [r.slug, r.product_id]));
      return slugs.map((slug) => bySlug.get(slug) ?? null);
    });
    this.text = this.#read('text', async (ids) => {
      const rows = await database.query<ProductText>(`select ${textColumns} from product p where p.id = any($1)`, [
        ids,
      ]);
      return inOrder(ids, rows, (r) => r.id);
    });
    this.variant = this.#read('variant', async (ids) => {
      const rows = await database.query<VariantRow>(
        `select ${variantColumns} from ${variantFrom('$2')} where v.id = any($1)`,
        [ids, currency],
      );
      return inOrder(
        ids,
        rows.map((r) => variantView(r, locale)),
        (v) => v.id,
      );
    });
    this.variantsOf = this.#read('variants-of', async (productIds) => {
      const rows = await database.query<VariantRow>(
        `select ${variantColumns} from ${variantFrom('$2')} where v.product_id = any($1) order by v.product_id, v.position`,
        [productIds, currency],
      );
      return groupedInOrder(
        productIds,
        rows.map((r) => variantView(r, locale)),
        (v) => v.productId,
      );
    });
    this.mainMediaOf = this.#read('main-media-of', async (productIds) => {
      const rows = await database.query<MediaRow>(
        `select m.id, m.product_id, m.colour_key, m.size_key, m.view, m.alt, m.width, m.height, m.hash
           from product p join variant v on v.id = p.default_variant_id join media m on m.product_id = p.id
          where p.id = any($1) and (m.colour_key is null or m.colour_key = v.colour_key) and (m.size_key is null or m.size_key = v.size_key)
          order by m.product_id, m.position`,
        [productIds],
      );
      const groups = groupedInOrder(productIds, rows, (r) => r.product_id);
      return groups.map((group) => group.map((row) => mediaView(row, locale)));
    });
    this.mediaOf = this.#read('media-of', async (productIds) => {
      const rows = await database.query<MediaRow>(
        `select m.id, m.product_id, m.colour_key, m.size_key, m.view, m.alt, m.width, m.height, m.hash
           from media m where m.product_id = any($1) order by m.product_id, m.position`,
        [productIds],
      );
      return groupedInOrder(productIds, rows, (r) => r.product_id);
    });
    this.collectionsOf = this.#read('collections-of', async (productIds) => {
      const rows = await database.query<CollectionRow & { product_id: string }>(
        `select cp.product_id, c.id, c.slug, c.name, c.description from collection_product cp
           join collection c on c.id = cp.collection_id where cp.product_id = any($1) order by c.position`,
        [productIds],
      );
      const groups = groupedInOrder(productIds, rows, (r) => r.product_id);
      return groups.map((group) => group.map((row) => collectionView(row, locale)));
    });
    this.componentsOf = this.#read('components-of', async (productIds) => {
      const rows = await database.query<VariantRow & { bundle_id: string; quantity: number }>(
        `select bc.product_id as bundle_id, bc.quantity, ${variantColumns}
           from bundle_component bc cross join ${variantFrom('$2')}
          where v.id = bc.variant_id and bc.product_id = any($1) order by bc.product_id, bc.position`,
        [productIds, currency],
      );
      const groups = groupedInOrder(productIds, rows, (r) => r.bundle_id);
      return groups.map((group) => group.map((r) => ({ variant: variantView(r, locale), quantity: r.quantity })));
    });
    this.related = this.#read('related', async (productIds) => {
      const rows = await database.query<ProductRow & { for_id: string }>(RELATED, [productIds]);
      const groups = groupedInOrder(productIds, rows, (r) => r.for_id);
      return groups.map((group) => group.map((r) => productView(r, locale, currency)));
    });
  }

  /** The version this request reads at; a statement that brought the version along gives it, otherwise it is asked for once. */
  at(version: string): CatalogueSnapshot {
    this.#snapshot ??= this.#catalogue.memory.at(version);
    return this.#snapshot;
  }

  async snapshot(): Promise<CatalogueSnapshot> {
    if (this.#snapshot) return this.#snapshot;
    this.#reading ??= this.#catalogue.search.version().then((version) => this.at(version));
    return this.#reading;
  }

  /** After a change of its own a request reads anew. */
  renew(): this {
    this.#snapshot = undefined;
    this.#reading = undefined;
    for (const batch of this.#batches) batch.clearAll();
    return this;
  }

  #read<V>(name: string, batch: (keys: readonly string[]) => Promise<(V | null)[]>): Read<V> {
    const kind = `${name}/${this.#locale}`;
    const loader = this.#ctx.loader<string, V>(`catalog.${name}`, async (keys) => {
      const kept = (await this.snapshot()).kind<V>(kind);
      const found = keys.map((key) => kept.get(key) ?? null);
      const missing = keys.filter((_, i) => found[i] === null);
      if (missing.length === 0) return found;
      const values = await batch(missing);
      let next = 0;
      return keys.map((key, i) => {
        const known = found[i] ?? null;
        if (known !== null) return known;
        const value = values[next++] ?? null;
        if (value !== null) kept.set(key, value);
        return value;
      });
    });
    this.#batches.push(loader);
    return { load: (key) => this.#snapshot?.kind<V>(kind).get(key) ?? loader.load(key) };
  }
}

const readsOf = new WeakMap<RequestContext, CatalogueReads>();

/** One per request. */
export function loaders(catalogue: Catalogue, ctx: RequestContext): CatalogueReads {
  let reads = readsOf.get(ctx);
  if (!reads) {
    reads = new CatalogueReads(catalogue, ctx);
    readsOf.set(ctx, reads);
  }
  return reads;
}

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
