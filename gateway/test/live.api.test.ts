import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Principal } from '@opticworks/kernel';
import { silentLogger } from '@opticworks/kernel';
import { execute, parse } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { DataSource, SubgraphAnswer, SubgraphRequest } from '../src/execution/data-source.ts';
import { AsyncQueue } from '../src/live/async-queue.ts';
import { Streams } from '../src/live/streams.ts';
import { type OperationContext, operationContext } from '../src/request-context.ts';
import { fuzzSources, subgraphSdl } from './fuzz/fuzz-graph.ts';
import { aGateway } from './fuzz-gateway.ts';

/** A log of changes that is read from any place, as the outbox of a subgraph is; streams from it can be cut. */
class LiveGoods implements DataSource {
  readonly log: { cursor: string; id: string }[] = [];
  readonly streams = new Set<{
    queue: AsyncQueue<SubgraphAnswer>;
    push(entry: { cursor: string; id: string }): void;
  }>();
  opened = 0;
  readonly #schema = buildSubgraphSchema([{ typeDefs: parse(subgraphSdl.goods!), resolvers: {} }]);
  constructor(private readonly inner: DataSource) {}

  fetch(request: SubgraphRequest) {
    return this.inner.fetch(request);
  }

  async subscribe(request: SubgraphRequest): Promise<AsyncIterator<SubgraphAnswer>> {
    this.opened++;
    const queue = new AsyncQueue<SubgraphAnswer>(() => this.streams.delete(stream));
    const stream = {
      queue,
      push: ({ cursor, id }: { cursor: string; id: string }) => {
        const product = { __typename: 'Product', id, sku: `sku-${id}`, name: `name ${id}`, price: 100 };
        const rootValue = { productChanged: { cursor, product } };
        const answer = execute({
          schema: this.#schema,
          document: parse(request.document),
          rootValue,
          variableValues: request.variables,
        });
        queue.push(JSON.parse(JSON.stringify(answer)) as SubgraphAnswer);
      },
    };
    const after = request.variables.opticworks_after;
    if (typeof after === 'string') for (const entry of this.log.filter((e) => e.cursor > after)) stream.push(entry);
    this.streams.add(stream);
    return queue;
  }

  change(id: string): string {
    const cursor = String(this.log.length + 1).padStart(4, '0');
    this.log.push({ cursor, id });
    for (const stream of this.streams) stream.push({ cursor, id });
    return cursor;
  }

  cut(): void {
    for (const { queue } of [...this.streams]) queue.fail(new Error('the subgraph was restarted'));
    this.streams.clear();
  }
}

const CHANGES =
  'subscription Changes($after: String) { productChanged(after: $after) { cursor product { id tax reviews { author { mail } } } } }';

type Result = {
  data?: { productChanged: { cursor: string; product: { id: string; tax: number } } };
  errors?: { extensions: { code: string } }[];
};

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function world(options: { principal?: () => Principal } = {}) {
  const sources = fuzzSources();
  const goods = new LiveGoods(sources.get('goods')!);
  const all = new Map<string, DataSource>(sources).set('goods', goods) as unknown as ReadonlyMap<
    string,
    DataSource<OperationContext>
  >;
  const gateway = await aGateway({
    sources: all,
    ...(options.principal && {
      sessions: { mayHaveSession: () => true, principalOf: async () => options.principal!() },
    }),
  });
  closers.push(() => gateway.close());
  return { gateway, goods, url: gateway.url.replace('http', 'ws') };
}

function listen(url: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { origin: 'http://localhost:3000', ...headers } });
    }
  }
  const client: Client = createClient({ url: `${url}/graphql`, webSocketImpl: Socket, lazy: false, retryAttempts: 0 });
  const results: Result[] = [];
  let ended: unknown;
  const stop = client.subscribe<Result['data']>(
    { query: CHANGES, variables },
    {
      next: (value) => results.push(value as Result),
      error: (error) => {
        ended = error;
      },
      complete: () => {
        ended ??= 'complete';
      },
    },
  );
  closers.push(() => client.dispose());
  return { results, stop, ended: () => ended, ids: () => results.map((r) => r.data?.productChanged.product.id) };
}

const until = async (test: () => boolean, what: string) => {
  for (let i = 0; i < 1250; i++) {
    if (test()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`it did not happen: ${what}`);
};

describe('live subscriptions', () => {
  it('deliver each event once, with fields of every subgraph, while the upstream breaks again and again', async () => {
    const { goods, url } = await world();
    const first = goods.change('0');
    const client = listen(url, { after: first });
    await until(() => goods.streams.size === 1, 'the stream opens');

    const expected: string[] = [];
    for (let i = 0; i < 12; i++) {
      const id = String(i % 6);
      expected.push(id);
      goods.change(id);
      if (i % 4 === 1) goods.cut();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await until(() => client.results.length >= expected.length, 'all events arrive');

    expect(client.ids()).toEqual(expected);
    expect(client.results[0]?.data?.productChanged.product.tax).toBeTypeOf('number');
    expect(goods.opened).toBeGreaterThan(2);
    expect(JSON.stringify(client.results)).not.toContain('__opticworks');
  });

  it('continue for a client that comes back with its last cursor, without a gap or a repetition', async () => {
    const { goods, url } = await world();
    const before = listen(url);
    await until(() => goods.streams.size === 1, 'the stream opens');
    goods.change('1');
    goods.change('2');
    await until(() => before.results.length === 2, 'two events arrive');
    const last = before.results.at(-1)!.data!.productChanged.cursor;
    before.stop();
    await until(() => goods.streams.size === 0, 'the upstream ends with its last listener');
    goods.change('3');
    goods.change('4');

    const again = listen(url, { after: last });
    await until(() => again.results.length === 2, 'what was missed arrives');
    goods.change('5');
    await until(() => again.results.length === 3, 'what is new arrives');

    expect(again.ids()).toEqual(['3', '4', '5']);
  });

  it('share one upstream between callers who would get the same', async () => {
    const { goods, url } = await world();
    const clients = Array.from({ length: 20 }, () => listen(url));
    await until(() => goods.streams.size >= 1, 'the stream opens');
    await new Promise((resolve) => setTimeout(resolve, 300));

    goods.change('2');
    await until(() => clients.every((c) => c.results.length === 1), 'everybody hears');

    expect(goods.opened).toBe(1);
  });

  it('end when access ends, and say so', async () => {
    let principal: Principal = { kind: 'customer', id: 'customer_1', userId: 'user_1' };
    const { goods, url } = await world({ principal: () => principal });
    const client = listen(url, {}, { cookie: 'ow.session_token=x' });
    await until(() => goods.streams.size === 1, 'the stream opens');
    goods.change('1');
    await until(() => client.results.length === 1, 'the first event arrives');

    principal = { kind: 'guest', id: null };
    goods.change('2');
    await until(() => client.results.length === 2, 'the end is told');

    expect(client.results[1]?.errors?.[0]?.extensions.code).toBe('LIVE_ACCESS_ENDED');
    expect(client.results[1]?.data).toBeUndefined();
    await until(() => goods.streams.size === 0, 'the upstream ends');
  });

  it('tell a reader that is too slow to start over, instead of dropping events or growing', async () => {
    const { gateway, goods } = await world();
    const streams = new Streams({ gateway: gateway.graph, log: silentLogger, queueLimit: 5 });
    const principal: Principal = { kind: 'guest', id: null };
    const context = operationContext({
      principal,
      requestId: 'r',
      locale: 'en',
      clientIp: null,
      idempotencyKey: null,
      log: silentLogger,
    });
    const operation = gateway.graph.open(CHANGES, () => parse(CHANGES));
    const opened = await streams.open(operation, {}, context, async () => principal);
    if (!('events' in opened)) throw new Error('refused');
    for (let i = 0; i < 20; i++) goods.change('1');
    await until(() => goods.streams.size === 0, 'the slow reader is let go');

    const first = await opened.events.next();
    const second = await opened.events.next();

    expect(String(first.value)).toContain('LIVE_RESYNC');
    expect(second.done).toBe(true);
  });

  it('reach browsers over server-sent events too', async () => {
    const { gateway, goods } = await world();
    const leaving = new AbortController();
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: CHANGES }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    goods.change('4');
    const reader = response.body!.getReader();
    let text = '';
    while (!text.includes('"id":"4"')) text += new TextDecoder().decode((await reader.read()).value);

    expect(text).toContain('event: next');
    leaving.abort();
    await until(() => goods.streams.size === 0, 'the upstream ends when the browser leaves');
  });

  it('refuse sockets from other pages, and documents that are no subscriptions over SSE alone', async () => {
    const { url } = await world();
    const refused = await new Promise<string>((resolve) => {
      const socket = new WebSocket(`${url}/graphql`, 'graphql-transport-ws', {
        headers: { origin: 'https://evil.example' },
      });
      socket.on('error', (error) => resolve(error.message));
      socket.on('open', () => resolve('open'));
    });

    expect(refused).toContain('403');
  });
});
