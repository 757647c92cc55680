import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { KERNEL_ERRORS } from '../errors/kernel-errors.ts';
import { refuse } from '../errors/refusal.ts';
import type { HandledJob } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { scrubbed } from '../observe/scrub.ts';
import { type OperationDef, type ProvidedOperation, provide } from '../operations/operation.ts';
import { actorOf } from '../principal/principal.ts';
import { requireStaff } from '../principal/require.ts';
import { listDeadLetters, replayDeadLetterIn } from './dead-letters.ts';

const deadLetter = z.object({
  kind: z.enum(['event', 'job']),
  /** Names it for the replay. */
  id: z.string(),
  name: z.string(),
  /** Who could not handle it. */
  consumer: z.string(),
  /** What it is about, e.g. an order's id; null for jobs. */
  aggregateId: z.string().nullable(),
  attempts: z.number().int().nullable(),
  lastError: z.string().nullable(),
  occurredAt: z.string(),
});
export type ListedDeadLetter = z.infer<typeof deadLetter>;

const list = z.object({ limit: z.number().int().min(1).max(500) });
const replay = z.object({ kind: z.enum(['event', 'job']), id: z.string(), name: z.string() });

/** What every part offers to the host: events and jobs it gave up on. For administrators only. */
export const deadLetterOperations = (part: string) => ({
  list: {
    name: `${part}.listDeadLetters`,
    input: list,
    output: z.object({ letters: z.array(deadLetter) }),
  } satisfies OperationDef,
  replay: {
    name: `${part}.replayDeadLetter`,
    input: replay,
    output: z.object({ replayed: z.boolean() }),
    changes: true,
  } satisfies OperationDef,
});

export function provideDeadLetters(
  part: string,
  database: Database,
  queue: Jobs,
  jobs: readonly HandledJob[],
): ProvidedOperation[] {
  const defs = deadLetterOperations(part);
  return [
    provide(defs.list, async ({ limit }: z.infer<typeof list>, context) => {
      requireStaff(context, 'admin');
      const events = (await listDeadLetters(database, limit)).map(
        (letter): ListedDeadLetter => ({
          kind: 'event',
          id: letter.position,
          name: letter.name,
          consumer: letter.consumer,
          aggregateId: letter.aggregateId,
          attempts: letter.attempts,
          lastError: letter.lastError,
          occurredAt: letter.occurredAt.toISOString(),
        }),
      );
      const failed = await Promise.all(
        jobs.map(async ({ def }) =>
          (await queue.failed(def.name, limit)).map(
            (job): ListedDeadLetter => ({
              kind: 'job',
              id: job.id,
              name: def.name,
              consumer: part,
              aggregateId: null,
              attempts: null,
              lastError: messageOf(job.output),
              occurredAt: job.createdOn.toISOString(),
            }),
          ),
        ),
      );
      return { letters: [...events, ...failed.flat()].slice(0, limit) };
    }),
    provide(defs.replay, async ({ kind, id, name }: z.infer<typeof replay>, context) => {
      requireStaff(context, 'admin');
      if (kind === 'job' && !jobs.some(({ def }) => def.name === name))
        refuse(KERNEL_ERRORS.NOT_FOUND, { what: 'job' });
      if (kind === 'job') await queue.retryFailed(name, id);
      const replayed = await database.transaction(
        async (tx) => {
          const done = kind === 'job' || (await replayDeadLetterIn(tx.query, id));
          if (done)
            await tx.audit({
              stream: 'operations',
              actor: actorOf(context.principal),
              action: 'deadLetter.replayed',
              subject: `${kind}:${id}`,
              details: { name },
            });
          return done;
        },
        { name: 'replay dead letter' },
      );
      context.log.info({ kind, name, replayed }, 'A dead letter was put back to work.');
      return { replayed };
    }),
  ];
}

/** The error's own sentence; what else a job leaves behind may be data. */
function messageOf(output: unknown): string | null {
  const { message } = (output ?? {}) as { message?: unknown };
  return typeof message === 'string' ? scrubbed(message).slice(0, 500) : null;
}
