import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { OperationTypeNode, parse } from 'graphql';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { isRefusal, type Refusal, refuse } from '../errors/refusal.ts';
import { executeLocal, type LocalRequest, subscribeLocal } from '../graph/execute.ts';
import { newId } from '../ids/type-id.ts';
import type { Logger } from '../observe/logger.ts';
import { collectProcessMetrics, metrics } from '../observe/metrics.ts';
import { inRequest } from '../observe/request-scope.ts';
import { traced, withTraceParent } from '../observe/trace.ts';
import { runOperation } from '../operations/run-operation.ts';
import { PRINCIPAL_HEADER, type SignedRequest, type VerifyKey, verifyPrincipal } from '../principal/sign.ts';
import { sendEvents } from './server-sent-events.ts';
import type { Subgraph } from './subgraph.ts';

export interface ServeOptions {
  port: number;
  host?: string;
  verifyKeys: readonly VerifyKey[];
  logger: Logger;
}

export interface ServedSubgraph {
  readonly url: string;
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

const BODY_LIMIT = 1_048_576;

/** The audience a signature for this door is made out to: one for the graph does not open the operations. */
export function audienceOf(subgraph: string, door: 'graphql' | 'operations' | 'routes'): string {
  return `${subgraph}/${door}`;
}

/**
 * A subgraph alone behind HTTP: the graph with subscriptions as server-sent events, its internal operations, its own routes,
 * health and metrics. Whatever reaches the graph or the operations without a fitting signature is refused.
 */
export async function serveSubgraph(subgraph: Subgraph, options: ServeOptions): Promise<ServedSubgraph> {
  collectProcessMetrics();
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => void answerError(error, reply, options.logger));
  await app.register(async (doors) => {
    // The signature covers the bytes, so the body stays text until it is checked.
    doors.removeAllContentTypeParsers();
    doors.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    doors.post('/graphql', (request, reply) => graphql(subgraph, options, request, reply));
    doors.post('/operations/:name', (request) => operation(subgraph, options, request));
  });
  app.get('/health', async () => ({ status: 'ok', name: subgraph.name }));
  app.get('/ready', async (_request, reply) => {
    const checks = await subgraph.health();
    const ready = Object.values(checks).every((check) => check === 'ok');
    return reply.code(ready ? 200 : 503).send({ ready, checks });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
  if (subgraph.routes) {
    await app.register(
      async (scope) => {
        scope.addHook('onRequest', (request) => knowCaller(subgraph, options, request));
        await subgraph.routes!(scope);
      },
      { prefix: `/${subgraph.name}` },
    );
  }
  const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
  return { url, app, close: () => app.close() };
}

async function authenticate(
  request: FastifyRequest,
  audience: string,
  keys: readonly VerifyKey[],
): Promise<SignedRequest> {
  const token = request.headers[PRINCIPAL_HEADER];
  if (typeof token !== 'string') refuse(KERNEL_ERRORS.UNAUTHENTICATED);
  return verifyPrincipal(token, audience, bodyOf(request), keys);
}

/**
 * Routes see who asks as `request.principal`. The signature covers the request line; a webhook brings a signature of its own for
 * its body and comes without this one.
 */
async function knowCaller(subgraph: Subgraph, options: ServeOptions, request: FastifyRequest): Promise<void> {
  const token = request.headers[PRINCIPAL_HEADER];
  if (typeof token !== 'string') return;
  const line = `${request.method} ${request.raw.url}`;
  const { principal } = await verifyPrincipal(token, audienceOf(subgraph.name, 'routes'), line, options.verifyKeys);
  Object.assign(request, { principal });
}

function bodyOf(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

async function graphql(
  subgraph: Subgraph,
  options: ServeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const signed = await authenticate(request, audienceOf(subgraph.name, 'graphql'), options.verifyKeys);
  const body = parseJson(bodyOf(request)) as { query?: unknown; variables?: unknown; operationName?: unknown };
  if (typeof body?.query !== 'string') refuse(KERNEL_ERRORS.INVALID_INPUT);
  const local: Omit<LocalRequest, 'context'> = {
    document: body.query,
    variables: (body.variables ?? {}) as Record<string, unknown>,
    operationName: typeof body.operationName === 'string' ? body.operationName : null,
  };
  const context = () => subgraph.context(signed);
  const attributes = { 'opticworks.subgraph': subgraph.name };
  return inRequest(signed.requestId, () =>
    withTraceParent(request.headers.traceparent as string | undefined, () =>
      traced(`serve ${subgraph.name}`, attributes, async () => {
        if (request.headers.accept?.includes('text/event-stream')) {
          const stream = isSubscription(body.query as string, local.operationName)
            ? await subscribeLocal(subgraph, { ...local, context })
            : await executeLocal(subgraph, { ...local, context: context() });
          return sendEvents(reply, stream);
        }
        if (isSubscription(body.query as string, local.operationName)) refuse(KERNEL_ERRORS.INVALID_INPUT);
        return reply.send(await executeLocal(subgraph, { ...local, context: context() }));
      }),
    ),
  );
}

async function operation(subgraph: Subgraph, options: ServeOptions, request: FastifyRequest): Promise<unknown> {
  const signed = await authenticate(request, audienceOf(subgraph.name, 'operations'), options.verifyKeys);
  const { name } = request.params as { name: string };
  const provided = subgraph.operations.find(({ def }) => def.name === name);
  if (!provided || !signed.from) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'operation' });
  const body = parseJson(bodyOf(request)) as { input?: unknown };
  return withTraceParent(request.headers.traceparent as string | undefined, async () => ({
    output: await runOperation(provided, body.input, {
      principal: signed.principal,
      idempotencyKey: signed.idempotencyKey ?? null,
      requestId: signed.requestId,
      log: options.logger.child({ operation: name, from: signed.from, requestId: signed.requestId }),
    }),
  }));
}

const kinds = new Map<string, boolean>();

function isSubscription(query: string, operationName: string | null | undefined): boolean {
  if (!query.includes('subscription')) return false;
  const key = `${operationName ?? ''}\n${query}`;
  const known = kinds.get(key);
  if (known !== undefined) return known;
  let found = false;
  try {
    found = parse(query, { noLocation: true }).definitions.some(
      (definition) =>
        definition.kind === 'OperationDefinition' &&
        definition.operation === OperationTypeNode.SUBSCRIPTION &&
        (!operationName || definition.name?.value === operationName),
    );
  } catch {
    // The executor will say what is wrong with the document.
  }
  if (kinds.size > 2_000) kinds.clear();
  kinds.set(key, found);
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    refuse(KERNEL_ERRORS.INVALID_INPUT, {}, { cause });
  }
}

function answerError(error: unknown, reply: FastifyReply, logger: Logger): FastifyReply {
  if (isRefusal(error)) return reply.code(error.status).send({ refusal: (error as Refusal).toJSON() });
  const { statusCode } = error as { statusCode?: number };
  if (statusCode && statusCode < 500) return reply.code(statusCode).send({ error: 'The request could not be read.' });
  const reference = newId('fault');
  logger.error({ err: error, reference }, 'A request failed.');
  return reply.code(500).send({ error: 'Something went wrong on our side.', reference });
}
