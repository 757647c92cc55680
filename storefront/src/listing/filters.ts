/** Filters of a list live in its address, so that a list can be sent, bookmarked and read without scripts. */
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
export const rangeFacets = ['lensWidthMm', 'bridgeMm', 'templeMm', 'frameWidthMm', 'price'] as const;
export const sorts = ['RELEVANCE', 'NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'RATING', 'NAME'] as const;

export type ValueFacet = (typeof valueFacets)[number];
export type RangeFacet = (typeof rangeFacets)[number];
export type Sort = (typeof sorts)[number];
export type SearchParams = Record<string, string | string[] | undefined>;

export interface ListState {
  query: string;
  sort: Sort;
  after: string | null;
  inStock: boolean;
  values: Partial<Record<ValueFacet, string[]>>;
  ranges: Partial<Record<RangeFacet, { min: string | null; max: string | null }>>;
  /** Ranges that cannot be read, as they were typed: they stand in their fields with what is wrong, and filter nothing. */
  mistakes: Partial<Record<RangeFacet, RangeMistake>>;
}

export interface RangeMistake {
  min: string;
  max: string;
  why: 'NOT_A_NUMBER' | 'UPSIDE_DOWN';
}

const all = (value: string | string[] | undefined): string[] =>
  (Array.isArray(value) ? value : value ? [value] : []).filter(Boolean);
const one = (value: string | string[] | undefined): string => all(value)[0]?.trim() ?? '';

/** A number as typed, in either language's decimal sign; null where nothing, or none, was typed. */
const decimal = (typed: string): string | null => {
  const text = typed.replace(',', '.');
  return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? text : null;
};

/** Reads an address; what it does not know is dropped, so that an old link still shows a list. */
export function readListState(params: SearchParams): ListState {
  const values: ListState['values'] = {};
  for (const facet of valueFacets) {
    const given = all(params[facet]).slice(0, 30);
    if (given.length) values[facet] = given;
  }
  const ranges: ListState['ranges'] = {};
  const mistakes: ListState['mistakes'] = {};
  for (const facet of rangeFacets) {
    const typed = { min: one(params[`${facet}Min`]).slice(0, 20), max: one(params[`${facet}Max`]).slice(0, 20) };
    const [min, max] = [decimal(typed.min), decimal(typed.max)];
    if ((typed.min && !min) || (typed.max && !max)) mistakes[facet] = { ...typed, why: 'NOT_A_NUMBER' };
    else if (min && max && Number(min) > Number(max)) mistakes[facet] = { ...typed, why: 'UPSIDE_DOWN' };
    else if (min ?? max) ranges[facet] = { min, max };
  }
  const sort = one(params.sort);
  return {
    query: one(params.q).slice(0, 200),
    sort: (sorts as readonly string[]).includes(sort) ? (sort as Sort) : 'RELEVANCE',
    after: one(params.after) || null,
    inStock: one(params.inStock) === '1',
    values,
    ranges,
    mistakes,
  };
}

/** The address of a list, always in the same order; changing a filter starts again at the first page. */
export function listQuery(state: ListState, withPage = false): string {
  const search = new URLSearchParams();
  if (state.query) search.set('q', state.query);
  for (const facet of valueFacets) for (const value of state.values[facet] ?? []) search.append(facet, value);
  for (const facet of rangeFacets) {
    const range = state.ranges[facet] ?? state.mistakes[facet];
    if (range?.min) search.set(`${facet}Min`, range.min);
    if (range?.max) search.set(`${facet}Max`, range.max);
  }
  if (state.inStock) search.set('inStock', '1');
  if (state.sort !== 'RELEVANCE') search.set('sort', state.sort);
  if (withPage && state.after) search.set('after', state.after);
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The list with one value of a facet switched on or off. */
export function toggled(state: ListState, facet: ValueFacet, value: string): ListState {
  const now = state.values[facet] ?? [];
  const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
  return { ...state, after: null, values: { ...state.values, [facet]: next.length ? next : undefined } };
}

/** The list as the graph is asked for it; `fixed` is what the page itself stands for and cannot be taken away. */
export function productFilter(state: ListState, fixed: Partial<Record<ValueFacet, string[]>>) {
  return {
    ...state.values,
    ...fixed,
    ...state.ranges,
    ...(state.inStock ? { inStock: true } : {}),
  };
}

export const hasFilters = (state: ListState): boolean =>
  state.inStock ||
  Object.values(state.values).some((v) => v?.length) ||
  Object.keys(state.ranges).length > 0 ||
  Object.keys(state.mistakes).length > 0;
