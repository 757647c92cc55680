import { createHash } from 'node:crypto';
import type { Tx } from '../database/transaction.ts';
import { newId } from '../ids/type-id.ts';
import type { AuditEntry } from './audit-entry.ts';

export const GENESIS = '0'.repeat(64);

/** The fields that are hashed, in one fixed order, so the chain can be checked by anybody with the table. */
export function auditHash(
  previous: string,
  row: {
    id: string;
    stream: string;
    position: string;
    actor: string;
    action: string;
    subject: string;
    reason: string | null;
    details: unknown;
    at: string;
  },
): string {
  const parts = [
    previous,
    row.id,
    row.stream,
    row.position,
    row.actor,
    row.action,
    row.subject,
    row.reason ?? '',
    canonicalJson(row.details),
    row.at,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** JSON with sorted keys: the database does not keep the order they were written in. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`;
}

/** Appends one entry. The head row is locked first, so two writers of a stream queue up and the chain stays a line. */
export async function appendAudit(tx: Pick<Tx, 'query'>, entry: AuditEntry, at: Date): Promise<void> {
  await tx.query(`INSERT INTO audit_head (stream, position, hash) VALUES ($1, 0, $2) ON CONFLICT (stream) DO NOTHING`, [
    entry.stream,
    GENESIS,
  ]);
  const [head] = await tx.query<{ position: string; hash: string }>(
    'SELECT position::text, hash FROM audit_head WHERE stream = $1 FOR UPDATE',
    [entry.stream],
  );
  const position = (BigInt(head!.position) + 1n).toString();
  const row = {
    id: newId('audit'),
    stream: entry.stream,
    position,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    reason: entry.reason ?? null,
    details: entry.details ?? {},
    at: at.toISOString(),
  };
  const hash = auditHash(head!.hash, row);
  await tx.query(
    `INSERT INTO audit_entry (id, stream, position, actor, action, subject, reason, details, at, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.id,
      row.stream,
      position,
      row.actor,
      row.action,
      row.subject,
      row.reason,
      JSON.stringify(row.details),
      row.at,
      head!.hash,
      hash,
    ],
  );
  await tx.query('UPDATE audit_head SET position = $2, hash = $3 WHERE stream = $1', [entry.stream, position, hash]);
}
