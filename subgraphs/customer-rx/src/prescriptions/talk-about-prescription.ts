import { actorOf, KERNEL_ERRORS, type Principal, refuse, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { asReader, PLAIN_COLUMNS, type PrescriptionRow, rowById } from './prescription.rows.ts';
import { readContent } from './prescription-content.ts';
import type { PreviewedPrescription } from './preview-prescription.ts';
import { PRESCRIPTION_AUDIT } from './read-contents.ts';
import { recordStep } from './record-step.ts';

const MOST_CHARS = 2_000;

/** Somebody was called about it, or tried to be: the note stays with the prescription, and it stays where it is in the queue. */
export async function noteCall(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  note: string,
): Promise<PrescriptionRow> {
  insist({ principal }, 'judgePrescriptions');
  if (!note.trim()) refuse(ERRORS.REASON_REQUIRED);
  return asReader(parts.database, principal, 'prescription call', async (tx) => {
    const row = await rowById(tx.query, id);
    if (!row) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
    await recordStep(parts, tx, row, 'CALLED', principal, note.trim().slice(0, MOST_CHARS));
    await tx.audit({
      stream: PRESCRIPTION_AUDIT,
      actor: actorOf(principal),
      action: 'prescription.called',
      subject: id,
      reason: 'see the history of the prescription',
    });
    return row;
  });
}

/** Fewer words than this explain nothing to whoever looks into it later. */
const SHORTEST_EMERGENCY_REASON = 15;

/**
 * Opens one prescription to a member of the staff whose role does not read any: a customer stands in the shop, nobody who may is
 * there. It is allowed with a reason, and nobody who does it stays unseen: the audit, the history of the prescription and the
 * customer's own timeline say who and why.
 */
export async function openInEmergency(
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  reason: string,
): Promise<PreviewedPrescription> {
  insist({ principal }, 'breakGlass');
  const why = writtenText(reason, 300, 'reason') ?? '';
  if (why.length < SHORTEST_EMERGENCY_REASON) refuse(ERRORS.EMERGENCY_REASON_TOO_SHORT);
  return parts.database.transaction(
    async (tx) => {
      const [row] = await tx.query<PrescriptionRow & { content: string }>(
        `SELECT ${PLAIN_COLUMNS}, content FROM prescription WHERE id = $1`,
        [id],
      );
      const text = row ? await parts.contents.open(tx, row.keySubject, row.id, row.content) : null;
      if (!row || text === null) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
      if (principal.kind !== 'staff') refuse(KERNEL_ERRORS.FORBIDDEN);
      await tx.audit({
        stream: PRESCRIPTION_AUDIT,
        actor: actorOf(principal),
        action: 'prescription.break-glass',
        subject: id,
        reason: why,
      });
      await recordStep(parts, tx, row, 'BREAK_GLASS', principal, why);
      const { content: _sealed, ...plain } = row;
      return { ...plain, readReason: why, preview: readContent(text) };
    },
    // The one door that does not ask for a reading role; it is only opened behind the audit entry above.
    { name: 'emergency read', settings: { 'opticworks.roles': 'service', 'opticworks.actor': '' } },
  );
}
