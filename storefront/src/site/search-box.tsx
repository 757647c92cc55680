'use client';
import Form from 'next/form';
import Link from 'next/link';
import { useEffect, useId, useRef, useState } from 'react';
import type { ResultOf } from '../graph/tada.ts';
import { href, type Locale } from '../i18n/href.ts';
import { Icon } from '../kit/icons.tsx';
import type { suggestionsDocument } from '../listing/listing.documents.ts';

type Suggestion = ResultOf<typeof suggestionsDocument>['searchSuggestions'][number];

const suggest = async (query: string, signal: AbortSignal) => {
  const [{ send }, documents] = await Promise.all([
    import('../graph/browser.ts'),
    import('../listing/listing.documents.ts'),
  ]);
  return send(documents.suggestionsDocument, { query }, { signal });
};

/** A plain search form; with scripts it suggests while typing. */
export function SearchBox({ locale, label }: { locale: Locale; label: string }) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const text = query.trim();
    if (text.length < 2) {
      setFound([]);
      return;
    }
    const superseded = new AbortController();
    const timer = setTimeout(() => {
      suggest(text, superseded.signal)
        .then((data) => setFound(data.searchSuggestions))
        // Suggestions are a help; without them the form still searches.
        .catch(() => {});
    }, 150);
    return () => {
      clearTimeout(timer);
      superseded.abort();
    };
  }, [query]);
  const close = () => setFound([]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears what happens to the field and the list inside it
    <div
      ref={box}
      className="relative w-full"
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <Form
        action={href(locale, '/search')}
        role="search"
        className="flex items-center rounded-full bg-sunken pl-4 focus-within:outline-2 focus-within:outline-accent"
        onSubmit={close}
      >
        <Icon name="search" className="size-4 shrink-0 text-ink-soft" />
        <input
          type="search"
          name="q"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          aria-label={label}
          aria-controls={list}
          placeholder={label}
          autoComplete="off"
          className="min-h-11 w-full bg-transparent px-2 text-base outline-none placeholder:text-ink-soft"
        />
      </Form>
      <ul
        id={list}
        hidden={found.length === 0}
        className="absolute inset-x-0 top-full z-20 mt-2 rounded-2xl border border-line bg-raised p-2 shadow-lg"
      >
        {found.map((one) => (
          <li key={one.text + (one.product?.id ?? '')}>
            <Link
              href={
                one.product
                  ? href(locale, `/product/${one.product.slug}`)
                  : `${href(locale, '/search')}?q=${encodeURIComponent(one.text)}`
              }
              onClick={close}
              className="flex min-h-10 items-center rounded-lg px-3 hover:bg-sunken"
            >
              {one.text}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
