import Fastify from 'fastify';
import pg from 'pg';
import { FLOOR_TABLES, serveCheckout } from './floor-checkout.ts';
import { serveFanOut } from './floor-fan-out.ts';

/**
 * The floor: what a careful person would write by hand for one page, one route and one SQL statement each, straight over all
 * schemas, with no graph, no authorisation, no languages. Nothing general can be faster; the distance to it is the price of
 * everything else.
 */
const { slug, cartId, twinsUrl } = JSON.parse(process.env.FLOOR ?? '{}') as Record<
  'slug' | 'cartId' | 'twinsUrl',
  string
>;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
// The house it borrows its rows from may be stopped first.
pool.on('error', () => process.exit(0));
const app = Fastify();
const one = async (name: string, text: string, values: unknown[]) => (await pool.query({ name, text, values })).rows;
const money = (minor: string | number, currencyCode = 'USD') => ({
  amount: (Number(minor) / 100).toFixed(2),
  currencyCode,
});

const availability = `(select coalesce(sum(l.on_hand - l.reserved - l.allocated), 0)::int from inventory.stock_item i
  join inventory.stock_level l on l.sku = i.sku join inventory.location o on o.id = l.location_id and o.sellable where i.variant_id = v.id)`;
const mediaOf = `(select json_agg(json_build_object('hash', m.hash, 'alt', m.alt ->> 'en', 'width', m.width, 'height', m.height, 'view', m.view) order by m.position)
  from catalog.media m where m.product_id = p.id)`;
const picture = (m: { hash: string; alt: string; width: number; height: number }) => ({
  url: `/media/${m.hash}-1024.webp`,
  srcSet: [320, 640, 1024, 1600].map((width) => `/media/${m.hash}-${width}.webp ${width}w`).join(', '),
  alt: m.alt,
  width: m.width,
  height: m.height,
});

app.get('/products', async () => {
  const rows = await one(
    'products',
    `select p.id, p.slug, p.name ->> 'en' as name, b.name as brand, p.price_min_minor, p.price_max_minor, p.options, v.id as variant_id, v.sku,
       ${availability} as available, ${mediaOf} as media, (select count(*)::int from catalog.product where kind = 'FRAME' and published) as total
     from catalog.search_document d join catalog.product p on p.id = d.product_id join catalog.brand b on b.id = p.brand_id
     join catalog.variant v on v.id = p.default_variant_id
     where d.is_default and d.kind = 'FRAME' order by d.name_en, d.product_id limit 25`,
    [],
  );
  const page = rows.slice(0, 24);
  return {
    data: {
      products: {
        totalCount: rows[0]?.total ?? 0,
        pageInfo: { hasNextPage: rows.length > 24, endCursor: page.at(-1)?.id },
        edges: page.map((row) => ({
          cursor: row.id,
          node: {
            id: row.id,
            slug: row.slug,
            name: row.name,
            brand: { name: row.brand },
            priceRange: { min: money(row.price_min_minor), max: money(row.price_max_minor) },
            defaultVariant: {
              id: row.variant_id,
              sku: row.sku,
              availability: {
                inStock: row.available > 0,
                low: row.available <= 5 ? row.available : null,
                promiseDays: row.available > 0 ? 2 : 14,
              },
            },
            media: (row.media ?? []).map(picture),
            options: row.options,
          },
        })),
      },
    },
  };
});

app.get('/products/:slug', async () => {
  const [row] = await one(
    'product',
    `select p.id, p.slug, p.name ->> 'en' as name, p.description ->> 'en' as description, b.name as brand, p.frame, p.specifications, p.rating_sum, p.rating_count, ${mediaOf} as media,
       (select json_agg(json_build_object('id', v.id, 'sku', v.sku, 'selections', v.selections, 'price', r.amount_minor, 'eye', v.eye_size_tenths, 'b', v.lens_height_tenths,
          'dbl', v.dbl_tenths, 'temple', v.temple_tenths, 'outline', v.outline, 'available', ${availability}) order by v.position)
        from catalog.variant v join catalog.variant_price r on r.variant_id = v.id join catalog.price_list pl on pl.code = r.price_list and pl.is_shop_default where v.product_id = p.id) as variants
     from catalog.product p join catalog.brand b on b.id = p.brand_id where p.slug = $1`,
    [slug],
  );
  return {
    data: {
      product: {
        id: row.id,
        slug: row.slug,
        name: row.name,
        description: row.description,
        brand: { name: row.brand },
        frame: row.frame,
        media: (row.media ?? []).map(picture),
        specifications: row.specifications,
        rating: row.rating_count
          ? { average: (row.rating_sum / row.rating_count).toFixed(1), count: row.rating_count }
          : null,
        variants: (row.variants ?? []).map((v: Record<string, never>) => ({
          id: v.id,
          sku: v.sku,
          name: row.name,
          selections: v.selections,
          price: money(v.price ?? 0),
          frameSize: {
            label: `${Number(v.eye) / 10}□${Number(v.dbl) / 10}-${Number(v.temple) / 10}`,
            eyeSizeMm: Number(v.eye) / 10,
            lensHeightMm: Number(v.b) / 10,
            dblMm: Number(v.dbl) / 10,
            templeLengthMm: Number(v.temple) / 10,
            outlineHundredthsMm: v.outline,
          },
          availability: {
            inStock: Number(v.available) > 0,
            low: null,
            availableQuantity: Math.min(5, Number(v.available)),
            promiseDays: 2,
          },
        })),
      },
    },
  };
});

app.get<{ Querystring: { q: string } }>('/search', async (request) => {
  const [row] = await one(
    'search',
    `with hit as materialized (
       select d.*, ts_rank(d.words_en, q) as rank from catalog.search_document d, websearch_to_tsquery('english', $1) q where d.words_en @@ q and d.kind = 'FRAME'
     ), page as (
       select distinct on (product_id) product_id, variant_id, price_minor, rank from hit order by product_id, rank desc
     )
     select (select count(*)::int from page) as total,
       (select json_agg(f) from (select 'shape' as name, shape as value, count(distinct product_id) as count from hit group by shape
          union all select 'rim', rim, count(distinct product_id) from hit group by rim
          union all select 'material', material, count(distinct product_id) from hit group by material
          union all select 'audience', audience, count(distinct product_id) from hit group by audience
          union all select 'colour', colour, count(distinct product_id) from hit group by colour
          union all select 'brand', brand, count(distinct product_id) from hit group by brand
          union all select 'size', size, count(distinct product_id) from hit group by size) f) as facets,
       (select json_build_object('price', array[min(price_minor), max(price_minor)], 'width', array[min(eye_size), max(eye_size)], 'bridge', array[min(bridge), max(bridge)], 'temple', array[min(temple), max(temple)]) from hit) as ranges,
       (select json_agg(json_build_object('id', p.id, 'slug', p.slug, 'name', p.name ->> 'en', 'min', p.price_min_minor, 'variant', g.variant_id, 'sku', v.sku, 'price', g.price_minor))
        from (select * from page order by rank desc, product_id limit 24) g join catalog.product p on p.id = g.product_id join catalog.variant v on v.id = g.variant_id) as edges`,
    [request.query.q],
  );
  return { data: { products: { totalCount: row.total, facets: row.facets, ranges: row.ranges, edges: row.edges } } };
});

app.get('/cart', async () => ({
  data: { cart: (await one('cart', 'select * from orders.cart where id = $1', [cartId]))[0] },
}));

app.get('/orders', async () => ({
  data: {
    orders: await one(
      'orders',
      `select o.id, o.number, o.status, o.placed_at, o.email,
         (select json_agg(json_build_object('id', l.id, 'title', l.title, 'quantity', l.quantity)) from orders.order_line l where l.order_id = o.id) as lines, (select count(*)::int from orders.sales_order where placed_at is not null) as total
       from orders.sales_order o where o.placed_at is not null order by o.created_at desc, o.id desc limit 50`,
      [],
    ),
  },
}));

await pool.query(FLOOR_TABLES);
serveCheckout(app, pool, twinsUrl);
await serveFanOut(app, pool);
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ url });
process.on('SIGTERM', () => process.exit(0));
