import { useCallback, useEffect, useRef } from 'react';
import { type DocumentInput, useQuery } from 'urql';
import { type FeedEvents, type FeedName, useFeed } from '../live/live.tsx';
import { type Problem, problemOf } from './problem.ts';

export interface Loaded<Data> {
  data: Data | undefined;
  problem: Problem | null;
  fetching: boolean;
  reload: () => void;
}

/** A query that keeps its last good answer on the screen while it asks again, and also when that fails. */
export function useLoad<Data, Variables extends object>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
  options: { pause?: boolean } = {},
): Loaded<Data> {
  const [{ data, error, fetching }, execute] = useQuery<Data>({
    query: document as DocumentInput<Data>,
    variables: variables as Record<string, unknown>,
    pause: options.pause ?? false,
  });
  const key = JSON.stringify(variables);
  const kept = useRef<{ key: string; data: Data } | null>(null);
  if (data !== undefined && data !== null && !error) kept.current = { key, data };
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const last = kept.current?.key === key ? kept.current.data : (data ?? undefined);
  return { data: last, problem: error ? problemOf(error) : null, fetching, reload };
}

/** Asks again, a moment later, when a live event concerns what is on the screen, or when events may have been missed. */
export function useReloadOn<Name extends FeedName>(
  name: Name,
  concerns: (event: FeedEvents[Name]) => boolean,
  reload: () => void,
): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(reload, 150);
  };
  useFeed(name, (event) => concerns(event) && soon(), soon);
}
