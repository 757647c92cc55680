import type { GraphClient } from '../support/graph-client.ts';
import type { PersistedQuery } from './persisted-queries.ts';
import type { SeededShop } from './seeded-shop.ts';

/**
 * Statements of one request in all subgraphs. The least of three after a first one: prepared caches are filled then, and a cache that a
 * background change happens to empty under way does not count against the operation.
 * @throws when the answer has errors or shows nothing, because reading nothing is cheap
 */
export async function countStatements(shop: SeededShop, query: PersistedQuery, first?: number): Promise<number> {
  const person = shop.personOf(query);
  const body = { documentId: `sha256:${query.id}`, variables: shop.variablesOf(query, first) };
  await send(person, query.name, body);
  const counts = [];
  for (let i = 0; i < 3; i++) counts.push(await send(person, query.name, body));
  return Math.min(...counts);
}

/** The same for a document of a test's own. */
export async function countDocument(person: GraphClient, query: string, variables: object): Promise<number> {
  await send(person, query, { query, variables });
  return send(person, query, { query, variables });
}

async function send(person: GraphClient, name: string, body: object): Promise<number> {
  const response = await fetch(`${person.baseUrl}/graphql`, {
    method: 'POST',
    headers: { ...person.requestHeaders(), 'x-opticworks-count': 'statements' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  const answer = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown };
  const [root] = Object.values(answer.data ?? {});
  if (answer.errors || root === null || root === undefined)
    throw new Error(`${name} answered ${JSON.stringify(answer).slice(0, 400)} to ${JSON.stringify(body)}`);
  const counted = response.headers.get('x-opticworks-statements');
  if (counted === null) throw new Error('The server does not count statements; is it in production mode?');
  return Number(counted);
}
