// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import { PARTNER_TAG, Tag } from './tag.ts';

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;

@ObjectType('PageInfo', { description: 'Where a page lies in its list.' })
@Directive('@shareable')
@Tag(PARTNER_TAG)
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage: boolean;

  @Field(() => Boolean)
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true })
  startCursor: string | null;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

/** Arguments of every list: forwards by `first` and `after`, or backwards by `last` and `before`; at most 100 at a time. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;
}

export interface Page {
  limit: number;
  backwards: boolean;
  /** Decoded position to start behind (or before, when backwards). */
  from: CursorValue | null;
}
export type CursorValue = (string | number | null)[];

/**
 * Checks page arguments.
 * @throws INVALID_INPUT for both directions at once or a size outside 1–100; INVALID_CURSOR
 */
export function pageOf(args: PageArgs, defaultSize = DEFAULT_PAGE): Page {
  const backwards = args.last !== undefined && args.last !== null;
  const limit = (backwards ? args.last : args.first) ?? defaultSize;
  if ((backwards && args.first !== undefined && args.first !== null) || limit < 0 || limit > MAX_PAGE) {
    refuse(
      KERNEL_ERRORS.INVALID_INPUT,
      {},
      {
        issues: [
          {
            code: 'PAGE_SIZE',
            message: `Ask for first or last, between 0 and ${MAX_PAGE}.`,
            field: backwards ? 'last' : 'first',
            severity: 'error',
          },
        ],
      },
    );
  }
  const cursor = backwards ? args.before : args.after;
  return { limit, backwards, from: cursor ? decodeCursor(cursor) : null };
}

/** Packs the sort values of a row, unique key last, into an opaque text. */
export function encodeCursor(value: CursorValue): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** @throws INVALID_CURSOR */
export function decodeCursor(cursor: string): CursorValue {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && value.every((part) => part === null || ['string', 'number'].includes(typeof part))) {
      return value as CursorValue;
    }
  } catch {
    // Falls through to the refusal.
  }
  refuse(KERNEL_ERRORS.INVALID_CURSOR);
}

export interface Edge<T> {
  cursor: string;
  node: T;
}
export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfo;
  totalCount?: number | null;
}

type ClassType<T> = new (...args: any[]) => T;

/**
 * Makes the `…Connection` and `…Edge` types of a node. Call it once per node and subgraph and export the result.
 * @param name the node's GraphQL name, when it differs from the class name
 */
export function connection<T extends object>(
  Node: ClassType<T>,
  name: string = Node.name.replace(/Type$/, ''),
  options: { tag?: string; totalCount?: boolean } = {},
): { Connection: ClassType<Connection<T>>; Edge: ClassType<Edge<T>> } {
  const tags = options.tag ? [`@tag(name: "${options.tag}")`] : [];
  const tagged: ClassDecorator = (target) => {
    for (const tag of tags) (Directive(tag) as ClassDecorator)(target);
  };

  @ObjectType(`${name}Edge`)
  @Directive('@shareable')
  @tagged
  class EdgeType implements Edge<T> {
    @Field(() => String)
    cursor: string;

    @Field(() => Node)
    node: T;
  }

  @ObjectType(`${name}Connection`)
  @Directive('@shareable')
  @tagged
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType])
    edges: EdgeType[];

    @Field(() => [Node], { description: 'The same items without their cursors.' })
    nodes: T[];

    @Field(() => PageInfo)
    pageInfo: PageInfo;

    declare totalCount?: number | null;
  }
  if (options.totalCount) Field(() => Int, { nullable: true })(ConnectionType.prototype, 'totalCount');
  return { Connection: ConnectionType, Edge: EdgeType };
}

/**
 * Shapes rows into a connection. Fetch `page.limit + 1` rows in the direction of the page: the extra one only tells whether
 * there are more. Backwards pages come in reverse and are turned around here.
 */
export function toConnection<T>(
  rows: readonly T[],
  page: Page,
  cursorOf: (row: T) => CursorValue,
  totalCount?: number | null,
): Connection<T> {
  const more = rows.length > page.limit;
  const nodes = rows.slice(0, page.limit);
  if (page.backwards) nodes.reverse();
  const edges = nodes.map((node) => ({ cursor: encodeCursor(cursorOf(node)), node }));
  const pageInfo = Object.assign(new PageInfo(), {
    hasNextPage: page.backwards ? page.from !== null : more,
    hasPreviousPage: page.backwards ? more : page.from !== null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  });
  return { edges, nodes, pageInfo, ...(totalCount === undefined ? {} : { totalCount }) };
}
