import { appendAuditAll, newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import { keepOrderFacts, readOrderFacts } from '../verification/order-facts.ts';
import { noteOnTimeline } from './note-on-timeline.ts';

export interface Account {
  userId: string;
  email: string;
  name: string;
  locale: 'en' | 'de';
  guestId: string | null;
}

/**
 * The customer behind a sign-in account, made on first sight. Two sign-ins at once get the same customer. What the guest of this
 * browser had entered becomes the customer's and is sealed anew under the customer's own key, so that the guest key of a shared
 * browser is never the key of an account.
 * @throws CUSTOMER_ERASED for an account whose customer was erased and which is about to go itself
 */
export async function ensureCustomer(
  parts: CustomerRxParts,
  account: Account,
  principal: Principal,
): Promise<{ customerId: string; isNew: boolean }> {
  return asReader(parts.database, principal, 'ensure customer', async (tx) => {
    const [created] = await tx.query<{ id: string }>(
      `INSERT INTO customer (id, user_id, email, name, locale, created_at) SELECT $1, $2, $3, $4, $5, $6
       WHERE NOT EXISTS (SELECT 1 FROM erasure_receipt WHERE user_id = $2)
       ON CONFLICT (user_id) DO NOTHING RETURNING id`,
      [
        newId('cust'),
        account.userId,
        account.email.trim(),
        account.name.trim() || account.email,
        account.locale,
        parts.clock.now(),
      ],
    );
    const [found] = created
      ? [created]
      : await tx.query<{ id: string }>('UPDATE customer SET email = $2 WHERE user_id = $1 RETURNING id', [
          account.userId,
          account.email.trim(),
        ]);
    if (!found) refuse(ERRORS.CUSTOMER_ERASED);
    const customerId = found.id;
    if (created) {
      await noteOnTimeline(parts, tx, {
        customerId,
        kind: 'ACCOUNT',
        text: 'Account created.',
        actor: `customer:${customerId}`,
        reference: account.userId,
      });
    }
    if (account.guestId) await takeOverFromGuest(parts, tx, account.guestId, customerId, principal);
    return { customerId, isNew: created !== undefined };
  });
}

async function takeOverFromGuest(
  parts: CustomerRxParts,
  tx: Tx,
  guestId: string,
  customerId: string,
  principal: Principal,
): Promise<void> {
  const rows = await tx.query<{ id: string; keySubject: string; content: string }>(
    `SELECT id, key_subject AS "keySubject", content FROM prescription WHERE owner_kind = 'guest' AND owner_id = $1 FOR UPDATE`,
    [guestId],
  );
  const subject = `customer:${customerId}`;
  for (const row of rows) {
    const content = await parts.contents.open(tx, row.keySubject, row.id, row.content);
    if (content === null) continue;
    await tx.query(
      `UPDATE prescription SET owner_kind = 'customer', owner_id = $2, key_subject = $3, content = $4 WHERE id = $1`,
      [row.id, customerId, subject, await parts.contents.seal(tx, subject, row.id, content)],
    );
    await resealNotes(parts, tx, row.id, row.keySubject, subject);
    await resealOrder(parts, tx, row.id, row.keySubject, subject);
  }
  await takeOverDocuments(parts, tx, guestId, customerId);
  await takeOverMeasurements(parts, tx, guestId, customerId);
  const actor = principal.kind === 'service' ? `customer:${customerId}` : 'service:customer-rx';
  await appendAuditAll(
    tx,
    PRESCRIPTION_AUDIT,
    rows.map((row) => ({
      actor,
      action: 'prescription.taken-over',
      subject: row.id,
      reason: 'signed in after entering it as a guest',
    })),
    parts.clock.now(),
  );
}

async function resealNotes(
  parts: CustomerRxParts,
  tx: Tx,
  prescriptionId: string,
  from: string,
  to: string,
): Promise<void> {
  const notes = await tx.query<{ id: string; note: string }>(
    'SELECT id, note FROM prescription_event WHERE prescription_id = $1 AND note IS NOT NULL',
    [prescriptionId],
  );
  for (const { id, note } of notes) {
    const text = await parts.contents.open(tx, from, id, note);
    const sealed = text === null ? null : await parts.contents.seal(tx, to, id, text);
    await tx.query('UPDATE prescription_event SET note = $2 WHERE id = $1', [id, sealed]);
  }
}

/** What was ordered with it, and what was asked of its prescriber. */
async function resealOrder(
  parts: CustomerRxParts,
  tx: Tx,
  prescriptionId: string,
  from: string,
  to: string,
): Promise<void> {
  const facts = await readOrderFacts(parts, tx, { id: prescriptionId, keySubject: from });
  if (facts) await keepOrderFacts(parts, tx, { id: prescriptionId, keySubject: to }, facts);
  const letters = await tx.query<{ id: string; content: string; proof: string | null }>(
    'SELECT id, content, proof FROM verification WHERE prescription_id = $1',
    [prescriptionId],
  );
  for (const { id, content, proof } of letters) {
    const anew = async (cell: string, sealed: string | null) => {
      const text = sealed ? await parts.contents.open(tx, from, cell, sealed) : null;
      return text === null ? sealed : parts.contents.seal(tx, to, cell, text);
    };
    await tx.query('UPDATE verification SET content = $2, proof = $3 WHERE id = $1', [
      id,
      await anew(id, content),
      await anew(`${id}:proof`, proof),
    ]);
  }
}

async function takeOverMeasurements(
  parts: CustomerRxParts,
  tx: Tx,
  guestId: string,
  customerId: string,
): Promise<void> {
  const subject = `customer:${customerId}`;
  const rows = await tx.query<{ id: string; keySubject: string; content: string }>(
    `SELECT id, key_subject AS "keySubject", content FROM measurement
     WHERE owner_kind = 'guest' AND owner_id = $1 AND content <> '' FOR UPDATE`,
    [guestId],
  );
  for (const { id, keySubject, content } of rows) {
    const text = await parts.contents.open(tx, keySubject, id, content);
    if (text === null) continue;
    await tx.query(
      `UPDATE measurement SET owner_kind = 'customer', owner_id = $2, key_subject = $3, content = $4 WHERE id = $1`,
      [id, customerId, subject, await parts.contents.seal(tx, subject, id, text)],
    );
  }
}

/** Files stay as they are; only the small key of each is sealed anew. */
async function takeOverDocuments(parts: CustomerRxParts, tx: Tx, guestId: string, customerId: string): Promise<void> {
  const subject = `customer:${customerId}`;
  const documents = await tx.query<{ id: string; keySubject: string; sealedKey: string | null }>(
    `SELECT id, key_subject AS "keySubject", sealed_key AS "sealedKey" FROM prescription_document
     WHERE owner_kind = 'guest' AND owner_id = $1 FOR UPDATE`,
    [guestId],
  );
  for (const { id, keySubject, sealedKey } of documents) {
    const key = sealedKey ? await parts.contents.open(tx, keySubject, id, sealedKey) : null;
    await tx.query(
      `UPDATE prescription_document SET owner_kind = 'customer', owner_id = $2, key_subject = $3, sealed_key = $4 WHERE id = $1`,
      [id, customerId, subject, key === null ? sealedKey : await parts.contents.seal(tx, subject, id, key)],
    );
  }
}
