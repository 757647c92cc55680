import { createDatabase, type Database } from '@opticworks/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SearchMemory } from '../src/search/search-memory.ts';
import {
  bestVariants,
  type FacetRow,
  facetStatement,
  SearchConditions,
  type SearchFilter,
  type SortName,
  sortKey,
} from '../src/search/search-sql.ts';
import { aCatalog } from './a-catalog.ts';

/** The index in memory answers what the statements of PostgreSQL answer: every filter, order, page, search and count. */
let shop: Awaited<ReturnType<typeof aCatalog>>;
let database: Database;
let memory: SearchMemory;
beforeAll(async () => {
  shop = await aCatalog();
  database = createDatabase({
    name: 'catalog-check',
    url: shop.deps.databaseUrl,
    schema: 'catalog',
    entities: [],
    migrations: [],
    logger: shop.deps.logger,
    clock: shop.clock,
  });
  memory = new SearchMemory(database);
});
afterAll(async () => {
  await database?.close();
  await shop?.close();
});

const CURRENCY = 'USD';
const some = (...values: string[]) =>
  fc.option(fc.subarray(values, { minLength: 1, maxLength: 3 }), { nil: null, freq: 2 });
const range = (low: number, high: number) =>
  fc.option(
    fc.record({
      min: fc.option(fc.integer({ min: low, max: high }).map(String), { nil: null }),
      max: fc.option(fc.integer({ min: low, max: high }).map(String), { nil: null }),
    }),
    { nil: null, freq: 1 },
  );
const filters = (collections: string[], brands: string[], colours: string[]) =>
  fc.record({
    kinds: some('FRAME', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE', 'LENS'),
    brand: some(...brands),
    collection: some(...collections, 'no-such-collection'),
    shape: some('ROUND', 'PANTO', 'SQUARE', 'AVIATOR', 'CAT_EYE'),
    rim: some('FULL', 'HALF', 'RIMLESS'),
    material: some('ACETATE', 'METAL', 'TITANIUM'),
    audience: some('UNISEX', 'WOMEN', 'MEN', 'KIDS'),
    colour: some(...colours),
    price: range(20, 400),
    lensWidthMm: range(42, 60),
  }) as fc.Arbitrary<SearchFilter>;
const sorts = fc.constantFrom<SortName>('RELEVANCE', 'NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'RATING', 'NAME');
const texts = fc.constantFrom(
  null,
  null,
  'round titanium',
  'black',
  'acetate',
  'runde brille',
  'cat eye',
  'sensor',
  'xyzzy',
);
const locales = fc.constantFrom<'en' | 'de'>('en', 'de');

const byKey = (rows: readonly FacetRow[]) =>
  rows.map((row) => `${row.facet}|${row.value}|${row.count}|${row.low}|${row.high}`).sort();

it('finds, orders, pages and counts as the statements do', async () => {
  const names = async (sql: string) => (await database.query<{ name: string }>(sql)).map(({ name }) => name);
  const [collections, brands, colours] = [
    await names('select slug as name from collection order by 1'),
    await names('select slug as name from brand order by 1 limit 4'),
    await names('select distinct colour as name from search_document where colour is not null order by 1 limit 5'),
  ];
  await fc.assert(
    fc.asyncProperty(
      filters(collections, brands, colours),
      sorts,
      texts,
      locales,
      async (filter, sort, words, locale) => {
        const held = (await memory.index(words, locale))!;
        const counted = new SearchConditions(filter, words, locale, CURRENCY);
        const rows = await database.query<FacetRow>(facetStatement(counted), counted.params);
        expect(byKey(held.index.facets(filter, CURRENCY, held.hits))).toEqual(byKey(rows));

        const conditions = new SearchConditions(filter, words, locale, CURRENCY);
        if (conditions.comparesVariants) return;
        const key = sortKey(sort, conditions, locale);
        const all = await database.query<{ product_id: string; variant_id: string; sort_value: string }>(
          `select product_id, variant_id, sort_value::text from (${bestVariants(conditions, key.sql)}) b
          order by b.sort_value, product_id`,
          conditions.params,
        );
        const page = held.index.page(filter, CURRENCY, sort, locale, held.hits, null, 10);
        expect(page).toEqual({ rows: all.slice(0, 10), total: all.length });
        const last = page.rows.at(-1);
        if (!last) return;
        const after = [last.sort_value, last.product_id] as const;
        expect(held.index.page(filter, CURRENCY, sort, locale, held.hits, after, 10).rows).toEqual(all.slice(10, 20));
      },
    ),
    { numRuns: 250, seed: 20260302 },
  );
});

it('is read anew when a search row changes, and not when only its stock does', async () => {
  const before = (await memory.index(null, 'en'))!.index;
  await database.query('update search_document set available = available + 1 where is_default');
  expect((await memory.index(null, 'en'))!.index).toBe(before);

  await database.query(
    `update search_document set name_en = 'Zzz ' || name_en where variant_id = (select min(variant_id) from search_document where is_default)`,
  );
  const { index } = (await memory.index(null, 'en'))!;

  expect(index).not.toBe(before);
  expect(BigInt(index.version)).toBe(BigInt(before.version) + 1n);
  expect(index.page({}, CURRENCY, 'NAME', 'en', null, null, 1_000).rows.at(-1)?.sort_value).toMatch(/^zzz /);
});
