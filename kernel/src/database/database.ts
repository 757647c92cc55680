// biome-ignore-all lint/complexity/noBannedTypes: the decorator libraries take classes as Function.

import pg from 'pg';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import { requireWritable } from '../disk/writable.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Logger } from '../observe/logger.ts';
import { transactionRetries } from '../observe/metrics.ts';
import { traced } from '../observe/trace.ts';
import type { Clock } from '../time/clock.ts';
import { kernelMigrations } from './kernel-migrations.ts';
import { LISTENERS, Listener } from './listener.ts';
import { applyMigrations, revertMigration } from './migrate.ts';
import { type Migration, type MigrationClass, orderMigrations } from './migration.ts';
import { OpenTransaction } from './open-transaction.ts';
import { connectionConfig, createPool, type PoolOptions } from './pool.ts';
import { isConnectionLoss } from './prepared-client.ts';
import { retryTransient } from './retry.ts';
import { untallied } from './statements.ts';
import type { TransactionOptions, Tx } from './transaction.ts';

export interface DatabaseOptions {
  name: string;
  url: string;
  schema: string;
  /** Every connection takes this role, so one login can serve parts that must not see each other. */
  role?: string | undefined;
  entities: (Function | EntitySchema)[];
  migrations: readonly (MigrationClass | Migration)[];
  poolSize?: number;
  statementTimeoutMs?: number;
  /** See PoolOptions. */
  plansOnce?: boolean;
  logger: Logger;
  clock: Clock;
  jobs?: Jobs;
}

/** A part's own Postgres schema: its pool, its ORM, its transactions. */
export interface Database {
  readonly name: string;
  readonly schema: string;
  readonly clock: Clock;
  readonly dataSource: DataSource;
  readonly pool: pg.Pool;
  /** Opens the ORM; the other members do it by themselves. */
  connect(): Promise<void>;
  transaction<T>(fn: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** A read outside any transaction: one pooled connection, one prepared statement. */
  query<R = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<R[]>;
  /** Several reads on one connection: what is asked for before any of it is waited for travels together. */
  onOne<T>(read: (one: Pick<Database, 'query'>) => Promise<T>): Promise<T>;
  /** The ORM's manager for reads outside a transaction. */
  manager(): Promise<EntityManager>;
  migrate(): Promise<string[]>;
  revert(): Promise<string | null>;
  listen(channel: string, fn: (payload: string) => void): Promise<() => Promise<void>>;
  /** Tells waiting relays and live tails that the outbox grew; also called by itself after a publishing commit. */
  wake(): void;
  /** Hears `wake` from this process and from others on the same schema. */
  onWake(fn: () => void): Promise<() => Promise<void>>;
  useJobs(jobs: Jobs): void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export function createDatabase(options: DatabaseOptions): Database {
  return new PostgresDatabase(options);
}

class PostgresDatabase implements Database {
  readonly name: string;
  readonly schema: string;
  readonly clock: Clock;
  readonly dataSource: DataSource;
  readonly pool: pg.Pool;
  readonly #logger: Logger;
  readonly #migrations: Migration[];
  readonly #listener: Listener;
  readonly #wakeChannel: string;
  readonly #localWakes = new Set<() => void>();
  #notifyTimer: NodeJS.Timeout | undefined;
  /** Marks its own notifications, which were already heard locally. */
  readonly #origin = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  #othersListen = true;
  #othersKnownUntil = 0;
  #jobs: Jobs | undefined;
  #opening: Promise<unknown> | undefined;
  #closed = false;

  constructor(options: DatabaseOptions) {
    this.name = options.name;
    this.schema = options.schema;
    this.clock = options.clock;
    this.#logger = options.logger;
    this.#jobs = options.jobs;
    this.#migrations = orderMigrations([...kernelMigrations, ...options.migrations]);
    this.#wakeChannel = `outbox_${options.schema}`;
    const poolOptions: PoolOptions = {
      name: options.name,
      url: options.url,
      schema: options.schema,
      role: options.role,
      poolSize: options.poolSize ?? 10,
      statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
      logger: options.logger,
      plansOnce: options.plansOnce,
    };
    const pool = createPool(poolOptions);
    this.pool = pool;
    this.#listener = new Listener(connectionConfig(poolOptions), options.logger);
    // The ORM gets the same pool through its driver option: one limit, one set of statements, one place that counts.
    class SharedPool {
      constructor() {
        // biome-ignore lint/correctness/noConstructorReturn: the ORM calls `new Pool()` and must receive ours.
        return pool;
      }
    }
    this.dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      schema: options.schema,
      entities: options.entities,
      synchronize: false,
      migrationsRun: false,
      installExtensions: false,
      logging: false,
      driver: { ...pg, Pool: SharedPool, defaults: pg.defaults, native: undefined },
      // An empty object is truthy: without it the ORM looks for pg-native on disk at every start.
      nativeDriver: {},
      poolErrorHandler: () => undefined,
    });
  }

  async connect(): Promise<void> {
    if (this.#closed) throw new Error(`The database of ${this.name} is closed.`);
    this.#opening ??= this.dataSource.initialize().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    await this.#opening;
  }

  async manager(): Promise<EntityManager> {
    await this.connect();
    return this.dataSource.manager;
  }

  query<R>(sql: string, params?: unknown[]): Promise<R[]> {
    return this.onOne((one) => one.query<R>(sql, params));
  }

  async onOne<T>(read: (one: Pick<Database, 'query'>) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failure: unknown;
    try {
      return await read({
        query: async <R>(sql: string, params?: unknown[]) => (await client.query(sql, params ?? [])).rows as R[],
      });
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.release(isConnectionLoss(failure) ? true : undefined);
    }
  }

  async transaction<T>(fn: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    requireWritable();
    await this.connect();
    return traced(`transaction ${options.name ?? this.name}`, { 'db.name': this.name }, () =>
      retryTransient(
        () => this.#attempt(fn, options),
        () => {
          transactionRetries.inc({ database: this.name });
          this.#logger.debug({ transaction: options.name }, 'A rival transaction won; trying again.');
        },
      ),
    );
  }

  async #attempt<T>(fn: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
    const open = new OpenTransaction(this, this.#jobs, await this.pool.connect(), options);
    const result = await open.run(fn);
    for (const hook of open.hooks) {
      try {
        await hook();
      } catch (error) {
        this.#logger.error({ err: error, transaction: options.name }, 'A step after a commit failed.');
      }
    }
    return result;
  }

  migrate(): Promise<string[]> {
    return applyMigrations(this.pool, this.schema, this.#migrations);
  }

  revert(): Promise<string | null> {
    return revertMigration(this.pool, this.schema, this.#migrations);
  }

  listen(channel: string, fn: (payload: string) => void): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, fn);
  }

  /**
   * NOTIFY is sent after the commit and at most every few milliseconds: inside the transaction it would queue all commits of
   * the database behind one lock. It wakes every listening connection of the database, so it is sent only where another process
   * listens. A lost one, or one not sent because a listener has only just come, is caught by the relay's own slow poll.
   */
  wake(): void {
    for (const fn of this.#localWakes) fn();
    if (this.#notifyTimer || this.#closed) return;
    // Once for all the work of these milliseconds: which of its requests came first must not decide what that one costs.
    this.#notifyTimer = untallied(() =>
      setTimeout(() => {
        this.#notifyTimer = undefined;
        if (!this.#closed) void this.#notifyOthers().catch(() => undefined);
      }, 5),
    );
    this.#notifyTimer.unref();
  }

  async #notifyOthers(): Promise<void> {
    const now = performance.now();
    if (!(this.#othersKnownUntil > now)) {
      this.#othersKnownUntil = now + OTHERS_KNOWN_MS;
      const [row] = await this.query<{ count: number }>(LISTENING, [LISTENERS, this.#wakeChannel]);
      this.#othersListen = (row?.count ?? 0) > (this.#localWakes.size > 0 ? 1 : 0);
    }
    if (this.#othersListen) await this.query('SELECT pg_notify($1, $2)', [this.#wakeChannel, this.#origin]);
  }

  async onWake(fn: () => void): Promise<() => Promise<void>> {
    this.#localWakes.add(fn);
    const stop = await this.#listener.listen(this.#wakeChannel, (origin) => {
      if (origin !== this.#origin) fn();
    });
    return async () => {
      this.#localWakes.delete(fn);
      await stop();
    };
  }

  useJobs(jobs: Jobs): void {
    this.#jobs ??= jobs;
  }

  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#notifyTimer);
    await this.#listener.close();
    await this.#opening?.catch(() => undefined);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    else await this.pool.end();
  }
}

/** How long what was found out about other listeners is believed. */
const OTHERS_KNOWN_MS = 2_000;
const LISTENING = `SELECT count(*)::int FROM pg_locks
  WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND objsubid = 2 AND classid = $1::int::oid AND objid = (hashtext($2)::bigint & 4294967295)::oid AND granted`;
