import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import type { DataSource, SubgraphAnswer } from '../../src/execution/data-source.ts';

/**
 * A small invented graph that has what planners and executors stumble over: several keys, @requires over nested fields, @provides,
 * interfaces, unions, lists of lists, arguments with defaults, null in every allowed place. The same data is served twice: by four
 * subgraphs and by one plain schema.
 */

const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides"])\n`;

export const subgraphSdl: Record<string, string> = {
  goods: `${header}
    interface Node { id: ID! }
    enum Grade { A B C }
    type Size @shareable { w: Int h: Int }
    type Product implements Node @key(fields: "id") @key(fields: "sku") {
      id: ID! sku: String! name: String price: Int! size: Size brand: Brand! related: [Product] matrix: [[Product!]!]! grade: Grade label(upper: Boolean = false, times: Int): String! kin: Node }
    type Brand implements Node @key(fields: "id") { id: ID! name: String! best: Product }
    union Hit = Product | Brand
    type Query { product(id: ID!): Product products(n: Int = 3): [Product!]! hits(n: Int = 4): [Hit!]! nodes: [Node]! top: Product }
    type ProductEvent { cursor: String! product: Product! }
    type Subscription { productChanged(after: String): ProductEvent! }`,
  stock: `${header}
    type Size @shareable { w: Int h: Int }
    type Product @key(fields: "id") { id: ID! price: Int! @external size: Size @external stock: Int freight: Int @requires(fields: "price size { w }") tax: Int! @requires(fields: "price") places: [Place!]! }
    type Place @key(fields: "id") { id: ID! city: String! holds: [Product!]! nearest: Place }
    type Query { places: [Place!]! }`,
  opinions: `${header}
    type Product @key(fields: "sku") { sku: String! reviews(limit: Int = 2): [Review!]! score: Float }
    type Review @key(fields: "id") { id: ID! body: String product: Product! author: User @provides(fields: "name") stars: Int! }
    type User @key(fields: "id") { id: ID! name: String! @external reviews: [Review!]! }
    type Query { review(id: ID!): Review }`,
  people: `${header}
    interface Person { id: ID! name: String! }
    type User implements Person @key(fields: "id") { id: ID! name: String! @shareable mail: String friends: [User!]! favourite: Product greeting(word: String! = "Hi"): String! }
    type Product @key(fields: "id") { id: ID! owner: User }
    type Query { user(id: ID!): User people: [Person!]! }
    type Mutation { rename(id: ID!, name: String!): User }`,
};

export const plainSdl = `
  interface Node { id: ID! }
  interface Person { id: ID! name: String! }
  enum Grade { A B C }
  type Size { w: Int h: Int }
  type Product implements Node {
    id: ID! sku: String! name: String price: Int! size: Size brand: Brand! related: [Product] matrix: [[Product!]!]! grade: Grade label(upper: Boolean = false, times: Int): String! kin: Node
    stock: Int freight: Int tax: Int! places: [Place!]! reviews(limit: Int = 2): [Review!]! score: Float owner: User }
  type Brand implements Node { id: ID! name: String! best: Product }
  union Hit = Product | Brand
  type Place { id: ID! city: String! holds: [Product!]! nearest: Place }
  type Review { id: ID! body: String product: Product! author: User stars: Int! }
  type User implements Person { id: ID! name: String! mail: String friends: [User!]! favourite: Product greeting(word: String! = "Hi"): String! reviews: [Review!]! }
  type Query { product(id: ID!): Product products(n: Int = 3): [Product!]! hits(n: Int = 4): [Hit!]! nodes: [Node]! top: Product
    places: [Place!]! review(id: ID!): Review user(id: ID!): User people: [Person!]! }
  type Mutation { rename(id: ID!, name: String!): User }`;

type Thing = { __typename: string; id: string; sku?: string };
export type Fault = (type: string, id: string, field: string) => boolean;

const hash = (text: string) => {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return (h ^ (h >>> 15)) >>> 0;
};
const number = (thing: Thing, field: string, below: number) => hash(`${thing.__typename}${thing.id}${field}`) % below;
const pick = (typename: string, seed: string, count = 6): Thing => make(typename, String(hash(seed) % count));
const many = (typename: string, seed: string, most: number) =>
  Array.from({ length: hash(seed) % (most + 1) }, (_, i) => pick(typename, `${seed}#${i}`));
const sometimes = <T>(thing: Thing, field: string, value: T): T | null =>
  number(thing, field, 4) === 0 ? null : value;

function make(typename: string, id: string): Thing {
  return typename === 'Product' ? { __typename: typename, id, sku: `sku-${id}` } : { __typename: typename, id };
}

const size = (p: Thing) => sometimes(p, 'size', { w: sometimes(p, 'w', number(p, 'w', 90)), h: number(p, 'h', 90) });
const price = (p: Thing) => number(p, 'price', 1000);
const key = (p: Thing, field: string) => `${p.__typename}${p.id}.${field}`;

/** Field values as functions of the thing; `owned` tells which subgraph may answer. */
const fields: Record<string, Record<string, (thing: Thing, args: Record<string, unknown>) => unknown>> = {
  Product: {
    name: (p) => sometimes(p, 'name', `name ${p.id}`),
    price,
    size,
    brand: (p) => pick('Brand', key(p, 'brand'), 3),
    related: (p) =>
      sometimes(
        p,
        'related',
        many('Product', key(p, 'related'), 3).map((r, i) => sometimes(p, `r${i}`, r)),
      ),
    matrix: (p) => [many('Product', key(p, 'm0'), 2), many('Product', key(p, 'm1'), 2)],
    grade: (p) => sometimes(p, 'grade', ['A', 'B', 'C'][number(p, 'g', 3)]),
    label: (p, a) => `${a.upper ? 'LABEL' : 'label'} ${p.id} ${a.times ?? 'none'}`,
    kin: (p) =>
      sometimes(p, 'kin', number(p, 'kinKind', 2) ? pick('Brand', key(p, 'kin'), 3) : pick('Product', key(p, 'kin'))),
    stock: (p) => sometimes(p, 'stock', number(p, 'stock', 50)),
    freight: (p) => price(p) + (size(p)?.w ?? 0),
    tax: (p) => Math.floor(price(p) / 5),
    places: (p) => many('Place', key(p, 'places'), 3),
    reviews: (p, a) => many('Review', key(p, 'reviews'), 4).slice(0, a.limit as number),
    score: (p) => sometimes(p, 'score', number(p, 'score', 50) / 10),
    owner: (p) => sometimes(p, 'owner', pick('User', key(p, 'owner'))),
  },
  Brand: { name: (b) => `brand ${b.id}`, best: (b) => sometimes(b, 'best', pick('Product', key(b, 'best'))) },
  Place: {
    city: (p) => `city ${p.id}`,
    holds: (p) => many('Product', key(p, 'holds'), 3),
    nearest: (p) => sometimes(p, 'nearest', pick('Place', key(p, 'nearest'))),
  },
  Review: {
    body: (r) => sometimes(r, 'body', `body ${r.id}`),
    product: (r) => pick('Product', key(r, 'product')),
    author: (r) => sometimes(r, 'author', pick('User', key(r, 'author'))),
    stars: (r) => number(r, 'stars', 5),
  },
  User: {
    name: (u) => `user ${u.id}`,
    mail: (u) => sometimes(u, 'mail', `${u.id}@example.test`),
    friends: (u) => many('User', key(u, 'friends'), 3),
    favourite: (u) => sometimes(u, 'favourite', pick('Product', key(u, 'favourite'))),
    greeting: (u, a) => `${a.word} ${u.id}`,
    reviews: (u) => many('Review', key(u, 'reviews'), 3),
  },
  Query: {
    product: (_, a) => (Number(a.id) < 6 ? make('Product', String(a.id)) : null),
    products: (_, a) => Array.from({ length: (a.n as number) ?? 0 }, (_x, i) => pick('Product', `products${i}`)),
    hits: (_, a) =>
      Array.from({ length: (a.n as number) ?? 0 }, (_x, i) =>
        i % 2 ? pick('Brand', `h${i}`, 3) : pick('Product', `h${i}`),
      ),
    nodes: () => [make('Product', '1'), null, make('Brand', '2'), make('Product', '1')],
    top: () => make('Product', '0'),
    places: () => [make('Place', '1'), make('Place', '2')],
    review: (_, a) => make('Review', String(a.id)),
    user: (_, a) => make('User', String(a.id)),
    people: () => [make('User', '1'), make('User', '3')],
  },
  Mutation: { rename: (_, a) => make('User', String(a.id)) },
};

function attach(schema: GraphQLSchema, fault: Fault, whole: boolean): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if ('resolveType' in type) type.resolveType = (value: Thing) => value.__typename;
    if (!('getFields' in type) || !(type.name in fields)) continue;
    for (const field of Object.values(type.getFields())) {
      const value = fields[type.name]?.[field.name];
      if (!value || !('resolve' in field)) continue;
      field.resolve = (source: Thing | undefined, args: Record<string, unknown>) => {
        const thing = source ?? { __typename: type.name, id: '' };
        if (fault(type.name, thing.id, field.name)) throw new Error(`${type.name}.${field.name} of ${thing.id} failed`);
        // What a subgraph computes from required fields must come from the representation, or the test would prove nothing.
        if (!whole && (field.name === 'freight' || (field.name === 'tax' && type.name === 'Product'))) {
          const given = thing as Thing & { price?: number; size?: { w?: number } | null };
          if (given.price === undefined) throw new Error('price was not sent');
          if (field.name === 'freight' && given.size === undefined) throw new Error('size was not sent');
          return field.name === 'tax' ? Math.floor(given.price / 5) : given.price + (given.size?.w ?? 0);
        }
        return value(thing, args);
      };
    }
  }
  return schema;
}

/** Keys may be the id or the sku; resolvers need both. */
const reference = (ref: Record<string, unknown>) => {
  const id = String(ref.id ?? String(ref.sku).slice('sku-'.length));
  return { ...ref, id, ...(ref.__typename === 'Product' && { sku: `sku-${id}` }) };
};

export function plainSchema(): GraphQLSchema {
  return attach(buildSchema(plainSdl), () => false, true);
}

export function fuzzSupergraph(): string {
  const result = composeServices(
    Object.entries(subgraphSdl).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (result.errors) throw new Error(result.errors.join('\n'));
  return result.supergraphSdl;
}

export interface AskedSource extends DataSource {
  asked: { document: string; variables: Readonly<Record<string, unknown>> }[];
}

export function fuzzSources(fault: Fault = () => false): Map<string, AskedSource> {
  return new Map(
    Object.entries(subgraphSdl).map(([name, sdl]) => {
      const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: {} }]);
      attach(schema, fault, false);
      for (const type of Object.values(schema.getTypeMap()))
        if ('getFields' in type && type.name in fields && type.name !== 'Query' && type.name !== 'Mutation')
          Object.assign(type.extensions, {
            apollo: {
              subgraph: {
                resolveReference: async (ref: Record<string, unknown>) => {
                  if (fault(type.name, String(ref.id ?? ref.sku), '_entity'))
                    throw new Error(`${type.name} ${ref.id ?? ref.sku} is missing`);
                  return reference(ref);
                },
              },
            },
          });
      const parsed = new Map<string, DocumentNode>();
      const asked: AskedSource['asked'] = [];
      return [
        name,
        {
          asked,
          async fetch(request): Promise<SubgraphAnswer> {
            asked.push({ document: request.document, variables: request.variables });
            if (fault('subgraph', name, request.document.slice(0, 60))) throw new Error(`${name} is down`);
            let document = parsed.get(request.document);
            if (!document) {
              document = parse(request.document);
              parsed.set(request.document, document);
            }
            const result = await execute({
              schema,
              document,
              variableValues: request.variables,
              operationName: request.operationName,
            });
            return JSON.parse(JSON.stringify(result)) as SubgraphAnswer;
          },
        } satisfies AskedSource,
      ] as const;
    }),
  );
}
