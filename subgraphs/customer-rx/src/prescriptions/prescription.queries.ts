import { type Page, type Principal, toConnection } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { ownersOf } from '../permissions.ts';
import { asReader, PLAIN_COLUMNS, type PrescriptionRow } from './prescription.rows.ts';
import type { PrescriptionStatus } from './prescription.state.ts';

/** Newest version only: a corrected prescription stands for the ones before it. */
const IS_LATEST = 'NOT EXISTS (SELECT 1 FROM prescription newer WHERE newer.supersedes = prescription.id)';

/** Own prescriptions, newest first. */
export function prescriptionsOf(
  parts: CustomerRxParts,
  principal: Principal,
  owners: readonly string[],
): Promise<PrescriptionRow[]> {
  return asReader(parts.database, principal, 'own prescriptions', (tx) =>
    tx.query<PrescriptionRow>(
      `SELECT ${PLAIN_COLUMNS} FROM prescription
       WHERE (owner_kind, owner_id) IN (SELECT split_part(o, ':', 1), substr(o, strpos(o, ':') + 1) FROM unnest($1::text[]) o)
         AND status <> 'REVOKED' AND ${IS_LATEST}
       ORDER BY created_at DESC, id DESC LIMIT 200`,
      [owners],
    ),
  );
}

export const ownPrescriptions = (parts: CustomerRxParts, principal: Principal): Promise<PrescriptionRow[]> =>
  prescriptionsOf(parts, principal, ownersOf(principal));

export interface QueueFilter {
  status: readonly PrescriptionStatus[] | null;
  query: string | null;
}

const FILTER = `($1::text[] IS NULL OR status = ANY ($1))
  AND ($2::text IS NULL OR order_number ILIKE $2 || '%' OR id = $2 OR owner_id IN (
    SELECT c.id FROM customer c WHERE lower(c.name) LIKE '%' || lower($2) || '%' OR lower(c.email) LIKE lower($2) || '%'))`;

/** The opticians' list: what waits longest comes first. */
export async function prescriptionQueue(parts: CustomerRxParts, principal: Principal, filter: QueueFilter, page: Page) {
  const params = [filter.status, likeText(filter.query)];
  const rows = await asReader(parts.database, principal, 'prescription queue', (tx) =>
    tx.query<PrescriptionRow & { sortedAt: string }>(
      `SELECT ${PLAIN_COLUMNS}, coalesce(queued_at, created_at)::text AS "sortedAt" FROM prescription
       WHERE ${FILTER} AND ($3::timestamptz IS NULL OR (coalesce(queued_at, created_at), id) > ($3, $4))
       ORDER BY coalesce(queued_at, created_at), id LIMIT $5`,
      [...params, page.from?.[0] ?? null, page.from?.[1] ?? null, page.limit + 1],
    ),
  );
  return {
    ...toConnection(rows, page, (row) => [row.sortedAt, row.id]),
    count: () =>
      asReader(parts.database, principal, 'prescription count', async (tx) => {
        const [row] = await tx.query<{ count: string }>(`SELECT count(*) FROM prescription WHERE ${FILTER}`, params);
        return Number(row!.count);
      }),
  };
}

/** The person's prescription before this one: same product, not withdrawn or found wrong, and not the version this one corrects. */
export async function previousOf(
  parts: CustomerRxParts,
  principal: Principal,
  row: PrescriptionRow,
): Promise<PrescriptionRow | null> {
  const [previous] = await asReader(parts.database, principal, 'previous prescription', (tx) =>
    tx.query<PrescriptionRow>(
      `SELECT ${PLAIN_COLUMNS} FROM prescription
       WHERE owner_kind = $1 AND owner_id = $2 AND product = $3 AND status NOT IN ('REJECTED', 'REVOKED')
         AND (created_at, id) < ($4, $5) AND id IS DISTINCT FROM $6
       ORDER BY created_at DESC, id DESC LIMIT 1`,
      [row.ownerKind, row.ownerId, row.product, row.createdAt, row.id, row.supersedes],
    ),
  );
  return previous ?? null;
}

/** Trimmed, without the wildcards of LIKE; null when nothing is left. */
export const likeText = (text: string | null | undefined): string | null =>
  text?.trim().replace(/[%_\\]/g, '\\$&') || null;
