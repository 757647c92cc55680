import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, Service } from '../faults.ts';
import type { TwinContext } from '../twin-context.ts';

/** An answer before it is written: so that faults can hold it, cut it or change it after the work is done. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How long a `timeout` fault keeps the caller waiting: longer than any client's patience here. */
const SILENCE_MS = 120_000;

/**
 * Runs one API request with the fault it meets, writes the answer and the log line.
 * `work` does everything else and gets the fault, because Stripe has to place it inside its idempotency layer.
 */
export async function exchange(
  context: TwinContext,
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (fault: Fault | undefined) => Promise<Answer> | Answer,
): Promise<void> {
  const startedMs = performance.now();
  const path = request.url.split('?')[0] ?? request.url;
  const fault = context.faults.take(service, request.method, path);
  const silent = fault?.kind === 'timeout' || fault?.kind === 'reset';
  const answer = silent && !fault.effect ? undefined : await work(fault);

  context.log.add({
    at: context.clock.now().toISOString(),
    service,
    method: request.method,
    path,
    status: silent ? 'no answer' : (answer?.status ?? 'no answer'),
    durationMs: Math.round(performance.now() - startedMs),
    ...(fault ? { note: `fault: ${fault.kind}` } : {}),
  });

  if (fault?.kind === 'reset') {
    reply.hijack();
    request.raw.socket.destroy();
    return;
  }
  if (fault?.kind === 'timeout') {
    reply.hijack();
    const timer = setTimeout(() => request.raw.socket.destroy(), SILENCE_MS);
    timer.unref();
    request.raw.socket.once('close', () => clearTimeout(timer));
    return;
  }
  if (!answer) return;
  reply.code(answer.status).headers(answer.headers ?? {});
  if (answer.body === undefined) return void reply.send();
  if (Buffer.isBuffer(answer.body) || typeof answer.body === 'string') return void reply.send(answer.body);
  return void reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
}

/** The plain way to apply a fault around work that has no idempotency layer. `failure` shapes the service's own error. */
export async function withFault(
  fault: Fault | undefined,
  failure: (status: number) => Answer,
  work: () => Promise<Answer> | Answer,
): Promise<Answer> {
  if (fault?.kind === 'status') return failure(fault.status);
  if (fault?.kind === 'slow') await wait(fault.delayMs);
  const answer = await work();
  return fault?.kind === 'afterEffect500' ? failure(500) : answer;
}
