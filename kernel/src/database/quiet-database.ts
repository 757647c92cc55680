import type { Database } from './database.ts';
import type { Tx } from './transaction.ts';

/**
 * The same database for a made-up past: what happens is recorded as ever, but its jobs count as done and, unless `events` is asked for,
 * its events as known to everybody. Otherwise what is long over would be done again. Inside each transaction, so that nothing slips
 * out in between.
 * @param atCommit further statements about the rows of a transaction, before it commits
 */
export function quietDatabase(
  database: Database,
  { events, atCommit = [] }: { events: boolean; atCommit?: readonly string[] },
): Database {
  return Object.assign(Object.create(database) as Database, {
    query: database.query.bind(database),
    transaction: (work: (tx: Tx) => Promise<unknown>, options?: object) =>
      database.transaction(
        async (tx) => {
          const result = await work({ ...tx, enqueue: async () => undefined });
          for (const statement of atCommit) tx.atCommit(statement);
          if (!events) tx.atCommit('UPDATE outbox SET published_at = occurred_at WHERE xid = pg_current_xact_id()');
          return result;
          // Made-up history may be lost in a power cut; waiting for the disk at each step would take most of the time.
        },
        { ...options, settings: { synchronous_commit: 'off' } },
      ),
  });
}
