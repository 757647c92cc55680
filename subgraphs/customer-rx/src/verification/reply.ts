import { actorOf, appendAuditAll, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { formatRx } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { openRow } from '../prescriptions/open-row.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import type { PrescriptionContent } from '../prescriptions/prescription-content.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import { recordStep } from '../prescriptions/record-step.ts';
import { type OpenVerification, openVerification } from './follow-delivery.ts';
import type { VerificationQuestion } from './reply.type.ts';
import { openReplyToken } from './reply-link.ts';
import { settle } from './settle-verification.ts';
import { tellVerification } from './tell-verification.ts';
import { power } from './verification.letter.ts';
import type { VerificationAnswer } from './verification.state.ts';

/** Who acts behind a link: nobody signed in, so that the request itself is named in audit and history. */
const officeOf = (verificationId: string): Principal => ({ kind: 'service', name: `prescriber of ${verificationId}` });
const MOST_WORDS = 2_000;

export interface Reply {
  answer: VerificationAnswer;
  /** Who answered at the practice. */
  name: string;
  /** The basis of a rejection, the right values of a correction. */
  note: string | null;
}

/** What the office is asked. @throws VERIFICATION_LINK_INVALID for a token that is not ours or has run out */
export async function readQuestion(parts: CustomerRxParts, token: string): Promise<VerificationQuestion> {
  const id = openReplyToken(parts, token) ?? refuse(ERRORS.VERIFICATION_LINK_INVALID);
  const office = officeOf(id);
  const opened = await asReader(parts.database, office, 'question behind a link', async (tx) => {
    const found = await openVerification(parts, tx, id);
    if (!found?.letter || found.verification.status === 'BOUNCED') refuse(ERRORS.VERIFICATION_LINK_INVALID);
    const entry = { actor: actorOf(office), action: 'verification.read', subject: found.row.id, reason: id };
    await appendAuditAll(tx, PRESCRIPTION_AUDIT, [entry], parts.clock.now());
    return found;
  });
  const isOpen = mayAnswer(opened);
  const content = isOpen
    ? ((await openRow(parts, office, opened.row.id, 'shown to the prescriber who is asked'))?.content ?? null)
    : null;
  return questionOf(parts, opened, content);
}

/**
 * Takes an answer, once: the row lock lets one of two at the same time through, the other sees that it is answered. After a lapse the
 * law's hours are over, yet what the office says then is not lost: it is written down, and the desk is told.
 * @throws VERIFICATION_LINK_INVALID, VERIFICATION_ANSWER_INCOMPLETE, VERIFICATION_ANSWERED
 */
export async function takeReply(parts: CustomerRxParts, token: string, reply: Reply): Promise<VerificationQuestion> {
  const id = openReplyToken(parts, token) ?? refuse(ERRORS.VERIFICATION_LINK_INVALID);
  const name = writtenText(reply.name, 200, 'name') ?? '';
  const note = writtenText(reply.note, MOST_WORDS, 'note');
  insistOnWords(reply.answer, name, note);
  const office = officeOf(id);
  const said = [name, note].filter(Boolean).join(': ');
  await asReader(parts.database, office, 'reply of a prescriber', async (tx) => {
    const opened = await openVerification(parts, tx, id, true);
    if (!opened?.letter || opened.verification.status === 'BOUNCED') refuse(ERRORS.VERIFICATION_LINK_INVALID);
    const settled = await settle(parts, tx, opened, {
      principal: office,
      answer: reply.answer,
      at: parts.clock.now(),
      by: 'the prescriber’s practice',
      via: 'LINK',
      said,
    });
    if (settled) return;
    if (opened.verification.status !== 'LAPSED_VERIFIED') refuse(ERRORS.VERIFICATION_ANSWERED);
    await keepLateAnswer(parts, tx, opened, office, `${reply.answer}: ${said}`);
  });
  return readQuestion(parts, token);
}

function insistOnWords(answer: VerificationAnswer, name: string, note: string | null): void {
  const missing = (field: string, message: string) => ({
    code: 'VERIFICATION_ITEM_MISSING',
    field,
    message,
    severity: 'error' as const,
  });
  const issues = [
    ...(name ? [] : [missing('name', 'Say who answers.')]),
    ...(answer === 'CONFIRMED' || note ? [] : [missing('note', 'Say why, or give the right values.')]),
  ];
  if (issues.length > 0) refuse(ERRORS.VERIFICATION_ANSWER_INCOMPLETE, {}, { issues });
}

async function keepLateAnswer(
  parts: CustomerRxParts,
  tx: Tx,
  { row, verification }: OpenVerification,
  office: Principal,
  said: string,
): Promise<void> {
  await recordStep(parts, tx, row, 'VERIFICATION_LATE_ANSWER', office, said);
  await tx.audit({
    stream: PRESCRIPTION_AUDIT,
    actor: actorOf(office),
    action: 'verification.late-answer',
    subject: row.id,
    reason: verification.id,
  });
  await tellVerification(tx, row, verification.id, verification.status);
}

const mayAnswer = ({ verification: { status } }: OpenVerification): boolean =>
  status === 'REQUESTED' || status === 'DELIVERED' || status === 'LAPSED_VERIFIED';

function questionOf(
  parts: CustomerRxParts,
  { verification, letter, row }: OpenVerification,
  content: PrescriptionContent | null,
): VerificationQuestion {
  const { name, phone, fax } = parts.verificationContact;
  const isOpen = content !== null && letter !== null;
  return {
    status: verification.status,
    open: isOpen,
    product: row.product,
    timeZone: verification.timeZone,
    askedAt: verification.requestedAt,
    answeredAt: verification.status === 'LAPSED_VERIFIED' ? null : verification.settledAt,
    deadlineAt: verification.deadlineAt,
    recipientName: isOpen ? letter.recipientName : null,
    patientName: isOpen ? letter.patientName : null,
    patientAddress: isOpen ? letter.patientAddress : null,
    issuedOn: isOpen ? letter.issuedOn : null,
    quantity: isOpen ? letter.quantity || null : null,
    lenses: isOpen ? lensesOf(letter, content) : [],
    contact: `${name}, ${phone}, ${fax}`,
  };
}

function lensesOf(letter: NonNullable<OpenVerification['letter']>, content: PrescriptionContent) {
  if (letter.lenses.length > 0)
    return letter.lenses.map((lens) => ({
      eye: lens.eye,
      asTyped: [
        lens.brand,
        power(lens.power),
        lens.cylinder ? `${power(lens.cylinder)} × ${String(lens.axis ?? '').padStart(3, '0')}` : '',
        lens.add ? `ADD ${lens.add}` : '',
        `BC ${lens.baseCurveMm}`,
        lens.diameterMm ? `DIA ${lens.diameterMm}` : '',
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  return (['od', 'os'] as const).flatMap((eye) => {
    const rx = content[eye];
    return rx ? [{ eye: eye.toUpperCase(), asTyped: formatRx(rx) }] : [];
  });
}
