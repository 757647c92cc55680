import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../../../schema/client/graph-env.d.ts';

/** Typed documents of the one graph. Money amounts and powers are exact strings; they become numbers only to draw or to sort. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Date: string; Decimal: string; CurrencyCode: string };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
