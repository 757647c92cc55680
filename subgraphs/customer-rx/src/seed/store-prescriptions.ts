import { newId, type Tx } from '@opticworks/kernel';
import { expiryLawsOf, spectacleExpiry } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { judgingContext } from '../prescriptions/judging-context.ts';
import type { PrescriptionStatus } from '../prescriptions/prescription.state.ts';
import type { PrescriptionContent } from '../prescriptions/prescription-content.ts';

export interface SeededPrescription {
  customerId: string;
  content: PrescriptionContent;
  issuedOn: string;
  enteredAt: Date;
  /** Signed off comes later, by an optician: see `signOffSeeded`. */
  status: Extract<PrescriptionStatus, 'ENTERED' | 'IN_REVIEW' | 'SIGNED_OFF'>;
}

/** One that waits for its sign-off. */
export interface ToSignOff {
  id: string;
  at: Date;
}

const HOUR_MS = 3_600_000;
const LOOKED_AT_AFTER_MS = 20 * HOUR_MS;

/**
 * Stores many at once in the shape `savePrescription` leaves them in; row by row they would take minutes.
 * @returns those an optician has to sign off, the day after they came
 */
export async function storePrescriptions(
  parts: CustomerRxParts,
  tx: Tx,
  list: readonly SeededPrescription[],
): Promise<ToSignOff[]> {
  const rows = [];
  const now = parts.clock.now().getTime();
  const { rules, jurisdiction } = await judgingContext(parts, null, tx.query);
  for (const one of list) {
    const id = newId('rx');
    const subject = `customer:${one.customerId}`;
    rows.push({
      id,
      owner_id: one.customerId,
      key_subject: subject,
      status: one.status === 'SIGNED_OFF' ? 'ENTERED' : one.status,
      is_signed_off: one.status === 'SIGNED_OFF',
      issued_on: one.issuedOn,
      expires_on: spectacleExpiry({ issuedOn: one.issuedOn, expiresOn: null }, jurisdiction, expiryLawsOf(rules)),
      content: await parts.contents.seal(tx, subject, id, JSON.stringify(one.content)),
      created_at: one.enteredAt,
      // A queue that has been looked after: everybody in it came within the last two days.
      queued_at: one.status === 'IN_REVIEW' ? new Date(now - (1 + ((rows.length * 7) % 47)) * HOUR_MS) : null,
      used_at: one.status === 'ENTERED' ? null : one.enteredAt,
    });
  }
  await tx.query(
    `INSERT INTO prescription (id, owner_kind, owner_id, entered_by, key_subject, product, status, source, issued_on, expires_on, content,
       created_at, queued_at, used_at)
     SELECT id, 'customer', owner_id, key_subject, key_subject, 'GLASSES', status, 'TYPED', issued_on, expires_on, content,
       created_at, queued_at, used_at
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, owner_id text, key_subject text, status text, issued_on date, expires_on date,
       content text, created_at timestamptz, queued_at timestamptz, used_at timestamptz)`,
    [JSON.stringify(rows)],
  );
  const steps = rows.map((row) => ({
    id: newId('rx_event'),
    prescription_id: row.id,
    at: row.created_at,
    kind: 'ENTERED',
    actor: row.key_subject,
  }));
  await tx.query(
    `INSERT INTO prescription_event (id, prescription_id, at, kind, actor)
     SELECT id, prescription_id, at, kind, actor
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, prescription_id text, at timestamptz, kind text, actor text)`,
    [JSON.stringify(steps)],
  );
  return rows.flatMap(({ id, is_signed_off, created_at }) =>
    is_signed_off ? [{ id, at: new Date(Math.min(now, created_at.getTime() + LOOKED_AT_AFTER_MS)) }] : [],
  );
}
