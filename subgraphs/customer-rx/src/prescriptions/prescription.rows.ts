import type { Database, Principal, Tx } from '@opticworks/kernel';
import { keepStaffName } from '../people/staff-names.ts';
import { maySeePrescription, readerSettings } from '../permissions.ts';
import type { PrescriptionType } from './prescription.type.ts';

type Query = Pick<Tx, 'query'>['query'];

/** The plain columns of a prescription under their API names. Content is read only by `readContents`. */
export const PLAIN_COLUMNS = `
  id, product, status, source, issued_on::text AS "issuedOn", expires_on::text AS "expiresOn", created_at AS "createdAt",
  reviewed_by AS "reviewedBy", reviewed_at AS "reviewedAt", order_number AS "orderNumber", queued_at AS "queuedAt",
  checked_by AS "checkedBy", checked_by_id AS "checkedById", checked_at AS "checkedAt", owner_kind AS "ownerKind", owner_id AS "ownerId", entered_by AS "enteredBy", key_subject AS "keySubject", supersedes,
  rules_version AS "rulesVersion", reviewed_rules_version AS "reviewedRulesVersion", place`;

export type PrescriptionRow = Omit<PrescriptionType, 'readReason'>;

/** Runs with the reader's identity set, so that row-level security decides what is visible whatever the query says. */
export async function asReader<T>(
  database: Database,
  principal: Principal,
  name: string,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  await keepStaffName(database, principal);
  return database.transaction(fn, { name, settings: readerSettings(principal) });
}

export async function rowsById(query: Query, ids: readonly string[]): Promise<PrescriptionRow[]> {
  return query<PrescriptionRow>(`SELECT ${PLAIN_COLUMNS} FROM prescription WHERE id = ANY($1)`, [ids]);
}

export async function rowById(query: Query, id: string): Promise<PrescriptionRow | null> {
  return (await rowsById(query, [id]))[0] ?? null;
}

/** Rows by id that the reader may see. */
export const visibleRows = (
  database: Database,
  principal: Principal,
  ids: readonly string[],
): Promise<PrescriptionRow[]> =>
  asReader(database, principal, 'prescriptions by id', async (tx) =>
    (await rowsById(tx.query, ids)).filter((row) => maySeePrescription(principal, row)),
  );
