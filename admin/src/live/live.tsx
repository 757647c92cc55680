import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ResultOf } from '../graph/tada.ts';
import type { FeedHub } from './feed-hub.ts';
import type {
  inventoryFeed,
  labBoardFeed,
  orderFeed,
  prescriptionQueueFeed,
  purchasingFeed,
} from './feeds.documents.ts';

export interface FeedEvents {
  orderFeed: ResultOf<typeof orderFeed>['orderFeed'];
  labBoard: ResultOf<typeof labBoardFeed>['labBoard'];
  inventoryFeed: ResultOf<typeof inventoryFeed>['inventoryFeed'];
  purchasingFeed: ResultOf<typeof purchasingFeed>['purchasingFeed'];
  prescriptionQueue: ResultOf<typeof prescriptionQueueFeed>['prescriptionQueue'];
}
export type FeedName = keyof FeedEvents;

export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'caught-up';

export interface LiveConnection {
  hub: FeedHub;
  state(): ConnectionState;
  onChange(listener: () => void): () => void;
  close(): void;
}

const LiveContext = createContext<LiveConnection | null>(null);

/** Opens the connection when somebody has signed in and closes it when they leave. The socket code is loaded only then. */
export function LiveProvider(props: { userKey: string; children: ReactNode }) {
  const [connection, setConnection] = useState<LiveConnection | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person signing in needs a connection of their own
  useEffect(() => {
    let opened: LiveConnection | null = null;
    let isGone = false;
    void import('./connection.ts').then(({ openConnection }) => {
      if (isGone) return;
      opened = openConnection();
      setConnection(opened);
    });
    return () => {
      isGone = true;
      opened?.close();
    };
  }, [props.userKey]);
  return <LiveContext value={connection}>{props.children}</LiveContext>;
}

export function useConnectionState(): ConnectionState {
  const connection = useContext(LiveContext);
  const [state, setState] = useState<ConnectionState>('connecting');
  useEffect(() => {
    if (!connection) return;
    setState(connection.state());
    return connection.onChange(() => setState(connection.state()));
  }, [connection]);
  return state;
}

/** Hears a feed while the screen is open. `onResync` is called when events may have been missed: load again. */
export function useFeed<Name extends FeedName>(
  name: Name | null,
  onEvent: (event: FeedEvents[Name]) => void,
  onResync: () => void,
): void {
  const connection = useContext(LiveContext);
  const latest = useRef({ onEvent, onResync });
  latest.current = { onEvent, onResync };
  const listener = useMemo(
    () => ({
      event: (event: FeedEvents[Name]) => latest.current.onEvent(event),
      resync: () => latest.current.onResync(),
    }),
    [],
  );
  useEffect(
    () => (connection && name ? connection.hub.listen(name, listener) : undefined),
    [connection, name, listener],
  );
}
