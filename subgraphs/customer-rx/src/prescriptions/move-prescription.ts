import { actorOf, type EventDef, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { PrescriptionRejected, PrescriptionSignedOff } from '@opticworks/schema/events/customer-rx';
import { noteOnTimeline } from '../customers/note-on-timeline.ts';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { type PrescriptionRow, rowById } from './prescription.rows.ts';
import { statesBefore } from './prescription.state.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';
import { recordStep } from './record-step.ts';

export interface Verdict {
  to: 'SIGNED_OFF' | 'REJECTED';
  action: string;
  event: EventDef<{ prescriptionId: string; by: string }>;
  timeline: string;
}

/** Good to make and sell from: an optician compared it with its paper, or its prescriber verified it. */
export const SIGN_OFF: Verdict = {
  to: 'SIGNED_OFF',
  action: 'signed off',
  event: PrescriptionSignedOff,
  timeline: 'Prescription signed off.',
};
export const REJECT: Verdict = {
  to: 'REJECTED',
  action: 'rejected',
  event: PrescriptionRejected,
  timeline: 'Prescription rejected.',
};

export const principalId = (principal: Principal): string =>
  principal.kind === 'staff' ? principal.id : actorOf(principal);
/** How people read it beside "reviewed by". */
export const nameOf = (principal: Principal): string =>
  principal.kind === 'staff'
    ? principal.name
    : principal.kind === 'service'
      ? 'Verification clock'
      : actorOf(principal);

/** Moves it with history, audit and news. @throws PRESCRIPTION_MOVE_NOT_ALLOWED from a state that has no such move */
export async function move(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  before: PrescriptionRow,
  verdict: Verdict,
  note: string | null,
  rulesVersion: number | null = null,
): Promise<PrescriptionRow> {
  const isMoved = await tryMove(parts, tx, principal, before, verdict, note, rulesVersion);
  const now = (await rowById(tx.query.bind(tx) as Tx['query'], before.id)) ?? before;
  if (!isMoved) refuse(ERRORS.PRESCRIPTION_MOVE_NOT_ALLOWED, { status: now.status, action: verdict.action });
  return now;
}

/**
 * The same, where somebody may have moved it meanwhile and that is fine.
 * @param rulesVersion of the rules somebody judged it by; null where a prescriber's word or the law's clock decides
 */
export async function tryMove(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  row: PrescriptionRow,
  verdict: Verdict,
  note: string | null,
  rulesVersion: number | null = null,
): Promise<boolean> {
  const moved = await tx.query(
    `UPDATE prescription SET status = $2, reviewed_by = $3, reviewed_at = $4, reviewed_by_id = $6, reviewed_rules_version = $7,
       checked_by_id = CASE WHEN $2 = 'REJECTED' THEN NULL ELSE checked_by_id END,
       checked_at = CASE WHEN $2 = 'REJECTED' THEN NULL ELSE checked_at END
     WHERE id = $1 AND status = ANY($5) RETURNING id`,
    [
      row.id,
      verdict.to,
      nameOf(principal),
      parts.clock.now(),
      statesBefore(verdict.to),
      principalId(principal),
      rulesVersion,
    ],
  );
  if (moved.length === 0) return false;
  await recordVerdict(parts, tx, principal, row, verdict, note);
  return true;
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
      actor: nameOf(principal),
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
