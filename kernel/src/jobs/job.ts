// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import type { z } from 'zod';
import type { Logger } from '../observe/logger.ts';

export interface JobOptions {
  /** Standard five-field cron line, in UTC unless `timeZone` is set. The payload of a cron run is `{}`. */
  cron?: string;
  timeZone?: string;
  /** Tries after the first one. */
  retryLimit?: number;
  retryDelaySeconds?: number;
  /** A run that takes longer counts as failed. */
  expireInSeconds?: number;
  /** How many run at the same time in one process. */
  concurrency?: number;
  /** At most one waiting or running job per `singletonKey`. */
  exclusive?: boolean;
  /**
   * Run in the enqueuing process as soon as the transaction has committed; only a run that fails becomes a job of the queue. For work
   * that a row of its own tells of, may be done twice, and is looked for by a sweeper: a process that dies in between leaves the row.
   */
  atOnce?: boolean;
}

/** The half of a job that its callers load: name and payload. */
export interface JobDef<P = any> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
  readonly options: JobOptions;
}

export interface EnqueueOptions {
  startAfter?: Date | number;
  /** Jobs of the same key are the same job while one waits. */
  singletonKey?: string;
  priority?: number;
  /** Seconds a run at once holds back, because somebody else is probably doing the work just now. The queue knows no patience. */
  patienceSeconds?: number;
}

export interface JobContext {
  jobId: string;
  /** 1 on the first try. */
  attempt: number;
  log: Logger;
  signal: AbortSignal;
}

/** A definition with its handler. */
export interface HandledJob<P = any> {
  readonly def: JobDef<P>;
  readonly run: (payload: P, context: JobContext) => Promise<void>;
}

export function defineJob<P>(name: string, payload: z.ZodType<P>, options: JobOptions = {}): JobDef<P> {
  if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(name))
    throw new TypeError(`"${name}" is not a job name like orders.expire-carts.`);
  return { name, payload, options };
}

export function handleJob<P>(def: JobDef<P>, run: (payload: P, context: JobContext) => Promise<void>): HandledJob<P> {
  return { def, run };
}
