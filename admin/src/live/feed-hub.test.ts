import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FeedHub, type FeedTransport } from './feed-hub.ts';

type Sink = Parameters<FeedTransport['subscribe']>[2];

function aTransport() {
  const opened: { feed: string; variables: { readonly after: string | null }; sink: Sink; closed: boolean }[] = [];
  const transport: FeedTransport = {
    subscribe(feed, variables, sink) {
      const entry = { feed, variables, sink, closed: false };
      opened.push(entry);
      return () => {
        entry.closed = true;
      };
    },
  };
  return { transport, opened };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('opens a feed once for many listeners and hands every event to each', () => {
  const { transport, opened } = aTransport();
  const hub = new FeedHub(transport, () => 10);
  const seen: string[] = [];
  hub.listen<{ cursor: string }>('orderFeed', { event: (e) => seen.push(`a${e.cursor}`), resync: () => undefined });
  hub.listen<{ cursor: string }>('orderFeed', { event: (e) => seen.push(`b${e.cursor}`), resync: () => undefined });

  opened[0]?.sink.next({ cursor: '1' });

  expect(opened).toHaveLength(1);
  expect(seen).toEqual(['a1', 'b1']);
});

test('continues behind the last event after a reconnect', () => {
  const { transport, opened } = aTransport();
  const hub = new FeedHub(transport, () => 10);
  hub.listen('labBoard', { event: () => undefined, resync: () => undefined });

  opened[0]?.sink.next({ cursor: '41' });

  expect(JSON.parse(JSON.stringify(opened[0]?.variables))).toEqual({ after: '41' });
});

test('drops an event it has already seen', () => {
  const { transport, opened } = aTransport();
  const hub = new FeedHub(transport, () => 10);
  const seen: string[] = [];
  hub.listen<{ cursor: string }>('labBoard', { event: (e) => seen.push(e.cursor), resync: () => undefined });

  opened[0]?.sink.next({ cursor: '7' });
  opened[0]?.sink.next({ cursor: '7' });

  expect(seen).toEqual(['7']);
});

test('loads again and starts afresh when the server says the window has passed', () => {
  const { transport, opened } = aTransport();
  const hub = new FeedHub(transport, () => 10);
  const resync = vi.fn();
  hub.listen('orderFeed', { event: () => undefined, resync });
  opened[0]?.sink.next({ cursor: '9' });

  opened[0]?.sink.ended('LIVE_RESYNC');
  vi.advanceTimersByTime(10);

  expect(opened).toHaveLength(2);
  expect(opened[1]?.variables.after).toBeNull();
  expect(resync).toHaveBeenCalledOnce();
});

test('does not ask again for a feed that the role may not read', () => {
  const { transport, opened } = aTransport();
  const hub = new FeedHub(transport, () => 10);
  hub.listen('purchasingFeed', { event: () => undefined, resync: () => undefined });

  opened[0]?.sink.ended('FORBIDDEN');
  vi.advanceTimersByTime(60_000);

  expect(opened).toHaveLength(1);
});
