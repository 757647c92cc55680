import { type ProvidedOperation, provide } from '@opticworks/kernel';
import { EnsureCustomer, ListCustomers, ListErased, ReadCustomer } from '@opticworks/schema/operations/customer-rx';
import type { z } from 'zod';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { ensureCustomer } from './ensure-customer.ts';

/** @param onNew what the demonstration data adds to a fresh account */
export const customerOperations = (
  parts: CustomerRxParts,
  onNew: (account: { customerId: string; userId: string; email: string }) => Promise<void>,
): ProvidedOperation[] => [
  provide(EnsureCustomer, async (input, { principal }) => {
    const { customerId, isNew } = await ensureCustomer(parts, input, principal);
    if (isNew) await onNew({ customerId, userId: input.userId, email: input.email });
    return { customerId };
  }),
  provide(ReadCustomer, async ({ customerId }) => {
    const [row] = await parts.database.query<{ customerId: string; name: string; email: string; locale: 'en' | 'de' }>(
      'SELECT id AS "customerId", name, email, locale FROM customer WHERE id = $1 AND erased_at IS NULL',
      [customerId],
    );
    return row ?? null;
  }),
  provide(ListErased, async ({ since }) => ({
    erased: await parts.database.query<{ customerId: string; userId: string | null }>(
      `SELECT customer_id AS "customerId", user_id AS "userId" FROM erasure_receipt
       WHERE $1::timestamptz IS NULL OR requested_at >= $1`,
      [since],
    ),
  })),
  provide(ListCustomers, async ({ afterId, limit }, { principal }) => {
    const customers = await asReader(parts.database, principal, 'list customers', (tx) =>
      tx.query<z.infer<typeof ListCustomers.output>['customers'][number]>(
        `SELECT c.id AS "customerId", c.name, c.email, c.locale, a.address, rx.id AS "prescriptionId", (
           SELECT to_char(s.reviewed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM prescription s
           WHERE s.id = rx.id AND s.status = 'SIGNED_OFF') AS "signedOffAt", (
           SELECT d.prescription_id FROM prescription_document d JOIN prescription w ON w.id = d.prescription_id
           WHERE d.owner_kind = 'customer' AND d.owner_id = c.id AND w.source = 'DOCUMENT' AND w.status = 'ENTERED' LIMIT 1) AS "paperId"
         FROM customer c LEFT JOIN saved_address a ON a.customer_id = c.id AND a.is_default
         LEFT JOIN LATERAL (
           SELECT p.id FROM prescription p WHERE p.owner_kind = 'customer' AND p.owner_id = c.id AND p.expires_on >= $3
             AND p.status IN ('ENTERED', 'IN_REVIEW', 'SIGNED_OFF') ORDER BY p.created_at DESC, p.id DESC LIMIT 1) rx ON true
         WHERE c.erased_at IS NULL AND ($1::text IS NULL OR c.id > $1) ORDER BY c.id LIMIT $2`,
        [afterId, limit, parts.clock.today()],
      ),
    );
    return { customers, nextAfterId: customers.length === limit ? customers.at(-1)!.customerId : null };
  }),
];
