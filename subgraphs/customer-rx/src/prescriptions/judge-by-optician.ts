import { actorOf, type Issue, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { checkDocumentContent, type DocumentItem, finding, placeProfile } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import { judgeOrderedPairs, readPairs } from '../ordered-pairs/judge-ordered-pairs.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { issueOf } from './finding-issue.ts';
import { judgeContent } from './judge-content.ts';
import { type JudgingContext, judgingContext } from './judging-context.ts';
import { lastOfPerson } from './last-of-person.ts';
import { move, nameOf, principalId, REJECT, SIGN_OFF, type Verdict } from './move-prescription.ts';
import { documentProfileOf } from './paper-profile.ts';
import { asReader, PLAIN_COLUMNS, type PrescriptionRow, rowById } from './prescription.rows.ts';
import { statesBefore } from './prescription.state.ts';
import { type PrescriptionContent, readContent } from './prescription-content.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';
import { recordStep } from './record-step.ts';

export interface SignOff {
  note: string | null;
  /** Needed where something is overridden: a finding, or a paper that does not hold everything. */
  reason: string | null;
  /** What was found on the paper; null when no paper was compared. */
  seen: readonly DocumentItem[] | null;
}

/**
 * An optician vouches for it: the lab may work from it. What is open (findings, items the house wants on the paper) is overridden only
 * with a reason; for what the law lists no reason stands in. Where the shop asks for four eyes, the first optician's word is noted and somebody else's signs off.
 * @throws ORDERED_PAIR_HELD where the lab could not make what was ordered; DOCUMENT_INCOMPLETE_BY_LAW with each item; REASON_REQUIRED with everything that is open; FOUR_EYES_REQUIRED when the same person looks twice
 */
export async function signOffPrescription(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  { note, reason, seen }: SignOff,
  locale: 'en' | 'de' = 'en',
): Promise<PrescriptionRow> {
  insist({ principal }, 'judgePrescriptions');
  const previous = await earlierOf(parts, principal, id);
  const said = [note, reason].map((text) => text?.trim()).filter(Boolean);
  return asReader(parts.database, principal, 'prescription signed off', async (tx) => {
    const { row, content } = await openForJudging(parts, tx, principal, id);
    refuseExpired(row, parts.clock.today());
    refuseMoved(row, SIGN_OFF);
    if (row.product === 'GLASSES' && !content.od && !content.os) refuse(ERRORS.PRESCRIPTION_NOT_TYPED);
    const context = { ...(await judgingContext(parts, row.place, tx.query)), previous };
    const pairs = (await readPairs(parts, tx, principal, [row.id])).get(row.id);
    if (pairs) refuseHeld(judgeOrderedPairs(context, row, content, pairs, locale));
    const { open, codes, byLaw } = whatIsOpen(context, row, content, seen, locale);
    if (byLaw.length > 0) refuse(ERRORS.DOCUMENT_INCOMPLETE_BY_LAW, { place: context.jurisdiction }, { issues: byLaw });
    if (open.length > 0 && said.length === 0) refuse(ERRORS.REASON_REQUIRED, {}, { issues: open });
    const text = said.join(' · ') || null;
    if (codes.some((code) => parts.fourEyesFor.includes(code)) && !row.checkedById)
      return noteFirstLook(parts, tx, principal, row, text);
    if (row.checkedById === principalId(principal)) refuse(ERRORS.FOUR_EYES_REQUIRED);
    return move(parts, tx, principal, row, SIGN_OFF, text, context.rules.version);
  });
}

/** An optician found it wrong. What was ordered with it waits for a corrected one. @throws REASON_REQUIRED without a reason */
export async function rejectPrescription(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  reason: string,
): Promise<PrescriptionRow> {
  if (!reason.trim()) refuse(ERRORS.REASON_REQUIRED);
  insist({ principal }, 'judgePrescriptions');
  return asReader(parts.database, principal, 'prescription rejected', async (tx) => {
    const before = await rowById(tx.query, id);
    if (!before) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
    return move(parts, tx, principal, before, REJECT, reason.trim());
  });
}

/** The row under its lock with its content; an audited read like any other. */
async function openForJudging(parts: CustomerRxParts, tx: Tx, principal: Principal, id: string) {
  const [row] = await tx.query<PrescriptionRow & { content: string }>(
    `SELECT ${PLAIN_COLUMNS}, content FROM prescription WHERE id = $1 FOR UPDATE`,
    [id],
  );
  const text = row ? await parts.contents.open(tx, row.keySubject, row.id, row.content) : null;
  if (!row || text === null) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
  await tx.audit({
    stream: PRESCRIPTION_AUDIT,
    actor: actorOf(principal),
    action: 'prescription.read',
    subject: id,
    reason: 'read for the sign-off',
  });
  return { row, content: readContent(text) };
}

async function earlierOf(parts: CustomerRxParts, principal: Principal, id: string) {
  const opened = await asReader(parts.database, principal, 'prescription before sign-off', async (tx) => {
    const [row] = await tx.query<PrescriptionRow & { content: string }>(
      `SELECT ${PLAIN_COLUMNS}, content FROM prescription WHERE id = $1`,
      [id],
    );
    if (!row || row.product !== 'GLASSES') return null;
    const text = await parts.contents.open(tx, row.keySubject, row.id, row.content);
    return text === null ? null : { row, name: readContent(text).patientName };
  });
  if (!opened) return null;
  const { row, name } = opened;
  const read = { draft: { product: row.product } as never, patientName: name };
  return lastOfPerson(parts, principal, read, { owners: [`${row.ownerKind}:${row.ownerId}`], corrects: id });
}

/** Findings nobody has confirmed and items the paper lacks; and every code of it all, for the question of four eyes. */
function whatIsOpen(
  context: JudgingContext,
  row: PrescriptionRow,
  content: PrescriptionContent,
  seen: readonly DocumentItem[] | null,
  locale: 'en' | 'de',
): { open: Issue[]; codes: string[]; byLaw: Issue[] } {
  const judgement = judgeContent(context, row, content);
  const errors = judgement.errors.filter(({ code }) => code !== 'EXPIRED');
  const warnings = judgement.warnings.filter(({ code }) => !content.confirmedWarnings.includes(code));
  const profile = documentProfileOf(placeProfile(context.rules, context.jurisdiction), row.product);
  // A paper nobody compared shows nothing: what the law lists is missing on it as on an empty one.
  const found = checkDocumentContent(seen ?? [], profile);
  const paper = seen ? found.errors : [finding('DOCUMENT_NOT_COMPARED', 'document')];
  return {
    byLaw: found.byLaw.map((one) => issueOf(one, 'error', locale)),
    open: [
      ...errors.map((one) => issueOf(one, 'error', locale)),
      ...warnings.map((one) => issueOf(one, 'warning', locale)),
      ...paper.map((one) => issueOf(one, 'warning', locale)),
    ],
    codes: [...errors, ...judgement.warnings, ...paper].map(({ code }) => code),
  };
}

/** The first of two opticians. The prescription stays in the queue for the other one. */
async function noteFirstLook(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  row: PrescriptionRow,
  note: string | null,
): Promise<PrescriptionRow> {
  await tx.query(`UPDATE prescription SET checked_by = $2, checked_by_id = $3, checked_at = $4 WHERE id = $1`, [
    row.id,
    nameOf(principal),
    principalId(principal),
    parts.clock.now(),
  ]);
  await recordStep(parts, tx, row, 'CHECKED', principal, note);
  await audit(tx, principal, 'prescription.checked', row.id, note);
  return (await rowById(tx.query, row.id))!;
}

function refuseMoved(row: PrescriptionRow, verdict: Verdict): void {
  if (!statesBefore(verdict.to).includes(row.status))
    refuse(ERRORS.PRESCRIPTION_MOVE_NOT_ALLOWED, { status: row.status, action: verdict.action });
}

/** A note may quote powers, so the audit only says that there is one; its text is sealed in the history. */
const audit = (tx: Tx, principal: Principal, action: string, subject: string, note: string | null) =>
  tx.audit({
    stream: PRESCRIPTION_AUDIT,
    actor: actorOf(principal),
    action,
    subject,
    ...(note ? { reason: 'see the history of the prescription' } : {}),
  });

/** What the lab would hold nobody can vouch for: it is measured again, corrected, or ordered otherwise. */
function refuseHeld(issues: readonly Issue[]): void {
  const held = issues.filter(({ severity }) => severity === 'error');
  if (held.length > 0) refuse(ERRORS.ORDERED_PAIR_HELD, {}, { issues: held });
}

/** Judged on the day something was ordered with it: an order placed in time may be finished after the last day. */
function refuseExpired(row: PrescriptionRow, today: string): void {
  const day = row.queuedAt ? row.queuedAt.toISOString().slice(0, 10) : today;
  if (row.expiresOn !== null && row.expiresOn < day) refuse(ERRORS.PRESCRIPTION_EXPIRED_FOR_SIGN_OFF);
}
