import Link from 'next/link';
import { ask } from '../graph/ask.ts';
import type { VariablesOf } from '../graph/tada.ts';
import { fill, href, type Locale, type Messages, plural } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';
import { FilterPanel } from './filter-panel.tsx';
import {
  hasFilters,
  type ListState,
  listQuery,
  productFilter,
  sorts,
  toggled,
  type ValueFacet,
  valueFacets,
} from './filters.ts';
import { productListDocument } from './listing.documents.ts';
import { ProductGrid } from './product-card.tsx';

interface ListProps {
  /** The page's own address, in internal names. */
  path: string;
  title: string;
  lead?: string;
  state: ListState;
  /** What the page stands for: its kind or collection. */
  fixed: Partial<Record<ValueFacet, string[]>>;
  locale: Locale;
  t: Messages;
}

export async function ProductList({ path, title, lead, state, fixed, locale, t }: ListProps) {
  const variables = {
    query: state.query || null,
    filter: productFilter(state, fixed),
    sort: state.sort,
    first: 24,
    after: state.after,
  } as VariablesOf<typeof productListDocument>;
  const { products } = await ask(productListDocument, variables, { locale });
  const base = href(locale, path);
  const hidden = [...(Object.keys(fixed) as ValueFacet[])];
  const labelOf = (facet: ValueFacet, value: string) =>
    products.facets.find((one) => one.name === facet)?.values.find((one) => one.value === value)?.label ?? value;
  /** Twice on the page: folded away on small screens, beside the list on large ones. */
  const panel = (place: string) => (
    <FilterPanel
      place={place}
      path={path}
      state={state}
      facets={products.facets}
      ranges={products.ranges}
      hidden={hidden}
      locale={locale}
      t={t}
    />
  );
  return (
    <div className={`${look.page} py-8 sm:py-12`}>
      <header className="grid gap-3">
        <h1 className={look.h1}>{title}</h1>
        {lead ? <p className="max-w-prose text-lg text-ink-soft">{lead}</p> : null}
      </header>
      {products.suggestion ? (
        <p className="mt-4">
          {t.list.didYouMean}{' '}
          <Link className={look.link} href={base + listQuery({ ...state, query: products.suggestion, after: null })}>
            {products.suggestion}
          </Link>
          ?
        </p>
      ) : null}
      <div className="mt-8 grid gap-8 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <aside aria-label={t.list.filters}>
          <details className="rounded-xl border border-line p-4 lg:hidden">
            <summary className="font-medium">{t.list.filters}</summary>
            <div className="mt-4">{panel('small')}</div>
          </details>
          <div className="hidden lg:block">{panel('large')}</div>
        </aside>
        <section aria-label={title} className="grid content-start gap-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p role="status" className="tabular text-ink-soft">
              {plural(locale, t.list.results, products.totalCount)}
            </p>
            <nav aria-label={t.list.sort} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
              {sorts
                .filter((sort) => sort !== 'NAME')
                .map((sort) => (
                  <Link
                    key={sort}
                    href={base + listQuery({ ...state, sort, after: null })}
                    scroll={false}
                    prefetch={false}
                    rel="nofollow"
                    aria-current={sort === state.sort ? 'true' : undefined}
                    className={`inline-flex min-h-8 items-center ${sort === state.sort ? 'font-medium underline decoration-accent decoration-2 underline-offset-8' : 'text-ink-soft hover:text-ink'}`}
                  >
                    {t.list.sorts[sort]}
                  </Link>
                ))}
            </nav>
          </div>
          {hasFilters(state) ? (
            <ul className="flex flex-wrap gap-2">
              {valueFacets.flatMap((facet) =>
                (state.values[facet] ?? []).map((value) => (
                  <li key={facet + value}>
                    <Link
                      href={base + listQuery(toggled(state, facet, value))}
                      scroll={false}
                      className="inline-flex min-h-9 items-center gap-2 rounded-full bg-accent-soft px-3.5 text-sm"
                      aria-label={fill(t.list.remove, { name: labelOf(facet, value) })}
                    >
                      {labelOf(facet, value)} <span aria-hidden>×</span>
                    </Link>
                  </li>
                )),
              )}
              <li>
                <Link
                  href={base + (state.query ? `?q=${encodeURIComponent(state.query)}` : '')}
                  scroll={false}
                  className={look.quiet}
                >
                  {t.list.clear}
                </Link>
              </li>
            </ul>
          ) : null}
          {products.edges.length > 0 ? (
            <>
              <h2 className="sr-only">{plural(locale, t.list.results, products.totalCount)}</h2>
              <ProductGrid edges={products.edges} locale={locale} t={t} />
            </>
          ) : (
            <div className={`${look.card} grid gap-3 p-8`}>
              <p className="text-xl">{t.list.empty}</p>
              <p className="text-ink-soft">{t.list.emptyHelp}</p>
              <p>
                <Link href={base} className={look.secondary}>
                  {t.list.clear}
                </Link>
              </p>
            </div>
          )}
          <nav className="flex justify-between gap-4 pt-4">
            {state.after ? (
              <Link href={base + listQuery(state)} className={look.secondary}>
                {t.list.first}
              </Link>
            ) : (
              <span />
            )}
            {products.pageInfo.hasNextPage ? (
              <Link
                rel="next"
                href={base + listQuery({ ...state, after: products.pageInfo.endCursor }, true)}
                className={look.secondary}
              >
                {t.list.next}
              </Link>
            ) : null}
          </nav>
        </section>
      </div>
    </div>
  );
}
