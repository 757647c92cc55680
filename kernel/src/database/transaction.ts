import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { EventDef, PublishOptions } from '../events/event.ts';
import type { EnqueueOptions, JobDef } from '../jobs/job.ts';

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

export interface TransactionOptions {
  isolation?: Isolation;
  /** Shown in traces and in the log when the transaction is retried. */
  name?: string;
  /** Session settings for this transaction only, for row-level security: `{ 'app.actor': 'staff_…' }`. */
  settings?: Record<string, string>;
}

/** One open transaction. Everything done through it commits or vanishes together. */
export interface Tx {
  readonly manager: EntityManager;
  /**
   * Statements asked for before any of them is waited for (`Promise.all`) travel together: one trip, in the order of the calls, each
   * seeing what the ones before it did and locked. When one fails, so do all behind it.
   */
  query<R = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<R[]>;
  /**
   * Sends a statement whose answer nobody needs. Whatever follows sees its effect; when it fails, the transaction fails with its
   * error, at the latest at the commit. It cannot be caught in between.
   */
  send(sql: string, params?: unknown[]): void;
  /**
   * Sends a statement together with the commit, in the order of the calls and after the events: for what nothing waits for.
   * @param read receives its rows once all is committed
   */
  atCommit<R = Record<string, unknown>>(sql: string, params?: unknown[], read?: (rows: R[]) => void): void;
  /** Runs after a successful commit; a failure there is logged and changes nothing. */
  afterCommit(fn: () => void | Promise<void>): void;
  /** Writes the event into the outbox of this schema, together with the commit. The payload is checked at once. */
  publish<P>(event: EventDef<P>, payload: P, options: PublishOptions): Promise<void>;
  /** Enqueues a job that exists only if this transaction commits. */
  enqueue<P>(job: JobDef<P>, payload: P, options?: EnqueueOptions): Promise<void>;
  /** Appends to the audit chain of a stream. */
  audit(entry: AuditEntry): Promise<void>;
}
