import type { Tx } from '@opticworks/kernel';

/** A document without its content. */
export interface DocumentRow {
  id: string;
  prescriptionId: string | null;
  ownerKind: 'customer' | 'guest';
  ownerId: string;
  keySubject: string;
  state: 'AWAITED' | 'KEPT' | 'REMOVED';
  mediaType: string | null;
  byteCount: number | null;
  widthPx: number | null;
  heightPx: number | null;
  createdAt: Date;
}

export const DOCUMENT_COLUMNS = `
  id, prescription_id AS "prescriptionId", owner_kind AS "ownerKind", owner_id AS "ownerId", key_subject AS "keySubject", state,
  media_type AS "mediaType", byte_count AS "byteCount", width_px AS "widthPx", height_px AS "heightPx", created_at AS "createdAt"`;

/** Documents of prescriptions and of the versions they correct: a correction is compared with the same paper. */
export async function documentsOf(
  query: Tx['query'],
  prescriptionIds: readonly string[],
): Promise<(DocumentRow & { of: string })[]> {
  return query<DocumentRow & { of: string }>(
    `WITH RECURSIVE line AS (
       SELECT id AS of, id, supersedes FROM prescription WHERE id = ANY($1)
       UNION ALL SELECT l.of, p.id, p.supersedes FROM line l JOIN prescription p ON p.id = l.supersedes
     )
     SELECT l.of, ${DOCUMENT_COLUMNS.replace(/(^|,)\s*(\w+)/g, '$1 d.$2')} FROM line l JOIN prescription_document d ON d.prescription_id = l.id
     WHERE d.state = 'KEPT' ORDER BY d.created_at, d.id`,
    [prescriptionIds],
  );
}
