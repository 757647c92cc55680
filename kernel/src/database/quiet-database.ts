import type { JobDef } from '../jobs/job.ts';
import type { Database } from './database.ts';
import type { Tx } from './transaction.ts';

export interface QuietOptions {
  /** Whether its events are told to everybody, as they are today. */
  events: boolean;
  /** Receives each job that was asked for, once its transaction is committed; without it jobs count as done. */
  onJob?: (job: JobDef, payload: unknown) => void;
  /** Further statements about the rows of a transaction, before it commits. */
  atCommit?: readonly string[];
}

/**
 * The same database for a made-up past: what happens is recorded as ever, but its jobs are not queued and, unless `events` is asked for,
 * its events are not kept. Otherwise what is long over would be done again. Kept and marked as sent is not enough: a transport that lost
 * its memory is given all kept events once more, and no inbox would know these.
 */
export function quietDatabase(database: Database, { events, onJob, atCommit = [] }: QuietOptions): Database {
  return Object.assign(Object.create(database) as Database, {
    query: database.query.bind(database),
    transaction: (work: (tx: Tx) => Promise<unknown>, options?: object) =>
      database.transaction(
        async (tx) => {
          const asked: [JobDef, unknown][] = [];
          const result = await work({ ...tx, enqueue: async (job, payload) => void asked.push([job, payload]) });
          for (const statement of atCommit) tx.atCommit(statement);
          // With the commit and behind the events, which are written there: nothing slips out in between.
          if (!events) tx.atCommit('DELETE FROM outbox WHERE xid = pg_current_xact_id()');
          // Only what is committed is followed up, and a transaction that is tried again does not ask twice.
          tx.afterCommit(() => {
            for (const [job, payload] of asked) onJob?.(job, payload);
          });
          return result;
          // Made-up history may be lost in a power cut; waiting for the disk at each step would take most of the time.
        },
        { ...options, settings: { synchronous_commit: 'off' } },
      ),
  });
}
