import { hash, integer, type RawParams, text } from './params.ts';
import { invalidRequest, missing } from './stripe-failure.ts';

/** Cursor pages, newest first, as every Stripe list. */
export function page<T extends { id: string; created?: number }>(
  newestFirst: T[],
  raw: RawParams,
  url: string,
  noun: string,
) {
  const limit = integer(raw.limit, 'limit') ?? 10;
  if (limit < 1 || limit > 100)
    throw invalidRequest(`Invalid limit: must be between 1 and 100`, {
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  const after = text(raw.starting_after, 'starting_after');
  const before = text(raw.ending_before, 'ending_before');
  const matching = newestFirst.filter((item) => createdMatches(item.created ?? 0, raw.created));
  if (before) {
    const end = position(matching, before, noun, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: matching.slice(start, end), has_more: start > 0, url };
  }
  const start = after ? position(matching, after, noun, 'starting_after') + 1 : 0;
  return { object: 'list', data: matching.slice(start, start + limit), has_more: start + limit < matching.length, url };
}

function position<T extends { id: string }>(items: T[], id: string, noun: string, param: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw missing(noun, id, param, 400);
  return index;
}

function createdMatches(created: number, raw: unknown): boolean {
  if (raw === undefined) return true;
  if (typeof raw === 'string') return created === Number(raw);
  const range = hash(raw, 'created') ?? {};
  return (
    (range.gt === undefined || created > Number(range.gt)) &&
    (range.gte === undefined || created >= Number(range.gte)) &&
    (range.lt === undefined || created < Number(range.lt)) &&
    (range.lte === undefined || created <= Number(range.lte))
  );
}

/** The part of Stripe's search language a shop needs: `field:'value'` and `metadata['key']:'value'`, joined by AND. */
export function search<T extends { id: string }>(newestFirst: T[], raw: RawParams, url: string) {
  const query = text(raw.query, 'query') ?? '';
  const clauses = query.split(/\s+AND\s+/i).map((clause) => {
    const match = /^(?:metadata\[["']([^"']+)["']\]|(\w+))\s*:\s*["']?([^"']*)["']?$/.exec(clause.trim());
    if (!match) throw invalidRequest(`We were unable to parse your search query: ${query}`, { param: 'query' });
    return { key: match[1], field: match[2], value: match[3] };
  });
  const data = newestFirst.filter((item) =>
    clauses.every(({ key, field, value }) => {
      const holder = item as unknown as Record<string, unknown> & { metadata?: Record<string, string> };
      return String(key ? holder.metadata?.[key] : holder[field as string]) === value;
    }),
  );
  return { object: 'search_result', data: data.slice(0, 100), has_more: false, next_page: null, url };
}
