// biome-ignore-all lint/complexity/noBannedTypes: the decorator libraries take classes as Function.
import { type GraphQLSchema, isInterfaceType, isUnionType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { RefusalType } from './refusal-type.ts';

type ResolveType = (value: unknown) => string | undefined;

/**
 * Type resolvers for unions and interfaces: by `__typename`, then by class, then, where a refusal stands beside one single
 * other member, that member. They are synchronous, which the compiled executor needs.
 */
export function typeResolvers(schema: GraphQLSchema): Record<string, { __resolveType: ResolveType }> {
  const classes = getMetadataStorage().objectTypes as unknown as readonly { name: string; target: Function }[];
  const resolvers: Record<string, { __resolveType: ResolveType }> = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isUnionType(type) && !isInterfaceType(type)) continue;
    const names = new Set(schema.getPossibleTypes(type).map(({ name }) => name));
    const candidates = classes.filter(({ name }) => names.has(name));
    const others = [...names].filter((name) => name !== 'Refusal');
    const fallback = isUnionType(type) && names.has('Refusal') && others.length === 1 ? others[0] : undefined;
    resolvers[type.name] = {
      __resolveType(value) {
        if (value === null || typeof value !== 'object') return undefined;
        const named = (value as { __typename?: unknown }).__typename;
        if (typeof named === 'string' && names.has(named)) return named;
        if (value instanceof RefusalType) return 'Refusal';
        return candidates.find(({ target }) => value instanceof (target as never))?.name ?? fallback;
      },
    };
  }
  return resolvers;
}
