import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { REJECT, SIGN_OFF, tryMove } from '../prescriptions/move-prescription.ts';
import { asReader, type PrescriptionRow } from '../prescriptions/prescription.rows.ts';
import { type OpenVerification, openVerification, step } from './follow-delivery.ts';
import { VERIFICATION_COLUMNS, type VerificationRow } from './verification.rows.ts';
import type { VerificationAnswer } from './verification.state.ts';

const SERVICE: Principal = { kind: 'service', name: 'customer-rx' };

export interface Answer {
  answer: VerificationAnswer;
  /** When the prescriber gave it, which may be before somebody writes it down. */
  answeredAt: Date | null;
  /** What was said; the basis of a rejection, the right values of a correction. */
  note: string | null;
}

/**
 * Writes down what the prescriber said. A confirmation releases the prescription; a correction or a rejection stops it at once, also
 * when the clock had lapsed and the answer had been given before it did: told in time means not to fill.
 */
export async function recordAnswer(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  { answer, answeredAt, note }: Answer,
): Promise<VerificationRow> {
  insist({ principal }, 'judgePrescriptions');
  const said = note?.trim() || null;
  if (answer !== 'CONFIRMED' && !said) refuse(ERRORS.REASON_REQUIRED);
  return asReader(parts.database, principal, 'record answer', async (tx) => {
    const now = parts.clock.now();
    const at = answeredAt ?? now;
    const opened = await openVerification(parts, tx, id, true);
    if (!opened) refuse(ERRORS.VERIFICATION_NOT_FOUND);
    const { verification } = opened;
    if (at > now || at < verification.requestedAt) refuse(ERRORS.VERIFICATION_TIME_INVALID);
    const by = principal.kind === 'staff' ? principal.name : 'customer-rx';
    const moved = await settle(parts, tx, opened, { principal, answer, at, by, via: 'STAFF', said });
    return moved ?? refuse(ERRORS.VERIFICATION_SETTLED, { status: verification.status });
  });
}

/** An answer on its way into the record of a locked verification. */
export interface Settlement {
  principal: Principal;
  answer: VerificationAnswer;
  at: Date;
  by: string;
  via: 'STAFF' | 'LINK';
  said: string | null;
}

/** @returns the settled request, or null when it takes no more answers: of two answers the first counts */
export async function settle(
  parts: CustomerRxParts,
  tx: Tx,
  { verification: { id }, row }: OpenVerification,
  { principal, answer, at, by, via, said }: Settlement,
): Promise<VerificationRow | null> {
  const [moved] = await tx.query<VerificationRow>(
    `UPDATE verification v SET status = $2, settled_at = $3, settled_by = $4, answered_via = $5
     WHERE v.id = $1 AND (v.status IN ('REQUESTED', 'DELIVERED') OR (v.status = 'LAPSED_VERIFIED' AND $3 < v.deadline_at))
     RETURNING ${VERIFICATION_COLUMNS}`,
    [id, answer, at, by, via],
  );
  if (!moved) return null;
  await step(parts, tx, row, id, answer, principal, said);
  if (answer === 'CONFIRMED') await release(parts, tx, principal, row, 'Confirmed by the prescriber.');
  else await tryMove(parts, tx, principal, row, REJECT, said);
  return moved;
}

/** The law's hours passed in silence. Nothing happens when an answer came first, or before the deadline. */
export async function lapseVerification(parts: CustomerRxParts, id: string): Promise<boolean> {
  return asReader(parts.database, SERVICE, 'lapse verification', async (tx) => {
    const opened = await openVerification(parts, tx, id, true);
    if (!opened) return false;
    const [lapsed] = await tx.query<{ deadline_at: Date }>(
      `UPDATE verification SET status = 'LAPSED_VERIFIED', settled_at = deadline_at
       WHERE id = $1 AND status = 'DELIVERED' AND deadline_at <= $2 RETURNING deadline_at`,
      [id, parts.clock.now()],
    );
    if (!lapsed) return false;
    await step(parts, tx, opened.row, id, 'LAPSED_VERIFIED', SERVICE, null);
    await release(parts, tx, SERVICE, opened.row, 'No answer within the business hours of the law.');
    return true;
  });
}

/** Deadlines whose job was lost; the clock must not depend on one row of a queue. @returns how many lapsed now */
export async function lapseOverdue(parts: CustomerRxParts): Promise<number> {
  const due = await asReader(parts.database, SERVICE, 'overdue verifications', (tx) =>
    tx.query<{ id: string }>(
      `SELECT id FROM verification WHERE status = 'DELIVERED' AND deadline_at <= $1 ORDER BY deadline_at LIMIT 200`,
      [parts.clock.now()],
    ),
  );
  let lapsed = 0;
  for (const { id } of due) if (await lapseVerification(parts, id)) lapsed += 1;
  return lapsed;
}

/** A verified prescription may be filled; an expired one stays unfillable whoever confirms it. */
async function release(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  row: PrescriptionRow,
  note: string,
): Promise<void> {
  const day = row.queuedAt ? row.queuedAt.toISOString().slice(0, 10) : parts.clock.today();
  if (row.expiresOn !== null && row.expiresOn < day) return;
  await tryMove(parts, tx, principal, row, SIGN_OFF, note);
}
