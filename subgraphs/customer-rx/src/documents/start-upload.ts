import { KERNEL_ERRORS, newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { OwnerValue } from '@opticworks/schema';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { ownerOf, ownerText, staffMay } from '../permissions.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { DOCUMENT_COLUMNS, type DocumentRow } from './document.rows.ts';

const MOST_A_DAY = 20;
const DAY_MS = 86_400_000;

/**
 * Opens a place for one file. The file follows over plain HTTP to the address of the row, because files do not belong in a graph
 * document; whoever opened the place is the only one who may fill it.
 * @throws PAPER_LIMIT when too many were opened within a day; CUSTOMER_NOT_FOUND, CUSTOMER_ERASED when staff names nobody of ours
 */
export async function startUpload(
  parts: CustomerRxParts,
  principal: Principal,
  customerId: string | null,
): Promise<DocumentRow> {
  const owner = ownerForUpload(principal, customerId);
  const now = parts.clock.now();
  return asReader(parts.database, principal, 'start upload', async (tx) => {
    if (principal.kind === 'staff') await insistOnCustomer(tx, owner.id);
    const [row] = await tx.query<DocumentRow>(
      `INSERT INTO prescription_document (id, owner_kind, owner_id, key_subject, state, created_at)
       SELECT $1, $2, $3, $4, 'AWAITED', $5 WHERE (
         SELECT count(*) FROM prescription_document WHERE owner_kind = $2 AND owner_id = $3 AND created_at > $6) < ${MOST_A_DAY}
       RETURNING ${DOCUMENT_COLUMNS}`,
      [newId('rx_document'), owner.kind, owner.id, ownerText(owner), now, new Date(now.getTime() - DAY_MS)],
    );
    return row ?? refuse(ERRORS.PAPER_LIMIT, { limit: String(MOST_A_DAY) });
  });
}

async function insistOnCustomer(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.query<{ erased: boolean }>(
    'SELECT erased_at IS NOT NULL AS erased FROM customer WHERE id = $1',
    [id],
  );
  if (!row) refuse(ERRORS.CUSTOMER_NOT_FOUND);
  if (row.erased) refuse(ERRORS.CUSTOMER_ERASED);
}

function ownerForUpload(principal: Principal, customerId: string | null): OwnerValue {
  if (principal.kind === 'staff') {
    if (!staffMay(principal, 'enterPrescriptions')) refuse(KERNEL_ERRORS.FORBIDDEN);
    return customerId ? { kind: 'customer', id: customerId } : refuse(KERNEL_ERRORS.INVALID_INPUT);
  }
  return ownerOf(principal) ?? refuse(KERNEL_ERRORS.UNAUTHENTICATED);
}
