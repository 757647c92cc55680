import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { DataSource, SubgraphAnswer, SubgraphRequest } from '../src/execution/data-source.ts';
import { answerText, Operation } from '../src/execution/operation.ts';
import { readSupergraph } from '../src/execution/supergraph.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])';
const composed = composeServices([
  {
    name: 'a',
    typeDefs: parse(
      `${link} interface Thing { id: ID! } type Item implements Thing @key(fields: "id") { id: ID! code: String! box: Box level: Level tags: [String!] } type Box { w: Int } enum Level { LOW HIGH } type Query { items: [Item!] things: [Thing] item: Item strict: Item! } type Mutation { first: Int second: Int }`,
    ),
  },
  {
    name: 'b',
    typeDefs: parse(
      `${link} type Item @key(fields: "id") { id: ID! code: String! @external detail: Detail note: String! must: Int! sum(n: Int = 2): String @requires(fields: "code") } type Detail { text: String other: String }`,
    ),
  },
]);
const graph = readSupergraph(composed.supergraphSdl!);

type Answer = SubgraphAnswer | ((request: SubgraphRequest) => SubgraphAnswer);
async function run(text: string, answers: { a?: Answer; b?: Answer }, variables: Record<string, unknown> = {}) {
  const asked: Record<string, SubgraphRequest[]> = { a: [], b: [] };
  const source = (name: 'a' | 'b'): DataSource => ({
    fetch(request) {
      asked[name]!.push(request);
      const answer = answers[name];
      if (!answer) throw new Error(`${name} is not there`);
      return structuredClone(typeof answer === 'function' ? answer(request) : answer);
    },
  });
  const operation = new Operation(graph, parse(text));
  const result = await operation.execute({
    variables,
    context: {},
    sources: new Map([
      ['a', source('a')],
      ['b', source('b')],
    ]),
  });
  return { asked, result, operation, body: JSON.parse(answerText(result)) };
}

const item = (id: string, more = {}) => ({ __typename: 'Item', id, ...more });

describe('the executor', () => {
  it('asks for equal entities once and tells an error of one at every place that shows it', async () => {
    const { asked, body } = await run('{ items { id detail { text } } }', {
      a: { data: { items: [item('1'), item('2'), item('1')] } },
      b: {
        data: {
          _entities: [
            { __typename: 'Item', detail: null },
            { __typename: 'Item', detail: { text: 'two' } },
          ],
        },
        errors: [{ message: 'no detail', path: ['_entities', 0, 'detail'], extensions: { code: 'GONE' } }],
      },
    });

    expect(asked.b?.[0]?.variables.representations).toHaveLength(2);
    expect(body.data.items.map((i: { detail: unknown }) => i.detail)).toEqual([null, { text: 'two' }, null]);
    expect(body.errors.map((e: { path: unknown }) => e.path)).toEqual([
      ['items', 0, 'detail'],
      ['items', 2, 'detail'],
    ]);
    expect(body.errors[0].extensions).toMatchObject({ code: 'GONE', serviceName: 'b' });
  });

  it('never shares a nested object between two places of the response', async () => {
    const operation = new Operation(graph, parse('{ items { id detail { text } } }'));
    const shared = { _entities: [{ __typename: 'Item', detail: { text: 'x' } }] };
    const seen: unknown[] = [];
    const result = await operation.execute({
      variables: {},
      context: {},
      sources: new Map<string, DataSource>([
        ['a', { fetch: () => ({ data: { items: [item('1'), item('1')] } }) }],
        [
          'b',
          {
            fetch: () => {
              seen.push(shared);
              return { data: shared };
            },
          },
        ],
      ]),
    });

    expect(JSON.parse(result.dataText!).items).toEqual([
      { id: '1', detail: { text: 'x' } },
      { id: '1', detail: { text: 'x' } },
    ]);
    expect(seen).toHaveLength(1);
  });

  it('lets null in a non-null place bubble to the nearest nullable parent, and says where', async () => {
    const { body } = await run('{ items { id must } item { id } }', {
      a: { data: { items: [item('1'), item('2')], item: item('9') } },
      b: { data: { _entities: [{ must: 1 }, { must: null }] } },
    });

    expect(body.data).toEqual({ items: null, item: { id: '9' } });
    expect(body.errors).toBeUndefined();
    expect(body.extensions.valueCompletion).toMatchObject([
      { path: ['items', 1, 'must'], message: expect.stringContaining('Item.must') },
    ]);
  });

  it('makes the whole of data null when nothing above is nullable', async () => {
    const { body } = await run('{ strict { id note } }', { a: { data: { strict: item('1') } } });

    expect(body.data).toBeNull();
    expect(body.errors[0].extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(JSON.stringify(body)).not.toContain('is not there');
  });

  it('answers interfaces that come without __typename, and hides values outside an enumeration', async () => {
    const { body } = await run('{ things { id } item { level tags } }', {
      a: { data: { things: [{ id: '1' }, null], item: { level: 'SECRET', tags: ['a'] } } },
    });

    expect(body.data).toEqual({ things: [{ id: '1' }, null], item: { level: null, tags: ['a'] } });
  });

  it('keeps every character of every script, in text that stays narrow', async () => {
    const codes = [
      'plain',
      'Größe 52□18–140 −2.25 „Brille“',
      '\u{1f453} \u{1f9d1}\u200d\u{1f4bb}',
      '眼鏡 на заказ',
      'quote " slash \\ \\u2013 line\nend \u2028',
      `\ud800 alone, ${'long '.repeat(20)}…`,
      'ÿĀ',
    ];
    const { result, body } = await run('{ items { code tags } }', {
      a: { data: { items: codes.map((code) => item('1', { code, tags: [code] })) } },
    });

    expect(body.data.items).toEqual(codes.map((code) => ({ code, tags: [code] })));
    const text = answerText(result);
    expect(text).not.toMatch(/[\u0100-\uffff]/);
    expect(text).toContain('Größe 52');
  });

  it('applies defaults of variables before it decides what is skipped, and plans each combination once', async () => {
    const text =
      'query Q($yes: Boolean = true, $n: Int = 5) { item { id code @skip(if: $yes) sum(n: $n) @include(if: $yes) } }';
    const answers = { a: { data: { item: item('1', { code: 'c' }) } }, b: { data: { _entities: [{ sum: 's' }] } } };
    const byDefault = await run(text, answers);
    const given = await run(text, answers, { yes: false });

    expect(byDefault.body.data.item).toEqual({ id: '1', sum: 's' });
    expect(given.body.data.item).toEqual({ id: '1', code: 'c' });
    expect(given.asked.b).toHaveLength(0);
    expect(byDefault.operation.compile({ yes: true })).toBe(byDefault.operation.compile({ yes: true }));
    expect(byDefault.operation.compile({ yes: true })).not.toBe(byDefault.operation.compile({ yes: false }));
  });

  it('answers an empty object when everything inside was skipped', async () => {
    const { body } = await run(
      'query Q($no: Boolean!) { item { box { w @include(if: $no) } id } }',
      { a: { data: { item: item('1', { box: { w: 1, __opticworks_empty: 'Box' } }) } } },
      { no: false },
    );

    expect(body.data).toEqual({ item: { box: {}, id: '1' } });
  });

  it('keeps own properties apart from inherited ones', async () => {
    const { body } = await run('{ constructor: item { hasOwnProperty: id valueOf: code } }', {
      a: { data: { constructor: item('1', { hasOwnProperty: '1', valueOf: 'c' }) } },
    });

    expect(body.data).toEqual({ constructor: { hasOwnProperty: '1', valueOf: 'c' } });
    expect((await run('{ toString: item { id } }', { a: { data: {} } })).body.data).toEqual({ toString: null });
  });

  it('refuses wrong variables before anything is asked', async () => {
    const { body, asked } = await run('query Q($n: Int!) { item { sum(n: $n) } }', {}, { n: 'x' });

    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(body.data).toBeUndefined();
    expect(asked.a).toHaveLength(0);
  });

  it('asks changes one after the other, in the order of the document', async () => {
    const { body, asked } = await run('mutation { first second again: first }', {
      a: { data: { first: 1, second: 2, again: 3 } },
    });

    expect(Object.keys(body.data)).toEqual(['first', 'second', 'again']);
    expect(asked.a?.length).toBeGreaterThan(0);
  });
});
