import type { DocumentInput } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Problem, problemOf } from '../graph/problem.ts';
import { type FeedName, useFeed } from '../live/live.tsx';
import { emptyRows, type LiveRows, mergeRow } from '../live/merge-rows.ts';
import type { FilterValues, ListDefinition } from './list.types.ts';

export interface Rows<Row> {
  state: LiveRows<Row>;
  loading: boolean;
  problem: Problem | null;
  hasMore: boolean;
  more: () => void;
  reload: () => void;
  /** Shows what waited behind the "new" bar. */
  showWaiting: () => void;
}

/** Pages of a server-side list, kept fresh by its feed. @param isRead whether somebody is reading below the top right now */
export function useRows<Row, Data, Variables extends object, Name extends FeedName>(
  list: ListDefinition<Row, Data, Variables, Name>,
  values: FilterValues,
  isRead: () => boolean,
): Rows<Row> {
  const client = useClient();
  const [state, setState] = useState<LiveRows<Row>>(emptyRows);
  const [loading, setLoading] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const cursor = useRef<string | null>(null);
  const [hasMore, setHasMore] = useState(false);
  const turn = useRef(0);
  const isLoadingMore = useRef(false);
  const latest = useRef({ list, values });
  latest.current = { list, values };
  const key = JSON.stringify(list.variables(values));

  const fetchPage = useCallback(
    async (after: string | null) => {
      const { list: now, values: current } = latest.current;
      const { data, error } = await client
        .query(now.document as DocumentInput<Data>, { ...now.variables(current), after } as never, {
          requestPolicy: 'network-only',
        })
        .toPromise();
      if (error && !data) return { problem: problemOf(error) };
      return data ? { connection: now.connection(data) } : { problem: null };
    },
    [client],
  );

  const load = useCallback(
    async (isQuiet: boolean) => {
      const mine = ++turn.current;
      if (!isQuiet) setLoading(true);
      const page = await fetchPage(null);
      if (mine !== turn.current) return;
      setLoading(false);
      if (!page.connection) return setProblem(page.problem ?? null);
      setProblem(null);
      cursor.current = page.connection.pageInfo.endCursor;
      setHasMore(page.connection.pageInfo.hasNextPage);
      setState({
        rows: page.connection.edges.map((edge) => edge.node),
        waiting: [],
        left: new Set(),
        total: page.connection.totalCount,
      });
    },
    [fetchPage],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what the variables come to
  useEffect(() => void load(false), [key, load]);

  const more = useCallback(async () => {
    if (isLoadingMore.current || cursor.current === null) return;
    isLoadingMore.current = true;
    const mine = turn.current;
    const page = await fetchPage(cursor.current);
    isLoadingMore.current = false;
    if (mine !== turn.current || !page.connection) return;
    const { edges, pageInfo, totalCount } = page.connection;
    cursor.current = pageInfo.endCursor;
    setHasMore(pageInfo.hasNextPage);
    setState((now) => {
      const { idOf } = latest.current.list;
      const known = new Set(now.rows.map(idOf));
      return {
        ...now,
        rows: [...now.rows, ...edges.map((edge) => edge.node).filter((row) => !known.has(idOf(row)))],
        total: totalCount,
      };
    });
  }, [fetchPage]);

  const { feed } = list;
  useFeed<Name>(
    feed?.name ?? null,
    (event) => {
      const row = feed?.pick(event);
      if (!row || !feed) return;
      const matches = feed.matches(row, values);
      const newestAt = feed.newestAt === 'bottom' && hasMore ? 'elsewhere' : feed.newestAt;
      setState((now) => mergeRow(now, row, { idOf: list.idOf, matches, mayInsert: !isRead(), newestAt }));
    },
    () => void load(true),
  );

  const showWaiting = useCallback(() => {
    if (latest.current.list.feed?.newestAt !== 'top') return void load(true);
    setState((now) => ({ ...now, rows: [...now.waiting, ...now.rows], waiting: [] }));
  }, [load]);

  return { state, loading, problem, hasMore, more: () => void more(), reload: () => void load(true), showWaiting };
}
