import { isRefusal, type Logger, newId, Refusal } from '@opticworks/kernel';
import type { FastifyError, FastifyReply } from 'fastify';
import { GATEWAY_ERRORS } from '../errors.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The GraphQL form of a refusal, for callers that never got as far as the graph. */
export function refusalBody(refusal: Refusal): string {
  const { code, retryable, issues } = refusal;
  return JSON.stringify({
    errors: [{ message: refusal.message, extensions: { code, retryable, ...(issues.length > 0 && { issues }) } }],
  });
}

/** What the server says of a body it could not read, in this house's words. */
export function readableBodyError(error: FastifyError, limitBytes: number): Refusal | FastifyError {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Refusal(GATEWAY_ERRORS.BODY_TOO_LARGE, { limit: Math.floor(limitBytes / 1024) });
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal(GATEWAY_ERRORS.BODY_NOT_JSON);
  if (error.code?.startsWith('FST_ERR_CTP_')) return new Refusal(GATEWAY_ERRORS.BODY_UNREADABLE);
  return error;
}

/** Answers a refusal as it is and anything else with a reference id under which it was logged. */
export function replyWithError(reply: FastifyReply, error: unknown, log: Logger): FastifyReply {
  reply.header('content-type', JSON_TYPE).header('cache-control', 'no-store');
  if (isRefusal(error)) {
    const seconds = error.params.seconds;
    if ((error.status === 429 || error.status === 503) && seconds !== undefined)
      reply.header('retry-after', String(seconds));
    return reply.code(error.status).send(refusalBody(error));
  }
  const known = error as { statusCode?: number; message?: string; code?: string };
  if (known.statusCode && known.statusCode >= 400 && known.statusCode < 500)
    return reply
      .code(known.statusCode)
      .send(
        JSON.stringify({ errors: [{ message: known.message, extensions: { code: known.code ?? 'BAD_REQUEST' } }] }),
      );
  const reference = newId('fault');
  log.error({ err: error, reference }, 'A request failed.');
  return reply.code(500).send(
    JSON.stringify({
      errors: [
        {
          message: `Something went wrong on our side. If it stays, tell us this reference: ${reference}`,
          extensions: { code: 'INTERNAL_ERROR', reference, retryable: true },
        },
      ],
    }),
  );
}
