import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { GraphClient } from '../support/graph-client.ts';
import { staff } from '../support/people.ts';
import { type Installation, startTestInstallation } from '../support/start-installation.ts';

/** The same questions to one process and to many, over the same data: the answers must be equal byte for byte. */
const questions: { name: string; as: 'guest' | 'admin'; query: string; variables?: Record<string, unknown> }[] = [
  {
    name: 'product list with availability',
    as: 'guest',
    query:
      '{ products(first: 24, sort: NAME) { totalCount edges { cursor node { id slug name kind priceRange { min { amount currencyCode } } defaultVariant { id sku availability { inStock low promiseDays } } } } pageInfo { hasNextPage endCursor } } }',
  },
  {
    name: 'search with facets and ranges',
    as: 'guest',
    query:
      '{ products(query: "round", filter: { kinds: [FRAME] }, first: 12) { totalCount facets { name values { value label count selected } } ranges { name min max unit } edges { node { slug } matchedVariant { sku frameSize { label outlineHundredthsMm } } } } }',
  },
  { name: 'lens options', as: 'guest', query: '{ lensOptions { id kind code name refractiveIndex } }' },
  { name: 'viewer of a guest', as: 'guest', query: '{ viewer { kind roles customer { id } } me { id } }' },
  { name: 'an unknown order', as: 'guest', query: '{ order(number: "OW-0") { id } }' },
  { name: 'a forbidden list', as: 'guest', query: '{ customers(first: 1) { totalCount } }' },
  { name: 'an unknown field', as: 'guest', query: '{ products { nonsense } }' },
  {
    name: 'skipped and included fields',
    as: 'guest',
    query:
      'query($yes: Boolean!) { products(first: 3, sort: NAME) { edges { node { id name @skip(if: $yes) defaultVariant { sku availability @include(if: $yes) { inStock } } } } } }',
    variables: { yes: true },
  },
  {
    name: 'latest orders with customers, jobs and picks',
    as: 'admin',
    query:
      '{ orders(first: 20) { totalCount edges { node { id number status customer { id name } totals { total { amount currencyCode } } labJobs { number status } pickTasks { number status } lines { sku title variant { id name availability { availableQuantity } } } } } } }',
  },
  {
    name: 'stock with products',
    as: 'admin',
    query:
      '{ stockLevels(first: 20, filter: { kinds: [FRAME] }) { edges { node { sku onHand reserved allocated available variant { id name product { name } } } } } }',
  },
  {
    name: 'suppliers with scorecards',
    as: 'admin',
    query: '{ suppliers { id code name scorecard { linesDue otifPercent score } } }',
  },
];

describe('one process and many', () => {
  const world = inject('world');
  let apart: Installation;
  const ask = async (where: typeof world, client: GraphClient, question: (typeof questions)[number]) => {
    const { status, body } = await client.post<Record<string, unknown>>('/graphql', {
      query: question.query,
      variables: question.variables,
    });
    const text = JSON.stringify({
      status,
      data: body?.data ?? null,
      errors:
        (body?.errors as { message: string; extensions?: { code?: string } }[] | undefined)?.map(
          ({ message, extensions }) => ({ message, code: extensions?.code }),
        ) ?? null,
    });
    // Reference ids of faults and addresses differ by nature; nothing else may.
    return text.replaceAll(where.graphUrl, '<graph>').replaceAll(where.twinsUrl, '<twins>');
  };

  beforeAll(async () => {
    apart = await startTestInstallation({ apart: true, databaseUrl: world.databaseUrl, shareDataOf: world.dataDir });
  }, 180_000);
  afterAll(async () => {
    await apart?.stop();
  }, 60_000);

  it.each(questions)('answers the same: $name', async (question) => {
    const [here, there] = await Promise.all(
      [world, apart].map(async (where) => {
        const client =
          question.as === 'guest'
            ? new GraphClient(where.graphUrl, where.shopUrl)
            : await staff({ ...where, demo: world.demo }, 'admin');
        return ask(where as typeof world, client, question);
      }),
    );

    expect(there).toBe(here);
  });
});
