import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { sqlState } from '../database/retry.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { isRefusal } from '../errors/refusal.ts';
import { newId } from '../ids/type-id.ts';
import type { Logger } from '../observe/logger.ts';

/**
 * Postgres stores no zero character, as text or inside JSON, and no number beyond its column: who sends one made a mistake, not we.
 * A net for what no rule of a room has caught.
 */
const UNSTORABLE = new Set(['22021', '22P05', '22003']);

/**
 * What a client may read of an error. Refusals and mistakes in the document pass; everything else is logged once under a
 * reference and replaced by a sentence that names it.
 */
export function formatGraphError(error: GraphQLError, log: Logger): GraphQLFormattedError {
  const base = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
  const cause = rootCause(error);
  if (isRefusal(cause)) {
    const { code, status, retryable, issues } = cause;
    return { message: cause.message, ...base, extensions: { code, status, retryable, issues } };
  }
  if (cause === undefined || cause instanceof GraphQLError) {
    const extensions = { code: 'BAD_REQUEST', ...error.extensions };
    return { message: error.message, ...base, extensions };
  }
  if (UNSTORABLE.has(sqlState(cause) ?? '')) {
    const { code, message, status, retryable } = KERNEL_ERRORS.INVALID_INPUT;
    return { message, ...base, extensions: { code, status, retryable, issues: [] } };
  }
  const reference = newId('fault');
  log.error({ err: cause, reference, path: error.path }, 'A request failed.');
  return {
    message: `Something went wrong on our side. If it stays, tell us this reference: ${reference}`,
    ...base,
    extensions: { code: 'INTERNAL_ERROR', reference, retryable: true },
  };
}

function rootCause(error: GraphQLError): unknown {
  let current: unknown = error;
  while (current instanceof GraphQLError && current.originalError) current = current.originalError;
  return current === error ? undefined : current;
}
