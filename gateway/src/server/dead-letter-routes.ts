import {
  type Caller,
  deadLetterOperations,
  isRefusal,
  KERNEL_ERRORS,
  type Logger,
  refuse,
  requireStaff,
} from '@opticworks/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Callers } from './caller.ts';
import { replyWithError } from './refusal-response.ts';

const SHOWN_PER_PART = 100;
const replay = z.object({ kind: z.enum(['event', 'job']), id: z.string().max(100), name: z.string().max(200) });

export interface DeadLetterRoutesOptions {
  /** Names of the parts that are asked. */
  parts: readonly string[];
  caller: Caller;
  callers: Callers;
  log: Logger;
}

/**
 * Administrators see what every part gave up on, and put it back to work. Each part decides for itself whether the caller may;
 * a part that does not answer is named instead of hiding the others.
 */
export function deadLetterRoutes(app: FastifyInstance, options: DeadLetterRoutesOptions): void {
  const { parts, caller, callers, log } = options;
  const asAdmin = async (request: FastifyRequest) =>
    requireStaff({ principal: await callers.principalOf(request.headers) }, 'admin');

  app.get('/ops/dead-letters', async (request, reply) => {
    try {
      const admin = await asAdmin(request);
      const silent: string[] = [];
      const found = await Promise.all(
        parts.map(async (part) => {
          try {
            const { list } = deadLetterOperations(part);
            const { letters } = await caller.call(
              list,
              { limit: SHOWN_PER_PART },
              { asPrincipal: admin, requestId: request.id },
            );
            return letters.map((letter) => ({ part, ...letter }));
          } catch (error) {
            if (!isRefusal(error)) log.warn({ err: error, part }, 'The dead letters of a part could not be read.');
            silent.push(part);
            return [];
          }
        }),
      );
      const letters = found.flat().toSorted((a, b) => b.occurredAt.localeCompare(a.occurredAt));
      return await reply.header('cache-control', 'no-store').send({ letters, silent });
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });

  app.post('/ops/dead-letters/:part/replay', async (request, reply) => {
    try {
      const admin = await asAdmin(request);
      const { part } = request.params as { part: string };
      const asked = replay.safeParse(request.body);
      if (!parts.includes(part) || !asked.success) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'dead letter' });
      const { replayed } = await caller.call(deadLetterOperations(part).replay, asked.data, {
        asPrincipal: admin,
        requestId: request.id,
        idempotencyKey: `replay:${request.id}`,
      });
      if (!replayed) refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'dead letter' });
      return await reply.code(202).send({ replayed });
    } catch (error) {
      return replyWithError(reply, error, log);
    }
  });
}
