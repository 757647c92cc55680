import { actorOf, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { ownersOf, staffMay } from '../permissions.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import { DOCUMENT_COLUMNS, type DocumentRow } from './document.rows.ts';
import { openFile, sealFile } from './document-cipher.ts';
import { prepareDocument } from './prepare-document.ts';

/** Fills an opened place with a file, once. @throws PAPER_NOT_FOUND for whoever did not open it */
export async function keepDocument(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  bytes: Buffer,
): Promise<DocumentRow> {
  const awaited = await asReader(parts.database, principal, 'awaited document', (tx) => findDocument(tx, id));
  if (!awaited || awaited.state !== 'AWAITED' || !mayChange(principal, awaited)) refuse(ERRORS.PAPER_NOT_FOUND);
  const prepared = await prepareDocument(bytes);
  return asReader(parts.database, principal, 'keep document', async (tx) => {
    const { sealedKey, sealed } = await sealFile(parts.contents, tx, awaited.keySubject, id, prepared.bytes);
    const [kept] = await tx.query<DocumentRow>(
      `UPDATE prescription_document SET state = 'KEPT', media_type = $2, byte_count = $3, width_px = $4, height_px = $5, sealed_key = $6
       WHERE id = $1 AND state = 'AWAITED' RETURNING ${DOCUMENT_COLUMNS}`,
      [id, prepared.mediaType, prepared.bytes.length, prepared.widthPx, prepared.heightPx, sealedKey],
    );
    if (!kept) refuse(ERRORS.PAPER_NOT_FOUND);
    await tx.query('INSERT INTO prescription_document_content (document_id, sealed) VALUES ($1, $2)', [id, sealed]);
    await audit(tx, principal, 'document.kept', id, null);
    return kept;
  });
}

/** The file for its owner and for staff who may read prescriptions; audited before it is handed out. Null for everybody else. */
export async function openDocument(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  reason: string,
): Promise<{ mediaType: string; bytes: Buffer } | null> {
  return asReader(parts.database, principal, 'open document', async (tx) => {
    const [found] = await tx.query<DocumentRow & { sealedKey: string; sealed: Buffer }>(
      `SELECT ${DOCUMENT_COLUMNS}, sealed_key AS "sealedKey", c.sealed FROM prescription_document d
       JOIN prescription_document_content c ON c.document_id = d.id WHERE d.id = $1 AND d.state = 'KEPT'`,
      [id],
    );
    if (!found?.mediaType || !maySee(principal, found)) return null;
    const bytes = await openFile(parts.contents, tx, found.keySubject, id, found);
    if (bytes === null) return null;
    await audit(tx, principal, 'document.read', found.prescriptionId ?? id, reason);
    return { mediaType: found.mediaType, bytes };
  });
}

/** Takes a document back that belongs to no prescription yet. */
export async function removeDocument(parts: CustomerRxParts, principal: Principal, id: string): Promise<boolean> {
  return asReader(parts.database, principal, 'remove document', async (tx) => {
    const row = await findDocument(tx, id);
    if (!row || row.prescriptionId || !mayChange(principal, row)) refuse(ERRORS.PAPER_NOT_FOUND);
    await tx.query('DELETE FROM prescription_document WHERE id = $1 AND prescription_id IS NULL', [id]);
    await audit(tx, principal, 'document.removed', id, null);
    return true;
  });
}

/**
 * Puts kept documents to a prescription, in the transaction that stores it.
 * @throws PAPER_NOT_FOUND when one is not the owner's, not kept, or belongs to another prescription
 */
export async function attachDocuments(
  tx: Tx,
  ids: readonly string[],
  prescription: { id: string; ownerKind: string; ownerId: string },
): Promise<void> {
  if (ids.length === 0) return;
  const attached = await tx.query(
    `UPDATE prescription_document SET prescription_id = $2 WHERE id = ANY($1) AND state = 'KEPT' AND owner_kind = $3 AND owner_id = $4
       AND (prescription_id IS NULL OR prescription_id = $2) RETURNING id`,
    [ids, prescription.id, prescription.ownerKind, prescription.ownerId],
  );
  if (attached.length < new Set(ids).size) refuse(ERRORS.PAPER_NOT_FOUND);
}

/** A day's unused uploads are nobody's papers: what was never put to a prescription goes after a month. */
export async function clearUnusedDocuments(parts: CustomerRxParts): Promise<number> {
  const before = new Date(parts.clock.now().getTime() - 30 * 86_400_000);
  const gone = await asReader(parts.database, { kind: 'service', name: 'customer-rx' }, 'unused documents', (tx) =>
    tx.query('DELETE FROM prescription_document WHERE prescription_id IS NULL AND created_at < $1 RETURNING id', [
      before,
    ]),
  );
  return gone.length;
}

async function findDocument(tx: Tx, id: string): Promise<DocumentRow | null> {
  const [row] = await tx.query<DocumentRow>(`SELECT ${DOCUMENT_COLUMNS} FROM prescription_document WHERE id = $1`, [
    id,
  ]);
  return row ?? null;
}

const isOwn = (principal: Principal, row: DocumentRow): boolean =>
  ownersOf(principal).includes(`${row.ownerKind}:${row.ownerId}`);
const maySee = (principal: Principal, row: DocumentRow): boolean =>
  isOwn(principal, row) || staffMay(principal, 'readPrescriptions');
const mayChange = (principal: Principal, row: DocumentRow): boolean =>
  isOwn(principal, row) || staffMay(principal, 'enterPrescriptions');

const audit = (tx: Tx, principal: Principal, action: string, subject: string, reason: string | null) =>
  tx.audit({ stream: PRESCRIPTION_AUDIT, actor: actorOf(principal), action, subject, ...(reason ? { reason } : {}) });
