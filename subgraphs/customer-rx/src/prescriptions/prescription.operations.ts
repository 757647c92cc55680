import { type ProvidedOperation, provide, refuse } from '@opticworks/kernel';
import type { OwnerValue } from '@opticworks/schema';
import { PrescriptionQueued } from '@opticworks/schema/events/customer-rx';
import {
  ReadPrescription,
  ReadPrescriptionRules,
  ReadRelease,
  RequestReview,
} from '@opticworks/schema/operations/customer-rx';
import type { PrescriptionRulesValue } from '@opticworks/schema/prescription-rules';
import { noteOnTimeline } from '../customers/note-on-timeline.ts';
import { ERRORS } from '../errors.ts';
import { measurementValueOf } from '../measurements/measurement-value.ts';
import { openMeasurement } from '../measurements/read-measurements.ts';
import { keepOrderedPairs } from '../ordered-pairs/ordered-pair.rows.ts';
import type { CustomerRxParts } from '../parts.ts';
import { ownerText } from '../permissions.ts';
import { keepOrderFacts } from '../verification/order-facts.ts';
import { issuesOf } from './finding-issue.ts';
import { judgeContent } from './judge-content.ts';
import { judgingContext } from './judging-context.ts';
import { openRow } from './open-row.ts';
import { asReader, type PrescriptionRow, rowById } from './prescription.rows.ts';
import { isOpenForSale } from './prescription.state.ts';
import { prescriptionValueOf } from './prescription-value.ts';
import { recordStep } from './record-step.ts';

/** What siblings may ask of prescriptions. */
export const prescriptionOperations = (parts: CustomerRxParts): ProvidedOperation[] => [
  provide(ReadPrescription, async (input, { principal }) => {
    const opened = await openRow(parts, principal, input.prescriptionId, input.reason);
    const row = opened?.row;
    if (!opened || !row || !isOf(row, input.owner)) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
    const judgement = judgeContent(await judgingContext(parts, row.place), row, opened.content);
    const measured = input.measurementId
      ? await openMeasurement(parts, principal, input.measurementId, input.reason)
      : null;
    // Of the same person's account, so that nobody is made glasses by another's eyes.
    if (input.measurementId && !(measured && measured.ownerKind === row.ownerKind && measured.ownerId === row.ownerId))
      refuse(ERRORS.MEASUREMENT_NOT_FOUND);
    return {
      prescription: prescriptionValueOf(row, opened.content),
      measurement: measured && measurementValueOf(measured),
      owner: { kind: row.ownerKind, id: row.ownerId },
      status: row.status,
      saleable: isOpenForSale(row.status) && judgement.errors.length === 0,
      issues: issuesOf(judgement, 'en', opened.content.confirmedWarnings),
    };
  }),
  provide(RequestReview, async (input, { principal }) =>
    asReader(parts.database, principal, 'request review', async (tx) => {
      const now = parts.clock.now();
      const [moved] = await tx.query<{ before: string; status: string }>(
        `UPDATE prescription p SET status = CASE WHEN p.status = 'ENTERED' THEN 'IN_REVIEW' ELSE p.status END,
           used_at = coalesce(p.used_at, $2), queued_at = coalesce(p.queued_at, $2),
           order_id = coalesce(p.order_id, $3), order_number = coalesce(p.order_number, $4)
         FROM (SELECT id, status FROM prescription WHERE id = $1 FOR UPDATE) old WHERE p.id = old.id
         RETURNING old.status AS before, p.status`,
        [input.prescriptionId, now, input.orderId, input.orderNumber],
      );
      if (!moved) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
      const row = (await rowById(tx.query, input.prescriptionId))!;
      if (input.facts) await keepOrderFacts(parts, tx, row, input.facts);
      await keepOrderedPairs(tx, input.orderId, row.id, input.pairs ?? []);
      if (moved.before === 'ENTERED') {
        await recordStep(parts, tx, row, 'IN_REVIEW', principal, `Order ${input.orderNumber}`);
        if (row.ownerKind === 'customer') {
          await noteOnTimeline(parts, tx, {
            customerId: row.ownerId,
            kind: 'IN_REVIEW',
            text: `Prescription waits for an optician (order ${input.orderNumber}).`,
            actor: 'service:orders',
            reference: input.orderId,
          });
        }
        await tx.publish(
          PrescriptionQueued,
          { prescriptionId: row.id, orderId: input.orderId, orderNumber: input.orderNumber },
          {
            aggregate: 'prescription',
            aggregateId: row.id,
            topics: ['prescription-queue', `owner:${row.ownerKind}:${row.ownerId}`],
          },
        );
      }
      return { status: moved.status };
    }),
  ),
  provide(ReadPrescriptionRules, async ({ knownVersion }) => {
    const rules = await parts.rules.now();
    // What was read from the table was parsed by the same schema; only the readonly marks differ.
    return { version: rules.version, rules: rules.version === knownVersion ? null : (rules as PrescriptionRulesValue) };
  }),
  provide(ReadRelease, async ({ prescriptionIds }, { principal }) =>
    asReader(parts.database, principal, 'read release', async (tx) => ({
      releases: await tx.query<{ prescriptionId: string; isReleased: boolean }>(
        `WITH RECURSIVE line AS (
           SELECT id AS of, id, status FROM prescription WHERE id = ANY($1)
           UNION ALL SELECT l.of, p.id, p.status FROM line l JOIN prescription p ON p.supersedes = l.id
         )
         SELECT of AS "prescriptionId", bool_or(status = 'SIGNED_OFF' AND NOT EXISTS (
           SELECT 1 FROM prescription newer WHERE newer.supersedes = line.id AND newer.status IN ('IN_REVIEW', 'REJECTED'))) AS "isReleased"
         FROM line GROUP BY of`,
        [prescriptionIds],
      ),
    })),
  ),
];

/** Whether the named owner has it, or had it before signing in; an unnamed owner asks for nobody's in particular. */
const isOf = (row: PrescriptionRow, owner: OwnerValue | null): boolean =>
  owner === null || ownerText(owner) === `${row.ownerKind}:${row.ownerId}` || ownerText(owner) === row.enteredBy;
