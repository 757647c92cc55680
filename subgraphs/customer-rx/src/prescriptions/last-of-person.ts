import { actorOf, appendAuditAll, type Principal } from '@opticworks/kernel';
import type { EyeRx } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { maySeePrescription, ownersOf } from '../permissions.ts';
import { asReader } from './prescription.rows.ts';
import { readContent } from './prescription-content.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';
import type { ReadPrescription } from './save-prescription.ts';

/** A family shares an account; more than this many earlier papers are not searched for the same person. */
const SEARCHED = 6;

interface Earlier {
  id: string;
  ownerKind: string;
  ownerId: string;
  keySubject: string;
  content: string;
}

/**
 * The same person's last spectacle prescription by the day it was written, to ask about a large change: an old paper that is entered late
 * is not the last one. On a shared account people are told apart by name;
 * a paper without one belongs to whoever has the account.
 * @param asked.owners whose rows are looked through, "customer:…"; @param asked.corrects the version being corrected is no history
 */
export async function lastOfPerson(
  parts: CustomerRxParts,
  principal: Principal,
  read: Pick<ReadPrescription, 'draft' | 'patientName'>,
  asked: { owners: readonly string[]; corrects: string | null },
): Promise<{ od: EyeRx; os: EyeRx } | null> {
  if (read.draft.product !== 'GLASSES' || asked.owners.length === 0) return null;
  return asReader(parts.database, principal, 'last prescription of a person', async (tx) => {
    const rows = await tx.query<Earlier>(
      `SELECT id, owner_kind AS "ownerKind", owner_id AS "ownerId", key_subject AS "keySubject", content FROM prescription p
       WHERE (owner_kind, owner_id) IN (SELECT split_part(o, ':', 1), substr(o, strpos(o, ':') + 1) FROM unnest($1::text[]) o)
         AND product = 'GLASSES' AND status NOT IN ('REJECTED', 'REVOKED') AND id IS DISTINCT FROM $2
         AND NOT EXISTS (SELECT 1 FROM prescription newer WHERE newer.supersedes = p.id)
       ORDER BY coalesce(issued_on, created_at::date) DESC, created_at DESC, id DESC LIMIT ${SEARCHED}`,
      [asked.owners, asked.corrects],
    );
    for (const row of rows) {
      if (!maySeePrescription(principal, row)) continue;
      const text = await parts.contents.open(tx, row.keySubject, row.id, row.content);
      if (text === null) continue;
      const reason = 'compared with a newer prescription';
      const entry = { actor: actorOf(principal), action: 'prescription.read', subject: row.id, reason };
      await appendAuditAll(tx, PRESCRIPTION_AUDIT, [entry], parts.clock.now());
      const { patientName, od, os } = readContent(text);
      if (od && os && isSamePerson(patientName, read.patientName)) return { od, os };
    }
    return null;
  });
}

/** Whose earlier papers count when somebody types a new one: their own, or for staff those of the customer. */
export function ownersAsked(principal: Principal, customerId: string | null): string[] {
  return principal.kind === 'staff' ? (customerId ? [`customer:${customerId}`] : []) : ownersOf(principal);
}

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

export const isSamePerson = (a: string | null, b: string | null): boolean =>
  a === null || b === null || plain(a) === plain(b);
