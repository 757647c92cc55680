import type { Locale } from '../text/localized.ts';
import {
  boundOf,
  type FacetRow,
  type NumericFacet,
  numericFacets,
  productFacets,
  type SearchFilter,
  type SortName,
  type ValueFacet,
  valueFacets,
} from './search-sql.ts';

/** A row of search_document without its words, as `SEARCH_ROWS` reads it. */
export interface SearchRow {
  variant_id: string;
  product_id: string;
  is_default: boolean;
  position: number;
  kind: string;
  brand: string;
  collections: string[];
  shape: string | null;
  rim: string | null;
  material: string | null;
  audience: string | null;
  colour: string | null;
  size: string | null;
  price_minor: string;
  product_price_minor: string;
  eye_size: number | null;
  bridge: number | null;
  temple: number | null;
  frame_width: number | null;
  rating: number;
  published: string;
  name_en: string;
  name_de: string;
}

/** Larger catalogues are counted by PostgreSQL: holding and re-reading them would cost more than it saves. */
export const MAX_INDEXED = 50_000;

export const SEARCH_ROWS = `select (select version::text from catalog_version where name = 'products') as version,
    (select count(*)::int from search_document) as count,
    (select coalesce(json_agg(d), '[]') from (
       select variant_id, product_id, is_default, position, kind, brand, collections, shape, rim, material, audience, colour, size,
         price_minor::text, product_price_minor::text, eye_size, bridge, temple, frame_width, rating,
         (extract(epoch from published_at) * 1000)::bigint::text as published, lower(name_en) as name_en, lower(name_de) as name_de
         from search_document where (select count(*) from search_document) <= ${MAX_INDEXED}
        order by product_id, variant_id) d) as rows`;

/** What a text search found: places in the index in ascending order, and the key of relevance of those that stand for a product. */
export interface TextHits {
  readonly docs: Int32Array;
  readonly relevance: ReadonlyMap<number, number>;
}

export interface IndexPage {
  rows: { product_id: string; variant_id: string; sort_value: string }[];
  total: number;
}

/** A facet as numbers: each document's value by its place in the list of values; -1 for none. */
interface Coded {
  readonly values: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
  readonly codes: Int32Array;
}

const column: Record<Exclude<ValueFacet, 'collection'>, keyof SearchRow> = {
  kinds: 'kind',
  brand: 'brand',
  shape: 'shape',
  rim: 'rim',
  material: 'material',
  audience: 'audience',
  colour: 'colour',
  size: 'size',
};
const numberColumn: Record<NumericFacet, keyof SearchRow> = {
  price: 'price_minor',
  lensWidthMm: 'eye_size',
  bridgeMm: 'bridge',
  templeMm: 'temple',
  frameWidthMm: 'frame_width',
};
const perVariant = ['colour', 'size'] as const;

type Test = (doc: number) => boolean;

/**
 * The filters, counts and orders of one version of the catalogue, held as numbers. Says what the statements of search-sql say (a
 * test compares them), in microseconds instead of milliseconds. Stock is not in it: it changes without a version.
 */
export class SearchIndex {
  readonly version: string;
  readonly #rows: readonly SearchRow[];
  readonly #placeOf = new Map<string, number>();
  /** Number of the product of each document; documents of one product are neighbours. */
  readonly #product: Int32Array;
  readonly #coded = new Map<ValueFacet, Coded>();
  readonly #collections: readonly (readonly number[])[];
  readonly #numbers = new Map<NumericFacet, Float64Array>();
  readonly #everything: Int32Array;
  readonly #orders = new Map<string, Int32Array>();

  constructor(version: string, rows: readonly SearchRow[]) {
    this.version = version;
    this.#rows = rows;
    this.#product = new Int32Array(rows.length);
    let product = -1;
    rows.forEach((row, i) => {
      this.#placeOf.set(row.variant_id, i);
      if (i === 0 || rows[i - 1]?.product_id !== row.product_id) product += 1;
      this.#product[i] = product;
    });
    for (const [facet, name] of Object.entries(column) as [Exclude<ValueFacet, 'collection'>, keyof SearchRow][])
      this.#coded.set(facet, coded(rows.map((row) => row[name] as string | null)));
    const collections = coded(rows.flatMap((row) => row.collections));
    this.#coded.set('collection', collections);
    this.#collections = rows.map((row) => row.collections.map((name) => collections.codeOf.get(name)!));
    for (const facet of numericFacets)
      this.#numbers.set(
        facet,
        Float64Array.from(rows, (row) => {
          const value = row[numberColumn[facet]];
          return value === null ? Number.NaN : Number(value);
        }),
      );
    this.#everything = Int32Array.from(rows, (_, i) => i);
  }

  place(variantId: string): number | undefined {
    return this.#placeOf.get(variantId);
  }

  /**
   * A page of products, each by its default variant. For filters that tell variants apart the best variant depends on stock, which
   * only the database knows: not for those.
   * @param after sort value and product id of the last row of the page before
   */
  page(
    filter: SearchFilter,
    currency: string,
    sort: SortName,
    locale: Locale,
    hits: TextHits | null,
    after: readonly [string, string] | null,
    limit: number,
  ): IndexPage {
    const tests = [...this.#tests(filter, currency).values()];
    const [order, key] = this.#ordered(sort, locale, hits);
    const isText = sort === 'NAME';
    const last = after && ([isText ? after[0] : Number(after[0]), after[1]] as const);
    const found: IndexPage = { rows: [], total: 0 };
    for (const doc of order) {
      if (!tests.every((test) => test(doc))) continue;
      found.total += 1;
      if (found.rows.length >= limit) continue;
      const { product_id, variant_id } = this.#rows[doc]!;
      const value = key(doc);
      if (last && !(value > last[0] || (value === last[0] && product_id > last[1]))) continue;
      found.rows.push({ product_id, variant_id, sort_value: String(value) });
    }
    return found;
  }

  /**
   * Counts of every facet. A document misses a facet when it fails only that facet's own condition; a facet counts the documents that
   * miss nothing and those that miss only it, so its own choice never empties it.
   */
  facets(filter: SearchFilter, currency: string, hits: TextHits | null): FacetRow[] {
    const tests = [...this.#tests(filter, currency)];
    const bitOf = new Map(tests.map(([facet], i) => [facet, 1 << i]));
    const counts = new Map(valueFacets.map((facet) => [facet, new Int32Array(this.#coded.get(facet)!.values.length)]));
    const seenBy = new Map(
      perVariant.map((facet) => [facet, new Int32Array(this.#coded.get(facet)!.values.length).fill(-1)]),
    );
    const bounds = new Map(numericFacets.map((facet) => [facet, [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]]));
    const docs = hits?.docs ?? this.#everything;
    let open = -1;
    let isHit = false;
    let onlyMissed = 0;
    const counted = (facet: string) => isHit || (onlyMissed & (bitOf.get(facet) ?? 0)) !== 0;
    const close = () => {
      if (open < 0 || (!isHit && onlyMissed === 0)) return;
      for (const facet of productFacets) {
        const code = this.#coded.get(facet)!.codes[open]!;
        if (code >= 0 && counted(facet)) counts.get(facet)![code]! += 1;
      }
      if (counted('collection')) for (const code of this.#collections[open]!) counts.get('collection')![code]! += 1;
    };
    for (const doc of docs) {
      if (open < 0 || this.#product[doc] !== this.#product[open]) {
        close();
        open = doc;
        isHit = false;
        onlyMissed = 0;
      }
      let missed = 0;
      let misses = 0;
      for (let i = 0; i < tests.length && misses < 2; i += 1) {
        if (!tests[i]![1](doc)) {
          misses += 1;
          missed = 1 << i;
        }
      }
      if (misses > 1) continue;
      if (misses === 0) isHit = true;
      else onlyMissed |= missed;
      const has = (facet: string) => misses === 0 || missed === bitOf.get(facet);
      for (const facet of perVariant) {
        const code = this.#coded.get(facet)!.codes[doc]!;
        const seen = seenBy.get(facet)!;
        if (code < 0 || !has(facet) || seen[code] === this.#product[doc]) continue;
        seen[code] = this.#product[doc]!;
        counts.get(facet)![code]! += 1;
      }
      for (const facet of numericFacets) {
        const value = this.#numbers.get(facet)![doc]!;
        if (Number.isNaN(value) || !has(facet)) continue;
        const bound = bounds.get(facet)!;
        if (value < bound[0]!) bound[0] = value;
        if (value > bound[1]!) bound[1] = value;
      }
    }
    close();
    return [
      ...valueFacets.flatMap((facet) =>
        this.#coded.get(facet)!.values.flatMap((value, code): FacetRow[] => {
          const count = counts.get(facet)![code]!;
          return count > 0 ? [{ facet, value, count, low: null, high: null }] : [];
        }),
      ),
      ...numericFacets.map((facet): FacetRow => {
        const [low, high] = bounds.get(facet) as [number, number];
        const isAny = low <= high;
        return { facet, value: null, count: 0, low: isAny ? String(low) : null, high: isAny ? String(high) : null };
      }),
    ];
  }

  #tests(filter: SearchFilter, currency: string): Map<string, Test> {
    const tests = new Map<string, Test>();
    for (const facet of valueFacets) {
      const wanted = filter[facet];
      if (!wanted || wanted.length === 0) continue;
      const { codeOf, codes } = this.#coded.get(facet)!;
      const set = new Set(wanted.map((value) => codeOf.get(value)).filter((code) => code !== undefined));
      tests.set(
        facet,
        facet === 'collection'
          ? (doc) => this.#collections[doc]!.some((code) => set.has(code))
          : (doc) => set.has(codes[doc]!),
      );
    }
    for (const facet of numericFacets) {
      const [low, high] = [
        boundOf(filter[facet]?.min, facet, currency),
        boundOf(filter[facet]?.max, facet, currency),
      ].map((bound) => (bound === null ? null : Number(bound))) as [number | null, number | null];
      if (low === null && high === null) continue;
      const values = this.#numbers.get(facet)!;
      tests.set(facet, (doc) => {
        const value = values[doc]!;
        return !Number.isNaN(value) && (low === null || value >= low) && (high === null || value <= high);
      });
    }
    if (filter.fitting) {
      const fitting = new Set(filter.fitting);
      tests.set('fitting', (doc) => fitting.has(this.#rows[doc]!.variant_id));
    }
    return tests;
  }

  /** Default variants in the order asked for, and what orders them. */
  #ordered(
    sort: SortName,
    locale: Locale,
    hits: TextHits | null,
  ): [Iterable<number>, (doc: number) => number | string] {
    const rows = this.#rows;
    const key = (() => {
      switch (sort) {
        case 'RELEVANCE':
          return hits ? (doc: number) => hits.relevance.get(doc)! : (doc: number) => rows[doc]!.position;
        case 'NEWEST':
          return (doc: number) => -Number(rows[doc]!.published);
        case 'PRICE_ASC':
          return (doc: number) => Number(rows[doc]!.product_price_minor);
        case 'PRICE_DESC':
          return (doc: number) => -Number(rows[doc]!.product_price_minor);
        case 'RATING':
          return (doc: number) => -rows[doc]!.rating;
        case 'NAME':
          return (doc: number) => rows[doc]![`name_${locale}`];
      }
    })();
    const inOrder = (docs: Int32Array) =>
      docs.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        return x < y ? -1 : x > y ? 1 : rows[a]!.product_id < rows[b]!.product_id ? -1 : 1;
      });
    if (hits) return [inOrder(Int32Array.from(hits.relevance.keys())), key];
    const name = `${sort}/${locale}`;
    let order = this.#orders.get(name);
    if (!order) {
      order = inOrder(this.#everything.filter((doc) => rows[doc]!.is_default));
      this.#orders.set(name, order);
    }
    return [order, key];
  }
}

function coded(column: readonly (string | null)[]): Coded {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(column, (value) => {
    if (value === null) return -1;
    const known = codeOf.get(value);
    if (known !== undefined) return known;
    codeOf.set(value, codeOf.size);
    return codeOf.size - 1;
  });
  return { values: [...codeOf.keys()], codeOf, codes };
}
