import { actorOf, isUniqueViolation, KERNEL_ERRORS, newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { judgeMeasurements, type PrescriptionThresholds, type WornMeasurements } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { insist, ownerText } from '../permissions.ts';
import { issueOf } from '../prescriptions/finding-issue.ts';
import { asReader, rowById } from '../prescriptions/prescription.rows.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import type { MeasurementContent, MeasuringMethod } from './measurement.rows.ts';

export interface MeasurementWish {
  /** Whom: a customer, or whoever owns the prescription of an order, who may be a guest. */
  customerId: string | null;
  prescriptionId: string | null;
  patientName: string | null;
  method: MeasuringMethod;
  measuredAt: Date | null;
  frame: { sku: string | null; name: string; lensHeightMm: number | null } | null;
  values: WornMeasurements;
  note: string | null;
  /** The measurement this one takes the place of. */
  supersedes: string | null;
  confirmedWarnings: readonly string[];
}

type Owner = { kind: 'customer' | 'guest'; id: string };

/**
 * Keeps what was measured, as a new version: none is overwritten, and each says who measured, when and with what.
 * @returns its id
 * @throws MEASUREMENT_INVALID or MEASUREMENT_WARNINGS_UNCONFIRMED with every finding at its field, MEASUREMENT_SUPERSEDED for a rival
 */
export async function recordMeasurement(
  parts: CustomerRxParts,
  principal: Principal,
  wish: MeasurementWish,
  locale: 'en' | 'de',
): Promise<string> {
  insist({ principal }, 'enterPrescriptions');
  const now = parts.clock.now();
  const measuredAt = wish.measuredAt ?? now;
  const { thresholds } = await parts.rules.now();
  insistOnSense(wish, { now, measuredAt, locale, thresholds });
  const id = newId('rx_measurement');
  try {
    await asReader(parts.database, principal, 'record measurement', async (tx) => {
      const owner = await ownerOfMeasured(tx, wish);
      const subject = ownerText(owner);
      const content: MeasurementContent = {
        form: 1,
        ...wish.values,
        patientName: wish.patientName,
        frameName: wish.frame?.name ?? null,
        lensHeightMm: wish.frame?.lensHeightMm ?? null,
        note: wish.note,
        confirmedWarnings: [...wish.confirmedWarnings],
      };
      await tx.query(
        `INSERT INTO measurement (id, owner_kind, owner_id, key_subject, method, measured_at, measured_by, measured_by_id, frame_sku,
           content, supersedes, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          owner.kind,
          owner.id,
          subject,
          wish.method,
          measuredAt,
          principal.kind === 'staff' ? principal.name : actorOf(principal),
          actorOf(principal),
          wish.frame?.sku ?? null,
          await parts.contents.seal(tx, subject, id, JSON.stringify(content)),
          wish.supersedes,
          now,
        ],
      );
      await tx.audit({
        stream: PRESCRIPTION_AUDIT,
        actor: actorOf(principal),
        action: 'measurement.recorded',
        subject: id,
      });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'measurement_supersedes')) refuse(ERRORS.MEASUREMENT_SUPERSEDED);
    throw error;
  }
  return id;
}

function insistOnSense(
  { values, frame, confirmedWarnings }: MeasurementWish,
  {
    now,
    measuredAt,
    locale,
    thresholds,
  }: { now: Date; measuredAt: Date; locale: 'en' | 'de'; thresholds: PrescriptionThresholds },
): void {
  if (measuredAt > now) refuse(ERRORS.MEASUREMENT_TIME_INVALID);
  const bench = {
    measuredOn: measuredAt.toISOString().slice(0, 10),
    birthDate: null,
    lensHeightMm: frame?.lensHeightMm ?? null,
    hasFrame: frame !== null,
  };
  const { errors, warnings } = judgeMeasurements(values, bench, thresholds);
  const issues = [
    ...errors.map((f) => ({ ...issueOf(f, 'error', locale), field: f.field })),
    ...warnings
      .filter(({ code }) => !confirmedWarnings.includes(code))
      .map((f) => ({ ...issueOf(f, 'warning', locale), field: f.field })),
  ];
  if (errors.length > 0) refuse(ERRORS.MEASUREMENT_INVALID, {}, { issues });
  if (issues.length > 0) refuse(ERRORS.MEASUREMENT_WARNINGS_UNCONFIRMED, {}, { issues });
}

/** Whose eyes: a new version belongs to whoever the version before belonged to. */
async function ownerOfMeasured(tx: Tx, wish: MeasurementWish): Promise<Owner> {
  if (wish.supersedes) {
    const [before] = await tx.query<Owner>('SELECT owner_kind AS kind, owner_id AS id FROM measurement WHERE id = $1', [
      wish.supersedes,
    ]);
    return before ?? refuse(ERRORS.MEASUREMENT_NOT_FOUND);
  }
  if (wish.prescriptionId) {
    const row = await rowById(tx.query, wish.prescriptionId);
    if (!row) refuse(ERRORS.PRESCRIPTION_NOT_FOUND);
    return { kind: row.ownerKind, id: row.ownerId };
  }
  const id = wish.customerId ?? refuse(KERNEL_ERRORS.INVALID_INPUT);
  const [customer] = await tx.query<{ erased: boolean }>(
    'SELECT erased_at IS NOT NULL AS erased FROM customer WHERE id = $1',
    [id],
  );
  if (!customer) refuse(ERRORS.CUSTOMER_NOT_FOUND);
  if (customer.erased) refuse(ERRORS.CUSTOMER_ERASED);
  return { kind: 'customer', id };
}
