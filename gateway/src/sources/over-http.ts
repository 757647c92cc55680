import { PRINCIPAL_HEADER, type SigningKey, signPrincipal, traceParent } from '@opticworks/kernel';
import { Pool } from 'undici';
import type { DataSource, SubgraphAnswer, SubgraphRequest } from '../execution/data-source.ts';
import type { OperationContext } from '../request-context.ts';
import { readServerSentEvents } from './server-sent-events.ts';

export interface HttpSourceOptions {
  /** Name of the subgraph: the audience of the signature. */
  name: string;
  /** e.g. http://127.0.0.1:4101; the graph is under /graphql, or at the very address when nothing is signed */
  url: string;
  /** Left out for subgraphs that are not ours: they are told nothing about who asks. */
  signingKey?: SigningKey;
  connections?: number;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
/** Answers beyond this are a mistake of a query, not data a screen can show. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** A subgraph in another process. Each request to one of ours is signed with who asks and bound to its body. */
export function httpSource(options: HttpSourceOptions): DataSource<OperationContext> {
  const target = new URL(options.url);
  const pool = new Pool(target.origin, {
    connections: options.connections ?? 64,
    keepAliveTimeout: 30_000,
    headersTimeout: options.timeoutMs ?? TIMEOUT_MS,
    bodyTimeout: options.timeoutMs ?? TIMEOUT_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  const live = new Pool(target.origin, { connections: null, bodyTimeout: 0, headersTimeout: TIMEOUT_MS });
  const path = options.signingKey ? `${target.pathname.replace(/\/$/, '')}/graphql` : target.pathname + target.search;

  const prepare = async (request: SubgraphRequest<OperationContext>) => {
    const { document: query, operationName, variables, context } = request;
    const body = JSON.stringify({ query, operationName, variables });
    const parent = traceParent();
    const headers = { 'content-type': 'application/json', ...(parent && { traceparent: parent }) };
    if (!options.signingKey) return { body, headers };
    const { principal, requestId, locale, clientIp, idempotencyKey } = context;
    const signature = await signPrincipal(
      { principal, requestId, locale, clientIp, idempotencyKey },
      `${options.name}/graphql`,
      body,
      options.signingKey,
    );
    return { body, headers: { ...headers, [PRINCIPAL_HEADER]: signature } };
  };

  return {
    async fetch(request) {
      const { body, headers } = await prepare(request);
      const response = await pool.request({
        path,
        method: 'POST',
        headers: { ...headers, accept: 'application/json' },
        body,
        // Only a read may be sent twice by itself.
        idempotent: request.kind === 'query',
      });
      const text = await response.body.text();
      const answer = parseAnswer(text);
      if (!answer) throw new Error(`${options.name} answered ${response.statusCode} without GraphQL`);
      return answer;
    },
    async subscribe(request) {
      const { body, headers } = await prepare(request);
      const response = await live.request({
        path,
        method: 'POST',
        headers: { ...headers, accept: 'text/event-stream' },
        body,
      });
      if (response.statusCode === 200 && String(response.headers['content-type']).startsWith('text/event-stream'))
        return readServerSentEvents(response.body);
      const answer = parseAnswer(await response.body.text());
      if (!answer) throw new Error(`${options.name} answered ${response.statusCode} without a stream`);
      return answer;
    },
    async close() {
      await Promise.allSettled([pool.close(), live.destroy()]);
    },
  };
}

function parseAnswer(text: string): SubgraphAnswer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && ('data' in value || 'errors' in value)
      ? (value as SubgraphAnswer)
      : undefined;
  } catch {
    return undefined;
  }
}
