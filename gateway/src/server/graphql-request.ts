import { refuse } from '@opticworks/kernel';
import { GATEWAY_ERRORS } from '../errors.ts';
import { insistOnStorable } from './storable-input.ts';

/** What a caller asks, whichever way it was worded. */
export interface GraphQLRequest {
  readonly query: string | undefined;
  /** SHA-256 of a persisted operation, in hexadecimal. */
  readonly hash: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Reads `{ query }`, `{ documentId: "sha256:…" }` and `extensions.persistedQuery.sha256Hash`.
 * @throws Refusal when it is none of them
 */
export function readGraphQLRequest(body: unknown): GraphQLRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuse(GATEWAY_ERRORS.BODY_NOT_JSON);
  const given = body as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: `"${name}" must be a string` });
    return value;
  };
  const variables = given.variables ?? undefined;
  if (variables !== undefined && (typeof variables !== 'object' || Array.isArray(variables)))
    refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: '"variables" must be an object' });
  insistOnStorable(variables);
  const extensions = given.extensions ?? undefined;
  if (extensions !== undefined && (typeof extensions !== 'object' || Array.isArray(extensions)))
    refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: '"extensions" must be an object' });
  const query = text('query');
  const hash = hashOf(text('documentId'), extensions);
  if (!query && !hash) refuse(GATEWAY_ERRORS.DOCUMENT_MISSING);
  return {
    query: query || undefined,
    hash,
    operationName: text('operationName'),
    variables: variables as Record<string, unknown> | undefined,
  };
}

function hashOf(documentId: string | undefined, extensions: unknown): string | undefined {
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery;
  const hash = documentId?.replace(/^sha256:/, '') ?? persisted?.sha256Hash;
  return typeof hash === 'string' && HASH.test(hash) ? hash : undefined;
}

/** The same out of a query string, for reads with GET. */
export function readGraphQLQueryString(query: Record<string, unknown>): GraphQLRequest {
  const parsed = (name: string): unknown => {
    const value = query[name];
    if (typeof value !== 'string' || value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      refuse(GATEWAY_ERRORS.DOCUMENT_INVALID, { reason: `"${name}" is not JSON` });
    }
  };
  return readGraphQLRequest({ ...query, variables: parsed('variables'), extensions: parsed('extensions') });
}
