import type { Database, Tx } from '@opticworks/kernel';

/**
 * The same database for orders of the past: what happens to them is recorded as ever, but their letters count as sent, their
 * jobs as done, and, unless `events` is asked for, their events as known to everybody. Otherwise a delivered order would be
 * picked, made and mailed again. Done inside each transaction, so nothing slips out in between.
 */
export function quietDatabase(database: Database, options: { events: boolean }): Database {
  return Object.assign(Object.create(database) as Database, {
    query: database.query.bind(database),
    transaction: (work: (tx: Tx) => Promise<unknown>, transactionOptions?: object) =>
      database.transaction(
        async (tx) => {
          const result = await work({ ...tx, enqueue: async () => undefined });
          tx.atCommit(
            "UPDATE mail SET status = 'sent', sent_at = created_at WHERE status = 'queued' AND xmin = pg_current_xact_id()::xid",
          );
          if (!options.events) {
            tx.atCommit('UPDATE outbox SET published_at = occurred_at WHERE xid = pg_current_xact_id()');
          }
          return result;
          // Made-up history may be lost in a power cut; waiting for the disk at each step would take most of the time.
        },
        { ...transactionOptions, settings: { synchronous_commit: 'off' } },
      ),
  });
}
