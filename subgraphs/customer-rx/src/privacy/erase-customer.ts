import { type CustomerPrincipal, newId, refuse, type Tx } from '@opticworks/kernel';
import { CustomerErased } from '@opticworks/schema/events/customer-rx';
import { OpenOrders } from '@opticworks/schema/operations/orders';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';

export interface ErasureReceipt {
  requestedAt: Date;
  keptUntil: string | null;
  explanation: string;
}

/**
 * Forgets a customer: the personal keys are destroyed, which makes every copy of the ciphertext unreadable, backups included; the
 * plain profile, addresses and notes are removed. The sign-in account goes within moments. Order and tax records live in the orders subgraph under their statutory terms.
 * @throws ORDERS_UNDER_WAY while something is paid for and not yet with the customer
 * @throws ERASURE_EMAIL_MISMATCH unless the address of the account was typed
 */
export async function eraseCustomer(
  parts: CustomerRxParts,
  who: CustomerPrincipal,
  confirmEmail: string,
  locale: 'en' | 'de',
): Promise<ErasureReceipt> {
  const now = parts.clock.now();
  const { numbers } = await parts.caller.call(OpenOrders, { customerId: who.id });
  if (numbers.length > 0) refuse(ERRORS.ORDERS_UNDER_WAY, { numbers: numbers.join(', ') });
  await asReader(parts.database, who, 'erase customer', async (tx) => {
    const [customer] = await tx.query<{ userId: string | null; email: string | null; erased: boolean }>(
      'SELECT user_id AS "userId", email, erased_at IS NOT NULL AS erased FROM customer WHERE id = $1 FOR UPDATE',
      [who.id],
    );
    if (!customer) refuse(ERRORS.CUSTOMER_NOT_FOUND);
    if (customer.erased) refuse(ERRORS.CUSTOMER_ERASED);
    if (customer.email?.trim().toLowerCase() !== confirmEmail.trim().toLowerCase())
      refuse(ERRORS.ERASURE_EMAIL_MISMATCH);
    const subject = `customer:${who.id}`;
    await parts.contents.forget(tx, subject);
    await tx.query(
      `UPDATE prescription SET status = 'REVOKED', content = '' WHERE owner_kind = 'customer' AND owner_id = $1`,
      [who.id],
    );
    await tx.query(
      `UPDATE prescription_event e SET note = NULL FROM prescription p WHERE p.id = e.prescription_id AND p.owner_kind = 'customer' AND p.owner_id = $1`,
      [who.id],
    );
    await forgetPapers(tx, who.id);
    await tx.query('DELETE FROM saved_address WHERE customer_id = $1', [who.id]);
    await tx.query('DELETE FROM timeline_entry WHERE customer_id = $1', [who.id]);
    await tx.query(
      `UPDATE customer SET user_id = NULL, email = NULL, phone = NULL, birth_date_cipher = NULL, name = '', erased_at = $2 WHERE id = $1`,
      [who.id, now],
    );
    await tx.query(
      'INSERT INTO erasure_receipt (id, customer_id, user_id, requested_at, kept_until, key_subjects) VALUES ($1, $2, $3, $4, NULL, $5)',
      [newId('erasure'), who.id, customer.userId, now, [subject]],
    );
    await tx.audit({
      stream: 'prescriptions',
      actor: who.id,
      action: 'customer.erased',
      subject: who.id,
      reason: 'asked for by the customer',
    });
    await tx.publish(CustomerErased, { customerId: who.id }, { aggregate: 'customer', aggregateId: who.id });
  });
  return { requestedAt: now, keptUntil: null, explanation: explanations[locale] };
}

/** Files, letters to prescribers, order facts and measurements of a customer. Their keys are gone already; the bytes need not stay either. */
export async function forgetPapers(tx: Tx, customerId: string): Promise<number> {
  const owned = `SELECT id FROM prescription WHERE owner_kind = 'customer' AND owner_id = $1`;
  const files = await tx.query(
    `DELETE FROM prescription_document_content WHERE document_id IN (
       SELECT id FROM prescription_document WHERE owner_kind = 'customer' AND owner_id = $1) RETURNING document_id`,
    [customerId],
  );
  await tx.query(
    `UPDATE prescription_document SET state = 'REMOVED', sealed_key = NULL WHERE owner_kind = 'customer' AND owner_id = $1 AND state <> 'REMOVED'`,
    [customerId],
  );
  const letters = await tx.query(
    `UPDATE verification SET content = '', proof = CASE WHEN proof IS NULL THEN NULL ELSE '' END
     WHERE prescription_id IN (${owned}) AND content <> '' RETURNING id`,
    [customerId],
  );
  const facts = await tx.query(
    `UPDATE prescription SET order_facts = NULL WHERE owner_kind = 'customer' AND owner_id = $1 AND order_facts IS NOT NULL RETURNING id`,
    [customerId],
  );
  const measured = await tx.query(
    `UPDATE measurement SET content = '' WHERE owner_kind = 'customer' AND owner_id = $1 AND content <> '' RETURNING id`,
    [customerId],
  );
  return files.length + letters.length + facts.length + measured.length;
}

const explanations = {
  en: 'Your profile, addresses, notes and prescriptions are erased: their key is destroyed and cannot be restored. Invoices stay as long as tax law requires, without your prescription.',
  de: 'Profil, Anschriften, Notizen und Rezepte sind gelöscht: ihr Schlüssel wurde vernichtet und ist nicht wiederherstellbar. Rechnungen bleiben so lange, wie das Steuerrecht es verlangt, ohne Ihr Rezept.',
};
