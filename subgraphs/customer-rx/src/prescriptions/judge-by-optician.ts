import { actorOf, type EventDef, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { PrescriptionRejected, PrescriptionSignedOff } from '@opticworks/schema/events/customer-rx';
import { noteOnTimeline } from '../customers/note-on-timeline.ts';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { asReader, type PrescriptionRow, rowById } from './prescription.rows.ts';
import { statesBefore } from './prescription.state.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';
import { recordStep } from './record-step.ts';

interface Verdict {
  to: 'SIGNED_OFF' | 'REJECTED';
  action: string;
  event: EventDef<{ prescriptionId: string; by: string }>;
  timeline: string;
}

/** An optician vouches for it: the lab may work from it. */
export const signOffPrescription = (
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  note: string | null,
  reason: string | null,
) =>
  judge(
    parts,
    principal,
    id,
    { to: 'SIGNED_OFF', action: 'signed off', event: PrescriptionSignedOff, timeline: 'Prescription signed off.' },
    note ?? reason,
  );

/** An optician found it wrong. What was ordered with it waits for a corrected one. @throws REASON_REQUIRED without a reason */
export async function rejectPrescription(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  reason: string,
): Promise<PrescriptionRow> {
  if (!reason.trim()) refuse(ERRORS.REASON_REQUIRED);
  return judge(
    parts,
    principal,
    id,
    { to: 'REJECTED', action: 'rejected', event: PrescriptionRejected, timeline: 'Prescription rejected.' },
    reason.trim(),
  );
}

async function judge(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  verdict: Verdict,
  note: string | null,
): Promise<PrescriptionRow> {
  insist({ principal }, 'judgePrescriptions');
  const by = principal.kind === 'staff' ? principal.name : actorOf(principal);
  return asReader(parts.database, principal, `prescription ${verdict.action}`, async (tx) => {
    const before = await rowById(tx.query, id);
    if (!before) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
    if (verdict.to === 'SIGNED_OFF') refuseExpired(before, parts.clock.today());
    const moved = await tx.query(
      `UPDATE prescription SET status = $2, reviewed_by = $3, reviewed_at = $4 WHERE id = $1 AND status = ANY($5) RETURNING id`,
      [id, verdict.to, by, parts.clock.now(), statesBefore(verdict.to)],
    );
    if (moved.length === 0) {
      const now = await rowById(tx.query, id);
      refuse(ERRORS.PRESCRIPTION_MOVE_NOT_ALLOWED, { status: (now ?? before).status, action: verdict.action });
    }
    await recordVerdict(parts, tx, principal, before, verdict, note);
    return (await rowById(tx.query, id))!;
  });
}

async function recordVerdict(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  row: PrescriptionRow,
  verdict: Verdict,
  note: string | null,
): Promise<void> {
  await recordStep(parts, tx, row, verdict.to, principal, note);
  if (row.ownerKind === 'customer') {
    await noteOnTimeline(parts, tx, {
      customerId: row.ownerId,
      kind: verdict.to,
      text: verdict.timeline,
      actor: principal.kind === 'staff' ? principal.name : actorOf(principal),
      reference: null,
    });
  }
  await tx.publish(
    verdict.event,
    { prescriptionId: row.id, by: actorOf(principal) },
    {
      aggregate: 'prescription',
      aggregateId: row.id,
      topics: ['prescription-queue', `owner:${row.ownerKind}:${row.ownerId}`],
    },
  );
  await tx.audit({
    stream: PRESCRIPTION_AUDIT,
    actor: actorOf(principal),
    action: `prescription.${verdict.to.toLowerCase()}`,
    subject: row.id,
  });
}

/** Judged on the day something was ordered with it: an order placed in time may be finished after the last day. */
function refuseExpired(row: PrescriptionRow, today: string): void {
  const day = row.queuedAt ? row.queuedAt.toISOString().slice(0, 10) : today;
  if (row.expiresOn !== null && row.expiresOn < day) refuse(ERRORS.PRESCRIPTION_EXPIRED_FOR_SIGN_OFF);
}
