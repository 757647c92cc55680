import { type Clock, newId, type Tx } from '@opticworks/kernel';

/** Writes down a difference that somebody must close. While it is open the same difference is not written again. */
export async function noteBreak(
  tx: Pick<Tx, 'query'>,
  clock: Clock,
  difference: { kind: string; subject: string; detail: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO reconciliation_break (id, at, kind, subject, detail) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (kind, subject) WHERE open DO NOTHING`,
    [newId('break'), clock.now(), difference.kind, difference.subject, difference.detail],
  );
}
