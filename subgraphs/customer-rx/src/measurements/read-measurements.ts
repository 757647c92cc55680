import { actorOf, appendAuditAll, type Principal, type Tx } from '@opticworks/kernel';
import type { CustomerRxParts } from '../parts.ts';
import { maySeePrescription } from '../permissions.ts';
import { asReader } from '../prescriptions/prescription.rows.ts';
import { PRESCRIPTION_AUDIT } from '../prescriptions/read-contents.ts';
import {
  MEASUREMENT_COLUMNS,
  type Measurement,
  type MeasurementContent,
  type MeasurementRow,
} from './measurement.rows.ts';

type Stored = MeasurementRow & { content: string };

/** More than this many sessions of one account are not shown at once. */
const SHOWN = 200;

/** Measurements of these owners, newest first; each is opened and audited in the transaction of the read. */
export const measurementsOf = (
  parts: CustomerRxParts,
  principal: Principal,
  owners: readonly string[],
): Promise<Measurement[]> =>
  asReader(parts.database, principal, 'measurements of owners', async (tx) =>
    open(
      parts,
      tx,
      principal,
      'shown in the application',
      await tx.query<Stored>(
        `SELECT ${MEASUREMENT_COLUMNS}, m.content FROM measurement m
         WHERE (m.owner_kind || ':' || m.owner_id) = ANY($1) AND m.content <> '' ORDER BY m.measured_at DESC, m.id DESC LIMIT ${SHOWN}`,
        [owners],
      ),
    ),
  );

/** One measurement, for making something by it; null when it does not exist, is not the reader's, or was erased. */
export const openMeasurement = (
  parts: CustomerRxParts,
  principal: Principal,
  id: string,
  reason: string,
): Promise<Measurement | null> =>
  asReader(
    parts.database,
    principal,
    'open measurement',
    async (tx) => (await openMeasurements(parts, tx, principal, [id], reason))[0] ?? null,
  );

/** The same of several, in a transaction that has its reader already. */
export const openMeasurements = async (
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  ids: readonly string[],
  reason: string,
): Promise<Measurement[]> =>
  ids.length === 0
    ? []
    : open(
        parts,
        tx,
        principal,
        reason,
        await tx.query<Stored>(
          `SELECT ${MEASUREMENT_COLUMNS}, m.content FROM measurement m WHERE m.id = ANY($1) AND m.content <> ''`,
          [ids],
        ),
      );

async function open(
  parts: CustomerRxParts,
  tx: Tx,
  principal: Principal,
  reason: string,
  stored: readonly Stored[],
): Promise<Measurement[]> {
  const rows = stored.filter((row) => maySeePrescription(principal, row));
  if (rows.length === 0) return [];
  const texts = await parts.contents.openAll(
    tx,
    rows.map(({ id, keySubject, content }) => ({ subject: keySubject, row: id, sealed: content })),
  );
  const opened = rows.flatMap(({ content: _sealed, ...row }, i) =>
    texts[i] ? [{ ...row, ...(JSON.parse(texts[i]) as MeasurementContent) }] : [],
  );
  await appendAuditAll(
    tx,
    PRESCRIPTION_AUDIT,
    opened.map(({ id }) => ({ actor: actorOf(principal), action: 'measurement.read', subject: id, reason })),
    parts.clock.now(),
  );
  return opened;
}
