import {
  type LimiterStore,
  type Logger,
  newId,
  type PartnerPrincipal,
  type RateLimiter,
  rateLimiter,
  refuse,
} from '@opticworks/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DocumentNode, type GraphQLSchema, getVariableValues, Kind, validate } from 'graphql';
import { GATEWAY_ERRORS } from '../errors.ts';
import type { DataSources } from '../execution/data-source.ts';
import { answerText, type OperationAnswer } from '../execution/operation.ts';
import type { Admission } from '../limits/admission.ts';
import { DocumentGate, documentLimits } from '../limits/document-limits.ts';
import { type OperationContext, operationContext } from '../request-context.ts';
import { localeOf } from '../server/caller.ts';
import { CompiledGateway } from '../server/compiled-gateway.ts';
import { explorerPage } from '../server/explorer-page.ts';
import { readGraphQLRequest } from '../server/graphql-request.ts';
import { observed } from '../server/observed.ts';
import { replyWithError } from '../server/refusal-response.ts';
import { actualCost, estimateCost } from './query-cost.ts';

export interface PartnerGraphOptions {
  mode: 'demo' | 'production' | 'test';
  supergraphSdl: string;
  sources: DataSources<OperationContext>;
  keys: { principalOf(authorization: string | undefined): Promise<PartnerPrincipal | null> };
  maxCost: number;
  pointsPerMinute: number;
  /** Where spent points are counted: with the other gateways, or in this process alone. */
  counters?: LimiterStore;
  admission: Admission;
  log: Logger;
}

/** Partners send any document over a schema that holds only what partners may see, within a budget of points. */
export async function partnerRoute(
  app: FastifyInstance,
  options: PartnerGraphOptions,
): Promise<{ close(): Promise<void> }> {
  const { log } = options;
  const gateway = new CompiledGateway({ supergraphSdl: options.supergraphSdl, sources: options.sources, log });
  await gateway.load({ apollo: {} });
  const gate = new DocumentGate({ ...documentLimits, tokens: 1_000, depth: 12 });
  const budget = rateLimiter({
    name: 'partner',
    store: options.counters ?? { kind: 'memory' },
    points: options.pointsPerMinute,
    durationS: 60,
    onStoreFailure: 'alone',
  });

  app.get('/partner/graphql', async (_request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').send(explorerPage('/partner/graphql')),
  );

  app.post('/partner/graphql', async (request, reply) => {
    try {
      const asked = readGraphQLRequest(request.body);
      const text = asked.query;
      if (text === undefined) refuse(GATEWAY_ERRORS.DOCUMENT_MISSING);
      const principal = await options.keys.principalOf(request.headers.authorization);
      if (!principal) refuse(GATEWAY_ERRORS.PARTNER_KEY_INVALID);
      const { document } = gate.check(text);
      const errors = validate(gateway.schema, document);
      if (errors.length > 0)
        return reply
          .code(400)
          .header('content-type', 'application/json; charset=utf-8')
          .send(JSON.stringify({ errors: errors.slice(0, 10) }));
      const absent = absentKind(gateway.schema, document);
      if (absent) refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: `the partner graph has no ${absent}` });
      const operation = gateway.open(text, () => document, asked.operationName);
      if (operation.kind === 'subscription') refuse(GATEWAY_ERRORS.SUBSCRIPTION_OVER_HTTP);
      const fragments = new Map(
        document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
      );
      const { coerced = {} } = getVariableValues(
        gateway.schema,
        operation.node.variableDefinitions ?? [],
        asked.variables ?? {},
      );
      const estimated = estimateCost(gateway.schema, operation.node, fragments, coerced);
      if (estimated > options.maxCost)
        refuse(GATEWAY_ERRORS.QUERY_TOO_COSTLY, { cost: estimated, limit: options.maxCost });
      // The estimate is held while the query runs, so many costly ones at once cannot pass together; what was not used comes back.
      await spend(budget, principal.id, estimated);
      const context = contextOf(request, principal, log);
      let actual = 0;
      const giveBack = () => budget.giveBack(principal.id, estimated - actual);
      let answer: OperationAnswer;
      try {
        // A machine can come back later: partners are turned away together with those who only look around.
        answer = await options.admission.run('browsing', () =>
          observed('partner', context, () =>
            operation.execute({ variables: asked.variables, context, sources: options.sources }),
          ),
        );
      } catch (error) {
        await giveBack();
        throw error;
      }
      actual = Math.min(estimated, actualCost(answer.dataText));
      await giveBack();
      const { remaining } = await budget.peek(principal.id);
      const cost = { estimated, actual, limit: options.pointsPerMinute, remaining };
      return reply
        .code(answer.dataText === undefined ? 400 : 200)
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-query-cost', String(actual))
        .header('x-query-budget-remaining', String(cost.remaining))
        .send(answerText(answer, { ...answer.extensions, cost }));
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });
  return { close: () => gateway.stop() };
}

/** A kind of operation this graph has none of; validation lets its documents pass, because there is no type to check them by. */
export function absentKind(schema: GraphQLSchema, document: DocumentNode): string | null {
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(definition.operation))
      return definition.operation;
  return null;
}

async function spend(budget: RateLimiter, partner: string, points: number): Promise<void> {
  const { allowed, retryAfterS } = await budget.take(partner, points);
  if (allowed) return;
  // What was refused cost nothing.
  await budget.giveBack(partner, points);
  refuse(GATEWAY_ERRORS.PARTNER_BUDGET_SPENT, { seconds: retryAfterS });
}

function contextOf(request: FastifyRequest, principal: PartnerPrincipal, log: Logger): OperationContext {
  return operationContext({
    principal,
    requestId: newId('request'),
    locale: localeOf(request.headers),
    clientIp: request.ip,
    idempotencyKey: null,
    log,
  });
}
