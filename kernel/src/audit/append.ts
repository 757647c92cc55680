import type { Tx } from '../database/transaction.ts';
import { newId } from '../ids/type-id.ts';
import type { AuditEntry } from './audit-entry.ts';
import { auditHash, GENESIS } from './audit-hash.ts';

/** Appends one entry. The head row is locked first, so two writers of a stream queue up and the chain stays a line. */
export const appendAudit = (tx: Pick<Tx, 'query'>, { stream, ...entry }: AuditEntry, at: Date): Promise<void> =>
  appendAuditAll(tx, stream, [entry], at);

/**
 * Appends several entries to one chain with three statements, however many there are: a list of fifty personal records is one
 * request, and fifty single appends would hold the lock on the head for fifty round trips.
 */
export async function appendAuditAll(
  tx: Pick<Tx, 'query'>,
  stream: string,
  entries: readonly Omit<AuditEntry, 'stream'>[],
  at: Date,
): Promise<void> {
  if (entries.length === 0) return;
  // Makes the head of a new chain or locks the present one, in one statement.
  const [head] = await tx.query<{ position: string; hash: string }>(
    `INSERT INTO audit_head (stream, position, hash) VALUES ($1, 0, $2)
     ON CONFLICT (stream) DO UPDATE SET stream = excluded.stream RETURNING position::text, hash`,
    [stream, GENESIS],
  );
  let position = BigInt(head!.position);
  let hash = head!.hash;
  const rows = entries.map(({ actor, action, subject, reason = null, details = {} }) => {
    position += 1n;
    const row = {
      id: newId('audit'),
      stream,
      position: position.toString(),
      actor,
      action,
      subject,
      reason,
      details,
      at: at.toISOString(),
    };
    const previous_hash = hash;
    hash = auditHash(previous_hash, row);
    return { ...row, previous_hash, hash };
  });
  await tx.query(
    `INSERT INTO audit_entry (id, stream, position, actor, action, subject, reason, details, at, previous_hash, hash)
     SELECT id, stream, position, actor, action, subject, reason, details, at, previous_hash, hash
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, stream text, position bigint, actor text, action text, subject text,
       reason text, details jsonb, at timestamptz, previous_hash text, hash text)`,
    [JSON.stringify(rows)],
  );
  await tx.query('UPDATE audit_head SET position = $2, hash = $3 WHERE stream = $1', [
    stream,
    position.toString(),
    hash,
  ]);
}
