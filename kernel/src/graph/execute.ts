// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  print,
  validate,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { LiveIterator } from '../live/live-tail.ts';
import type { RequestContext } from '../principal/context.ts';
import { formatGraphError } from './format-error.ts';
import { Lru } from './lru.ts';

export interface LocalRequest {
  document: string | DocumentNode;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
  context: RequestContext;
}

export interface LocalResult {
  data?: any;
  errors?: GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

type Prepared =
  | { errors: readonly GraphQLError[] }
  | { errors: null; document: DocumentNode; compiled: CompiledQuery | null };

const KEPT_DOCUMENTS = 2_000;
const prepared = new WeakMap<GraphQLSchema, Lru<Prepared>>();
const texts = new WeakMap<DocumentNode, string>();

interface Executable {
  readonly graph: { readonly schema: GraphQLSchema };
}

/** Runs a query or mutation. A document is parsed, validated and compiled once; its text is the key. */
export async function executeLocal(subgraph: Executable, request: LocalRequest): Promise<LocalResult> {
  const { schema } = subgraph.graph;
  const ready = prepare(schema, request.document, request.operationName);
  if (ready.errors) return { errors: ready.errors.map((error) => formatGraphError(error, request.context.log)) };
  return shape(await runPrepared(schema, ready, request.context, undefined, request), request.context);
}

/**
 * Starts a subscription. The context function is called once for the stream and again for every event, so that loaders and
 * permissions are fresh each time.
 */
export async function subscribeLocal(
  subgraph: Executable,
  request: Omit<LocalRequest, 'context'> & { context: () => RequestContext },
): Promise<LiveIterator<LocalResult> | LocalResult> {
  const { schema } = subgraph.graph;
  const context = request.context();
  const ready = prepare(schema, request.document, request.operationName);
  if (ready.errors) return { errors: ready.errors.map((error) => formatGraphError(error, context.log)) };
  const source = await createSourceEventStream({
    schema,
    document: ready.document,
    contextValue: context,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
  });
  if (!isIterable(source)) return shape(source, context);
  const iterator = source[Symbol.asyncIterator]();
  const done = { done: true as const, value: undefined };
  const results: LiveIterator<LocalResult> = {
    async next() {
      const event = await iterator.next();
      if (event.done) return done;
      const fresh = request.context();
      const result = await runPrepared(schema, ready, fresh, event.value, request);
      return { done: false, value: shape(result, fresh) };
    },
    async return() {
      await iterator.return?.();
      return done;
    },
    async throw(error) {
      await iterator.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return results;
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function runPrepared(
  schema: GraphQLSchema,
  ready: Extract<Prepared, { errors: null }>,
  context: RequestContext,
  root: unknown,
  request: Pick<LocalRequest, 'variables' | 'operationName'>,
): ExecutionResult | Promise<ExecutionResult> {
  const variables = request.variables ?? {};
  if (ready.compiled)
    return ready.compiled.query(root, context, variables) as ExecutionResult | Promise<ExecutionResult>;
  return execute({
    schema,
    document: ready.document,
    rootValue: root,
    contextValue: context,
    variableValues: variables,
    operationName: request.operationName ?? null,
  });
}

function shape(result: ExecutionResult, context: RequestContext): LocalResult {
  if (!result.errors || result.errors.length === 0) return result as LocalResult;
  return { ...result, errors: result.errors.map((error) => formatGraphError(error, context.log)) } as LocalResult;
}

function prepare(
  schema: GraphQLSchema,
  source: string | DocumentNode,
  operationName: string | null | undefined,
): Prepared {
  let cache = prepared.get(schema);
  if (!cache) {
    cache = new Lru(KEPT_DOCUMENTS);
    prepared.set(schema, cache);
  }
  const text = typeof source === 'string' ? source : textOf(source);
  const key = operationName ? `${operationName}\n${text}` : text;
  let ready = cache.get(key);
  if (!ready) {
    ready = compile(schema, source, operationName);
    cache.set(key, ready);
  }
  return ready;
}

function textOf(document: DocumentNode): string {
  let text = texts.get(document);
  if (text === undefined) {
    text = print(document);
    texts.set(document, text);
  }
  return text;
}

function compile(
  schema: GraphQLSchema,
  source: string | DocumentNode,
  operationName: string | null | undefined,
): Prepared {
  let document: DocumentNode;
  try {
    document = typeof source === 'string' ? parse(source) : source;
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  return { errors: null, document, compiled: tryCompile(schema, document, operationName) };
}

/** The compiler does not know every construct; what it cannot do, graphql-js does. */
function tryCompile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): CompiledQuery | null {
  try {
    const compiled = compileQuery(schema, document, operationName ?? undefined);
    return isCompiledQuery(compiled) ? (compiled as CompiledQuery) : null;
  } catch {
    return null;
  }
}
