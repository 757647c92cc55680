import {
  type Database,
  encodeCursor,
  JoinedReads,
  type PageInfo,
  pageOf,
  type RequestContext,
  refuse,
} from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { completeEyes, readTypedRx } from '../lenses/prescription-input.ts';
import { type CatalogueReads, loaders } from '../products/product.loaders.ts';
import { type Locale, localeOf } from '../text/localized.ts';

import { fittingVariants } from './can-take.ts';
import { correctWords } from './correct-words.ts';
import { colourFamilies, facetLabels, valueLabel } from './facet-labels.ts';
import {
  type FacetType,
  type NumericFacetType,
  ProductConnectionType,
  type ProductEdgeType,
  type ProductFilter,
  type ProductsArgs,
} from './search.type.ts';
import type { SearchIndex, TextHits } from './search-index.ts';
import {
  bestVariants,
  comparesVariants,
  type FacetRow,
  facetStatement,
  numericFacets,
  SearchConditions,
  type SearchFilter,
  type SortName,
  sortKey,
  tokensOf,
  valueFacets,
} from './search-sql.ts';

interface HitRow {
  product_id: string;
  variant_id: string;
  sort_value: string;
}

type CountedRow = HitRow & { version: string; total: number | null };

/** A page that was found, and by what its facets are counted. */
interface Found {
  rows: HitRow[];
  /** Version of the catalogue the page was read at; null when nothing was found that could tell. */
  version: string | null;
  /** All hits, where looking for them has counted them anyway. */
  total: number | null;
  /** Null where PostgreSQL has to answer: stock is asked for, or the catalogue is too large to hold. */
  held: { index: SearchIndex; hits: TextHits | null } | null;
}

/** Searches and browses: a page of products, each with the variant that matched. */
export async function searchProducts(
  catalogue: Catalogue,
  ctx: RequestContext,
  args: ProductsArgs,
): Promise<ProductConnectionType> {
  const locale = localeOf(ctx.locale);
  const filter = await plainFilter(catalogue, args.filter ?? {});
  const typed = args.query?.trim() || null;
  let words = typed && tokensOf(typed).length > 0 ? typed : null;
  const sort = (args.sort ?? 'RELEVANCE') as SortName;
  const page = pageOf({ first: args.first ?? 24, after: args.after ?? null }, 24);
  let result = await find(catalogue, filter, words, sort, locale, page);
  let suggestion: string | null = null;
  if (result.rows.length === 0 && words !== null && page.from === null) {
    const corrected = await correctWords(catalogue.database, words);
    if (corrected) {
      const found = await find(catalogue, filter, corrected, sort, locale, page);
      if (found.rows.length > 0) {
        result = found;
        suggestion = corrected;
        words = corrected;
      }
    }
  }
  const { rows, held } = result;
  const reads = loaders(catalogue, ctx);
  if (result.version !== null) reads.at(result.version);
  const shown = rows.slice(0, page.limit);
  const nodes = await allOf(shown.map((row) => reads.product.load(row.product_id)));
  const edges = shown.flatMap((row, i): ProductEdgeType[] => {
    const node = nodes[i];
    if (!node) return [];
    return [{ cursor: encodeCursor([row.sort_value, row.product_id]), node, variantId: row.variant_id }];
  });
  const pageInfo: PageInfo = {
    hasNextPage: rows.length > page.limit,
    hasPreviousPage: page.from !== null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  let facets: ReturnType<typeof facetsOf> | null = null;
  const conditions = () => new SearchConditions(filter, words, locale, catalogue.currency);
  return Object.assign(new ProductConnectionType(), {
    edges,
    pageInfo,
    suggestion,
    count: () =>
      page.from === null && rows.length <= page.limit
        ? Promise.resolve(rows.length)
        : countHits(catalogue, reads, result.total, filter, conditions),
    facetsAndRanges: () => {
      facets ??= facetsOf(catalogue, reads, filter, conditions, held, locale);
      return facets;
    },
  });
}

async function find(
  catalogue: Catalogue,
  filter: SearchFilter,
  words: string | null,
  sort: SortName,
  locale: Locale,
  page: ReturnType<typeof pageOf>,
): Promise<Found> {
  const held = filter.inStock ? null : await catalogue.search.index(words, locale);
  if (!held || comparesVariants(filter)) {
    const conditions = new SearchConditions(filter, words, locale, catalogue.currency);
    const rows = await hits(catalogue, conditions, words, sort, locale, page);
    return { rows, version: rows[0]?.version ?? null, total: rows[0]?.total ?? null, held };
  }
  const after = page.from && ([String(page.from[0]), String(page.from[1])] as const);
  const found = held.index.page(filter, catalogue.currency, sort, locale, held.hits, after, page.limit + 1);
  return { ...found, version: held.index.version, held };
}

async function hits(
  catalogue: Catalogue,
  conditions: SearchConditions,
  words: string | null,
  sort: SortName,
  locale: Locale,
  page: ReturnType<typeof pageOf>,
): Promise<CountedRow[]> {
  const key = sortKey(sort, conditions, locale);
  const best = bestVariants(conditions, key.sql);
  const [value, id] = page.from ?? [];
  const after =
    page.from === null
      ? ''
      : `where (sort_value, product_id) > (${conditions.param(String(value))}::${key.type}, ${conditions.param(String(id))}::text)`;
  const limit = conditions.param(page.limit + 1);
  const total = words === null ? 'null::int' : '(count(*) over ())::int';
  const statement = `select product_id, variant_id, sort_value::text, total, (select version::text from catalog_version where name = 'products') as version
       from (select *, ${total} as total from (${best}) best) counted ${after} order by counted.sort_value, product_id limit ${limit}`;
  return sharedReads(catalogue.database).read(statement + JSON.stringify(conditions.params), () =>
    catalogue.database.query<CountedRow>(statement, conditions.params),
  );
}

/** The first page of a popular list is asked for by many at once. */
const sharedReads = (database: Database): JoinedReads<CountedRow[]> => {
  let reads = readsOf.get(database);
  if (!reads) {
    reads = new JoinedReads();
    readsOf.set(database, reads);
  }
  return reads;
};
const readsOf = new WeakMap<Database, JoinedReads<CountedRow[]>>();

/** Counts what a browse would list. Of filters that ask the catalogue alone, the count is kept as long as its version lives. */
async function countHits(
  catalogue: Catalogue,
  reads: CatalogueReads,
  counted: number | null,
  filter: SearchFilter,
  conditionsOf: () => SearchConditions,
): Promise<number> {
  if (counted !== null) return counted;
  const conditions = conditionsOf();
  const isKept = conditions.always.length === 0 && !filter.inStock && !filter.fitting;
  const kept = (await reads.snapshot()).kind<number>('count');
  const key = JSON.stringify(filter);
  const known = isKept ? kept.get(key) : undefined;
  if (known !== undefined) return known;
  const distinct = conditions.comparesVariants ? 'count(distinct d.product_id)' : 'count(*)';
  const [row] = await catalogue.database.query<{ count: number }>(
    `select ${distinct}::int as count from search_document d where ${conditions.all}`,
    conditions.params,
  );
  const count = row?.count ?? 0;
  if (isKept) kept.set(key, count);
  return count;
}

/** Waits only when something has to be waited for. */
function allOf<V>(values: readonly (V | Promise<V>)[]): readonly V[] | Promise<V[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as readonly V[]);
}

/** Made once: localeCompare looks the rules of its language up for every pair. */
const collators = { en: new Intl.Collator('en'), de: new Intl.Collator('de') };

async function facetsOf(
  catalogue: Catalogue,
  reads: CatalogueReads,
  filter: SearchFilter,
  conditions: () => SearchConditions,
  held: Found['held'],
  locale: Locale,
): Promise<{ facets: FacetType[]; ranges: NumericFacetType[] }> {
  const { version } = await reads.snapshot();
  const rows = held
    ? held.index.facets(filter, catalogue.currency, held.hits)
    : await countedByDatabase(catalogue, conditions());
  const labels = await catalogue.search.labels(version);
  const facets = valueFacets.map((name) => {
    const selected = new Set(filter[name] ?? []);
    const values = rows
      .filter((r) => r.facet === name && r.value !== null)
      .map((r) => ({
        value: r.value as string,
        label: valueLabel(name, r.value as string, labels, locale),
        count: r.count,
        selected: selected.has(r.value as string),
        swatch: name === 'colour' ? (colourFamilies[r.value as string]?.swatch ?? null) : null,
      }))
      .sort((a, b) => b.count - a.count || collators[locale].compare(a.label, b.label));
    return { name, label: facetLabels[name][locale], values };
  });
  const ranges = numericFacets.flatMap((name) => {
    const row = rows.find((r) => r.facet === name);
    if (!row || row.low === null || row.high === null) return [];
    const scale = name === 'price' ? 100 : 10;
    const digits = name === 'price' ? 2 : 1;
    return [
      {
        name,
        label: facetLabels[name][locale],
        unit: name === 'price' ? catalogue.currency : 'mm',
        min: (Number(row.low) / scale).toFixed(digits),
        max: (Number(row.high) / scale).toFixed(digits),
      },
    ];
  });
  return { facets: facets.filter((f) => f.values.length > 0), ranges };
}

const countedByDatabase = (catalogue: Catalogue, conditions: SearchConditions) =>
  catalogue.database.query<FacetRow>(facetStatement(conditions), conditions.params);

/** The filter in plain values; "can take my prescription" is answered here as a list of variants. */
async function plainFilter(catalogue: Catalogue, filter: ProductFilter): Promise<SearchFilter> {
  if (!filter.canTake) return filter as SearchFilter;
  const { od, os, pdMm } = filter.canTake;
  const lenses = await catalogue.lenses.latest();
  const { thresholds } = lenses.prescriptionRules;
  const read = readTypedRx(od, os, { pd: pdMm ? { binocularMm: pdMm } : null }, thresholds);
  const eyes = read.draft && read.unreadable.length === 0 ? completeEyes(read.draft) : null;
  if (!eyes || !read.draft) {
    refuse(
      ERRORS.PRESCRIPTION_UNREADABLE,
      {},
      {
        issues: read.unreadable.map((f) => ({
          code: f.code,
          message: f.code,
          field: f.field,
          severity: 'error' as const,
        })),
      },
    );
  }
  const version = await catalogue.search.version();
  const frames = await catalogue.search.frames(version);
  return { ...filter, fitting: fittingVariants(frames, eyes, read.draft.pd, lenses) } as SearchFilter;
}

export interface Suggested {
  text: string;
  productId: string | null;
}

/** Products whose words begin with what is typed; a misspelt word is corrected when nothing does. */
export async function suggest(catalogue: Catalogue, text: string, locale: Locale, first: number): Promise<Suggested[]> {
  if (tokensOf(text).length === 0) return [];
  const find = (words: string) => {
    const conditions = new SearchConditions({}, words, locale, catalogue.currency);
    return catalogue.database.query<{ text: string; product_id: string }>(
      `select d.name_${locale} as text, d.product_id from search_document d where ${conditions.all}
        order by ${conditions.rank} desc, d.position, d.product_id limit ${conditions.param(first)}`,
      conditions.params,
    );
  };
  const direct = await find(text);
  const rows = direct.map((r) => ({ text: r.text, productId: r.product_id }));
  if (rows.length > 0) return rows;
  const corrected = await correctWords(catalogue.database, text);
  if (!corrected) return [];
  const near = await find(corrected);
  return [{ text: corrected, productId: null }, ...near.map((r) => ({ text: r.text, productId: r.product_id }))].slice(
    0,
    first,
  );
}
