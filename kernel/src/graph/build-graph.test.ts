import 'reflect-metadata';
import { Arg, Directive, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { refuse } from '../errors/refusal.ts';
import { defineErrors } from '../errors/registry.ts';
import { money } from '../money/money.ts';
import { silentLogger } from '../observe/logger.ts';
import { createContext } from '../principal/context.ts';
import { buildGraph } from './build-graph.ts';
import { connection } from './connection.ts';
import { executeLocal } from './execute.ts';
import { MoneyType } from './money-type.ts';
import { RefusalType, refusable, unionWithRefusal } from './refusal-type.ts';
import { Tag } from './tag.ts';

const ERRORS = defineErrors('graph-test', {
  BOX_FULL: { message: 'The box holds {size} things.', status: 409, retryable: false },
});

@ObjectType('Box')
@Directive('@key(fields: "id")')
@Tag('partner')
class Box {
  @Field(() => ID)
  id: string;

  @Field(() => MoneyType)
  price: MoneyType;
}
const BoxConnection = connection(Box).Connection;
const PutResult = unionWithRefusal('PutResult', [Box]);

@Resolver(() => Box)
class BoxResolver {
  @Query(() => [Box])
  boxes(): Box[] {
    return [aBox('1'), aBox('2')];
  }

  @Query(() => BoxConnection)
  boxPage() {
    return {
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    };
  }

  @Mutation(() => PutResult)
  put(@Arg('full', () => Boolean) full: boolean): Promise<Box | RefusalType> {
    return refusable(() => (full ? refuse(ERRORS.BOX_FULL, { size: 3 }) : aBox('9')));
  }

  @Query(() => Box)
  broken(): Box {
    throw new Error('secret text of a driver');
  }

  @FieldResolver(() => String)
  label(@Root() box: Box): string {
    return `box ${box.id}`;
  }
}

@ObjectType('Box')
@Directive('@key(fields: "id")')
class OtherBox {
  @Field(() => ID)
  id: string;

  @Field(() => Number)
  stock: number;
}
@Resolver(() => OtherBox)
class OtherResolver {
  @Query(() => String)
  ping(): string {
    return 'pong';
  }
}

function aBox(id: string): Box {
  return Object.assign(new Box(), { id, price: MoneyType.of(money(19800n, 'USD')) });
}

const graph = buildGraph({
  name: 'boxes',
  resolvers: [BoxResolver],
  references: {
    Box: (ref: { id: string }) => (ref.id === 'bad' ? refuse(ERRORS.BOX_FULL, { size: 1 }) : aBox(ref.id)),
  },
});
const run = (document: string, variables?: Record<string, unknown>) =>
  executeLocal({ graph }, { document, variables, context: createContext({ log: silentLogger }) });

describe('buildGraph', () => {
  it('publishes SDL with the federation link, keys and tags', () => {
    expect(graph.sdl).toContain('https://specs.apollo.dev/federation/v2.9');
    expect(graph.sdl).toMatch(/type Box @key\(fields: "id"\) @tag\(name: "partner"\)/);
    expect(graph.sdl).toMatch(/type Money @shareable/);
    expect(graph.sdl).toContain('scalar Decimal @tag(name: "partner")');
    expect(graph.sdl).not.toMatch(/^schema \{/m);
  });

  it('answers queries with money as text', async () => {
    const result = await run('{ boxes { id label price { amount currencyCode } } }');

    expect(result).toEqual({
      data: {
        boxes: [
          { id: '1', label: 'box 1', price: { amount: '198.00', currencyCode: 'USD' } },
          { id: '2', label: 'box 2', price: { amount: '198.00', currencyCode: 'USD' } },
        ],
      },
    });
  });

  it('tells a refusal from the result of a mutation', async () => {
    const document =
      'mutation ($full: Boolean!) { put(full: $full) { __typename ... on Box { id } ... on Refusal { code message } } }';

    expect((await run(document, { full: false })).data.put).toEqual({ __typename: 'Box', id: '9' });
    expect((await run(document, { full: true })).data.put).toEqual({
      __typename: 'Refusal',
      code: 'BOX_FULL',
      message: 'The box holds 3 things.',
    });
  });

  it('resolves references one by one, so a refused one does not fail the others', async () => {
    const result = await run('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Box { id label } } }', {
      r: [
        { __typename: 'Box', id: 'a' },
        { __typename: 'Box', id: 'bad' },
      ],
    });

    expect(result.data._entities).toEqual([{ id: 'a', label: 'box a' }, null]);
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BOX_FULL', status: 409 });
  });

  it('masks faults under a reference', async () => {
    const result = await run('{ broken { id } }');

    expect(JSON.stringify(result)).not.toContain('secret text');
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL_ERROR' });
  });

  it('lets two subgraphs have different classes of one GraphQL name', () => {
    const other = buildGraph({ name: 'other', resolvers: [OtherResolver], orphanedTypes: [OtherBox] });

    expect(other.sdl).toContain('stock: Float!');
    expect(other.sdl).not.toContain('label');
    expect(graph.sdl).not.toContain('stock');
  });
});
