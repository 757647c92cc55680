import { actorOf, appendAuditAll, type Principal } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { maySeePrescription } from '../permissions.ts';
import { asReader, PLAIN_COLUMNS, type PrescriptionRow } from './prescription.rows.ts';
import { type PrescriptionContent, readContent } from './prescription-content.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';

/**
 * One prescription with its content, in one transaction and audited; null when it does not exist, is not the reader's, or its key
 * was erased. Pricing asks this for each cart with lenses, hence the single SELECT.
 */
export function openRow(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  reason: string,
): Promise<{ row: PrescriptionRow; content: PrescriptionContent } | null> {
  return asReader(parts.database, principal, 'open prescription', async (tx) => {
    const [row] = await tx.query<PrescriptionRow & { content: string }>(
      `SELECT ${PLAIN_COLUMNS}, content FROM prescription WHERE id = $1`,
      [id],
    );
    if (!row || !maySeePrescription(principal, row)) return null;
    const text = await parts.contents.open(tx, row.keySubject, row.id, row.content);
    if (text === null) return null;
    const entry = { actor: actorOf(principal), action: 'prescription.read', subject: id, reason };
    await appendAuditAll(tx, PRESCRIPTION_AUDIT, [entry], parts.clock.now());
    return { row, content: readContent(text) };
  });
}
