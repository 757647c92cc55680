import type { Database } from '../database/database.ts';
import type { Tx } from '../database/transaction.ts';
import { newId } from '../ids/type-id.ts';

export interface IncomingWebhook {
  provider: string;
  /** The provider's own id of the event: what makes a repetition recognisable. */
  eventId: string;
  /** The very bytes that were signed. */
  rawBody: Uint8Array;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface StoredWebhook {
  id: string;
  provider: string;
  eventId: string;
  rawBody: Buffer;
  headers: Record<string, string>;
  receivedAt: Date;
  attempts: number;
}

/** Headers that prove something to us and have no place in a table. */
const DROPPED = new Set(['authorization', 'cookie', 'proxy-authorization']);
const MAX_ATTEMPTS = 20;

/**
 * Keeps a verified webhook before it is answered. Processing comes later, from the row.
 * @param isDone the receiver has found that there is nothing left to do; the row is kept as evidence
 * @returns the id of the row, and whether this delivery is the first
 */
export async function storeWebhook(
  tx: Pick<Tx, 'query'>,
  webhook: IncomingWebhook,
  receivedAt: Date,
  isDone = false,
): Promise<{ id: string; isNew: boolean }> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(webhook.headers)) {
    if (value !== undefined && !DROPPED.has(name.toLowerCase()))
      headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  const [inserted] = await tx.query<{ id: string }>(
    `INSERT INTO webhook_inbox (id, provider, event_id, headers, raw_body, received_at, state, settled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (provider, event_id) DO NOTHING RETURNING id`,
    [
      newId('webhook'),
      webhook.provider,
      webhook.eventId,
      JSON.stringify(headers),
      Buffer.from(webhook.rawBody),
      receivedAt,
      isDone ? 'done' : 'pending',
      isDone ? receivedAt : null,
    ],
  );
  if (inserted) return { id: inserted.id, isNew: true };
  const [known] = await tx.query<{ id: string }>('SELECT id FROM webhook_inbox WHERE provider = $1 AND event_id = $2', [
    webhook.provider,
    webhook.eventId,
  ]);
  return { id: known!.id, isNew: false };
}

/**
 * Handles one stored webhook in the transaction of its effect, under a lock on its row.
 * @returns false when it was already handled, or somebody else is at it
 * @throws what the handler threw, after noting the failure
 */
export async function processWebhook(
  database: Database,
  id: string,
  handle: (webhook: StoredWebhook, tx: Tx) => Promise<void>,
): Promise<boolean> {
  try {
    return await database.transaction(
      async (tx) => {
        const [row] = await tx.query<StoredWebhook>(
          `SELECT id, provider, event_id AS "eventId", raw_body AS "rawBody", headers, received_at AS "receivedAt", attempts
           FROM webhook_inbox WHERE id = $1 AND state <> 'done' FOR UPDATE SKIP LOCKED`,
          [id],
        );
        if (!row) return false;
        await handle(row, tx);
        tx.atCommit(
          "UPDATE webhook_inbox SET state = 'done', settled_at = $2, attempts = attempts + 1, last_error = NULL WHERE id = $1",
          [id, database.clock.now()],
        );
        return true;
      },
      { name: 'webhook' },
    );
  } catch (error) {
    const summary = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown';
    await database.query(
      `UPDATE webhook_inbox SET attempts = attempts + 1, last_error = $2,
         state = CASE WHEN attempts + 1 >= ${MAX_ATTEMPTS} THEN 'failed' ELSE state END
       WHERE id = $1 AND state = 'pending'`,
      [id, summary],
    );
    throw error;
  }
}

/** Ids of webhooks still waiting, oldest first, for the sweeper. */
export async function pendingWebhooks(database: Database, receivedBefore: Date, limit = 100): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    "SELECT id FROM webhook_inbox WHERE state = 'pending' AND received_at < $1 ORDER BY received_at LIMIT $2",
    [receivedBefore, limit],
  );
  return rows.map(({ id }) => id);
}
