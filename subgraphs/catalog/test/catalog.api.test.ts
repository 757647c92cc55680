// biome-ignore-all lint/suspicious/noExplicitAny: answers of the graph are looked into by name.
import { countStatements, executeLocal } from '@opticworks/kernel';
import { drain } from '@opticworks/kernel/testing';
import { CustomerErased } from '@opticworks/schema/events/customer-rx';
import { StockChanged } from '@opticworks/schema/events/inventory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCatalog, customer, guest, staff } from './a-catalog.ts';

let shop: Awaited<ReturnType<typeof aCatalog>>;
beforeAll(async () => {
  shop = await aCatalog();
});
afterAll(() => shop?.close());

const CARD = `id slug name kind brand { name slug } priceRange { min { amount currencyCode } max { amount } } rating { average count } options { name values { value swatch } }`;
const LIST = `query ($query: String, $filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String) {
  products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
    edges { cursor node { ${CARD} } matchedVariant { id sku price { amount } selections { name value } frameSize { label eyeSizeMm } } }
    pageInfo { hasNextPage endCursor } totalCount suggestion } }`;
const FACETS = `query ($query: String, $filter: ProductFilter) { products(query: $query, filter: $filter, first: 24) {
  edges { node { id } } totalCount facets { name values { value label count selected } } ranges { name unit min max } } }`;

describe('browsing', () => {
  it('is seeded with at least 240 frame models and 1,500 variants', async () => {
    const [row] = await shop.catalog.database.query<{ models: number; variants: number }>(
      `select (select count(*)::int from product where kind = 'FRAME') as models, (select count(*)::int from variant) as variants`,
    );
    expect(row?.models).toBeGreaterThanOrEqual(240);
    expect(row?.variants).toBeGreaterThanOrEqual(1500);
  });

  it('pages through every product once, whatever the order', async () => {
    for (const sort of ['RELEVANCE', 'NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'RATING', 'NAME']) {
      const seen: string[] = [];
      let after: string | null = null;
      let total = 0;
      do {
        const { products } = await shop.ask(LIST, { sort, first: 100, after });
        seen.push(...products.edges.map((e: any) => e.node.id));
        total = products.totalCount;
        after = products.pageInfo.hasNextPage ? products.pageInfo.endCursor : null;
      } while (after);
      expect(seen.length).toBe(total);
      expect(new Set(seen).size).toBe(total);
    }
  });

  it('orders by price', async () => {
    const { products } = await shop.ask(LIST, { sort: 'PRICE_ASC', first: 50, filter: { kinds: ['FRAME'] } });
    const prices = products.edges.map((e: any) => Number(e.node.priceRange.min.amount));
    expect(prices).toEqual([...prices].sort((a: number, b: number) => a - b));
  });

  it('answers a page of 24 in one statement, with pictures and variants in one each', async () => {
    await shop.ask(LIST, {});
    const plain = `{ products(first: 24) { edges { node { ${CARD} } matchedVariant { id sku price { amount } } } pageInfo { hasNextPage } } }`;
    const rich = `{ products(first: 24) { edges { node { ${CARD} media { url srcSet alt } variants { id sku } } } } }`;
    expect(await countStatements(() => shop.ask(plain).then(() => undefined))).toBe(1);
    expect(await countStatements(() => shop.ask(rich).then(() => undefined))).toBe(3);
  });

  it('needs at most four statements for a filtered page with facets and count', async () => {
    await shop.ask(FACETS, {});
    const statements = await countStatements(() =>
      shop.ask(FACETS, { filter: { shape: ['ROUND'], colour: ['black'] } }).then(() => undefined),
    );
    expect(statements).toBeLessThanOrEqual(4);
  });

  it('shows the variant that matched the filter', async () => {
    const { products } = await shop.ask(LIST, {
      filter: { colour: ['tortoise'], lensWidthMm: { min: '50', max: '52' } },
      first: 20,
    });
    expect(products.edges.length).toBeGreaterThan(0);
    for (const edge of products.edges) {
      expect(Number(edge.matchedVariant.frameSize.eyeSizeMm)).toBeGreaterThanOrEqual(50);
      expect(Number(edge.matchedVariant.frameSize.eyeSizeMm)).toBeLessThanOrEqual(52);
    }
  });
});

describe('facets', () => {
  const values = (products: any, name: string) => products.facets.find((f: any) => f.name === name).values;

  it('counts a facet without its own choice, and others with it', async () => {
    const all = (await shop.ask(FACETS, {})).products;
    const round = (await shop.ask(FACETS, { filter: { shape: ['ROUND'] } })).products;
    expect(values(round, 'shape').map((v: any) => [v.value, v.count])).toEqual(
      values(all, 'shape').map((v: any) => [v.value, v.count]),
    );
    const counted = values(round, 'shape').find((v: any) => v.value === 'ROUND');
    expect(counted.selected).toBe(true);
    expect(round.totalCount).toBe(counted.count);
    const metals = values(round, 'material').reduce((n: number, v: any) => n + v.count, 0);
    expect(metals).toBe(round.totalCount);
  });

  it('promises exactly what choosing a value then shows', async () => {
    const before = (await shop.ask(FACETS, { filter: { kinds: ['FRAME'], colour: ['black'] } })).products;
    for (const value of values(before, 'rim')) {
      const then = (await shop.ask(FACETS, { filter: { kinds: ['FRAME'], colour: ['black'], rim: [value.value] } }))
        .products;
      expect(then.totalCount).toBe(value.count);
    }
  });

  it('gives ranges in millimetres and in the shop currency', async () => {
    const { products } = await shop.ask(FACETS, { filter: { kinds: ['FRAME'] } });
    const width = products.ranges.find((r: any) => r.name === 'lensWidthMm');
    expect(width.unit).toBe('mm');
    expect(Number(width.min)).toBeLessThan(Number(width.max));
    expect(products.ranges.find((r: any) => r.name === 'price').unit).toBe('USD');
  });
});

describe('search', () => {
  it('finds by words in either language and by the beginning of a word', async () => {
    expect((await shop.ask(LIST, { query: 'round titanium' })).products.totalCount).toBeGreaterThan(0);
    expect((await shop.ask(LIST, { query: 'runde titan' }, guest, 'de')).products.totalCount).toBeGreaterThan(0);
    expect((await shop.ask(LIST, { query: 'Lumenf' })).products.edges[0].node.brand.name).toBe('Lumenfels');
  });

  it('corrects a typing error and says so', async () => {
    const { products } = await shop.ask(LIST, { query: 'titanuim squre' });
    expect(products.suggestion).toMatch(/titanium/);
    expect(products.edges.length).toBeGreaterThan(0);
  });

  it('finds nothing for nonsense and does not fail on punctuation', async () => {
    expect((await shop.ask(LIST, { query: 'qqqxzzzz' })).products.totalCount).toBe(0);
    expect((await shop.ask(LIST, { query: `'); drop table product; -- :* & |` })).products).toBeTruthy();
  });

  it('suggests products while typing', async () => {
    const { searchSuggestions } = await shop.ask(
      `{ searchSuggestions(query: "lumen", first: 4) { text product { slug } } }`,
    );
    expect(searchSuggestions.length).toBe(4);
    expect(searchSuggestions[0].product.slug).toMatch(/^lumenfels/);
  });

  it('keeps only frames in which a prescription can be made', async () => {
    const all = (await shop.ask(LIST, { filter: { kinds: ['FRAME'] }, first: 1 })).products.totalCount;
    const fit = (sphere: string, pdMm: string) => ({
      kinds: ['FRAME'],
      canTake: { od: { sphere }, os: { sphere }, pdMm },
    });
    const mild = (await shop.ask(LIST, { filter: fit('-2.00', '64'), first: 1 })).products.totalCount;
    const strong = (await shop.ask(LIST, { filter: fit('-12.00', '54'), first: 1 })).products.totalCount;
    expect(mild).toBeGreaterThan(all * 0.8);
    expect(strong).toBeLessThan(mild);
  });
});

describe('a product', () => {
  it('is found by its slug in either language, with its texts in the reader’s', async () => {
    const { products } = await shop.ask(LIST, { filter: { kinds: ['FRAME'] }, first: 1 });
    const { slug } = products.edges[0].node;
    const PAGE = `query ($slug: String!) { product(slug: $slug) { id name description slugs { locale slug } collections { slug } specifications { group name value } frame { shape rim }
      media { view url srcSet width height } variants { sku gtin media { view } frameSize { label outlineHundredthsMm } } defaultVariant { sku } related(first: 3) { slug } seoTitle seoDescription reviews(first: 2) { totalCount edges { node { rating } } } } }`;
    const { product } = await shop.ask(PAGE, { slug });
    expect(product.media[0]).toMatchObject({ view: 'FRONT', width: 1600 });
    expect(product.media[0].srcSet).toMatch(/-320\.webp 320w/);
    expect(product.variants[0].frameSize.outlineHundredthsMm).toHaveLength(96);
    expect(product.related.length).toBe(3);
    const german = product.slugs.find((s: any) => s.locale === 'de').slug;
    const inGerman = (await shop.ask(PAGE, { slug: german }, guest, 'de')).product;
    expect(inGerman.id).toBe(product.id);
    expect(inGerman.description).not.toBe(product.description);
    expect(await countStatements(() => shop.ask(PAGE, { slug }).then(() => undefined))).toBeLessThanOrEqual(9);
  });

  it('has valid check digits and measures that agree with its outline', async () => {
    const rows = await shop.catalog.database.query<any>(
      'select gtin, eye_size_tenths a, lens_height_tenths b, effective_diameter_tenths ed, outline from variant where outline is not null limit 200',
    );
    const { boxOf, isValidGtin } = await import('@opticworks/optics');
    for (const row of rows) {
      expect(isValidGtin(row.gtin)).toBe(true);
      const box = boxOf({ radii: row.outline });
      expect(Math.abs(box.widthMm - row.a / 10)).toBeLessThan(0.3);
      expect(Math.abs(box.heightMm - row.b / 10)).toBeLessThan(0.3);
      expect(row.ed).toBeGreaterThanOrEqual(Math.max(row.a, row.b) - 3);
    }
  });

  it('lists legal combinations of a toric contact lens', async () => {
    const { product } = await shop.ask(
      `{ product(slug: "clarafin-meridian-toric") { kind contactLens { cylinders axes rows { powers cylinders axes adds } } } }`,
    );
    const weak = product.contactLens.rows.find((r: any) => r.cylinders[0] === '-0.75' && r.powers.includes('-1.00'));
    const strongest = product.contactLens.rows.find(
      (r: any) => r.cylinders[0] === '-2.25' && r.powers.includes('-1.00'),
    );
    expect(weak.axes).toHaveLength(18);
    expect(strongest.axes).toEqual([10, 20, 70, 80, 90, 100, 110, 160, 170, 180]);
  });

  it('names the parts of a set', async () => {
    const { product } = await shop.ask(
      `{ product(slug: "still-one-starter-set") { kind components { quantity variant { sku product { slug } } } } }`,
    );
    expect(product.components.map((c: any) => [c.variant.sku, c.quantity])).toContainEqual(['OW-ST1-CHK-CEI', 1]);
  });

  it('resolves references of other subgraphs in one statement', async () => {
    const { products } = await shop.ask(LIST, { first: 10 });
    const representations = products.edges.map((e: any) => ({ __typename: 'Product', id: e.node.id }));
    const document = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product { id name } } }';
    const run = () =>
      executeLocal(shop.catalog, {
        document,
        variables: { r: representations },
        context: shop.catalog.context({ principal: guest }),
      });
    let data: any;
    expect(
      await countStatements(async () => {
        data = (await run()).data;
      }),
    ).toBe(1);
    expect(data._entities).toHaveLength(10);
  });
});

describe('keeping the catalogue', () => {
  const first = async () => (await shop.ask(LIST, { filter: { kinds: ['FRAME'] }, first: 1 })).products.edges[0];

  it('lets buyers withdraw a product, and only staff see it then', async () => {
    const { node } = await first();
    const UPDATE = `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { __typename ... on Product { published } ... on Refusal { code } } }`;
    expect((await shop.ask(UPDATE, { input: { id: node.id, published: false } }, customer())).updateProduct.code).toBe(
      'FORBIDDEN',
    );
    expect(
      (await shop.ask(UPDATE, { input: { id: node.id, published: false } }, staff('buyer'))).updateProduct.published,
    ).toBe(false);
    const PAGE = 'query ($id: ID!) { product(id: $id) { id } }';
    expect((await shop.ask(PAGE, { id: node.id })).product).toBeNull();
    expect((await shop.ask(PAGE, { id: node.id }, staff('associate'))).product.id).toBe(node.id);
    await shop.ask(UPDATE, { input: { id: node.id, published: true } }, staff('admin'));
    expect((await shop.ask(PAGE, { id: node.id })).product.id).toBe(node.id);
  });

  it('changes a price, its range and the order of the list, and publishes it', async () => {
    const { matchedVariant } = await first();
    const SET = `mutation ($v: ID!, $a: Decimal!) { setVariantPrice(variantId: $v, amount: $a, currencyCode: "USD") { ... on Variant { price { amount } product { priceRange { min { amount } } } } ... on Refusal { code } } }`;
    const { setVariantPrice } = await shop.ask(SET, { v: matchedVariant.id, a: '1.50' }, staff('buyer'));
    expect(setVariantPrice).toEqual({
      price: { amount: '1.50' },
      product: { priceRange: { min: { amount: '1.50' } } },
    });
    expect((await shop.ask(LIST, { sort: 'PRICE_ASC', first: 1 })).products.edges[0].matchedVariant.id).toBeTruthy();
    const [event] = await shop.catalog.database.query<any>(
      `select payload from outbox where name = 'catalog.PriceChanged.v1'`,
    );
    expect(event.payload.amountMinor).toBe('150');
    expect((await shop.ask(SET, { v: matchedVariant.id, a: '1.555' }, staff('buyer'))).setVariantPrice.code).toBe(
      'PRICE_NOT_VALID',
    );
  });

  it('takes one review per customer and counts it', async () => {
    const { node } = await first();
    const REVIEW = `mutation ($p: ID!) { reviewProduct(productId: $p, rating: 4, title: "Good", body: "Sits well.") { ... on Review { authorName verifiedBuyer rating } ... on Refusal { code } } }`;
    const before = node.rating?.count ?? 0;
    expect((await shop.ask(REVIEW, { p: node.id }, guest)).reviewProduct.code).toBe('UNAUTHENTICATED');
    expect((await shop.ask(REVIEW, { p: node.id }, customer())).reviewProduct).toEqual({
      authorName: 'Hannah V.',
      verifiedBuyer: false,
      rating: 4,
    });
    expect((await shop.ask(REVIEW, { p: node.id }, customer())).reviewProduct.code).toBe('REVIEW_ALREADY_WRITTEN');
    expect(
      (await shop.ask('query ($id: ID!) { product(id: $id) { rating { count } } }', { id: node.id })).product.rating
        .count,
    ).toBe(before + 1);
  });

  it('gives a customer their reviews, and keeps those of an erased one without their name', async () => {
    const { node } = await first();
    const who = customer('cust_leaving');
    await shop.ask(
      'mutation ($p: ID!) { reviewProduct(productId: $p, rating: 2, title: "Narrow", body: "Pinches.") { __typename } }',
      { p: node.id },
      who,
    );
    const held = JSON.parse((await shop.ask('mutation { exportMyReviews }', {}, who)).exportMyReviews);

    await shop.catalog.inbox.receive([
      {
        id: 'event_erased_1',
        name: CustomerErased.name,
        source: 'customer-rx',
        aggregate: 'customer',
        aggregateId: 'cust_leaving',
        sequence: '1',
        payload: { customerId: 'cust_leaving' },
        occurredAt: shop.clock.now().toISOString(),
        trace: null,
      },
    ]);
    await drain(shop.catalog);

    expect(held.reviews).toMatchObject([{ title: 'Narrow', body: 'Pinches.', shownAs: 'Hannah V.' }]);
    const { product } = await shop.ask(
      'query ($id: ID!) { product(id: $id) { reviews(first: 50) { edges { node { title authorName } } } } }',
      { id: node.id },
    );
    expect(product.reviews.edges.map((edge: any) => edge.node)).toContainEqual({
      title: 'Narrow',
      authorName: 'OpticWorks customer',
    });
    expect(JSON.parse((await shop.ask('mutation { exportMyReviews }', {}, who)).exportMyReviews).reviews).toEqual([]);
  });
});

describe('what can be sold', () => {
  let told = 0;
  /** @param levels of each variant, told as of this second */
  const tell = (second: number, ...levels: [variantId: string, available: number][]) =>
    shop.catalog.inbox.receive(
      levels.map(([variantId, available]) => {
        told += 1;
        return {
          id: `event_stock_${told}`,
          name: StockChanged.name,
          source: 'inventory',
          aggregate: 'stock',
          aggregateId: variantId,
          sequence: String(told),
          payload: {
            sku: variantId,
            variantId,
            kind: 'GOODS',
            onHand: available,
            reserved: 0,
            allocated: 0,
            available,
            availableBefore: available + 1,
          },
          occurredAt: `2026-03-02T10:00:0${second}.000Z`,
          trace: null,
        };
      }),
    );
  const query = <R>(sql: string, params: unknown[]) => shop.catalog.database.query<R>(sql, params);

  it('follows the newest word of the stock, for single items and for the sets made of them', async () => {
    const parts = await query<{ set: string; variant_id: string; quantity: number }>(
      `select product_id as set, variant_id, quantity from bundle_component
       where product_id = (select product_id from bundle_component order by 1 limit 1) order by position`,
      [],
    );
    const [first, ...others] = parts;
    const shown = async (column: string, id: string) =>
      (await query<{ available: number }>(`select available from search_document where ${column} = $1`, [id])).map(
        (row) => row.available,
      );
    const ofVariant = () => shown('variant_id', first!.variant_id);
    const ofSet = () => shown('product_id', first!.set);

    await tell(1, ...parts.map((part): [string, number] => [part.variant_id, 12 * part.quantity]));
    expect(new Set(await ofSet())).toEqual(new Set([12]));

    await tell(3, [first!.variant_id, 9], [first!.variant_id, 5 * first!.quantity]);
    expect(new Set(await ofVariant())).toEqual(new Set([5 * first!.quantity]));
    expect(new Set(await ofSet())).toEqual(new Set([5]));

    // Late, and twice: neither undoes what is newer.
    await tell(2, [first!.variant_id, 2 * first!.quantity]);
    expect(new Set(await ofSet())).toEqual(new Set([5]));
    await tell(3, [first!.variant_id, 5 * first!.quantity], ...others.map((p): [string, number] => [p.variant_id, 99]));
    expect(new Set(await ofSet())).toEqual(new Set([5]));
    const stored = await query("select 1 from inbox where name = 'inventory.StockChanged.v1'", []);
    expect(stored).toEqual([]);
  });
});
