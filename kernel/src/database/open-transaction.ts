import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { appendAudit } from '../audit/append.ts';
import { type OutboxEntry, outboxEntry, outboxStatements } from '../events/outbox.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Clock } from '../time/clock.ts';
import { isConnectionLoss } from './prepared-client.ts';
import { sqlState } from './retry.ts';
import type { TransactionOptions, Tx } from './transaction.ts';

/** What a transaction needs of its database. */
interface Home {
  readonly name: string;
  readonly clock: Clock;
  readonly dataSource: DataSource;
  wake(): void;
}

interface LastStatement {
  sql: string;
  params: unknown[];
  read?: ((rows: never[]) => void) | undefined;
}

/** What PostgreSQL says of each statement behind one that failed: never a cause. */
const LOST = '25P02';

type Hook = () => void | Promise<void>;

/**
 * One attempt at a transaction, on a connection of its own until it ends.
 *
 * It makes no trip of its own: BEGIN leaves with the first statement, and what can wait (events, `send`, `atCommit`) at the latest
 * with COMMIT. When one of those fails, PostgreSQL answers the COMMIT behind it with ROLLBACK, so nothing is kept of either.
 */
export class OpenTransaction {
  readonly hooks: Hook[] = [];
  readonly #events: OutboxEntry[] = [];
  readonly #last: LastStatement[] = [];
  /** Of what nobody waits for. Answers come in order, so by the time of the commit's it is known. */
  #sentFailure: { error: unknown } | undefined;
  #begun: Promise<unknown> | undefined;
  #orm: QueryRunner | undefined;
  #ended = false;

  constructor(
    private readonly home: Home,
    private readonly jobs: Jobs | undefined,
    private readonly client: PoolClient,
    private readonly options: TransactionOptions,
  ) {}

  async run<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    let failure: unknown;
    try {
      const result = await fn(this.#tx());
      await this.#commit();
      return result;
    } catch (error) {
      // What failed first is the cause; statements behind it only say that the transaction is lost.
      failure = this.#sentFailure ? this.#sentFailure.error : error;
      if (this.#begun) await this.client.query('ROLLBACK').catch(() => undefined);
      throw failure;
    } finally {
      this.#ended = true;
      await this.#closeOrm();
      this.client.release(isConnectionLoss(failure) ? true : undefined);
    }
  }

  #tx(): Tx {
    const self = this;
    return {
      get manager() {
        return self.#manager();
      },
      query: async <R>(sql: string, params?: unknown[]) => (await this.#send(sql, params ?? [])).rows as R[],
      send: (sql, params) => this.#note(this.#send(sql, params ?? [])),
      atCommit: (sql, params, read) => void this.#last.push({ sql, params: params ?? [], read }),
      afterCommit: (hook) => void this.hooks.push(hook),
      publish: async (event, payload, publishOptions) => {
        this.#events.push(outboxEntry(event, payload, publishOptions, this.home.clock.now()));
      },
      enqueue: async (job, payload, enqueueOptions) => {
        const { jobs } = this;
        if (!jobs) throw new Error(`${this.home.name} enqueues ${job.name} but was given no job queue.`);
        if (jobs.runsAtOnce(job) && enqueueOptions?.startAfter === undefined)
          return void this.hooks.push(() => jobs.runAtOnce(job, payload, enqueueOptions));
        await jobs.enqueue(job, payload, enqueueOptions, (sql, values) => this.#send(sql, values as unknown[]));
      },
      audit: (entry) =>
        appendAudit(
          { query: async <R>(sql: string, params?: unknown[]) => (await this.#send(sql, params ?? [])).rows as R[] },
          entry,
          this.home.clock.now(),
        ),
    };
  }

  #send(sql: string, params: unknown[]) {
    if (this.#ended) throw new Error('This transaction has ended.');
    if (!this.#begun) this.#begin();
    return this.client.query(sql, params);
  }

  #note(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => {
      if (sqlState(error) !== LOST) this.#sentFailure ??= { error };
    });
  }

  #begin(): void {
    const { isolation, settings } = this.options;
    // READ COMMITTED is what every session begins with (see connectionConfig).
    const level = isolation && isolation !== 'READ COMMITTED' ? ` ISOLATION LEVEL ${isolation}` : '';
    const sent = [
      this.client.query(`BEGIN${level}`),
      ...Object.entries(settings ?? {}).map(([key, value]) =>
        this.client.query('SELECT set_config($1, $2, true)', [key, value]),
      ),
    ];
    this.#begun = Promise.all(sent);
    // Looked at before the commit; a statement that fails meanwhile tells first.
    this.#begun.catch(() => undefined);
  }

  /** The ORM on this very connection, inside this very transaction: it opens savepoints at most. */
  #manager(): EntityManager {
    if (!this.#orm) {
      if (!this.#begun) this.#begin();
      this.#orm = this.home.dataSource.createQueryRunner('master');
      Object.assign(this.#orm, { databaseConnection: this.client, isTransactionActive: true, transactionDepth: 1 });
    }
    return this.#orm.manager;
  }

  async #closeOrm(): Promise<void> {
    if (!this.#orm) return;
    // Its own end of a transaction is not wanted; the connection is released by us.
    Object.assign(this.#orm, { isTransactionActive: false });
    await this.#orm.release();
  }

  async #commit(): Promise<void> {
    const last: LastStatement[] = [...outboxStatements(this.#events), ...this.#last];
    if (!this.#begun && last.length === 0) return;
    if (!this.#begun) this.#begin();
    const answers = [...last.map(({ sql, params }) => this.client.query(sql, params)), this.client.query('COMMIT')];
    const outcomes = await Promise.allSettled([this.#begun, ...answers]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    const results = await Promise.all(answers);
    // Somebody caught the error of a statement and went on: PostgreSQL has undone everything and says so only here.
    if (results.at(-1)?.command !== 'COMMIT')
      throw new Error('The transaction had failed before it was committed; nothing of it is kept.');
    for (const [i, { read }] of last.entries()) read?.((results[i]?.rows ?? []) as never[]);
    if (this.#events.length > 0) this.hooks.push(() => this.home.wake());
  }
}
