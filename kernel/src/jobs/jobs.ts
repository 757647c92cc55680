// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import { PgBoss, type QueueResult } from 'pg-boss';
import { Gauge } from 'prom-client';
import { PreparedClient } from '../database/prepared-client.ts';
import { isStorageLow, untilWritable } from '../disk/writable.ts';
import { newId } from '../ids/type-id.ts';
import { causeOf, withCause } from '../observe/cause.ts';
import type { Logger } from '../observe/logger.ts';
import { jobDuration, metrics } from '../observe/metrics.ts';
import { traced } from '../observe/trace.ts';
import { wait } from '../time/wait.ts';
import { AtOnce } from './at-once.ts';
import type { EnqueueOptions, HandledJob, JobDef } from './job.ts';

export type Execute = (sql: string, values: unknown[] | undefined) => Promise<{ rows: unknown[] }>;

/** The job queue of a process, on Postgres. */
export interface Jobs {
  enqueue<P>(job: JobDef<P>, payload: P, options?: EnqueueOptions, execute?: Execute): Promise<void>;
  /** Whether this process would run the job itself, without the queue. */
  runsAtOnce(job: JobDef): boolean;
  /** Begins the job in this process, or as soon as others of its kind have ended; a failed run goes to the queue. */
  runAtOnce<P>(job: JobDef<P>, payload: P, options?: Pick<EnqueueOptions, 'patienceSeconds'>): Promise<void>;
  /** Adds handlers. After `start` they begin to work at once. */
  register(jobs: readonly HandledJob[], log: Logger): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  ping(): Promise<void>;
  /** Runs everything that is due now, in the calling process, and returns how many; for tests and for maintenance. */
  workOff(options?: { ignoreStartAfter?: boolean }): Promise<number>;
  /** Jobs that failed for good, newest first. */
  failed(name: string, limit?: number): Promise<{ id: string; createdOn: Date; output: unknown }[]>;
  retryFailed(name: string, id: string): Promise<void>;
}

export interface JobsOptions {
  url: string;
  schema?: string;
  role?: string | undefined;
  poolSize?: number;
  logger: Logger;
  /** false: jobs are stored and run only by `workOff`. */
  work?: boolean;
  /** Whether this process may create and update the tables of the queue. */
  migrate?: boolean;
  /** How often lost jobs are looked for. */
  superviseSeconds?: number;
}

export function createJobs(options: JobsOptions): Jobs {
  return new PgBossJobs(options);
}

/** Beside the payload in the queue's row: what caused the job. */
const CAUSE = '$cause';
const DEFAULTS = { retryLimit: 5, retryDelaySeconds: 5, expireInSeconds: 300, concurrency: 1 };
const STOP_TIMEOUT_MS = 10_000;
/**
 * Whoever runs a job says so this often or has lost it. Without it the job of a process that was killed waits for its whole expiry;
 * with it another try begins within HEARTBEAT + SUPERVISE and the pause of a retry. A handler that keeps the event loop to itself for
 * longer would be run twice: jobs expect that, but none should need it.
 */
const HEARTBEAT_SECONDS = 15;
/** How often somebody looks for jobs that were lost, too slow, or old enough to go. */
const SUPERVISE_SECONDS = 15;
/** How late a retry or a postponed job may be: nobody sends a NOTIFY when its time has come. */
const NOTIFY_BACKSTOP_SECONDS = 10;

const queues = new Set<PgBossJobs>();

new Gauge({
  name: 'opticworks_jobs',
  help: 'Background jobs that are waiting, running or given up on',
  labelNames: ['job', 'state'],
  registers: [metrics],
  async collect() {
    this.reset();
    for (const queue of queues)
      for (const { name, state, count } of await queue.counts().catch(() => [])) this.set({ job: name, state }, count);
  },
});

class PgBossJobs implements Jobs {
  readonly #boss: PgBoss;
  readonly #handlers = new Map<string, { job: HandledJob; log: Logger }>();
  readonly #queues = new Map<string, Promise<void>>();
  readonly #atOnce = new Map<string, AtOnce>();
  #before: Promise<Map<string, QueueResult>> | undefined;
  #started: Promise<unknown> | undefined;
  #end: () => void = () => undefined;
  #ending: Promise<void>;

  constructor(private readonly options: JobsOptions) {
    this.#ending = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#boss = new PgBoss({
      connectionString: options.url,
      application_name: 'opticworks-jobs',
      schema: options.schema ?? 'jobs',
      max: options.poolSize ?? 4,
      connectionTimeoutMillis: 5_000,
      useListenNotify: options.work !== false,
      migrate: options.migrate ?? true,
      // CREATE SCHEMA IF NOT EXISTS asks for the right to create even when it exists; with a role, provisioning made it.
      createSchema: (options.migrate ?? true) && options.role === undefined,
      supervise: options.work !== false,
      schedule: options.work !== false,
      superviseIntervalSeconds: options.superviseSeconds ?? SUPERVISE_SECONDS,
      monitorIntervalSeconds: options.superviseSeconds ?? SUPERVISE_SECONDS,
      // Handed on to the pool of the queue: its statements are few and cost more to plan than to run.
      ...({ Client: PreparedClient } as object),
      options: [
        '-c jit=off -c plan_cache_mode=force_generic_plan',
        ...(options.role ? [`-c role=${options.role}`] : []),
      ].join(' '),
    });
    this.#boss.on('error', (error) => options.logger.error({ err: error }, 'The job queue had a problem.'));
  }

  async start(): Promise<void> {
    this.#started ??= this.#boss.start().catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    await this.#started;
    queues.add(this);
  }

  async stop(): Promise<void> {
    if (!this.#started) return;
    queues.delete(this);
    this.#end();
    await this.#started.catch(() => undefined);
    const ended = Promise.all([...this.#atOnce.values()].map((one) => one.close())).catch((error: unknown) =>
      this.options.logger.warn({ err: error }, 'Work could not be handed to the queue; its sweeper will find it.'),
    );
    await Promise.race([ended, wait(STOP_TIMEOUT_MS)]);
    await this.#boss.stop({ graceful: true, close: true, timeout: STOP_TIMEOUT_MS });
    this.#started = undefined;
  }

  async register(jobs: readonly HandledJob[], log: Logger): Promise<void> {
    await this.start();
    for (const job of jobs) {
      const { def } = job;
      this.#handlers.set(def.name, { job, log });
      await this.#ensureQueue(def);
      if (this.options.work === false) continue;
      const { cron, timeZone } = def.options;
      if (cron) await this.#boss.schedule(def.name, cron, {}, { tz: timeZone ?? 'UTC' });
      const concurrency = def.options.concurrency ?? DEFAULTS.concurrency;
      await (concurrency > 1 ? this.#workBatches(def.name, concurrency) : this.#work(def.name));
    }
  }

  /**
   * One worker. Having done a job it looks for the next at once: a NOTIFY tells of one new job, not of a backlog, and by polling
   * alone a backlog shrinks by one job per interval. (The library's own burst modes skip workers that take one job at a time.)
   */
  async #work(name: string): Promise<void> {
    let worker: string | undefined;
    worker = await this.#boss.work(
      name,
      { batchSize: 1, includeMetadata: true, notifyPollingIntervalSeconds: NOTIFY_BACKSTOP_SECONDS },
      async ([row]) => {
        try {
          if (row) await this.#run(name, row);
        } finally {
          if (worker) this.#boss.notifyWorker(worker);
        }
      },
    );
  }

  /**
   * One worker that takes up to `size` jobs at once; each succeeds or fails by itself. A full batch tells of more, so the worker looks
   * again only then: workers of one job each would look once more for nothing after every job.
   */
  async #workBatches(name: string, size: number): Promise<void> {
    await this.#boss.work(
      name,
      {
        batchSize: size,
        includeMetadata: true,
        perJobResults: true,
        burstWhenBatchFull: true,
        notifyPollingIntervalSeconds: NOTIFY_BACKSTOP_SECONDS,
      },
      (rows) =>
        Promise.all(
          rows.map((row) =>
            this.#run(name, row).then(
              () => ({ id: row.id, status: 'completed' as const }),
              (error: unknown) => ({ id: row.id, status: 'failed' as const, output: error as object }),
            ),
          ),
        ),
    );
  }

  async enqueue<P>(job: JobDef<P>, payload: P, options: EnqueueOptions = {}, execute?: Execute): Promise<void> {
    await this.#ensureQueue(job);
    const cause = causeOf();
    const data = { ...(job.payload.parse(payload) as object), ...(cause ? { [CAUSE]: cause } : {}) };
    await this.#boss.send(job.name, data, {
      // Queues allow one waiting job per key; without a key of the caller each job is its own.
      singletonKey: options.singletonKey ?? newId('key'),
      ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
      ...(options.priority === undefined ? {} : { priority: options.priority }),
      ...(execute
        ? { db: { executeSql: async (sql, values) => ({ rows: (await execute(sql, values)).rows as any[] }) } }
        : {}),
    });
  }

  runsAtOnce(job: JobDef): boolean {
    return job.options.atOnce === true && this.options.work !== false && this.#handlers.has(job.name);
  }

  async runAtOnce<P>(
    job: JobDef<P>,
    payload: P,
    { patienceSeconds = 0 }: Pick<EnqueueOptions, 'patienceSeconds'> = {},
  ): Promise<void> {
    const { name, options } = job;
    let mine = this.#atOnce.get(name);
    if (!mine) {
      mine = new AtOnce(options.concurrency ?? DEFAULTS.concurrency);
      this.#atOnce.set(name, mine);
    }
    const cause = causeOf();
    const data = { ...(job.payload.parse(payload) as object), ...(cause ? { [CAUSE]: cause } : {}) };
    const later = (startAfter?: number) => this.enqueue(job, payload, startAfter === undefined ? {} : { startAfter });
    const run = () =>
      this.#run(name, { id: newId('run'), data, retryCount: 0 })
        .catch(() => later(options.retryDelaySeconds ?? DEFAULTS.retryDelaySeconds))
        .catch((error: unknown) =>
          this.options.logger.error(
            { err: error, job: name },
            'A failed job could not be queued; its sweeper will find it.',
          ),
        );
    await mine.add(run, () => later(), patienceSeconds * 1_000);
  }

  async workOff(options: { ignoreStartAfter?: boolean } = {}): Promise<number> {
    let count = 0;
    for (let found = true; found; ) {
      found = false;
      for (const name of this.#handlers.keys()) {
        const rows = await this.#boss.fetch<object>(name, { batchSize: 20, includeMetadata: true, ...options });
        for (const row of rows) {
          found = true;
          count += 1;
          try {
            await this.#run(name, row);
            await this.#boss.complete(name, row.id);
          } catch (error) {
            await this.#boss.fail(name, row.id, { message: error instanceof Error ? error.message : 'unknown' });
            throw error;
          }
        }
      }
    }
    return count;
  }

  async failed(name: string, limit = 100): Promise<{ id: string; createdOn: Date; output: unknown }[]> {
    await this.start();
    const rows = await this.#boss.getDb().executeSql(
      `SELECT id, created_on AS "createdOn", output FROM ${this.options.schema ?? 'jobs'}.job
       WHERE name = $1 AND state = 'failed' ORDER BY created_on DESC LIMIT $2`,
      [name, limit],
    );
    return rows.rows;
  }

  async retryFailed(name: string, id: string): Promise<void> {
    await this.start();
    await this.#boss.retry(name, id);
  }

  /** Jobs of the queue that are not done, by name and state. */
  async counts(): Promise<{ name: string; state: string; count: number }[]> {
    const { rows } = await this.#boss.getDb().executeSql(
      `SELECT name, state::text AS state, count(*)::int AS count FROM ${this.options.schema ?? 'jobs'}.job
       WHERE state IN ('created', 'retry', 'active', 'failed') GROUP BY 1, 2`,
    );
    return rows as { name: string; state: string; count: number }[];
  }

  async ping(): Promise<void> {
    await this.start();
    await this.#boss.getDb().executeSql('SELECT 1');
  }

  #ensureQueue(def: JobDef): Promise<void> {
    let ready = this.#queues.get(def.name);
    if (!ready) {
      ready = this.#createQueue(def).catch((error: unknown) => {
        this.#queues.delete(def.name);
        throw error;
      });
      this.#queues.set(def.name, ready);
    }
    return ready;
  }

  async #createQueue(def: JobDef): Promise<void> {
    await this.start();
    const { options } = def;
    const terms = {
      retryLimit: options.retryLimit ?? DEFAULTS.retryLimit,
      retryDelay: options.retryDelaySeconds ?? DEFAULTS.retryDelaySeconds,
      retryBackoff: true,
      retryDelayMax: 3_600,
      expireInSeconds: options.expireInSeconds ?? DEFAULTS.expireInSeconds,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      notify: true,
    };
    // A queue that is there already keeps the terms of the release that made it, unless it is told.
    this.#before ??= this.#boss.getQueues().then((queues) => new Map(queues.map((queue) => [queue.name, queue])));
    const before = (await this.#before).get(def.name);
    if (!before)
      await this.#boss.createQueue(def.name, { policy: options.exclusive ? 'exclusive' : 'short', ...terms });
    else if (Object.entries(terms).some(([key, value]) => before[key as keyof typeof terms] !== value))
      await this.#boss.updateQueue(def.name, terms);
  }

  async #run(
    name: string,
    row: { id: string; data: unknown; retryCount: number; signal?: AbortSignal },
  ): Promise<void> {
    const { job, log } = this.#handlers.get(name)!;
    const child = log.child({ job: name, jobId: row.id });
    // On a nearly full disk work holds still, so that it does not use up its tries.
    if (isStorageLow()) await Promise.race([untilWritable(), this.#ending]);
    const done = jobDuration.startTimer({ job: name });
    try {
      const { [CAUSE]: cause, ...payload } = (row.data ?? {}) as Record<string, unknown>;
      await withCause(cause as string | undefined, () =>
        traced(`job ${name}`, { 'opticworks.job': name }, async () =>
          job.run(job.def.payload.parse(payload), {
            jobId: row.id,
            attempt: row.retryCount + 1,
            log: child,
            signal: row.signal ?? new AbortController().signal,
          }),
        ),
      );
      done({ outcome: 'ok' });
    } catch (error) {
      done({ outcome: 'failed' });
      child.warn(
        { err: error, attempt: row.retryCount + 1 },
        'A job failed and will be tried again if tries are left.',
      );
      throw error;
    }
  }
}
