import Form from 'next/form';
import Link from 'next/link';
import { href, type Locale, type Messages } from '../i18n/locales.ts';
import { look } from '../kit/look.ts';
import { type ListState, listQuery, rangeFacets, toggled, type ValueFacet, valueFacets } from './filters.ts';

export interface Facets {
  facets: {
    name: string;
    label: string;
    values: { value: string; label: string; count: number; swatch: string | null }[];
  }[];
  ranges: { name: string; label: string; unit: string; min: string; max: string }[];
}

interface PanelProps extends Facets {
  /** Tells the ids of two panels on a page apart. */
  place: string;
  path: string;
  state: ListState;
  hidden: readonly ValueFacet[];
  locale: Locale;
  t: Messages;
}

/** Filters as links and one plain form: they work before, and without, any script. */
export function FilterPanel({ place, path, state, facets, ranges, hidden, locale, t }: PanelProps) {
  const base = href(locale, path);
  const rangeOf = (name: string) => ranges.find((range) => range.name === name);
  const fit = rangeFacets.filter((name) => rangeOf(name));
  return (
    <div className="grid gap-6">
      {fit.length > 0 ? (
        <Form action={base} className="grid gap-3">
          <Hidden state={state} />
          <fieldset className="grid gap-3">
            <legend className="mb-1 font-medium">{fit.length > 1 ? t.list.fit : t.list.price}</legend>
            {fit.length > 1 ? <p className={look.hint}>{t.list.fitHelp}</p> : null}
            {fit.map((name) => {
              const range = rangeOf(name);
              const mistake = state.mistakes[name];
              const chosen = state.ranges[name] ?? mistake;
              return (
                <div key={name} className="grid grid-cols-[1fr_4.5rem_4.5rem] items-center gap-2">
                  <span className="text-sm" id={`${place}-${name}`}>
                    {t.list[name]}
                  </span>
                  {(['Min', 'Max'] as const).map((end) => (
                    <input
                      key={end}
                      name={name + end}
                      inputMode="decimal"
                      aria-label={`${t.list[name]} ${end === 'Min' ? t.list.from : t.list.to} (${range?.unit})`}
                      placeholder={(end === 'Min' ? range?.min : range?.max)?.replace(/\.0+$/, '')}
                      defaultValue={(end === 'Min' ? chosen?.min : chosen?.max) ?? ''}
                      aria-invalid={mistake ? true : undefined}
                      aria-describedby={mistake ? `${place}-${name}-error` : undefined}
                      className="tabular min-h-10 w-full rounded-lg border border-line-strong bg-raised px-2 text-sm placeholder:text-ink-soft"
                    />
                  ))}
                  {mistake ? (
                    <p id={`${place}-${name}-error`} role="alert" className="col-span-3 text-sm text-bad">
                      {mistake.why === 'UPSIDE_DOWN' ? t.list.rangeUpsideDown : t.list.rangeNotANumber}
                    </p>
                  ) : null}
                </div>
              );
            })}
            <label className="flex min-h-10 items-center gap-2 text-sm">
              <input
                type="checkbox"
                name="inStock"
                value="1"
                defaultChecked={state.inStock}
                className="size-5 accent-accent"
              />
              {t.list.inStock}
            </label>
          </fieldset>
          <button type="submit" className={look.secondary}>
            {t.list.apply}
          </button>
        </Form>
      ) : null}
      {facets
        .filter((facet) => (valueFacets as readonly string[]).includes(facet.name))
        .filter((facet) => !hidden.includes(facet.name as ValueFacet) && facet.values.length > 0)
        .map((facet) => {
          const name = facet.name as ValueFacet;
          const chosen = state.values[name] ?? [];
          return (
            <details
              key={name}
              open={chosen.length > 0 || ['shape', 'colour', 'material', 'brand'].includes(name)}
              className="border-t border-line pt-4"
            >
              <summary className="min-h-8 font-medium">{facet.label}</summary>
              <ul className="mt-2 grid">
                {facet.values.map((value) => {
                  const isOn = chosen.includes(value.value);
                  return (
                    <li key={value.value}>
                      <Link
                        href={base + listQuery(toggled(state, name, value.value))}
                        scroll={false}
                        prefetch={false}
                        rel="nofollow"
                        aria-current={isOn ? 'true' : undefined}
                        className={`flex min-h-9 items-center gap-2.5 rounded-lg px-1 text-sm hover:bg-sunken ${value.count === 0 && !isOn ? 'text-ink-soft' : ''}`}
                      >
                        <span
                          aria-hidden
                          className={`grid size-4.5 shrink-0 place-items-center rounded border text-xs ${isOn ? 'border-accent bg-accent text-on-accent' : 'border-line-strong'}`}
                        >
                          {isOn ? '✓' : ''}
                        </span>
                        {value.swatch ? (
                          <span
                            aria-hidden
                            className="size-4 rounded-full border border-line-strong"
                            style={{ background: value.swatch }}
                          />
                        ) : null}
                        <span className="grow">{value.label}</span>
                        <span className="tabular text-ink-soft">{value.count}</span>
                      </Link>
                    </li>
                  );
                })}
              </ul>
            </details>
          );
        })}
    </div>
  );
}

/** What the form must not lose: everything that is chosen elsewhere. */
function Hidden({ state }: { state: ListState }) {
  return (
    <>
      {state.query ? <input type="hidden" name="q" value={state.query} /> : null}
      {state.sort === 'RELEVANCE' ? null : <input type="hidden" name="sort" value={state.sort} />}
      {valueFacets.flatMap((facet) =>
        (state.values[facet] ?? []).map((value) => (
          <input key={facet + value} type="hidden" name={facet} value={value} />
        )),
      )}
    </>
  );
}
