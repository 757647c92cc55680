import { createHash } from 'node:crypto';

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
