import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { silentLogger } from '@opticworks/kernel';
import { composeServices } from '@theguild/federation-composition';
import { graphql, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAnySupergraph } from '../src/hosts/any-supergraph.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const subgraphs = {
  authors: {
    typeDefs: `${LINK} type Query { author(id: ID!): Author } type Author @key(fields: "id") { id: ID! name: String! }`,
    resolvers: {
      Query: { author: (_: unknown, { id }: { id: string }) => ({ id, name: `Author ${id}` }) },
      Author: { __resolveReference: async ({ id }: { id: string }) => ({ id, name: `Author ${id}` }) },
    },
  },
  books: {
    typeDefs: `${LINK} type Query { books: [Book!]! } type Mutation { rename(title: String!): Book! }
      type Book { title: String! author: Author! } type Author @key(fields: "id") { id: ID! books: [Book!]! }`,
    resolvers: {
      Query: { books: () => ['1', '2'].map((id) => ({ title: `Book ${id}`, author: { id } })) },
      Mutation: { rename: (_: unknown, { title }: { title: string }) => ({ title, author: { id: '9' } }) },
      Author: {
        __resolveReference: async ({ id }: { id: string }) => ({ id }),
        books: ({ id }: { id: string }) => [{ title: `Book ${id}`, author: { id } }],
      },
    },
  },
};

const opened: (() => Promise<unknown>)[] = [];
let url: string;
const asked: Record<string, string>[] = [];

async function serve(definition: { typeDefs: string; resolvers: object }): Promise<string> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(definition.typeDefs), resolvers: definition.resolvers as never },
  ]);
  const server: Server = createServer(async (request, response) => {
    asked.push(request.headers as Record<string, string>);
    let text = '';
    for await (const chunk of request) text += chunk;
    const { query, variables } = JSON.parse(text);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/path`;
}

beforeAll(async () => {
  const services = await Promise.all(
    Object.entries(subgraphs).map(async ([name, definition]) => ({
      name,
      url: await serve(definition),
      typeDefs: parse(definition.typeDefs),
    })),
  );
  const composed = composeServices(services);
  if (!composed.supergraphSdl) throw new Error(JSON.stringify(composed.errors));
  const gateway = await serveAnySupergraph({ supergraphSdl: composed.supergraphSdl, log: silentLogger });
  opened.push(() => gateway.close());
  url = await gateway.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  for (const close of opened.toReversed()) await close();
});

const ask = async (query: string) =>
  (
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
  ).json();

describe('a supergraph of strangers', () => {
  it('is joined over their own addresses, in both directions', async () => {
    expect(await ask('{ books { title author { name } } author(id: "7") { name books { title } } }')).toEqual({
      data: {
        books: [
          { title: 'Book 1', author: { name: 'Author 1' } },
          { title: 'Book 2', author: { name: 'Author 2' } },
        ],
        author: { name: 'Author 7', books: [{ title: 'Book 7' }] },
      },
    });
  });

  it('takes changes, and tells nobody who asks', async () => {
    expect(await ask('mutation { rename(title: "x") { title author { name } } }')).toEqual({
      data: { rename: { title: 'x', author: { name: 'Author 9' } } },
    });
    expect(asked.length).toBeGreaterThan(0);
    for (const headers of asked) expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
  });
});
