import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type Logger, refuse } from '@opticworks/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GATEWAY_ERRORS } from '../errors.ts';
import { answerText, type Operation, type OperationAnswer } from '../execution/operation.ts';
import type { Admit } from '../limits/admission.ts';
import type { DocumentGate } from '../limits/document-limits.ts';
import { streamOverSse } from '../live/sse.ts';
import type { Streams } from '../live/streams.ts';
import type { OperationContext } from '../request-context.ts';
import type { Callers } from './caller.ts';
import type { CompiledGateway } from './compiled-gateway.ts';
import { explorerPage } from './explorer-page.ts';
import { type GraphQLRequest, readGraphQLQueryString, readGraphQLRequest } from './graphql-request.ts';
import { OPEN_DOCUMENT, observed } from './observed.ts';
import { replyWithError } from './refusal-response.ts';

export interface GraphRouteOptions {
  path: string;
  gateway: CompiledGateway;
  apollo: ApolloServer<OperationContext>;
  callers: Callers;
  gate: DocumentGate;
  admit: Admit;
  streams: Streams;
  /** Whether documents that were never registered are answered. */
  openDocuments: boolean;
  /** Looks for newly built operations when an unknown id arrives. */
  refreshPersisted?: () => void;
  explorer: boolean;
  isAllowedOrigin(origin: string, host: string | undefined): boolean;
  log: Logger;
}

declare module 'fastify' {
  interface FastifyRequest {
    operationContext?: OperationContext;
  }
}

/** The graph of the shop and of the admin over HTTP. */
export function graphRoute(app: FastifyInstance, options: GraphRouteOptions): void {
  const { path, gateway, callers, log } = options;
  const throughApollo = fastifyApolloHandler(options.apollo, {
    context: async (request) => (request as FastifyRequest).operationContext!,
  });

  app.post(path, async (request, reply) => {
    try {
      return await answer(request, reply, readGraphQLRequest(request.body), false);
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });

  app.get(path, async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    if (options.explorer && !query.query && !query.documentId && !query.extensions && accepts(request, 'text/html'))
      return reply.header('content-type', 'text/html; charset=utf-8').send(explorerPage(path));
    try {
      return await answer(request, reply, readGraphQLQueryString(query), true);
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });

  async function answer(request: FastifyRequest, reply: FastifyReply, asked: GraphQLRequest, isGet: boolean) {
    const origin = request.headers.origin;
    if (origin && !options.isAllowedOrigin(origin, request.headers.host)) refuse(GATEWAY_ERRORS.ORIGIN_NOT_ALLOWED);
    const persisted = findPersisted(asked);
    let principal = await callers.principalOf(request.headers);
    if (persisted) {
      if (isGet && persisted.kind !== 'query') refuse(GATEWAY_ERRORS.READ_WITH_GET_ONLY);
      if (persisted.kind === 'mutation') principal = callers.ensureGuest(principal, reply);
      const context = callers.contextOf(request, principal);
      if (persisted.kind === 'subscription') return stream(request, reply, persisted, asked, context);
      return execute(request, reply, persisted, asked, context);
    }
    const text = asked.query;
    if (text === undefined) refuse(GATEWAY_ERRORS.PERSISTED_QUERY_NOT_FOUND);
    if (!options.openDocuments) refuse(GATEWAY_ERRORS.PERSISTED_QUERY_ONLY);
    const { document, operations } = options.gate.check(text);
    const named = asked.operationName
      ? operations.find((o) => o.name?.value === asked.operationName)
      : operations.length === 1
        ? operations[0]
        : undefined;
    if (isGet && named && named.operation !== 'query') refuse(GATEWAY_ERRORS.READ_WITH_GET_ONLY);
    if (named?.operation === 'mutation') principal = callers.ensureGuest(principal, reply);
    request.operationContext = callers.contextOf(request, principal);
    reply.header('x-request-id', request.operationContext.requestId);
    if (named?.operation === 'subscription') {
      const operation = options.streams.validOperation(text, document, asked.operationName);
      return stream(request, reply, operation, asked, request.operationContext);
    }
    // What ApolloServer has validated once needs it no more; it still words the refusal of wrong variables.
    const known = isGet || !readsJson(request) ? undefined : gateway.known(text, asked.operationName);
    if (known && 'values' in known.coerce(asked.variables))
      return execute(request, reply, known, asked, request.operationContext, OPEN_DOCUMENT);
    let sent: unknown;
    // What nobody has looked at yet may be anything: it is let in like something that is needed.
    const context = request.operationContext;
    await options.admit(undefined, principal, () =>
      observed(OPEN_DOCUMENT, context, async () => {
        sent = await throughApollo.call(app, request as never, reply as never);
        return undefined;
      }),
    );
    return sent;
  }

  function findPersisted(asked: GraphQLRequest): Operation | undefined {
    if (!asked.hash) return undefined;
    const known = gateway.persisted(asked.hash);
    if (known || !options.refreshPersisted) return known;
    options.refreshPersisted();
    return gateway.persisted(asked.hash);
  }

  async function execute(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
    asked: GraphQLRequest,
    context: OperationContext,
    label = operation.name ?? 'unnamed',
  ) {
    const result = await options.admit(operation, context.principal, () =>
      observed(label, context, () =>
        operation.execute({ variables: asked.variables, context, sources: gateway.sources }),
      ),
    );
    return send(request, reply, result, context);
  }

  function send(request: FastifyRequest, reply: FastifyReply, result: OperationAnswer, context: OperationContext) {
    const modern = accepts(request, 'application/graphql-response+json');
    return reply
      .code(result.dataText === undefined ? 400 : 200)
      .header(
        'content-type',
        modern ? 'application/graphql-response+json; charset=utf-8' : 'application/json; charset=utf-8',
      )
      .header('cache-control', 'no-store')
      .header('x-request-id', context.requestId)
      .send(answerText(result));
  }

  async function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
    asked: GraphQLRequest,
    context: OperationContext,
  ) {
    if (!accepts(request, 'text/event-stream')) refuse(GATEWAY_ERRORS.SUBSCRIPTION_OVER_HTTP);
    const opened = await options.streams.open(operation, asked.variables, context, () =>
      callers.principalOf(request.headers),
    );
    if ('refused' in opened) return send(request, reply, opened.refused, context);
    return streamOverSse(reply, opened.events);
  }
}

const readsJson = (request: FastifyRequest): boolean => {
  const { accept } = request.headers;
  return !accept || accept.includes('*/*') || accept.includes('application/');
};

const accepts = (request: FastifyRequest, type: string): boolean => request.headers.accept?.includes(type) ?? false;
