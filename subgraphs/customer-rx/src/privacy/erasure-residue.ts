import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { forgetPapers } from './erase-customer.ts';

/**
 * Proves each erasure, and repeats it where a restored backup brought data back.
 * @returns ids of customers of whom something was found, and is now gone
 */
export async function clearErasureResidue(parts: CustomerRxParts): Promise<string[]> {
  return asReader(parts.database, { kind: 'service', name: 'customer-rx' }, 'erasure residue', async (tx) => {
    const receipts = await tx.query<{ customerId: string; subjects: string[] }>(
      'SELECT customer_id AS "customerId", key_subjects AS subjects FROM erasure_receipt',
    );
    const found = new Set<string>();
    for (const { customerId, subjects } of receipts) {
      const rows = await tx.query(
        `UPDATE prescription SET status = 'REVOKED', content = '' WHERE owner_kind = 'customer' AND owner_id = $1 AND content <> '' RETURNING id`,
        [customerId],
      );
      const papers = await forgetPapers(tx, customerId);
      const profile = await tx.query(
        `UPDATE customer SET user_id = NULL, email = NULL, phone = NULL, birth_date_cipher = NULL, name = '', erased_at = coalesce(erased_at, $2)
         WHERE id = $1 AND (erased_at IS NULL OR name <> '') RETURNING id`,
        [customerId, parts.clock.now()],
      );
      for (const subject of subjects) if (await parts.contents.forget(tx, subject)) found.add(customerId);
      if (rows.length + profile.length + papers > 0) found.add(customerId);
    }
    return [...found];
  });
}
