import type { Database } from '../database/database.ts';

type Query = (sql: string, params?: unknown[]) => Promise<unknown[]>;

export interface DeadLetter {
  position: string;
  consumer: string;
  eventId: string;
  name: string;
  source: string;
  aggregateId: string;
  attempts: number;
  lastError: string;
  occurredAt: Date;
}

/** Events this part gave up on, newest first. */
export function listDeadLetters(database: Database, limit = 100): Promise<DeadLetter[]> {
  return database.query<DeadLetter>(
    `SELECT position::text, consumer, event_id AS "eventId", name, source, aggregate_id AS "aggregateId", attempts,
            last_error AS "lastError", occurred_at AS "occurredAt"
     FROM inbox WHERE state = 'dead' ORDER BY inbox.position DESC LIMIT $1`,
    [limit],
  );
}

/** Puts a dead letter back to work with a fresh count of tries. @returns false when it is not dead (any more) */
export function replayDeadLetter(database: Database, position: string): Promise<boolean> {
  return replayDeadLetterIn((sql, params) => database.query(sql, params), position);
}

/** The same inside a transaction. */
export async function replayDeadLetterIn(query: Query, position: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(position)) return false;
  const rows = await query(
    `UPDATE inbox SET state = 'pending', attempts = 0, next_attempt_at = NULL, settled_at = NULL
     WHERE position = $1 AND state = 'dead' RETURNING 1`,
    [position],
  );
  return rows.length === 1;
}
