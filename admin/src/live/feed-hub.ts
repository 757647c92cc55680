/**
 * Keeps each live feed open once, however many screens listen, and remembers how far it was read.
 *
 * A feed is closed → open → (lost → open)*. After a loss the transport subscribes again with the payload it was given; the payload's
 * `after` is read at that moment, so the server continues behind the last event seen. Where nothing was seen yet, or the server says
 * that the window has passed, listeners are told to load again: no gap either way.
 */
export interface FeedTransport {
  subscribe(
    feed: string,
    variables: { readonly after: string | null },
    sink: { next(event: { cursor: string }): void; ended(code: string | null): void },
  ): () => void;
}

export interface FeedListener<Event> {
  event(event: Event): void;
  /** Something may have been missed. */
  resync(): void;
}

interface Feed {
  cursor: string | null;
  close: () => void;
  listeners: Set<FeedListener<never>>;
  retry: ReturnType<typeof setTimeout> | undefined;
  failures: number;
}

export class FeedHub {
  readonly #transport: FeedTransport;
  readonly #feeds = new Map<string, Feed>();
  readonly #retryMs: (failures: number) => number;

  constructor(
    transport: FeedTransport,
    retryMs = (failures: number) => Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2),
  ) {
    this.#transport = transport;
    this.#retryMs = retryMs;
  }

  /** A feed stays open after its last listener left, so that its cursor never grows old while people move between screens. */
  listen<Event>(name: string, listener: FeedListener<Event>): () => void {
    let feed = this.#feeds.get(name);
    if (!feed) {
      feed = { cursor: null, close: () => undefined, listeners: new Set(), retry: undefined, failures: 0 };
      this.#feeds.set(name, feed);
      this.#open(name, feed);
    }
    const own = listener as FeedListener<never>;
    feed.listeners.add(own);
    return () => void feed.listeners.delete(own);
  }

  /** To be called when the connection came back: feeds without a cursor cannot continue, so they load again. */
  reconnected(): void {
    for (const feed of this.#feeds.values()) if (feed.cursor === null) this.#resync(feed);
  }

  close(): void {
    for (const feed of this.#feeds.values()) {
      clearTimeout(feed.retry);
      feed.close();
    }
    this.#feeds.clear();
  }

  #open(name: string, feed: Feed): void {
    feed.close = this.#transport.subscribe(
      name,
      {
        get after() {
          return feed.cursor;
        },
      },
      {
        next: (event) => {
          feed.failures = 0;
          if (event.cursor === feed.cursor) return;
          feed.cursor = event.cursor;
          for (const listener of [...feed.listeners]) listener.event(event as never);
        },
        ended: (code) => {
          if (this.#feeds.get(name) !== feed) return;
          // Without the right to a feed there is nothing to wait for.
          if (code === 'FORBIDDEN' || code === 'UNAUTHENTICATED') return;
          if (code !== null && code !== 'COMPLETED') feed.cursor = null;
          feed.failures += 1;
          clearTimeout(feed.retry);
          feed.retry = setTimeout(() => {
            this.#open(name, feed);
            if (feed.cursor === null) this.#resync(feed);
          }, this.#retryMs(feed.failures));
        },
      },
    );
  }

  #resync(feed: Feed): void {
    for (const listener of [...feed.listeners]) listener.resync();
  }
}
