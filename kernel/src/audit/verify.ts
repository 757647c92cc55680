import type { Database } from '../database/database.ts';
import { auditHash, GENESIS } from './audit-hash.ts';

export interface AuditVerdict {
  ok: boolean;
  entries: number;
  /** Hash and position of the newest entry: store it outside the database, so a cut-off tail shows as well. */
  head: { position: string; hash: string };
  /** Where the chain breaks first. */
  brokenAt?: string;
}

const PAGE = 1_000;

interface Row {
  id: string;
  stream: string;
  position: string;
  actor: string;
  action: string;
  subject: string;
  reason: string | null;
  details: unknown;
  at: Date;
  previous_hash: string;
  hash: string;
}

/**
 * Recomputes the chain of a stream.
 * @param expectedHead a head exported earlier; the chain must still contain it
 */
export async function verifyAuditChain(
  db: Pick<Database, 'query'>,
  stream: string,
  expectedHead?: { position: string; hash: string },
): Promise<AuditVerdict> {
  let previous = GENESIS;
  let position = 0n;
  let headSeen = expectedHead === undefined || expectedHead.position === '0';
  for (;;) {
    const rows = await db.query<Row>(
      `SELECT id, stream, position::text, actor, action, subject, reason, details, at, previous_hash, hash
       FROM audit_entry WHERE stream = $1 AND position > $2 ORDER BY audit_entry.position LIMIT ${PAGE}`,
      [stream, position.toString()],
    );
    for (const row of rows) {
      position += 1n;
      const hash = auditHash(previous, { ...row, at: row.at.toISOString() });
      if (row.position !== position.toString() || row.previous_hash !== previous || row.hash !== hash) {
        return {
          ok: false,
          entries: Number(position - 1n),
          head: { position: String(position - 1n), hash: previous },
          brokenAt: row.id,
        };
      }
      previous = hash;
      if (expectedHead?.position === row.position) headSeen = expectedHead.hash === hash;
    }
    if (rows.length < PAGE) break;
  }
  const [head] = await db.query<{ position: string; hash: string }>(
    'SELECT position::text, hash FROM audit_head WHERE stream = $1',
    [stream],
  );
  const tailIntact = (head?.position ?? '0') === position.toString() && (head?.hash ?? GENESIS) === previous;
  return {
    ok: headSeen && tailIntact,
    entries: Number(position),
    head: { position: position.toString(), hash: previous },
    ...(headSeen && tailIntact ? {} : { brokenAt: 'tail' }),
  };
}
