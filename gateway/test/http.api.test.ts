import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGateway, hashOf } from './fuzz-gateway.ts';

const LIST = 'query List($n: Int) { products(n: $n) { id name tax freight reviews { stars author { name mail } } } }';
const RENAME = 'mutation Rename { rename(id: "3", name: "x") { id name } }';

let gateway: Awaited<ReturnType<typeof aGateway>>;
let closed: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => {
  gateway = await aGateway({ persistedDocuments: [LIST, RENAME] });
  closed = await aGateway({ persistedDocuments: [LIST], openDocuments: false });
});
afterAll(async () => {
  await gateway.close();
  await closed.close();
});

const post = async (body: unknown, headers: Record<string, string> = {}, url = gateway.url) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
};

describe('the graph over HTTP', () => {
  it('answers a persisted operation and the same open document alike', async () => {
    const byId = await post({ documentId: `sha256:${hashOf(LIST)}`, variables: { n: 4 } });
    const byHash = await post({
      extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(LIST) } },
      variables: { n: 4 },
    });
    const open = await post({ query: LIST, variables: { n: 4 } });

    expect(byId.status).toBe(200);
    expect(byId.body.data.products).toHaveLength(4);
    expect(byHash.body).toEqual(byId.body);
    expect(open.body).toEqual(byId.body);
  });

  it('answers unknown ids, closed documents, wrong variables and wrong content types with 4xx', async () => {
    expect((await post({ documentId: `sha256:${'0'.repeat(64)}` })).body.errors[0].extensions.code).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
    expect((await post({ query: '{ top { id } }' }, {}, closed.url)).status).toBe(403);
    expect((await post({ documentId: hashOf(LIST), variables: { n: 2 } }, {}, closed.url)).status).toBe(200);
    expect((await post({ documentId: hashOf(LIST), variables: { n: 'many' } })).status).toBe(400);
    expect((await post({ query: LIST, variables: { n: 'many' } })).status).toBe(400);
    expect((await post('query=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post('[{"query":"{ top { id } }"}]')).status).toBe(415);
    expect((await post({ query: '{ nonsense }' })).status).toBe(400);
  });

  it('names the field whose text cannot be kept, and walks no variables without end', async () => {
    const wrong = async (variables: unknown) => (await post({ query: LIST, variables })).body.errors[0].extensions;

    for (const text of ['a\u0000b', '\ud800'])
      expect(await wrong({ n: 1, input: { lines: [{ note: 'fine' }, { note: text }] } })).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ field: 'input.lines.1.note', code: 'CHARACTER_UNSTORABLE' }],
      });
    expect((await post({ query: LIST, variables: { n: 1, note: '👓' } })).status).toBe(200);

    const deep = `{"query":${JSON.stringify(LIST)},"variables":{"n":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`;
    expect((await post(deep)).body.errors[0].extensions.code).toBe('DOCUMENT_TOO_LARGE');
  });

  it('says of a body that it is too large, is no JSON, or of another kind', async () => {
    const code = async (body: string, headers = {}) => {
      const answer = await post(body, headers);
      return [answer.status, answer.body.errors[0].extensions.code];
    };

    expect(await code(JSON.stringify({ query: LIST, variables: { n: 'x'.repeat(300_000) } }))).toEqual([
      413,
      'BODY_TOO_LARGE',
    ]);
    expect(await code('{"query":')).toEqual([400, 'BODY_UNREADABLE']);
    expect(await code('<query/>', { 'content-type': 'application/xml' })).toEqual([415, 'BODY_NOT_JSON']);
  });

  it('refuses pages of other origins, and lets the own ones in', async () => {
    expect((await post({ query: '{ top { id } }' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ query: '{ top { id } }' }, { origin: 'http://localhost:3000' })).status).toBe(200);
  });

  it('reads with GET by id, never changes anything with it', async () => {
    const read = await fetch(
      `${gateway.url}/graphql?documentId=${hashOf(LIST)}&variables=${encodeURIComponent('{"n":1}')}`,
    );
    const change = await fetch(`${gateway.url}/graphql?documentId=${hashOf(RENAME)}`);

    expect((await read.json()).data.products).toHaveLength(1);
    expect(change.status).toBe(405);
  });

  it('gives a browser a key of its own when it first changes something, not before', async () => {
    const read = await post({ documentId: hashOf(LIST) });
    const changed = await post({ documentId: hashOf(RENAME) });

    expect(read.headers.get('set-cookie')).toBeNull();
    expect(changed.headers.get('set-cookie')).toMatch(/^ow_guest=guest_\w+\.[\w-]+; Path=\/; HttpOnly; SameSite=Lax/);
    const again = await post(
      { documentId: hashOf(RENAME) },
      { cookie: changed.headers.get('set-cookie')!.split(';')[0]! },
    );
    expect(again.headers.get('set-cookie')).toBeNull();
    const forged = await post({ documentId: hashOf(RENAME) }, { cookie: 'ow_guest=guest_01.forged' });
    expect(forged.headers.get('set-cookie')).not.toBeNull();
  });

  it('plans again for each combination of conditions of one operation', async () => {
    const text = 'query C($a: Boolean!) { product(id: "1") { id freight @skip(if: $a) tax @include(if: $a) } }';
    const yes = await post({ query: text, variables: { a: true } });
    const no = await post({ query: text, variables: { a: false } });

    expect(Object.keys(yes.body.data.product)).toEqual(['id', 'tax']);
    expect(Object.keys(no.body.data.product)).toEqual(['id', 'freight']);
  });

  it('answers errors of the planner and of aliases nobody may use as GraphQL JSON', async () => {
    const answer = await post({ query: '{ __proto__: top { id } }' });

    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe('DOCUMENT_INVALID');
  });

  it('accepts names that objects inherit as aliases', async () => {
    const answer = await post({ query: '{ constructor: top { toString: id valueOf: name } }' });

    expect(answer.body.data.constructor.toString).toBe('0');
  });
});

describe('bombs', () => {
  const bombs: Record<string, unknown> = {
    deep: { query: `{ ${'top { brand { best { owner { favourite '.repeat(6)} { id } ${'} } } }'.repeat(6)} }` },
    wide: { query: `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: top { id }`).join(' ')} }` },
    'many root fields': { query: `{ ${'top { id } '.repeat(30)} }` },
    'many tokens': { query: `{ ${'top { id name } '.repeat(2_000)} }` },
    'a huge comment': { query: `# ${'x'.repeat(200_000)}\n{ top { id } }` },
    directives: { query: `{ top { id ${'@include(if: true) '.repeat(400)} } }` },
    'fragments that double': {
      query: `{ top { ...f0 } } ${Array.from({ length: 30 }, (_, i) => `fragment f${i} on Product { id related { ...f${i + 1} } brand { best { ...f${i + 1} } } }`).join(' ')} fragment f30 on Product { id }`,
    },
    'fragments in a circle': {
      query: '{ top { ...a } } fragment a on Product { related { ...b } } fragment b on Product { related { ...a } }',
    },
    'a huge body': { query: '{ top { id } }', variables: { x: 'y'.repeat(300_000) } },
    'deep variables': `{"query":"{ top { id } }","variables":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  };

  it.each(Object.entries(bombs))('refuses %s with a 4xx and little work', async (_name, body) => {
    const before = process.cpuUsage();
    const answer = await post(body);
    const { user, system } = process.cpuUsage(before);

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    // the client's share of the work is in here as well
    expect((user + system) / 1000).toBeLessThan(150);
  });
});
