import type { TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql/language/printer.js';
import { createClient } from 'graphql-ws';
import { operationNameOf, persistedExtensions } from './browser.ts';

export interface LiveOptions<Data> {
  url: string;
  orderToken?: string | undefined;
  /** The cursor of an event; the next connection starts behind the last one seen. */
  cursorOf(data: Data): string;
  onData(data: Data): void;
  onConnected(isConnected: boolean): void;
}

const pauses = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * Listens until stopped. A lost connection is made again, each time asking for everything after the last cursor seen, so that
 * nothing is missed and nothing comes twice. graphql-ws's own retry would repeat the first cursor instead.
 * @returns stop
 */
export function listen<Data, Variables extends { after?: string | null }>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  { url, orderToken, cursorOf, onData, onConnected }: LiveOptions<Data>,
): () => void {
  let after = variables.after ?? null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const socket = createClient({
    url,
    lazy: true,
    retryAttempts: 0,
    // A WebSocket of a browser carries no headers of its own: the gateway reads them here, under the same names.
    connectionParams: { 'x-order-token': orderToken, 'x-opticworks-locale': window.document.documentElement.lang },
    on: { connected: () => onConnected(true) },
    // A dead line is noticed without waiting for the next event.
    keepAlive: 15_000,
  });
  const extensions = persistedExtensions(document as never);
  const again = () => {
    if (isStopped) return;
    onConnected(false);
    timer = setTimeout(start, pauses[Math.min(failures++, pauses.length - 1)]);
  };
  let unsubscribe = () => {};
  const start = () => {
    unsubscribe = socket.subscribe<Data>(
      {
        operationName: operationNameOf(document as never),
        query: extensions ? '' : print(document),
        variables: { ...variables, after },
        ...(extensions ? { extensions } : {}),
      },
      {
        next: ({ data }) => {
          // An event that could not be told whole is asked for anew, behind the last one that was.
          if (!data) return unsubscribe();
          failures = 0;
          after = cursorOf(data);
          onData(data);
        },
        error: again,
        complete: again,
      },
    );
  };
  const retryNow = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    start();
  };
  window.addEventListener('online', retryNow);
  start();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    window.removeEventListener('online', retryNow);
    unsubscribe();
    void socket.dispose();
  };
}
