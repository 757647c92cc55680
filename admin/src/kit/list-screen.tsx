// biome-ignore-all lint/a11y/useSemanticElements: rows of a long list are placed one by one, which the elements of a table cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus goes from row to row; groups, heads and cells never take it
import { useNavigate, useSearch } from '@tanstack/react-router';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FeedName } from '../live/live.tsx';
import { Button, Field, TextInput } from './controls.tsx';
import { csvText, saveText } from './csv.ts';
import { usePageTitle } from './detail.tsx';
import { FormDialog } from './dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { count, today } from './format.ts';
import { useGo } from './go.tsx';
import type { Column, FilterValues, ListDefinition } from './list.types.ts';
import { listWidthRem } from './list-width.ts';
import { Menu } from './menu.tsx';
import { readViews, removeView, saveView } from './saved-views.ts';
import { EmptyState, ProblemState, Skeleton } from './states.tsx';
import { useRows } from './use-rows.ts';

const ROW_PX = 36;
/** This far from the end the next page is asked for. */
const AHEAD_ROWS = 20;

/**
 * A list that lives on the server: filters in the address, pages fetched as one scrolls, rows changed by the live feed in place.
 * Keys: / search, j and k move, Enter opens, x selects, Escape clears the selection.
 */
export function ListScreen<Row, Data, Variables extends object, Name extends FeedName>(props: {
  list: ListDefinition<Row, Data, Variables, Name>;
  /** What has to be said above the rows. */
  note?: ReactNode;
}) {
  const { list } = props;
  usePageTitle(list.title);
  const navigate = useNavigate();
  const go = useGo();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const values = useMemo<FilterValues>(() => {
    const given = Object.fromEntries(
      Object.entries(search).map(([name, value]) => [name, value === '' ? undefined : String(value)]),
    );
    return { ...list.defaults, ...given };
  }, [search, list.defaults]);
  const setValues = useCallback(
    (next: Record<string, string>) => void navigate({ search: next as never, replace: true }),
    [navigate],
  );
  const setValue = (name: string, value: string | undefined) => {
    const next: Record<string, string> = {};
    for (const [key, one] of Object.entries({ ...values, [name]: value })) if (one !== undefined) next[key] = one;
    // A cleared default has to be said, or it would come back.
    if (value === undefined && list.defaults?.[name] !== undefined) next[name] = '';
    setValues(next);
  };

  const [hidden, setHidden] = useState<readonly string[]>(() =>
    list.columns.filter((column) => column.optional).map((column) => column.id),
  );
  const columns = list.columns.filter((column) => !hidden.includes(column.id));
  const tracks = [...(list.bulk ? ['2rem'] : []), ...columns.map((column) => column.width)];
  const template = tracks.join(' ');
  const width = { minWidth: `${listWidthRem(tracks)}rem` };
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);

  const viewport = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const isRead = useCallback(() => {
    const element = viewport.current;
    return Boolean(element && (element.scrollTop > ROW_PX || element.contains(document.activeElement)));
  }, []);
  const { state, loading, problem, hasMore, more, reload, showWaiting } = useRows(list, values, isRead);
  const { rows } = state;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : list.idOf(row);
    },
    // The row with the focus stays drawn however far one scrolls; otherwise the focus would be lost.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(active < rows.length ? [active] : [])])].sort((a, b) => a - b),
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - AHEAD_ROWS) more();
  }, [hasMore, lastShown, rows.length, more]);

  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => viewport.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  const toggle = (id: string) =>
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const open = (row: Row) => list.hrefOf && go(list.hrefOf(row));

  const keys = useRef({ focusRow, active });
  keys.current = { focusRow, active };
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent) {
      const target = event.target as HTMLElement;
      if (event.metaKey || event.ctrlKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (target.closest('[role="dialog"],[role="menu"]')) return;
      if (event.key === '/') {
        event.preventDefault();
        searchField.current?.focus();
      } else if ((event.key === 'j' || event.key === 'k') && !target.closest('[data-row]')) {
        event.preventDefault();
        keys.current.focusRow(keys.current.active);
      }
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  function onRowKey(event: KeyboardEvent, row: Row, index: number) {
    if (event.target !== event.currentTarget) return;
    const steps: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 15, PageUp: -15 };
    const step = steps[event.key];
    if (step !== undefined) focusRow(index + step);
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(rows.length - 1);
    else if (event.key === 'Enter') open(row);
    else if (event.key === 'x' && list.bulk) toggle(list.idOf(row));
    else if (event.key === 'Escape') setSelected(new Set());
    else return;
    event.preventDefault();
  }

  const chosen = rows.filter((row) => selected.has(list.idOf(row)));
  const exportRows = () => {
    const exported = columns.filter(
      (column): column is Column<Row> & { text: NonNullable<Column<Row>['text']> } => column.text !== undefined,
    );
    const source = chosen.length > 0 ? chosen : rows;
    const text = csvText(
      exported.map((column) => column.label),
      source.map((row) => exported.map((column) => column.text(row))),
    );
    saveText(`${list.id}-${today()}.csv`, text, 'text/csv;charset=utf-8');
  };

  return (
    <div className="flex h-[calc(100dvh-3rem)] flex-col">
      <header className="flex flex-wrap items-center gap-2 px-4 pt-4 pb-3 lg:px-6">
        <h1 className="me-2 text-xl">{list.title}</h1>
        <FilterBar filters={list.filters} values={values} onChange={setValue} searchField={searchField} />
        <span className="text-ink-soft" aria-live="polite">
          {loading ? 'Loading…' : `${count(state.total)} ${state.total === 1 ? 'row' : 'rows'}`}
        </span>
        <div className="ms-auto flex flex-wrap gap-2">
          {list.actions}
          <Views
            listId={list.id}
            values={values}
            hidden={hidden}
            onChoose={(view) => {
              setHidden(view.hidden);
              setValues(view.values);
            }}
            onReset={() => setValues({})}
          />
          <Menu
            keepOpen
            trigger={<Button>Columns</Button>}
            items={list.columns.map((column) => ({
              label: column.label,
              checked: !hidden.includes(column.id),
              onSelect: () =>
                setHidden((now) =>
                  now.includes(column.id) ? now.filter((id) => id !== column.id) : [...now, column.id],
                ),
            }))}
          />
          <Button
            onClick={exportRows}
            disabled={rows.length === 0}
            title={chosen.length > 0 ? 'The selected rows' : 'The rows loaded so far'}
          >
            Export
          </Button>
        </div>
      </header>
      {props.note}
      {list.bulk && chosen.length > 0 && (
        <div className="flex items-center gap-2 border-line border-y bg-accent-soft px-4 py-2 lg:px-6">
          <span className="font-medium">{chosen.length} selected</span>
          {list.bulk.map((action) => (
            <Button
              key={action.label}
              tone={action.tone ?? 'quiet'}
              onClick={() =>
                action.run(chosen, () => {
                  setSelected(new Set());
                  reload();
                })
              }
            >
              {action.label}
            </Button>
          ))}
          <Button tone="plain" onClick={() => setSelected(new Set())}>
            Clear
          </Button>
        </div>
      )}
      {state.waiting.length > 0 && (
        <button
          type="button"
          className="border-line border-y bg-accent-soft px-4 py-1.5 text-accent-strong"
          onClick={showWaiting}
        >
          {state.waiting.length} new — show
        </button>
      )}
      <div
        ref={viewport}
        className="min-h-0 flex-1 overflow-auto border-line border-t"
        role="table"
        aria-label={list.title}
        aria-rowcount={state.total}
      >
        <div role="rowgroup" className="sticky top-0 z-10 border-line border-b bg-paper" style={width}>
          <div
            role="row"
            className="grid items-center gap-x-3 px-4 py-1.5 text-ink-soft text-xs lg:px-6"
            style={{ gridTemplateColumns: template }}
          >
            {list.bulk && (
              <span role="columnheader">
                <input
                  type="checkbox"
                  aria-label="Select all loaded rows"
                  checked={rows.length > 0 && chosen.length === rows.length}
                  onChange={(e) => setSelected(e.target.checked ? new Set(rows.map(list.idOf)) : new Set())}
                />
              </span>
            )}
            {columns.map((column) => (
              <span key={column.id} role="columnheader" className={clsx('truncate', column.alignEnd && 'text-end')}>
                {column.label}
              </span>
            ))}
          </div>
        </div>
        {problem && rows.length === 0 ? (
          <ProblemState problem={problem} onRetry={reload} />
        ) : loading && rows.length === 0 ? (
          <div className="space-y-3 px-6 py-3" aria-hidden="true">
            {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
              <Skeleton key={key} className="h-6" />
            ))}
          </div>
        ) : rows.length === 0 ? (
          <EmptyState {...list.empty} />
        ) : (
          <div
            role="rowgroup"
            className={clsx('relative', loading && 'opacity-60')}
            style={{ ...width, height: virtual.getTotalSize() }}
          >
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              const id = list.idOf(row);
              const hasLeft = state.left.has(id);
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 1}
                  aria-selected={list.bulk ? selected.has(id) : undefined}
                  data-row={item.index}
                  data-id={id}
                  tabIndex={item.index === active ? 0 : -1}
                  title={hasLeft ? 'No longer matches the filter' : undefined}
                  className={clsx(
                    'absolute inset-x-0 grid items-center gap-x-3 border-line border-b px-4 hover:bg-sunken focus-visible:outline-offset-[-2px] lg:px-6',
                    list.hrefOf && 'cursor-pointer',
                    selected.has(id) && 'bg-accent-soft',
                    hasLeft && 'text-ink-soft line-through decoration-1',
                  )}
                  style={{ gridTemplateColumns: template, height: ROW_PX, transform: `translateY(${item.start}px)` }}
                  onFocus={() => setActive(item.index)}
                  onKeyDown={(event) => onRowKey(event, row, item.index)}
                  onClick={(event) => {
                    if ((event.target as HTMLElement).closest('a,button,input,label')) return;
                    if (!window.getSelection()?.toString()) open(row);
                  }}
                >
                  {list.bulk && (
                    <span role="cell">
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        aria-label="Select"
                        checked={selected.has(id)}
                        onChange={() => toggle(id)}
                      />
                    </span>
                  )}
                  {columns.map((column) => (
                    <span key={column.id} role="cell" className={clsx('truncate', column.alignEnd && 'text-end')}>
                      {column.cell(row)}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}

function Views(props: {
  listId: string;
  values: FilterValues;
  hidden: readonly string[];
  onChoose: (view: { values: Record<string, string>; hidden: readonly string[] }) => void;
  onReset: () => void;
}) {
  const [views, setViews] = useState(() => readViews(props.listId));
  const [name, setName] = useState('');
  const current = () =>
    Object.fromEntries(
      Object.entries(props.values).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  return (
    <>
      <Menu
        trigger={<Button>Views</Button>}
        items={[
          { label: 'As it comes', onSelect: props.onReset },
          ...views.map((view) => ({ label: view.name, onSelect: () => props.onChoose(view) })),
          ...views.map((view) => ({
            label: `Remove “${view.name}”`,
            onSelect: () => setViews(removeView(props.listId, view.name)),
          })),
        ]}
      />
      <FormDialog
        trigger={<Button>Save view</Button>}
        title="Save this view"
        consequence="Keeps the filters and columns as they are now, in this browser."
        submit="Save"
        onSubmit={async () => {
          setViews(saveView(props.listId, { name: name.trim(), values: current(), hidden: props.hidden }));
          setName('');
          return true;
        }}
      >
        <Field label="Name">
          <TextInput required autoFocus value={name} onChange={(e) => setName(e.target.value)} />
        </Field>
      </FormDialog>
    </>
  );
}
