import type { Clock, Logger } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { drawingHash } from '../media/draw/draw.ts';
import { CANVAS } from '../media/draw/drawing.types.ts';
import { refreshPriceRange } from '../pricing/set-variant-price.ts';
import { lensesChanged, productsChanged } from '../products/products-changed.ts';
import { countReviews } from '../reviews/write-review.ts';
import { refreshSearch, refreshTerms } from '../search/search-document.ts';
import type { SeedProduct } from './seed.types.ts';
import { frameBrands, otherBrands } from './seed-brands.ts';
import { reviewers, reviewTexts } from './seed-copy.ts';
import { seedFrames } from './seed-frames.ts';
import { packagePriceRows, packageRows } from './seed-lens-packages.ts';
import { blankSeriesRows, lensOptions, lensPriceRows } from './seed-lenses.ts';
import { seedAccessories, seedBundles, seedCollections, seedContactLenses, seedSensors } from './seed-others.ts';
import { seededRandom, seedId, testGtin } from './seed-tools.ts';

type Query = <R>(sql: string, params?: unknown[]) => Promise<R[]>;

const FRAME_MODELS = 280;
const DAY_MS = 86_400_000;
/** Euros for a hundred dollars on the second list. */
const EUR_PER_100_USD = 92n;

/** Fills an empty catalogue with the shop's assortment in one transaction; does nothing when there is one already. */
export async function seedCatalogue(
  catalogue: Catalogue,
  { log, clock, scale }: { log: Logger; clock: Clock; scale: number },
): Promise<void> {
  await catalogue.database.transaction(
    async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['catalog.seed']);
      const [existing] = await tx.query('select 1 from product limit 1');
      if (existing) return;
      const now = clock.now();
      const products = [
        ...seedFrames(FRAME_MODELS * scale),
        ...seedContactLenses(),
        ...seedSensors(),
        ...seedAccessories(),
        ...seedBundles(),
      ];
      await seedHouse(tx.query, now);
      await seedLensPrices(tx.query);
      await seedProducts(tx.query, products, now, catalogue.currency);
      await seedReviews(tx.query, products, now);
      await seedPromotions(tx.query, now, catalogue.currency);
      await refreshSearch(tx.query, null);
      await refreshTerms(tx.query);
      await productsChanged(tx.query);
      await lensesChanged(tx.query);
      log.info(
        { products: products.length, variants: products.reduce((n, p) => n + p.variants.length, 0) },
        'The catalogue is filled.',
      );
    },
    { name: 'seed-catalogue' },
  );
  await catalogue.database.query('analyze search_document, variant, variant_price, product, media');
}

/** Inserts rows given as JSON, in one statement; columns are those of the first row. */
async function insert(query: Query, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? value.toString() : value))],
  );
}

async function seedHouse(query: Query, now: Date): Promise<void> {
  await insert(
    query,
    'brand',
    [...frameBrands, ...otherBrands].map((b) => ({
      id: seedId('brand', b.slug),
      slug: b.slug,
      name: b.name,
      story: b.story,
    })),
  );
  await insert(
    query,
    'collection',
    seedCollections.map((c, position) => ({ id: seedId('collection', c.slug), ...c, position })),
  );
  const since = new Date(now.getTime() - 800 * DAY_MS);
  await insert(query, 'price_list', [
    {
      code: 'shop-usd',
      name: 'Shop, US dollars',
      currency: 'USD',
      is_shop_default: true,
      valid_from: since,
      valid_to: null,
    },
    {
      code: 'shop-eur',
      name: 'Shop, euros',
      currency: 'EUR',
      is_shop_default: false,
      valid_from: since,
      valid_to: null,
    },
  ]);
}

async function seedLensPrices(query: Query): Promise<void> {
  await insert(
    query,
    'lens_option',
    lensOptions.map((o, position) => ({
      id: seedId('lens', o.code),
      kind: o.kind,
      code: o.code,
      name: o.name,
      description: o.description,
      refractive_index: o.index ?? null,
      abbe: o.abbe ?? null,
      density: o.density ?? null,
      rules_code: o.rules,
      position,
    })),
  );
  await insert(query, 'lens_package', packageRows());
  for (const [list, factor] of [
    ['shop-usd', 100],
    ['shop-eur', 92],
  ] as const) {
    const rows = lensPriceRows(list, factor);
    await insert(query, 'lens_base_price', rows.base);
    await insert(query, 'lens_treatment_price', rows.treatments);
    await insert(query, 'lens_surcharge', rows.surcharges);
    await insert(query, 'lens_package_price', packagePriceRows(list, factor));
  }
  await insert(query, 'lens_blank_series', blankSeriesRows());
}

const BATCH = 400;

async function inBatches(query: Query, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await insert(query, table, rows.slice(i, i + BATCH));
}

async function seedProducts(
  query: Query,
  products: readonly SeedProduct[],
  now: Date,
  currency: string,
): Promise<void> {
  const id = (p: SeedProduct) => seedId('prod', p.key);
  const variantId = new Map(products.flatMap((p) => p.variants.map((v) => [v.sku, seedId('var', v.key)] as const)));
  await inBatches(
    query,
    'product',
    products.map((p, position) => {
      const at = new Date(now.getTime() - p.publishedDaysAgo * DAY_MS);
      return {
        id: id(p),
        kind: p.kind,
        slug: p.slug.en,
        brand_id: seedId('brand', p.brand),
        name: p.name,
        description: p.description,
        seo_description: { en: cut(p.description.en), de: cut(p.description.de) },
        options: p.options,
        specifications: p.specifications,
        documents: p.documents,
        frame: p.frame,
        contact_lens: p.contactLens,
        default_variant_id: variantId.get(p.variants[p.defaultVariant]?.sku ?? ''),
        price_min_minor: 0,
        price_max_minor: 0,
        rating_sum: 0,
        rating_count: 0,
        // Most worn first, the rest in a fixed shuffle so that brands mix.
        position: p.collections.includes('bestsellers') ? position : 1000 + ((position * 7919) % 90_000),
        published: true,
        published_at: at,
        created_at: at,
        updated_at: now,
        version: 1,
      };
    }),
  );
  await inBatches(
    query,
    'product_slug',
    products.flatMap((p) =>
      (['en', 'de'] as const).map((locale) => ({ product_id: id(p), locale, slug: p.slug[locale] })),
    ),
  );
  await inBatches(
    query,
    'collection_product',
    products.flatMap((p, position) =>
      p.collections.map((slug) => ({ collection_id: seedId('collection', slug), product_id: id(p), position })),
    ),
  );
  let serial = 1;
  await inBatches(
    query,
    'variant',
    products.flatMap((p) =>
      p.variants.map((v, position) => ({
        id: variantId.get(v.sku),
        product_id: id(p),
        sku: v.sku,
        gtin: testGtin(serial++),
        position,
        selections: v.selections,
        colour_key: v.colourKey,
        colour_family: v.colourFamily,
        size_key: v.sizeKey,
        weight_grams: v.weightGrams,
        package_mm: v.packageMm,
        tax_code: v.taxCode,
        fsa_eligible: v.fsaEligible,
        discontinued: false,
        eye_size_tenths: v.size ? Math.round(v.size.eyeSize * 10) : null,
        lens_height_tenths: v.size ? Math.round(v.size.lensHeight * 10) : null,
        dbl_tenths: v.size ? Math.round(v.size.dbl * 10) : null,
        temple_tenths: v.size ? Math.round(v.size.temple * 10) : null,
        effective_diameter_tenths: v.size ? Math.ceil(v.size.diameter * 10) : null,
        frame_width_tenths: v.size ? Math.round(v.size.width * 10) : null,
        outline: v.size?.outline ?? null,
        created_at: now,
        updated_at: now,
      })),
    ),
  );
  const prices = products.flatMap((p) => p.variants);
  await inBatches(
    query,
    'variant_price',
    prices.flatMap((v) => [
      {
        variant_id: variantId.get(v.sku),
        price_list: 'shop-usd',
        amount_minor: v.priceMinor,
        compare_at_minor: v.compareAtMinor,
        updated_at: now,
      },
      {
        variant_id: variantId.get(v.sku),
        price_list: 'shop-eur',
        amount_minor: (v.priceMinor * EUR_PER_100_USD) / 100n,
        compare_at_minor: null,
        updated_at: now,
      },
    ]),
  );
  await insert(
    query,
    'bundle_component',
    products.flatMap((p) =>
      p.components.map((c, position) => ({
        product_id: id(p),
        variant_id: variantId.get(c.sku),
        quantity: c.quantity,
        position,
      })),
    ),
  );
  await inBatches(
    query,
    'media',
    products.flatMap((p) =>
      p.media.map((m, position) => ({
        id: seedId('media', `${p.key}/${position}`),
        product_id: id(p),
        colour_key: m.colourKey,
        size_key: m.sizeKey,
        view: m.view,
        position,
        alt: m.alt,
        width: CANVAS.width,
        height: CANVAS.height,
        hash: drawingHash(m.drawing),
        source: 'drawn',
        drawing: m.drawing,
      })),
    ),
  );
  await refreshPriceRange(query, products.map(id), currency);
}

const cut = (text: string): string => (text.length <= 155 ? text : `${text.slice(0, text.lastIndexOf(' ', 154))}…`);

async function seedReviews(query: Query, products: readonly SeedProduct[], now: Date): Promise<void> {
  const random = seededRandom(77);
  const rows = products.flatMap((p) => {
    const own = reviewTexts.filter(({ kind }) => kind === p.kind);
    const texts = own.length > 0 ? own : reviewTexts.filter(({ kind }) => kind === 'OTHER');
    const count = p.collections.includes('bestsellers') ? random.int(5, 9) : random.int(0, 3);
    return random.some(texts, count).map((text, i) => ({
      id: seedId('review', `${p.key}/${i}`),
      product_id: seedId('prod', p.key),
      customer_id: null,
      author_name: random.pick(reviewers),
      rating: text.rating,
      title: text.title,
      body: text.body,
      verified_buyer: random.chance(0.8),
      created_at: new Date(now.getTime() - random.int(2, 400) * DAY_MS - random.int(0, DAY_MS)),
    }));
  });
  await inBatches(query, 'review', rows);
  await countReviews(query, [...new Set(rows.map((r) => r.product_id))]);
}

async function seedPromotions(query: Query, now: Date, currency: string): Promise<void> {
  const since = new Date(now.getTime() - 30 * DAY_MS);
  const row = (
    name: string,
    kind: string,
    code: string | null,
    off: { bps?: number; minor?: number },
    rest: Record<string, unknown> = {},
  ) => ({
    id: seedId('promo', code ?? name),
    name,
    kind,
    code,
    percent_off_bps: off.bps ?? null,
    amount_off_minor: off.minor ?? null,
    currency,
    minimum_subtotal_minor: null,
    starts_at: since,
    ends_at: null,
    usage_limit: null,
    times_used: 0,
    created_at: since,
    ...rest,
  });
  await insert(query, 'promotion', [
    row('Second pair 40 % off', 'SECOND_PAIR', null, { bps: 4000 }),
    row('Welcome, 10 % off', 'ORDER', 'WELCOME10', { bps: 1000 }),
    row('20 off from 150', 'ORDER', 'CLEAR20', { minor: 2000 }, { minimum_subtotal_minor: 15_000 }),
    row('Opening week', 'ORDER', 'OPENING', { bps: 1500 }, { ends_at: new Date(since.getTime() + 7 * DAY_MS) }),
    row('First hundred, 25 % off', 'ORDER', 'FIRST100', { bps: 2500 }, { usage_limit: 100 }),
  ]);
}
