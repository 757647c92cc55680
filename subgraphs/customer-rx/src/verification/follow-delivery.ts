import { actorOf, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { answerClock, businessDeadline, placeProfile } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import { CheckVerificationDelivery, LapseVerification } from '../jobs/verification-jobs.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { judgingContext } from '../prescriptions/judging-context.ts';
import { asReader, type PrescriptionRow, rowById } from '../prescriptions/prescription.rows.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import { recordStep } from '../prescriptions/record-step.ts';
import { replyAddress } from './reply-link.ts';
import { ruleOf } from './request-verification.ts';
import { tellVerification } from './tell-verification.ts';
import { verificationLetter } from './verification.letter.ts';
import {
  saturdayOf,
  VERIFICATION_COLUMNS,
  type VerificationContent,
  type VerificationRow,
} from './verification.rows.ts';

const SERVICE: Principal = { kind: 'service', name: 'customer-rx' };
/** When a mail under way is looked at again, seconds; then once an hour for three days. */
const LOOKS_AFTER_SECONDS = [20, 60, 180, 600, 1_800];
const MOST_LOOKS = 75;

export interface OpenVerification {
  verification: VerificationRow;
  row: PrescriptionRow;
  letter: VerificationContent | null;
}

/** A verification with its prescription and, when the person was not erased, what it says. */
export async function openVerification(
  parts: CustomerRxParts,
  tx: Tx,
  id: string,
  isLocked = false,
): Promise<OpenVerification | null> {
  const [verification] = await tx.query<VerificationRow & { content: string }>(
    `SELECT ${VERIFICATION_COLUMNS}, v.content FROM verification v WHERE v.id = $1 ${isLocked ? 'FOR UPDATE' : ''}`,
    [id],
  );
  if (!verification) return null;
  const row = (await rowById(tx.query.bind(tx) as Tx['query'], verification.prescriptionId))!;
  const text = await parts.contents.open(tx, row.keySubject, id, verification.content);
  return { verification, row, letter: text === null ? null : (JSON.parse(text) as VerificationContent) };
}

/** Sends the mail. Its id is the key at the mail service, so a repeated run sends one. */
export async function sendVerification(parts: CustomerRxParts, id: string): Promise<void> {
  const opened = await asReader(parts.database, SERVICE, 'verification to send', (tx) =>
    openVerification(parts, tx, id),
  );
  if (!opened?.letter || opened.verification.providerId || opened.verification.status !== 'REQUESTED') return;
  const { verification, letter, row } = opened;
  const mail = verificationLetter(
    letter,
    verification,
    row.product,
    parts.verificationContact,
    replyAddress(parts, id, verification.requestedAt),
    (await parts.rules.now()).answerHours.hours,
  );
  const providerId = await parts.mail.send({
    from: parts.mailFrom,
    to: letter.recipientAddress!,
    ...mail,
    idempotencyKey: id,
  });
  await asReader(parts.database, SERVICE, 'verification sent', async (tx) => {
    await tx.query('UPDATE verification SET sent_at = $2, provider_id = $3 WHERE id = $1 AND provider_id IS NULL', [
      id,
      parts.clock.now(),
      providerId,
    ]);
    await tx.enqueue(
      CheckVerificationDelivery,
      { verificationId: id, look: 0 },
      { singletonKey: `${id}:look:0`, startAfter: LOOKS_AFTER_SECONDS[0]! },
    );
  });
}

/**
 * Asks the mail service what became of the mail. Only "delivered" is a proof of receipt and starts the clock, from the moment we
 * learned of it, which is never too early; "bounced" ends the request.
 */
export async function checkDelivery(parts: CustomerRxParts, id: string, look: number): Promise<void> {
  const opened = await asReader(parts.database, SERVICE, 'verification under way', (tx) =>
    openVerification(parts, tx, id),
  );
  const providerId = opened?.verification.providerId;
  if (!opened || !providerId || opened.verification.status !== 'REQUESTED') return;
  const fate = await parts.mail.fateOf(providerId);
  await asReader(parts.database, SERVICE, 'verification delivery', async (tx) => {
    if (fate === 'delivered')
      await markDelivered(parts, tx, opened, parts.clock.now(), SERVICE, `Mail ${providerId} delivered.`);
    else if (fate === 'bounced') await markBounced(parts, tx, opened, SERVICE);
    else if (look + 1 < MOST_LOOKS)
      await tx.enqueue(
        CheckVerificationDelivery,
        { verificationId: id, look: look + 1 },
        { singletonKey: `${id}:look:${look + 1}`, startAfter: LOOKS_AFTER_SECONDS[look + 1] ?? 3_600 },
      );
  });
}

/** A fax report or a named person on the phone: proof of receipt as somebody here writes it down. */
export async function recordDelivery(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  deliveredAt: Date,
  proof: string,
): Promise<VerificationRow> {
  insist({ principal }, 'judgePrescriptions');
  if (!proof.trim()) refuse(ERRORS.REASON_REQUIRED);
  return asReader(parts.database, principal, 'record delivery', async (tx) => {
    const opened = await openVerification(parts, tx, id, true);
    if (!opened) refuse(ERRORS.VERIFICATION_NOT_FOUND);
    const { verification } = opened;
    if (deliveredAt > parts.clock.now() || deliveredAt < verification.requestedAt)
      refuse(ERRORS.VERIFICATION_TIME_INVALID);
    const moved = await markDelivered(parts, tx, opened, deliveredAt, principal, proof.trim());
    return moved ?? refuse(ERRORS.VERIFICATION_SETTLED, { status: verification.status });
  });
}

async function markDelivered(
  parts: CustomerRxParts,
  tx: Tx,
  { verification, row }: OpenVerification,
  at: Date,
  principal: Principal,
  proof: string,
): Promise<VerificationRow | null> {
  const { rules, jurisdiction } = await judgingContext(parts, row.place, tx.query);
  const { passiveAfterBusinessHours: hours } = ruleOf(placeProfile(rules, jurisdiction), row.product);
  const clock = answerClock(rules, verification.timeZone, saturdayOf(verification));
  const deadline = hours === null ? null : businessDeadline(at, clock, hours);
  const [moved] = await tx.query<VerificationRow>(
    `UPDATE verification v SET status = 'DELIVERED', delivered_at = $2, deadline_at = $3, proof = $4
     WHERE v.id = $1 AND v.status = 'REQUESTED' RETURNING ${VERIFICATION_COLUMNS}`,
    [verification.id, at, deadline, await parts.contents.seal(tx, row.keySubject, `${verification.id}:proof`, proof)],
  );
  if (!moved) return null;
  await step(parts, tx, row, verification.id, 'DELIVERED', principal, proof);
  if (deadline)
    await tx.enqueue(
      LapseVerification,
      { verificationId: verification.id },
      { singletonKey: `${verification.id}:lapse`, startAfter: deadline },
    );
  return moved;
}

async function markBounced(
  parts: CustomerRxParts,
  tx: Tx,
  { verification, row }: OpenVerification,
  by: Principal,
): Promise<void> {
  const moved = await tx.query(
    `UPDATE verification SET status = 'BOUNCED', settled_at = $2 WHERE id = $1 AND status = 'REQUESTED' RETURNING id`,
    [verification.id, parts.clock.now()],
  );
  if (moved.length > 0) await step(parts, tx, row, verification.id, 'BOUNCED', by, null);
}

/** One step of a verification: history, audit and news. */
export async function step(
  parts: CustomerRxParts,
  tx: Tx,
  row: PrescriptionRow,
  verificationId: string,
  status: VerificationRow['status'],
  principal: Principal,
  note: string | null,
): Promise<void> {
  await recordStep(parts, tx, row, `VERIFICATION_${status}`, principal, note);
  await tx.audit({
    stream: PRESCRIPTION_AUDIT,
    actor: actorOf(principal),
    action: `verification.${status.toLowerCase().replace('_', '-')}`,
    subject: row.id,
    reason: verificationId,
  });
  await tellVerification(tx, row, verificationId, status);
}
