import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PartnerPrincipal } from '@opticworks/kernel';
import {
  buildSchema,
  type GraphQLNamedType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraph } from '../src/execution/supergraph.ts';
import { absentKind } from '../src/partner/partner-route.ts';
import { actualCost, estimateCost } from '../src/partner/query-cost.ts';
import { fuzzSupergraph } from './fuzz/fuzz-graph.ts';
import { aGateway } from './fuzz-gateway.ts';

const file = (name: string) => readFileSync(fileURLToPath(new URL(`../../schema/${name}`, import.meta.url)), 'utf8');
const acme: PartnerPrincipal = { kind: 'partner', id: 'acme', scopes: ['catalog:read'], testMode: false };

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => {
  gateway = await aGateway({
    partner: {
      supergraphSdl: fuzzSupergraph(),
      keys: { principalOf: async (header) => (header === 'Bearer good' ? acme : null) },
      maxCost: 400,
      pointsPerMinute: 500,
    },
  });
});
afterAll(() => gateway.close());

const ask = async (query: string, key = 'good') => {
  const response = await fetch(`${gateway.url}/partner/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe('the partner graph', () => {
  it('answers a key it knows, says what that cost, and charges what it really was', async () => {
    const answer = await ask('{ products(n: 2) { id brand { name } } }');

    expect(answer.status).toBe(200);
    expect(answer.body.data.products).toHaveLength(2);
    expect(answer.body.extensions.cost).toMatchObject({ actual: 5, limit: 500 });
    expect(answer.body.extensions.cost.estimated).toBeGreaterThan(5);
    expect(answer.headers.get('x-query-cost')).toBe('5');
  });

  it('refuses unknown keys, costly queries and unknown fields before anything is asked', async () => {
    expect((await ask('{ top { id } }', 'bad')).status).toBe(401);
    const costly = await ask('{ products { related { related { related { id } } } } }');
    expect(costly.body.errors[0].extensions.code).toBe('QUERY_TOO_COSTLY');
    expect(costly.status).toBe(400);
    expect((await ask('{ top { secret } }')).status).toBe(400);
  });

  it('knows which kinds of operation it has none of', () => {
    const schema = buildSchema('type Query { top: String }');

    expect(absentKind(schema, parse('mutation { anything }'))).toBe('mutation');
    expect(absentKind(schema, parse('{ top }'))).toBeNull();
  });

  it('answers 429 with Retry-After when the budget is spent', async () => {
    let answer = await ask('{ top { id } }');
    for (let i = 0; i < 400 && answer.status === 200; i++)
      answer = await ask(
        '{ products { id brand { id } places { id } reviews { id } matrix { id } } people { id name } }',
      );

    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.body.errors[0].extensions).toMatchObject({ code: 'PARTNER_BUDGET_SPENT', retryable: true });
  });
});

describe('the cost of a query', () => {
  const schema = buildSchema(
    'type Query { list(first: Int = 24): Connection! one: Node all: [Node!]! } type Connection { edges: [Edge!]! } type Edge { node: Node! } type Node { id: ID kids(first: Int): [Node!]! }',
  );
  const cost = (text: string, variables = {}) => {
    const document = parse(text);
    expect(validate(schema, document)).toEqual([]);
    return estimateCost(schema, document.definitions[0] as never, new Map(), variables);
  };

  it('multiplies by what a list was asked for', () => {
    expect(cost('{ one { id } }')).toBe(1);
    expect(cost('{ all { id } }')).toBe(10);
    expect(cost('{ list(first: 5) { edges { node { id } } } }')).toBe(11);
    expect(cost('{ list { edges { node { id } } } }')).toBe(49);
    expect(cost('query($n: Int) { list(first: $n) { edges { node { kids(first: 3) { id } } } } }', { n: 100 })).toBe(
      501,
    );
  });

  it('counts the objects of an answer without being fooled by braces in texts', () => {
    expect(actualCost('{"a":[{"b":"{{{"},{"c":"\\"{"}]}')).toBe(3);
  });
});

describe('the partner contract', () => {
  const graph = readSupergraph(file('partner-supergraph.graphql'));

  it('reaches no person and no prescription on any path, through interfaces and unions, or as an input', () => {
    const reached = new Set<string>();
    const coordinates: string[] = [];
    const walk = (type: GraphQLNamedType) => {
      if (reached.has(type.name)) return;
      reached.add(type.name);
      if (isUnionType(type)) for (const member of type.getTypes()) walk(member);
      if (isInterfaceType(type)) for (const member of graph.apiSchema.getPossibleTypes(type)) walk(member);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) {
          coordinates.push(`${type.name}.${field.name}`);
          walk(getNamedType(field.type));
        }
      if (!isObjectType(type) && !isInterfaceType(type)) return;
      for (const field of Object.values(type.getFields())) {
        coordinates.push(`${type.name}.${field.name}`);
        for (const argument of field.args) {
          coordinates.push(`${type.name}.${field.name}(${argument.name})`);
          walk(getNamedType(argument.type));
        }
        walk(getNamedType(field.type));
      }
    };
    for (const root of [
      graph.apiSchema.getQueryType(),
      graph.apiSchema.getMutationType(),
      graph.apiSchema.getSubscriptionType(),
    ])
      if (root) walk(root);

    expect(coordinates.length).toBeGreaterThan(80);
    expect(graph.apiSchema.getMutationType()).toBeUndefined();
    expect(graph.apiSchema.getSubscriptionType()).toBeUndefined();
    for (const type of [
      'Customer',
      'Prescription',
      'Address',
      'Cart',
      'Payment',
      'EyeRx',
      'LabJob',
      'Supplier',
      'StockLevel',
    ])
      expect(reached).not.toContain(type);
    // Contact lens powers on offer and the frame's fitness for prescriptions are facts of goods.
    const allowed = /^(ContactLensMatrix|ContactLensRow|FrameModel)\./;
    const personal =
      /customer|prescription|email|address|phone|birth|patient|eyeRx|canTake|sphere|note\b|payment|person/i;
    expect(coordinates.filter((c) => personal.test(c) && !allowed.test(c))).toEqual([]);
  });

  it('refuses to select what it does not show, even by its true name', () => {
    for (const text of [
      '{ order(number: "1") { email } }',
      '{ order(number: "1") { customer { id } } }',
      '{ me { id } }',
      '{ product(slug: "x") { reviews { totalCount } } }',
      '{ variant(sku: "x") { stockLevels { onHand } } }',
      '{ _service { sdl } }',
      '{ _entities(representations: []) { __typename } }',
    ])
      expect(validate(graph.apiSchema, parse(text)).length).toBeGreaterThan(0);
  });
});
