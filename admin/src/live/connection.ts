import type { DocumentInput } from '@urql/core';
import { createClient } from 'graphql-ws';
import { subscriptionPayload } from '../graph/client.ts';
import { FeedHub } from './feed-hub.ts';
import { inventoryFeed, labBoardFeed, orderFeed, prescriptionQueueFeed, purchasingFeed } from './feeds.documents.ts';
import type { ConnectionState, LiveConnection } from './live.tsx';

const documents: Record<string, DocumentInput> = {
  orderFeed,
  labBoard: labBoardFeed,
  inventoryFeed,
  purchasingFeed,
  prescriptionQueue: prescriptionQueueFeed,
};

/** How long the chip says "caught up" after a reconnect. */
const CAUGHT_UP_MS = 6_000;

/** One socket to the gateway for all feeds. It comes back by itself, with growing and spread pauses. */
export function openConnection(): LiveConnection {
  let state: ConnectionState = 'connecting';
  let wasLost = false;
  let settle: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const become = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };

  const socket = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    keepAlive: 12_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) =>
      new Promise((done) =>
        setTimeout(done, Math.min(15_000, 400 * 2 ** Math.min(retries, 6)) * (0.5 + Math.random() / 2)),
      ),
    onNonLazyError: () => become('reconnecting'),
  });
  const hub = new FeedHub({
    subscribe(feed, variables, sink) {
      const document = documents[feed];
      if (!document) throw new Error(`There is no feed named ${feed}.`);
      // The client writes the payload anew at each connection, and `after` is read at that moment.
      return socket.subscribe<Record<string, { cursor: string } | null>>(
        { ...subscriptionPayload(document), variables: variables as unknown as Record<string, unknown> },
        {
          next: (result) => {
            const event = result.data?.[feed];
            if (event) sink.next(event);
            else if (result.errors?.length) sink.ended(String(result.errors[0]?.extensions?.code ?? 'LIVE_RESYNC'));
          },
          error: (error) => sink.ended(codeOf(error)),
          complete: () => sink.ended('COMPLETED'),
        },
      );
    },
  });
  const stops = [
    socket.on('connected', () => {
      clearTimeout(settle);
      if (!wasLost) return become('live');
      wasLost = false;
      hub.reconnected();
      become('caught-up');
      settle = setTimeout(() => become('live'), CAUGHT_UP_MS);
    }),
    socket.on('closed', () => {
      clearTimeout(settle);
      wasLost = true;
      become('reconnecting');
    }),
  ];
  return {
    hub,
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      clearTimeout(settle);
      for (const stop of stops) stop();
      hub.close();
      void socket.dispose();
    },
  };
}

function codeOf(error: unknown): string {
  const first: unknown = Array.isArray(error) ? error[0] : undefined;
  const code = (first as { extensions?: { code?: unknown } } | undefined)?.extensions?.code;
  return typeof code === 'string' ? code : 'LIVE_RESYNC';
}
