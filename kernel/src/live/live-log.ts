import type { Database } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import type { LivePosition } from './cursor.ts';
import type { LiveRow } from './live-event.ts';

const COLUMNS = 'xid::text, sequence::text, id, name, aggregate, aggregate_id, topics, payload, occurred_at';
/** Rows of transactions that might still be running are held back: an older one could appear before them later. */
const SETTLED = 'xid < pg_snapshot_xmin(pg_current_snapshot())';

/** The newest place behind which everything is still to come. */
export async function currentPosition(database: Database): Promise<LivePosition> {
  const [row] = await database.query<{ xid: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid');
  return { xid: (BigInt(row!.xid) - 1n).toString(), sequence: '9223372036854775807' };
}

export function readAfter(database: Database, after: LivePosition, limit: number): Promise<LiveRow[]> {
  return database.query<LiveRow>(
    `SELECT ${COLUMNS} FROM outbox WHERE (xid, sequence) > ($1::xid8, $2::bigint) AND ${SETTLED}
     ORDER BY outbox.xid, outbox.sequence LIMIT ${limit}`,
    [after.xid, after.sequence],
  );
}

/** Rows of some topics between two places, the upper one included. */
export function readBetween(
  database: Database,
  after: LivePosition,
  upTo: LivePosition,
  topics: readonly string[],
  limit: number,
): Promise<LiveRow[]> {
  return database.query<LiveRow>(
    `SELECT ${COLUMNS} FROM outbox
     WHERE (xid, sequence) > ($1::xid8, $2::bigint) AND (xid, sequence) <= ($3::xid8, $4::bigint) AND topics && $5::text[]
     ORDER BY outbox.xid, outbox.sequence LIMIT ${limit}`,
    [after.xid, after.sequence, upTo.xid, upTo.sequence, topics],
  );
}

/** The place up to which the log was cleared. */
export async function clearedUpTo(database: Database): Promise<LivePosition> {
  const [row] = await database.query<LivePosition>('SELECT xid::text, sequence::text FROM outbox_window');
  return row!;
}

/**
 * Clears sent events older than the given moment, as a whole prefix of the log, and remembers how far: a cursor behind that
 * place gets a clear answer instead of a silent gap.
 *
 * Its statements look at one snapshot. Otherwise an event that commits after the first of them found nothing worth keeping
 * would be taken for an old one, and go before it was ever sent.
 * @returns how many rows went
 */
export async function clearLog(database: Database, before: Date): Promise<number> {
  return database.transaction((tx) => clearPrefix(tx, before), { name: 'clear log', isolation: 'REPEATABLE READ' });
}

async function clearPrefix(tx: Tx, before: Date): Promise<number> {
  const [kept] = await tx.query<LivePosition>(
    `SELECT xid::text, sequence::text FROM outbox WHERE published_at IS NULL OR published_at >= $1
     ORDER BY outbox.xid, outbox.sequence LIMIT 1`,
    [before],
  );
  const limit = kept ?? { xid: '18446744073709551615', sequence: '0' };
  const [end] = await tx.query<LivePosition>(
    `SELECT xid::text, sequence::text FROM outbox WHERE ${SETTLED} AND (xid, sequence) < ($1::xid8, $2::bigint)
     ORDER BY outbox.xid DESC, outbox.sequence DESC LIMIT 1`,
    [limit.xid, limit.sequence],
  );
  if (!end) return 0;
  const removed = await tx.query<{ count: string }>(
    `WITH gone AS (DELETE FROM outbox WHERE (xid, sequence) <= ($1::xid8, $2::bigint) RETURNING 1) SELECT count(*) FROM gone`,
    [end.xid, end.sequence],
  );
  await tx.query('UPDATE outbox_window SET xid = $1::xid8, sequence = $2', [end.xid, end.sequence]);
  return Number(removed[0]!.count);
}
