import { actorOf, appendAuditAll, type Principal } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { maySeePrescription } from '../permissions.ts';
import { asReader } from './prescription.rows.ts';
import { type PrescriptionContent, readContent } from './prescription-content.ts';

/** The audit chain of every read and change of a prescription. */
export const PRESCRIPTION_AUDIT = 'prescriptions';

export interface ContentRead {
  id: string;
  reason: string;
}

interface StoredContent {
  id: string;
  ownerKind: string;
  ownerId: string;
  keySubject: string;
  content: string;
}

/**
 * Opens the contents of prescriptions the principal may see. The audit entries are written in the same transaction and before
 * anything is handed out: when they cannot be written, nothing is read.
 * @returns what could be opened by id; missing are rows that do not exist, are not the reader's, or whose key was erased
 */
export async function readContents(
  parts: CustomerRxParts,
  principal: Principal,
  reads: readonly ContentRead[],
): Promise<Map<string, PrescriptionContent>> {
  if (reads.length === 0) return new Map();
  return asReader(parts.database, principal, 'read prescriptions', async (tx) => {
    const found = await tx.query<StoredContent>(
      `SELECT id, owner_kind AS "ownerKind", owner_id AS "ownerId", key_subject AS "keySubject", content FROM prescription
       WHERE id = ANY($1)`,
      [[...new Set(reads.map((read) => read.id))]],
    );
    const rows = found.filter((row) => maySeePrescription(principal, row));
    const texts = await parts.contents.openAll(
      tx,
      rows.map(({ id, keySubject, content }) => ({ subject: keySubject, row: id, sealed: content })),
    );
    const opened = new Map<string, PrescriptionContent>();
    rows.forEach(({ id }, i) => {
      const text = texts[i];
      if (text) opened.set(id, readContent(text));
    });
    const visible = reads.filter((read) => opened.has(read.id));
    await appendAuditAll(
      tx,
      PRESCRIPTION_AUDIT,
      visible.map((read) => ({
        actor: actorOf(principal),
        action: 'prescription.read',
        subject: read.id,
        reason: read.reason,
      })),
      parts.clock.now(),
    );
    return opened;
  });
}
