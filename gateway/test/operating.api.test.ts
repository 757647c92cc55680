import { type SpanExporter, type StaffPrincipal, silentLogger } from '@opticworks/kernel';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTogether, type Together } from '../src/hosts/together.ts';
import { emptyDatabase } from './support/empty-database.ts';

type Span = Parameters<SpanExporter['export']>[0][number];

const spans: Span[] = [];
const exporter = {
  export: (batch: Span[], done: (result: { code: number }) => void) => {
    spans.push(...batch);
    done({ code: 0 });
  },
  shutdown: async () => undefined,
  forceFlush: async () => undefined,
} as unknown as SpanExporter;

const admin: StaffPrincipal = { kind: 'staff', id: 'user_admin', name: 'Ari', roles: ['admin'], stores: ['main'] };
const lab: StaffPrincipal = { ...admin, id: 'user_lab', roles: ['lab'] };

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let together: Together;
beforeAll(async () => {
  process.env.OTEL_BSP_SCHEDULE_DELAY = '50';
  database = await emptyDatabase();
  together = await startTogether({
    mode: 'test',
    env: { DATABASE_URL: database.url },
    logger: silentLogger,
    spans: exporter,
    port: 0,
    host: '127.0.0.1',
  });
  // Signing in has tests of its own; here a cookie names the person.
  vi.spyOn(together.identity, 'principalOf').mockImplementation(async ({ cookie }) =>
    cookie?.includes('=admin') ? admin : cookie?.includes('=lab') ? lab : null,
  );
}, 120_000);
afterAll(async () => {
  await together?.close();
  await database?.drop();
});

const call = async (method: string, path: string, who: string | null, body?: unknown) => {
  const response = await fetch(together.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(who ? { cookie: `test.session_token=${who}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : null,
  };
};
const part = (name: string) => together.subgraphs.find((p) => p.name === name)!;

describe('metrics', () => {
  it('show gateway, subgraphs, SQL, connections, queues and jobs', async () => {
    await call('POST', '/graphql', null, { query: '{ products(first: 1) { totalCount } }' });
    await part('orders').database.query(
      `INSERT INTO outbox (id, name, aggregate, aggregate_id, topics, payload, occurred_at, published_at)
       VALUES ('event_1', 'test.Nothing.v1', 'order', 'order_1', '{}', '{}', now(), now())`,
    );

    const { text } = await call('GET', '/metrics', null);

    const expected = [
      /^opticworks_graphql_seconds_count\{operation="open document",outcome="ok"\} \d/m,
      /^opticworks_subgraph_seconds_count\{subgraph="catalog",outcome="ok"\} \d/m,
      /^opticworks_sql_seconds_count\{database="catalog"\} \d/m,
      /^opticworks_database_connections\{subgraph="orders",state="idle"\} \d/m,
      /^opticworks_outbox_pending\{subgraph="orders"\} 0/m,
      /^opticworks_inbox_pending\{subgraph="inventory"\} \d/m,
      /^opticworks_inbox_dead\{subgraph="orders"\} 0/m,
      /^# TYPE opticworks_jobs gauge/m,
      /^process_resident_memory_bytes /m,
    ];
    expect(expected.filter((line) => !line.test(text))).toEqual([]);
  });

  it('are not shown to the public', async () => {
    const response = await fetch(`${together.url}/metrics`, { headers: { 'x-forwarded-for': '8.8.8.8' } });
    expect(response.status).toBe(404);
  });
});

describe('a trace', () => {
  it('goes from the gateway through the subgraph to its SQL, under the id of the request', async () => {
    const response = await fetch(`${together.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'traced-request-1' },
      body: JSON.stringify({ query: '{ products(first: 2) { totalCount edges { node { id } } } }' }),
    });
    expect(response.headers.get('x-request-id')).toBe('traced-request-1');

    const ours = () => spans.filter((span) => span.attributes['opticworks.request_id'] === 'traced-request-1');
    await vi.waitFor(() => expect(ours().some((span) => span.name.startsWith('graphql'))).toBe(true), 10_000);

    const byId = new Map(ours().map((span) => [span.spanContext().spanId, span]));
    const sql = ours().find((span) => span.name.startsWith('sql select'))!;
    const path: string[] = [];
    for (let span: Span | undefined = sql; span; span = byId.get(span.parentSpanContext?.spanId ?? ''))
      path.push(span.name.split(' ')[0]!);
    expect(path[0]).toBe('sql');
    expect(path.at(-1)).toBe('graphql');
    expect(path).toContain('subgraph');
    expect(new Set(ours().map((span) => span.spanContext().traceId)).size).toBe(1);
  });
});

describe('dead letters', () => {
  const dead = (id: string) =>
    part('orders').database.query<{ position: string }>(
      `INSERT INTO inbox (consumer, event_id, name, source, aggregate, aggregate_id, source_sequence, payload, occurred_at,
                          state, attempts, last_error, settled_at)
       VALUES ('test.consumer', $1, 'test.Happened.v1', 'lab', 'job', 'labjob_1', 1, '{}', now(), 'dead', 8, 'Error: no', now())
       RETURNING position::text`,
      [id],
    );

  it('are for administrators only', async () => {
    expect((await call('GET', '/ops/dead-letters', null)).status).toBe(401);
    expect((await call('GET', '/ops/dead-letters', 'lab')).status).toBe(403);
    expect((await call('POST', '/ops/dead-letters/orders/replay', 'lab', {})).status).toBe(403);
  });

  it('are listed over all parts and put back to work once, on record', async () => {
    const [row] = await dead('event_dead_1');

    const { body } = await call('GET', '/ops/dead-letters', 'admin');
    expect(body.silent).toEqual([]);
    const letter = body.letters.find((one: { id: string }) => one.id === row!.position);
    expect(letter).toMatchObject({
      part: 'orders',
      kind: 'event',
      name: 'test.Happened.v1',
      consumer: 'test.consumer',
      aggregateId: 'labjob_1',
      attempts: 8,
      lastError: 'Error: no',
    });

    const replay = () =>
      call('POST', '/ops/dead-letters/orders/replay', 'admin', { kind: 'event', id: letter.id, name: letter.name });
    expect((await replay()).status).toBe(202);
    expect((await replay()).status).toBe(404);
    const [after] = await part('orders').database.query('SELECT state, attempts FROM inbox WHERE event_id = $1', [
      'event_dead_1',
    ]);
    expect(after).toEqual({ state: 'pending', attempts: 0 });
    const audit = await part('orders').database.query(
      "SELECT actor, action FROM audit_entry WHERE stream = 'operations' AND subject = $1",
      [`event:${letter.id}`],
    );
    expect(audit).toEqual([{ actor: 'user_admin', action: 'deadLetter.replayed' }]);
  });

  it('are not found where there are none', async () => {
    const body = { kind: 'event', id: '999999', name: 'x' };
    expect((await call('POST', '/ops/dead-letters/orders/replay', 'admin', body)).status).toBe(404);
    expect((await call('POST', '/ops/dead-letters/nowhere/replay', 'admin', body)).status).toBe(404);
    expect((await call('POST', '/ops/dead-letters/orders/replay', 'admin', { ...body, kind: 'job' })).status).toBe(404);
  });
});

describe('keys of partners', () => {
  const ask = async (key: string | null) => {
    const response = await fetch(`${together.url}/partner/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ query: '{ products(first: 1) { totalCount } }' }),
    });
    return { status: response.status, body: await response.json() };
  };

  it('are made by administrators, rotated with an overlap, and show when they were last used', async () => {
    const year = 365 * 24 * 3_600_000;
    const wanted = {
      partner: 'acme',
      scopes: ['catalog:read'],
      expiresAt: new Date(Date.now() + year).toISOString(),
    };
    expect((await call('POST', '/partner/keys', 'lab', wanted)).status).toBe(403);
    const wrong = await call('POST', '/partner/keys', 'admin', { ...wanted, scopes: ['everything'] });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors[0].extensions.issues[0].field).toBe('scopes.0');

    const made = await call('POST', '/partner/keys', 'admin', wanted);
    expect(made.status).toBe(201);
    expect((await ask(made.body.key)).status).toBe(200);
    expect((await ask(null)).body.errors[0].message).toMatch(/API key is missing/);

    const next = await call('POST', `/partner/keys/${made.body.id}/rotate`, 'admin', { overlapHours: 1 });
    expect(next.status).toBe(201);
    expect(Date.parse(next.body.oldExpiresAt) - Date.now()).toBeLessThan(3_600_001);
    expect((await ask(made.body.key)).status).toBe(200);
    expect((await ask(next.body.key)).status).toBe(200);

    const { keys } = (await call('GET', '/partner/keys', 'admin')).body;
    const kept = keys.find((key: { id: string }) => key.id === next.body.id);
    expect(kept).toMatchObject({ partner: 'acme', scopes: ['catalog:read'], testMode: false });
    expect(Math.abs(Date.parse(kept.expiresAt) - Date.now() - year)).toBeLessThan(60_000);
    expect(Date.now() - Date.parse(kept.lastUsedAt)).toBeLessThan(60_000);
    expect(JSON.stringify(keys)).not.toContain(next.body.key);

    await call('POST', `/partner/keys/${next.body.id}/rotate`, 'admin', { overlapHours: 0 });
    expect((await ask(next.body.key)).status).toBe(401);
    expect((await call('POST', `/partner/keys/${next.body.id}/rotate`, 'admin', {})).status).toBe(404);
    expect((await call('DELETE', `/partner/keys/${made.body.id}`, 'admin')).status).toBe(204);
    expect((await ask(made.body.key)).status).toBe(401);
  });
});

describe('staff', () => {
  const ann = { email: 'Ann@shop.example', name: 'Ann Lee', roles: ['optician', 'lab'] };
  const listed = async () => (await call('GET', '/ops/staff', 'admin')).body.staff;

  it('are added, given roles, let go and let in again by administrators alone', async () => {
    expect((await call('GET', '/ops/staff', null)).status).toBe(401);
    expect((await call('POST', '/ops/staff', 'lab', ann)).status).toBe(403);

    const added = await call('POST', '/ops/staff', 'admin', ann);
    expect(added.status).toBe(201);
    expect(added.headers.get('cache-control')).toBe('no-store');
    expect(added.body.password).toMatch(/^[\w-]{20}$/);
    const { id } = added.body;
    expect(await listed()).toMatchObject([
      { id, email: 'ann@shop.example', roles: ['optician', 'lab'], isActive: true },
    ]);

    const changed = await call('POST', `/ops/staff/${id}/roles`, 'admin', { roles: ['buyer'] });
    expect(changed.body).toMatchObject({ roles: ['buyer'] });
    const gone = await call('POST', `/ops/staff/${id}/disable`, 'admin', {});
    expect(gone.body).toMatchObject({ isActive: false });
    const again = await call('POST', `/ops/staff/${id}/renew`, 'admin', {});
    expect(again.body.totpAddress).toMatch(/^otpauth:\/\//);
    expect(again.body.password).not.toBe(added.body.password);
    expect(JSON.stringify(await listed())).not.toContain(again.body.password);
  });

  it('are refused with a sentence, and never lock out the one who asks', async () => {
    const refused = async (path: string, body: unknown) => {
      const answer = await call('POST', path, 'admin', body);
      return [answer.status, answer.body.errors[0].extensions.code, answer.body.errors[0].message];
    };

    expect(await refused('/ops/staff', ann)).toEqual([
      409,
      'STAFF_NOT_POSSIBLE',
      'ann@shop.example is a member of staff already.',
    ]);
    expect(await refused('/ops/staff', { ...ann, email: 'nobody' })).toContain('"nobody" is no mail address.');
    expect(await refused('/ops/staff', { ...ann, email: 'b@shop.example', roles: [] })).toContain(
      'Without a role nobody may do anything.',
    );
    expect((await refused('/ops/staff', { email: 'c@shop.example' }))[1]).toBe('INVALID_INPUT');
    expect((await refused('/ops/staff/user_none/disable', {}))[0]).toBe(404);
    const [{ id }] = await listed();
    vi.spyOn(together.identity, 'principalOf').mockImplementationOnce(async () => ({ ...admin, id }));
    expect((await refused(`/ops/staff/${id}/disable`, {}))[1]).toBe('STAFF_YOURSELF');
  });
});
