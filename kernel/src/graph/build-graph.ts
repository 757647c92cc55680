// biome-ignore-all lint/complexity/noBannedTypes: the decorator libraries take classes as Function.
// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLSchema,
  isEnumType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  print,
} from 'graphql';
import { buildSchemaSync, type ContainerType, createResolversMap, getMetadataStorage, type PubSub } from 'type-graphql';
import type { RequestContext } from '../principal/context.ts';
import { type DirectivesByCoordinate, documentWithDirectives } from './print-with-directives.ts';
import { typeResolvers } from './resolve-types.ts';
import { CurrencyCode, DateTime, Decimal, Json, LocalDate } from './scalars.ts';
import { PARTNER_TAG } from './tag.ts';

/** Finds an entity by one of its keys; null when there is none or the caller may not see it. */
export type ReferenceResolver = (reference: any, context: any) => Promise<unknown> | unknown;

export interface GraphOptions {
  name: string;
  resolvers: readonly Function[];
  /** Classes no root field leads to, above all entity stubs: they vanish from the schema unless listed. */
  orphanedTypes?: readonly Function[];
  references?: Readonly<Record<string, ReferenceResolver>>;
  /** Directives for enums, enum values, unions and scalars, by coordinate. */
  directives?: DirectivesByCoordinate;
  /** Makes resolver instances; without it each class is constructed once without arguments. */
  container?: ContainerType;
}

export interface Graph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

const FEDERATION = [
  '@key',
  '@shareable',
  '@external',
  '@requires',
  '@provides',
  '@tag',
  '@inaccessible',
  '@override',
  '@interfaceObject',
  '@extends',
  '@authenticated',
  '@requiresScopes',
  '@composeDirective',
  '@cost',
  '@listSize',
];
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${FEDERATION.map((name) => `"${name}"`).join(', ')}])`;

/** Types of this package that every contract may show when it uses them. */
const SHARED_SCALARS: readonly string[] = [Decimal.name, DateTime.name, LocalDate.name, CurrencyCode.name, Json.name];

/** The library insists on one as soon as there is a subscription; ours bring their own iterator (`subscribe`). */
const noPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new TypeError('Give the subscription a `subscribe` function over the live log.');
  },
};

/** Builds the executable schema of a subgraph and the SDL it publishes. Six of them can live in one process. */
export function buildGraph(options: GraphOptions): Graph {
  preferPropertyReads();
  const plain = buildSchemaSync({
    resolvers: options.resolvers as [Function, ...Function[]],
    orphanedTypes: [...(options.orphanedTypes ?? [])],
    validate: false,
    authChecker: () => false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    pubSub: noPubSub,
    ...(options.container ? { container: options.container } : {}),
  });
  const printed = documentWithDirectives(plain, withSharedTags(plain, options.directives ?? {}));
  const document: DocumentNode = { ...printed, definitions: [...parse(LINK).definitions, ...printed.definitions] };
  const resolvers = createResolversMap(plain) as Record<string, any>;
  for (const [name, resolver] of Object.entries(typeResolvers(plain)))
    resolvers[name] = { ...resolvers[name], ...resolver };
  for (const [name, resolve] of Object.entries(options.references ?? {})) {
    if (!plain.getType(name))
      throw new TypeError(`${options.name} resolves references of ${name}, which is not in its schema.`);
    resolvers[name] = {
      ...resolvers[name],
      // Async on purpose: a synchronous throw would fail the whole list of entities instead of one.
      __resolveReference: async (reference: unknown, context: RequestContext) => resolve(reference, context),
    };
  }
  return {
    name: options.name,
    schema: buildSubgraphSchema([{ typeDefs: document, resolvers }]),
    sdl: `${print(document)}\n`,
  };
}

/**
 * Fields without a resolver of their own read the property. By default each would be wrapped in an async function, one promise
 * per field of every row.
 */
function preferPropertyReads(): void {
  const storage = getMetadataStorage() as unknown as {
    fields: { simple?: boolean; name: string; schemaName: string; target: Function }[];
    middlewares: { target: Function; fieldName: string }[];
  };
  for (const field of storage.fields) {
    if (field.simple !== undefined || field.name !== field.schemaName) continue;
    const wrapped = storage.middlewares.some(
      ({ target, fieldName }) => target === field.target && fieldName === field.name,
    );
    if (!wrapped) field.simple = true;
  }
}

function withSharedTags(schema: GraphQLSchema, directives: DirectivesByCoordinate): DirectivesByCoordinate {
  const merged: Record<string, readonly string[]> = { ...directives };
  for (const type of Object.values(schema.getTypeMap())) {
    const shared = isScalarType(type)
      ? !isSpecifiedScalarType(type) && SHARED_SCALARS.includes(type.name)
      : isEnumType(type) && type.name === 'IssueSeverity';
    if (shared) merged[type.name] = [...(directives[type.name] ?? []), `@tag(name: "${PARTNER_TAG}")`];
  }
  return merged;
}
