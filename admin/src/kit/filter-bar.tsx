import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from './controls.tsx';
import type { Filter, FilterValues } from './list.types.ts';
import { Menu } from './menu.tsx';

/** Filters of a list. The search waits for a pause in the typing; everything else applies at once. */
export function FilterBar(props: {
  filters: readonly Filter[];
  values: FilterValues;
  onChange: (name: string, value: string | undefined) => void;
  searchField: RefObject<HTMLInputElement | null>;
}) {
  // biome-ignore lint/suspicious/useIterableCallbackReturn: every kind of filter has its case
  return props.filters.map((filter) => {
    const value = props.values[filter.name];
    switch (filter.kind) {
      case 'search':
        return (
          <SearchFilter
            key={filter.name}
            label={filter.label}
            value={value ?? ''}
            field={props.searchField}
            onChange={(text) => props.onChange(filter.name, text || undefined)}
          />
        );
      case 'toggle':
        return (
          <label key={filter.name} className="flex items-center gap-1.5 px-1">
            <input
              type="checkbox"
              checked={value === 'yes'}
              onChange={(e) => props.onChange(filter.name, e.target.checked ? 'yes' : undefined)}
            />
            {filter.label}
          </label>
        );
      case 'date':
        return (
          <label key={filter.name} className="flex items-center gap-1.5 text-ink-soft">
            {filter.label}
            <input
              type="date"
              className="control"
              value={value ?? ''}
              onChange={(e) => props.onChange(filter.name, e.target.value || undefined)}
            />
          </label>
        );
      case 'choice': {
        if (!filter.many)
          return (
            <select
              key={filter.name}
              aria-label={filter.label}
              className="control"
              value={value ?? ''}
              onChange={(e) => props.onChange(filter.name, e.target.value || undefined)}
            >
              {!filter.always && <option value="">{filter.label}: any</option>}
              {filter.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          );
        const chosen = value ? value.split(',') : [];
        const names = filter.options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
        return (
          <Menu
            key={filter.name}
            keepOpen
            trigger={
              <Button>
                {filter.label}:{' '}
                {names.length === 0 ? 'any' : names.length < 3 ? names.join(', ') : `${names.length} chosen`}
              </Button>
            }
            items={filter.options.map((option) => ({
              label: option.label,
              checked: chosen.includes(option.value),
              onSelect: () => {
                const next = chosen.includes(option.value)
                  ? chosen.filter((one) => one !== option.value)
                  : [...chosen, option.value];
                props.onChange(filter.name, next.join(',') || undefined);
              },
            }))}
          />
        );
      }
    }
  });
}

function SearchFilter(props: {
  label: string;
  value: string;
  field: RefObject<HTMLInputElement | null>;
  onChange: (text: string) => void;
}) {
  const [text, setText] = useState(props.value);
  const sent = useRef(props.value);
  useEffect(() => {
    if (props.value !== sent.current) {
      sent.current = props.value;
      setText(props.value);
    }
  }, [props.value]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      props.onChange(text.trim());
    }, 200);
    return () => clearTimeout(timer);
  });
  return (
    <input
      ref={props.field}
      type="search"
      aria-label={props.label}
      placeholder={`${props.label}  /`}
      className="control w-64 max-w-full"
      value={text}
      onChange={(e) => setText(e.target.value)}
      onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
    />
  );
}
