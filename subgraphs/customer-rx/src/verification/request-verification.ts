import { actorOf, type Issue, isUniqueViolation, newId, type Principal, refuse } from '@opticworks/kernel';
import { type JurisdictionProfile, placeProfile } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import { SendVerification } from '../jobs/verification-jobs.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { judgingContext } from '../prescriptions/judging-context.ts';
import { openRow } from '../prescriptions/open-row.ts';
import { asReader, type PrescriptionRow } from '../prescriptions/prescription.rows.ts';
import type { PrescriptionContent } from '../prescriptions/prescription-content.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import { recordStep } from '../prescriptions/record-step.ts';
import { tellVerification } from './tell-verification.ts';
import {
  type Channel,
  VERIFICATION_COLUMNS,
  type VerificationContent,
  type VerificationRow,
} from './verification.rows.ts';

export interface VerificationWish {
  prescriptionId: string;
  channel: Channel;
  /** The prescriber's IANA zone. */
  timeZone: string;
  /** Regular Saturday hours as somebody here knows them, "09:00" to "13:00"; they are stated in the request. */
  saturdayFrom: string | null;
  saturdayTo: string | null;
  /** Where it goes: a mail address or a number. */
  recipient: string | null;
  patientName: string | null;
  patientAddress: string | null;
  quantity: string | null;
  patientAskedOn: string | null;
}

/**
 * Asks the prescriber. The request carries what the law lists (15 USC 7603(c)); what is missing is asked for before anything leaves
 * the house. One request at a time per prescription.
 * @throws VERIFICATION_INCOMPLETE with a field per missing item, VERIFICATION_OPEN
 */
export async function requestVerification(
  parts: CustomerRxParts,
  principal: Principal,
  wish: VerificationWish,
): Promise<VerificationRow> {
  insist({ principal }, 'judgePrescriptions');
  const opened = await openRow(parts, principal, wish.prescriptionId, 'asking the prescriber');
  if (!opened) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
  const { row, content } = opened;
  if (row.status === 'REJECTED' || row.status === 'REVOKED')
    refuse(ERRORS.PRESCRIPTION_MOVE_NOT_ALLOWED, { status: row.status, action: 'verified' });
  const saturday = readSaturday(wish);
  const letter = letterOf(wish, row, content);
  const { rules, jurisdiction } = await judgingContext(parts, row.place);
  const missing = missingIn(wish, letter, row, saturday, placeProfile(rules, jurisdiction));
  if (missing.length > 0) refuse(ERRORS.VERIFICATION_INCOMPLETE, {}, { issues: missing });
  const id = newId('rx_verification');
  const by = principal.kind === 'staff' ? principal.name : actorOf(principal);
  try {
    return await asReader(parts.database, principal, 'request verification', async (tx) => {
      const sealed = await parts.contents.seal(tx, row.keySubject, id, JSON.stringify(letter));
      await tx.query(
        `INSERT INTO verification (id, prescription_id, status, channel, time_zone, saturday_from, saturday_to, content, requested_at, requested_by)
         VALUES ($1, $2, 'REQUESTED', $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          row.id,
          wish.channel,
          wish.timeZone,
          saturday?.from ?? null,
          saturday?.to ?? null,
          sealed,
          parts.clock.now(),
          by,
        ],
      );
      await recordStep(parts, tx, row, 'VERIFICATION_REQUESTED', principal, letter.recipientName);
      await tx.audit({
        stream: PRESCRIPTION_AUDIT,
        actor: actorOf(principal),
        action: 'verification.requested',
        subject: row.id,
        reason: id,
      });
      await tellVerification(tx, row, id, 'REQUESTED');
      if (wish.channel === 'EMAIL')
        await tx.enqueue(SendVerification, { verificationId: id }, { singletonKey: `${id}:send` });
      const [made] = await tx.query<VerificationRow>(
        `SELECT ${VERIFICATION_COLUMNS} FROM verification v WHERE v.id = $1`,
        [id],
      );
      return made!;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'verification_one_open')) refuse(ERRORS.VERIFICATION_OPEN);
    throw error;
  }
}

function letterOf(wish: VerificationWish, row: PrescriptionRow, content: PrescriptionContent): VerificationContent {
  return {
    recipientName: content.prescriberName ?? '',
    recipientAddress: wish.recipient?.trim() || (wish.channel === 'EMAIL' ? (content.prescriber?.email ?? null) : null),
    patientName: wish.patientName?.trim() || (content.patientName ?? ''),
    patientAddress: wish.patientAddress?.trim() ?? '',
    lenses: content.contactLenses.map((lens) => ({
      eye: lens.eye,
      brand: [lens.brand, lens.privateLabel, lens.manufacturer].filter(Boolean).join(', '),
      power: lens.power,
      baseCurveMm: lens.baseCurveMm || (lens.baseCurveName ?? ''),
      diameterMm: lens.diameterMm,
      cylinder: lens.cylinder ?? null,
      axis: lens.axis ?? null,
      add: lens.add ?? null,
    })),
    quantity: wish.quantity?.trim() ?? '',
    patientAskedOn: wish.patientAskedOn ?? '',
    issuedOn: row.issuedOn,
  };
}

const issue = (code: string, field: string, message: string): Issue => ({ code, field, message, severity: 'error' });

function missingIn(
  wish: VerificationWish,
  letter: VerificationContent,
  row: PrescriptionRow,
  saturday: { from: number; to: number } | null,
  profile: JurisdictionProfile,
): Issue[] {
  const missing: Issue[] = [];
  const need = (value: unknown, field: string, message: string) => {
    if (!value) missing.push(issue('VERIFICATION_ITEM_MISSING', field, message));
  };
  need(letter.recipientName, 'prescriberName', 'The prescription names no prescriber.');
  need(
    letter.recipientAddress || wish.channel === 'PHONE',
    'recipient',
    'Give the address or number the request goes to.',
  );
  if (
    wish.channel === 'EMAIL' &&
    letter.recipientAddress &&
    !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(letter.recipientAddress)
  )
    missing.push(issue('VERIFICATION_RECIPIENT_INVALID', 'recipient', 'This is no mail address.'));
  need(letter.patientName, 'patientName', 'The request must carry the patient’s full name.');
  need(letter.patientAddress, 'patientAddress', 'The request must carry the patient’s address.');
  if (row.product === 'CONTACT_LENS') {
    need(letter.quantity, 'quantity', 'The request must say how many boxes are asked for.');
    need(letter.patientAskedOn, 'patientAskedOn', 'The request must say when the patient asked.');
    for (const lens of letter.lenses) {
      need(lens.brand, `contactLenses.${lens.eye}.brand`, `The brand or manufacturer for ${lens.eye} is missing.`);
      need(lens.baseCurveMm, `contactLenses.${lens.eye}.baseCurveMm`, `The base curve for ${lens.eye} is missing.`);
    }
  }
  if (!isTimeZone(wish.timeZone))
    missing.push(issue('TIME_ZONE_UNKNOWN', 'timeZone', 'Choose the time zone of the prescriber’s practice.'));
  const gaveSaturday = wish.saturdayFrom || wish.saturdayTo;
  if (gaveSaturday && !saturday)
    missing.push(
      issue('SATURDAY_HOURS_INVALID', 'saturdayFrom', 'Saturday hours are given as from and to, e.g. 09:00 to 13:00.'),
    );
  if (saturday && !ruleOf(profile, row.product).maySaturdayCount)
    missing.push(issue('SATURDAY_NOT_COUNTED', 'saturdayFrom', 'Saturday hours do not count here.'));
  return missing;
}

export const ruleOf = (profile: JurisdictionProfile, product: PrescriptionRow['product']) =>
  product === 'CONTACT_LENS' ? profile.contactLenses.verification : profile.spectacles.verification;

function readSaturday({ saturdayFrom, saturdayTo }: VerificationWish): { from: number; to: number } | null {
  const [from, to] = [saturdayFrom, saturdayTo].map((text) => {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text?.trim() ?? '');
    return match ? Number(match[1]) * 60 + Number(match[2]) : null;
  });
  return typeof from === 'number' && typeof to === 'number' && from < to ? { from, to } : null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
