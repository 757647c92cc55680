import 'reflect-metadata';
import { Arg, Query, Resolver, Root, Subscription } from 'type-graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDatabase, type Database } from '../database/database.ts';
import { refuse } from '../errors/refusal.ts';
import { defineErrors } from '../errors/registry.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { type LiveEvent } from '../live/live-event.ts';
import { liveTail } from '../live/live-tail.ts';
import { silentLogger } from '../observe/logger.ts';
import { httpCaller } from '../operations/http-caller.ts';
import { OperationDirectory } from '../operations/in-process-caller.ts';
import { provide } from '../operations/operation.ts';
import { anonymous, type Principal } from '../principal/principal.ts';
import { generateSigningKeys, PRINCIPAL_HEADER, signPrincipal } from '../principal/sign.ts';
import { type TestDeps, testSubgraphDeps } from '../testing/test-deps.ts';
import { defineSubgraph } from './define-subgraph.ts';
import { audienceOf, type ServedSubgraph, serveSubgraph } from './serve-subgraph.ts';
import type { Subgraph } from './subgraph.ts';

const ERRORS = defineErrors('serve-test', {
  TOO_MANY: { message: 'Only {max} at a time.', status: 409, retryable: false },
});
const Take = {
  name: 'depot.take',
  input: z.object({ count: z.number() }),
  output: z.object({ left: z.number(), by: z.string() }),
  changes: true,
};
const Changed = { name: 'depot.Changed.v1', payload: z.object({ count: z.number() }) };
const keys = generateSigningKeys('test');
let deps: TestDeps;
let db: Database;
let subgraph: Subgraph;
let served: ServedSubgraph;

@Resolver()
class DepotResolver {
  @Query(() => String)
  greet(@Arg('name', () => String) name: string): string {
    return `hello ${name}`;
  }

  @Subscription(() => Number, { subscribe: () => liveTail(db).iterate({ topic: 'depot' }) as never })
  count(@Root() event: LiveEvent<{ count: number }>): number {
    return event.payload.count;
  }
}

beforeAll(async () => {
  deps = await testSubgraphDeps({ schema: 'depot' });
  db = createDatabase({
    name: 'depot',
    url: deps.databaseUrl,
    role: deps.databaseRole,
    schema: 'depot',
    entities: [],
    migrations: [],
    logger: silentLogger,
    clock: deps.clock,
  });
  subgraph = defineSubgraph({
    name: 'depot',
    deps,
    database: db,
    graph: buildGraph({ name: 'depot', resolvers: [DepotResolver] }),
    operations: [
      provide(Take, async ({ count }, { principal }) =>
        count > 5
          ? refuse(
              ERRORS.TOO_MANY,
              { max: 5 },
              { issues: [{ code: 'MAX', message: 'five', field: 'count', severity: 'error' }] },
            )
          : { left: 5 - count, by: principal.kind },
      ),
    ],
    routes: async (app) => void app.get('/hook', async () => 'routed'),
  });
  await subgraph.start();
  served = await serveSubgraph(subgraph, { port: 0, verifyKeys: [keys.verify], logger: silentLogger });
});
afterAll(async () => {
  await served?.close();
  await subgraph?.stop();
  await deps?.close();
});

async function post(
  body: string,
  signedBody = body,
  headers: Record<string, string> = {},
  principal: Principal = anonymous,
  audience = audienceOf('depot', 'graphql'),
) {
  const token = await signPrincipal({ principal, requestId: 'request_1' }, audience, signedBody, keys.signing);
  return fetch(`${served.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [PRINCIPAL_HEADER]: token, ...headers },
    body,
  });
}
const query = JSON.stringify({ query: '{ greet(name: "Ada") }' });

describe('the door of a subgraph', () => {
  it('answers a signed request', async () => {
    expect(await (await post(query)).json()).toEqual({ data: { greet: 'hello Ada' } });
  });

  it('refuses what is not signed, signed for another body or another door, or by a stranger', async () => {
    const plain = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: query,
    });
    const stranger = generateSigningKeys('test');
    const forged = await signPrincipal(
      { principal: anonymous, requestId: 'r' },
      audienceOf('depot', 'graphql'),
      query,
      stranger.signing,
    );

    expect(plain.status).toBe(401);
    expect((await post(query, '{}')).status).toBe(401);
    expect((await post(query, query, {}, anonymous, audienceOf('depot', 'operations'))).status).toBe(401);
    expect((await post(query, query, {}, anonymous, audienceOf('other', 'graphql'))).status).toBe(401);
    expect((await post(query, query, { [PRINCIPAL_HEADER]: forged })).status).toBe(401);
  });

  it('hides the schema and the entities from unsigned requests too', async () => {
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ _service { sdl } }"}',
    });

    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('greet');
  });

  it('streams a subscription and ends it when the client leaves', async () => {
    const abort = new AbortController();
    const body = JSON.stringify({ query: 'subscription { count }' });
    const token = await signPrincipal(
      { principal: anonymous, requestId: 'r' },
      audienceOf('depot', 'graphql'),
      body,
      keys.signing,
    );
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', [PRINCIPAL_HEADER]: token },
      body,
      signal: abort.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await new Promise((done) => setTimeout(done, 100));
    await db.transaction((tx) => tx.publish(Changed, { count: 7 }, { aggregate: 'depot', aggregateId: '1' }));
    let text = '';
    while (!text.includes('"count":7')) text += (await reader.read()).value ?? '';

    expect(text).toContain('event: next\ndata: {"data":{"count":7}}\n\n');
    abort.abort();
  });

  it('shows health, metrics and its own routes', async () => {
    expect(await (await fetch(`${served.url}/ready`)).json()).toMatchObject({ ready: true });
    expect(await (await fetch(`${served.url}/metrics`)).text()).toContain('opticworks_sql_seconds');
    expect(await (await fetch(`${served.url}/depot/hook`)).text()).toBe('routed');
  });
});

describe('operations', () => {
  const directory = new OperationDirectory(silentLogger);
  const callers = () => {
    if (!registered) directory.register(subgraph.operations);
    registered = true;
    return [
      ['in process', directory.callerFor('orders')],
      ['over HTTP', httpCaller({ service: 'orders', urls: { depot: served.url }, signing: keys.signing })],
    ] as const;
  };
  let registered = false;

  it.each([0, 1])('answer and refuse alike, whichever way they are called (%i)', async (index) => {
    const [, caller] = callers()[index]!;

    expect(await caller.call(Take, { count: 2 }, { idempotencyKey: 'k' })).toEqual({ left: 3, by: 'service' });
    expect(await caller.call(Take, { count: 2 }, { idempotencyKey: 'k', asPrincipal: anonymous })).toEqual({
      left: 3,
      by: 'guest',
    });
    await expect(caller.call(Take, { count: 9 }, { idempotencyKey: 'k' })).rejects.toMatchObject({
      name: 'Refusal',
      code: 'TOO_MANY',
      message: 'Only 5 at a time.',
      status: 409,
      issues: [{ code: 'MAX', field: 'count' }],
    });
    await expect(caller.call(Take, { count: 1 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
    await expect(caller.call(Take, { count: 'x' as never }, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('answer UNAVAILABLE when nobody is there', async () => {
    const caller = httpCaller({ service: 'orders', urls: { depot: 'http://127.0.0.1:9' }, signing: keys.signing });

    await expect(caller.call(Take, { count: 1 }, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
    });
  });
});
