import { fromDecimalString } from '@opticworks/kernel';
import type { Locale } from '../text/localized.ts';

/** What a list is narrowed to, in plain values. */
export interface SearchFilter {
  kinds?: readonly string[] | null;
  brand?: readonly string[] | null;
  collection?: readonly string[] | null;
  shape?: readonly string[] | null;
  rim?: readonly string[] | null;
  material?: readonly string[] | null;
  audience?: readonly string[] | null;
  colour?: readonly string[] | null;
  size?: readonly string[] | null;
  price?: Range | null;
  lensWidthMm?: Range | null;
  bridgeMm?: Range | null;
  templeMm?: Range | null;
  frameWidthMm?: Range | null;
  inStock?: boolean | null;
  /** Variants in which a prescription can be made; null for no such question. */
  fitting?: readonly string[] | null;
}
export interface Range {
  min?: string | null;
  max?: string | null;
}

export const valueFacets = [
  'kinds',
  'brand',
  'collection',
  'shape',
  'rim',
  'material',
  'audience',
  'colour',
  'size',
] as const;
export type ValueFacet = (typeof valueFacets)[number];
export const numericFacets = ['price', 'lensWidthMm', 'bridgeMm', 'templeMm', 'frameWidthMm'] as const;
export type NumericFacet = (typeof numericFacets)[number];

const columnOf: Record<ValueFacet | NumericFacet, string> = {
  kinds: 'kind',
  brand: 'brand',
  collection: 'collections',
  shape: 'shape',
  rim: 'rim',
  material: 'material',
  audience: 'audience',
  colour: 'colour',
  size: 'size',
  price: 'price_minor',
  lensWidthMm: 'eye_size',
  bridgeMm: 'bridge',
  templeMm: 'temple',
  frameWidthMm: 'frame_width',
};

/** Whether a filter asks for something in which variants of one product differ; otherwise the default variant stands for its product. */
export function comparesVariants(filter: SearchFilter): boolean {
  if (filter.inStock || filter.fitting) return true;
  if (filter.colour?.length || filter.size?.length) return true;
  return numericFacets.some((facet) => filter[facet]?.min != null || filter[facet]?.max != null);
}

/** A condition per facet in use, with the statement's parameters. */
export class SearchConditions {
  readonly params: unknown[] = [];
  readonly byFacet = new Map<string, string>();
  /** Text search and fixed conditions, which no facet excludes. */
  readonly always: string[] = [];
  rank: string | null = null;
  readonly comparesVariants: boolean;

  constructor(filter: SearchFilter, text: string | null, locale: Locale, currency: string) {
    this.comparesVariants = comparesVariants(filter);
    for (const facet of valueFacets) {
      const values = filter[facet];
      if (!values || values.length === 0) continue;
      const at = this.param(values);
      this.byFacet.set(
        facet,
        facet === 'collection' ? `d.collections && ${at}::text[]` : `d.${columnOf[facet]} = any(${at}::text[])`,
      );
    }
    for (const facet of numericFacets) {
      const range = filter[facet];
      const [low, high] = [boundOf(range?.min, facet, currency), boundOf(range?.max, facet, currency)];
      const parts = [
        ...(low === null ? [] : [`d.${columnOf[facet]} >= ${this.param(low)}::bigint`]),
        ...(high === null ? [] : [`d.${columnOf[facet]} <= ${this.param(high)}::bigint`]),
      ];
      if (parts.length > 0) this.byFacet.set(facet, parts.join(' and '));
    }
    if (filter.inStock) this.byFacet.set('inStock', 'd.available > 0');
    if (filter.fitting) this.byFacet.set('fitting', `d.variant_id = any(${this.param(filter.fitting)}::text[])`);
    if (text !== null) {
      const query = tsQuery(text, locale, (value) => this.param(value));
      this.always.push(`d.words_${locale} @@ ${query}`);
      this.rank = `ts_rank(d.words_${locale}, ${query})`;
    }
  }

  param(value: unknown): string {
    this.params.push(value);
    return `$${this.params.length}`;
  }

  /** Everything at once. */
  get all(): string {
    const parts = [...this.always, ...this.byFacet.values()];
    if (!this.comparesVariants) parts.unshift('d.is_default');
    return parts.length > 0 ? parts.join(' and ') : 'true';
  }
}

/** A bound of a range in the unit of its column: minor units of the currency, tenths of a millimetre. */
export const boundOf = (value: string | null | undefined, facet: NumericFacet, currency: string): string | null => {
  if (value == null) return null;
  // Beyond every price and every size: the same answer, in numbers a column can be compared with.
  const within = Math.abs(Number(value)) < FARTHEST ? value : String(Math.sign(Number(value)) * FARTHEST);
  return facet === 'price' ? minorOf(within, currency) : String(Math.round(Number(within) * 10));
};
const FARTHEST = 1_000_000_000;

/** A price bound may be typed with more decimals than the currency has; only then it is cut. */
function minorOf(value: string, currency: string): string {
  const [whole = '0', fraction = ''] = value.split('.');
  return fromDecimalString(fraction ? `${whole}.${fraction.slice(0, 2)}` : whole, currency).amountMinor.toString();
}

export const tokensOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []).slice(0, 8).map((t) => t.slice(0, 40));

/** Each word as its stem in the reader's language, or as the beginning of a word: "round ace" finds round acetate frames. */
function tsQuery(text: string, locale: Locale, param: (value: string) => string): string {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return `to_tsquery('simple', '')`;
  const config = locale === 'de' ? 'german' : 'english';
  return `(${tokens
    .map((token) => {
      const quoted = param(`'${token.replace(/'/g, '')}'`);
      const prefix = param(`'${token.replace(/'/g, '')}':*`);
      return `(to_tsquery('${config}', ${quoted}) || to_tsquery('simple', ${prefix}))`;
    })
    .join(' && ')})`;
}

export type SortName = 'RELEVANCE' | 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC' | 'RATING' | 'NAME';

/** The value a list is ordered by, ascending; the product id breaks ties. */
export function sortKey(
  sort: SortName,
  conditions: SearchConditions,
  locale: Locale,
): { sql: string; type: 'bigint' | 'text' } {
  switch (sort) {
    case 'RELEVANCE':
      return conditions.rank
        ? { sql: `((1000000 - round(${conditions.rank} * 1000000))::bigint * 100000 + d.position)`, type: 'bigint' }
        : { sql: 'd.position::bigint', type: 'bigint' };
    case 'NEWEST':
      return { sql: '-(extract(epoch from d.published_at) * 1000)::bigint', type: 'bigint' };
    case 'PRICE_ASC':
      return { sql: 'd.product_price_minor', type: 'bigint' };
    case 'PRICE_DESC':
      return { sql: '-d.product_price_minor', type: 'bigint' };
    case 'RATING':
      return { sql: '-d.rating::bigint', type: 'bigint' };
    case 'NAME':
      return { sql: `lower(d.name_${locale})`, type: 'text' };
  }
}

/**
 * All documents that contain the words, in one value: their variants, and for those that stand for a product the key of relevance.
 * Which words were asked is all it depends on, so one statement serves every filter, order and page of a search.
 */
export function textStatement(words: string, locale: Locale): { sql: string; params: unknown[] } {
  const conditions = new SearchConditions({}, words, locale, '');
  const key = sortKey('RELEVANCE', conditions, locale).sql;
  return {
    sql: `select (select version::text from catalog_version where name = 'products') as version,
        coalesce(string_agg(d.variant_id || case when d.is_default then ':' || ${key} else '' end, ','), '') as found
      from search_document d where ${conditions.always.join(' and ')}`,
    params: conditions.params,
  };
}

/** Best variant of each matching product with its sort value; `best` can be counted and paged. */
export function bestVariants(conditions: SearchConditions, key: string): string {
  return conditions.comparesVariants
    ? `select distinct on (d.product_id) d.product_id, d.variant_id, ${key} as sort_value from search_document d
        where ${conditions.all} order by d.product_id, (d.available > 0) desc, d.is_default desc, d.variant_position`
    : `select d.product_id, d.variant_id, ${key} as sort_value from search_document d where ${conditions.all}`;
}

/** A value of a facet with its count, or the bounds of a numeric one. */
export interface FacetRow {
  facet: string;
  value: string | null;
  count: number;
  low: string | null;
  high: string | null;
}

/** Facets whose value all variants of a product share. */
export const productFacets = ['kinds', 'brand', 'shape', 'rim', 'material', 'audience'] as const;

/**
 * Counts of every facet in one statement. A row misses a facet when it fails only that facet's own condition; a facet counts the rows
 * that miss nothing and those that miss only it, so its own choice never empties it. Rows are folded into products first: what their
 * variants share is then counted without looking for duplicates, which was most of the work.
 */
export function facetStatement(conditions: SearchConditions): string {
  const used = [...conditions.byFacet.entries()];
  const flags = used.map(([facet, sql]) => `(${sql}) is true as "m_${facet}"`);
  const missed = used.length > 0 ? used.map(([facet]) => `(not "m_${facet}")::int`).join(' + ') : '0';
  const where = (facet: string) =>
    conditions.byFacet.has(facet) ? `(misses = 0 or (misses = 1 and not "m_${facet}"))` : 'misses = 0';
  const always = conditions.always.length > 0 ? conditions.always.join(' and ') : 'true';
  const own = [...productFacets, 'collection'].filter((facet) => conditions.byFacet.has(facet));
  const hit = (facet: string) => (own.includes(facet) ? `p."h_${facet}"` : 'p.hit');
  const perVariant = (facet: 'colour' | 'size') =>
    `select '${facet}', ${facet}, count(*)::int, null::bigint, null::bigint
       from (select distinct product_id, ${facet} from scored where ${where(facet)} and ${facet} is not null) v group by ${facet}`;
  const bounds = numericFacets.map((facet) => {
    const only = conditions.byFacet.has(facet) ? where(facet) : 'misses = 0';
    return `min(${columnOf[facet]}) filter (where ${only}) as "low_${facet}", max(${columnOf[facet]}) filter (where ${only}) as "high_${facet}"`;
  });
  return `with scored as materialized (
      select *, ${missed} as misses from (
        select d.product_id, d.kind, d.brand, d.collections, d.shape, d.rim, d.material, d.audience, d.colour, d.size, d.price_minor,
          d.eye_size, d.bridge, d.temple, d.frame_width${flags.length > 0 ? `, ${flags.join(', ')}` : ''}
        from search_document d where ${always}) f),
    by_product as materialized (
      select kind, brand, collections, shape, rim, material, audience, bool_or(misses = 0) as hit
        ${own.map((facet) => `, bool_or${where(facet)} as "h_${facet}"`).join('')}
      from scored group by product_id, kind, brand, collections, shape, rim, material, audience)
    select f.facet, f.value, count(*)::int as count, null::bigint as low, null::bigint as high
      from by_product p cross join lateral (values ${productFacets.map((facet) => `('${facet}', p.${columnOf[facet]}, ${hit(facet)})`).join(', ')}) f(facet, value, hit)
      where f.hit and f.value is not null group by f.facet, f.value
    union all select 'collection', c.value, count(*)::int, null, null
      from by_product p, unnest(p.collections) c(value) where ${hit('collection')} group by c.value
    union all ${perVariant('colour')}
    union all ${perVariant('size')}
    union all select f.facet, null, 0, f.low::bigint, f.high::bigint from (select ${bounds.join(', ')} from scored) b
      cross join lateral (values ${numericFacets.map((facet) => `('${facet}', b."low_${facet}", b."high_${facet}")`).join(', ')}) f(facet, low, high)`;
}
