import { currentRequestId, inRequest } from './request-scope.ts';
import { traceParent, withTraceParent } from './trace.ts';

/**
 * What an event or a job keeps of its cause: `traceparent;request`, either part possibly empty; null when there is no cause.
 * The W3C parent comes first, so that a plain one reads as well.
 */
export function causeOf(): string | null {
  const parent = traceParent() ?? '';
  const request = currentRequestId();
  return request ? `${parent};${request}` : parent || null;
}

/** Continues where `causeOf` was taken, maybe in another process and much later. */
export function withCause<T>(cause: string | null | undefined, run: () => T): T {
  const [parent, request] = (cause ?? '').split(';');
  return inRequest(request, () => withTraceParent(parent, run));
}
