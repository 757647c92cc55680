import { newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { LabPairRecalled } from '@opticworks/schema/events/lab';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { labTerms } from '../promise/lab-terms.ts';
import { planJob } from '../promise/promise.ts';
import { addWorkingDays } from '../promise/working-days.rules.ts';
import { insistOnChange, madeInstead } from '../remakes/made-instead.ts';
import { eyesOf, quoteRemake, type RemakeQuote, type RemakeRequest } from '../remakes/quote-remake.ts';
import { jobsById, type LabJobRow, lockJob } from './job.rows.ts';
import { announceJob } from './open-jobs.ts';

export interface StartRemake extends RemakeRequest {
  /** Why somebody else is charged than the reason says. */
  partyReason: string | null;
  note: string | null;
}

/**
 * Makes one or both lenses of a finished job again. The new job is linked to the first, with the reason, what it costs and who is charged;
 * a frame that has not left the lab stays in its tray, and the pair is taken out of the parcel it was ready for. What was wrong is made
 * otherwise: by another prescription or measurement, of other parts, in another frame.
 * @throws REMAKE_CHANGES_NOTHING, and what `madeInstead` and `quoteRemake` throw
 */
export async function startRemake(parts: LabParts, principal: Principal, request: StartRemake): Promise<LabJobRow> {
  insist({ principal }, 'remake');
  const [before] = await jobsById(parts.database.query.bind(parts.database), [request.jobId]);
  if (!before) refuse(ERRORS.LAB_JOB_NOT_FOUND);
  const made = await madeInstead(parts, before, eyesOf(request), request.changes ?? {});
  return parts.database.transaction(
    async (tx) => {
      const first = await lockJob(tx, request.jobId);
      const quote = await quoteRemake(parts, tx.query, first, request, made);
      insistOnChange(quote.reason, made.changed);
      const partyReason = insistOnParty(principal, quote, request.partyReason);
      await insistNoneIsOpen(tx, first);
      const isHere = first.status === 'PASSED';
      if (isHere) await recallPair(tx, first);
      const keepsFrame = isHere && !quote.replacesFrame;
      const id = newId('job');
      const { remakeDays, calendar } = await labTerms(tx.query);
      const promised = addWorkingDays(parts.today(), remakeDays, calendar);
      const [row] = await tx.query<{ number: string }>(
        `INSERT INTO lab_job (id, order_id, order_number, order_line_id, pair_number, owner_kind, owner_id, prescription_id, status, lens, frame,
           frame_sku, frame_name, rush, tray_code, rx_verified, frame_in_hand, due_on, remake_of, remake_reason, remake_party, remake_eyes, created_at)
         SELECT $2, order_id, order_number, order_line_id, pair_number, owner_kind, owner_id, $10, 'ENTERED', $11, $12,
           $13, $14, true, $3, rx_verified AND NOT $15, $4, $5, id, $6, $7, $8, $9 FROM lab_job WHERE id = $1 RETURNING number`,
        [
          first.id,
          id,
          keepsFrame ? first.trayCode : null,
          keepsFrame,
          promised,
          quote.reason,
          quote.chargedParty,
          quote.eyes,
          parts.clock.now(),
          made.prescriptionId,
          JSON.stringify(made.lens),
          JSON.stringify(made.frame),
          made.frame.sku,
          made.frame.name,
          made.changed.includes('prescription'),
        ],
      );
      // The usual days, or what the queue allows when that is later.
      const plannedOn = await planJob(parts, tx, id);
      const dueOn = plannedOn !== null && plannedOn > promised ? plannedOn : promised;
      await tx.query('UPDATE lab_job SET due_on = $2 WHERE id = $1', [id, dueOn]);
      await keepCost(tx, id, quote, { principal, partyReason, note: request.note });
      await announceJob(parts, tx, {
        id,
        number: row!.number,
        orderId: first.orderId,
        orderLineId: first.orderLineId,
        dueOn,
      });
      return lockJob(tx, id);
    },
    { name: 'start remake' },
  );
}

/** Another party than the taxonomy says is for a supervisor, who says why. */
function insistOnParty(principal: Principal, quote: RemakeQuote, reason: string | null): string | null {
  if (quote.chargedParty === quote.defaultParty) return null;
  insist({ principal }, 'supervise');
  return writtenText(reason, 500, 'partyReason') ?? refuse(ERRORS.PARTY_REASON_MISSING);
}

/** One frame, one tray: while a remake is in work, its lenses are remade there. */
async function insistNoneIsOpen(tx: Tx, first: LabJobRow): Promise<void> {
  const [open] = await tx.query<{ number: string }>(
    `SELECT number FROM lab_job WHERE remake_of = $1 AND status NOT IN ('PASSED', 'SHIPPED', 'DISPENSED', 'CANCELLED') LIMIT 1`,
    [first.id],
  );
  if (open) refuse(ERRORS.REMAKE_ALREADY_OPEN, { number: first.number, remake: open.number });
}

/** The pair was ready to be packed and no longer is. */
async function recallPair(tx: Tx, first: LabJobRow): Promise<void> {
  await tx.query('UPDATE lab_job SET tray_code = NULL WHERE id = $1', [first.id]);
  const { id: jobId, number, orderId, orderLineId } = first;
  await tx.publish(
    LabPairRecalled,
    { jobId, number, orderId, orderLineId },
    { aggregate: 'lab-job', aggregateId: jobId, topics: ['lab', `order:${orderId}`] },
  );
}

async function keepCost(
  tx: Tx,
  jobId: string,
  quote: RemakeQuote,
  by: { principal: Principal; partyReason: string | null; note: string | null },
): Promise<void> {
  const { cost } = quote;
  await tx.query(
    `INSERT INTO lab_remake (job_id, original_id, sequence, reason_group, default_party, charged_party, party_reason, party_by,
       replaces_frame, lenses_minor, frame_minor, labour_minor, shipping_minor, currency, policy, started_by, note, terms_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      jobId,
      quote.originalId,
      quote.sequence,
      quote.group,
      quote.defaultParty,
      quote.chargedParty,
      by.partyReason,
      by.partyReason === null ? null : nameOf(by.principal),
      quote.replacesFrame,
      cost.lensesMinor.toString(),
      cost.frameMinor.toString(),
      cost.labourMinor.toString(),
      cost.shippingMinor.toString(),
      cost.currency,
      quote.policy,
      nameOf(by.principal),
      writtenText(by.note, 500, 'note'),
      quote.termsVersion,
    ],
  );
}
