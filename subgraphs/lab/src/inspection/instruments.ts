import { newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { changeSetting, versionOf } from '../settings/change-setting.ts';
import { policyNow } from '../settings/policies.ts';

export const INSTRUMENT_KINDS = ['LENSMETER', 'PUPILLOMETER', 'CALIPER', 'LENS_CLOCK', 'RULER'] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** As it stands in the register, and as a record keeps it. */
export interface Instrument {
  id: string;
  code: string;
  kind: InstrumentKind;
  name: string;
  calibrationDueOn: string;
}

const COLUMNS = 'id, code, kind, name, calibration_due_on::text AS "calibrationDueOn"';

export interface RegisteredInstrument extends Instrument {
  retired: boolean;
  version: number;
}

const REGISTERED = `${COLUMNS}, retired_at IS NOT NULL AS retired`;

export const listInstruments = (parts: LabParts, withRetired = false): Promise<RegisteredInstrument[]> =>
  parts.database.query<RegisteredInstrument>(
    `SELECT ${REGISTERED}, ${versionOf('INSTRUMENT', 'lab_instrument.code')} AS version FROM lab_instrument
     WHERE $1 OR retired_at IS NULL ORDER BY retired_at IS NOT NULL, kind, code LIMIT 200`,
    [withRetired],
  );

export interface UsedInstrument {
  instrument: Instrument | null;
  /** Codes of what the record has to say about it. */
  warnings: string[];
}

/**
 * The instrument an inspection is made with. Where none is named and there is exactly one calibrated lensmeter, it is that one; where no
 * lensmeter is registered at all the record says so.
 * @throws INSTRUMENT_REQUIRED, INSTRUMENT_UNKNOWN, INSTRUMENT_OUT_OF_CALIBRATION
 */
export async function useInstrument(parts: LabParts, tx: Tx, named: string | null): Promise<UsedInstrument> {
  const today = parts.today();
  const instrument = named === null ? await onlyLensmeter(tx, today) : await findInstrument(tx, named);
  if (!instrument) return { instrument: null, warnings: ['NO_INSTRUMENT'] };
  if (instrument.calibrationDueOn >= today) return { instrument, warnings: [] };
  const { code, calibrationDueOn: due } = instrument;
  const { rule } = await policyNow(parts, tx.query, 'CALIBRATION');
  if (rule === 'refuse') refuse(ERRORS.INSTRUMENT_OUT_OF_CALIBRATION, { code, due });
  return { instrument, warnings: ['CALIBRATION_OVERDUE'] };
}

async function findInstrument(tx: Tx, named: string): Promise<Instrument> {
  const [found] = await tx.query<Instrument>(
    `SELECT ${COLUMNS} FROM lab_instrument WHERE (id = $1 OR code = upper($1)) AND retired_at IS NULL`,
    [named.trim()],
  );
  return found ?? refuse(ERRORS.INSTRUMENT_UNKNOWN, { code: named.trim().slice(0, 40) });
}

async function onlyLensmeter(tx: Tx, today: string): Promise<Instrument | null> {
  const all = await tx.query<Instrument>(
    `SELECT ${COLUMNS} FROM lab_instrument WHERE kind = 'LENSMETER' AND retired_at IS NULL ORDER BY code`,
  );
  if (all.length === 0) return null;
  const usable = all.filter((one) => one.calibrationDueOn >= today);
  return usable.length === 1 ? usable[0]! : refuse(ERRORS.INSTRUMENT_REQUIRED);
}

export interface InstrumentEntry {
  code: string;
  kind: InstrumentKind;
  name: string;
  calibrationDueOn: string;
  retired: boolean;
  basedOn?: number | null;
}

/** Enters an instrument, notes its next calibration, or takes it out of use. Its records keep what it was. */
export async function saveInstrument(
  parts: LabParts,
  principal: Principal,
  entry: InstrumentEntry,
): Promise<RegisteredInstrument> {
  insist({ principal }, 'supervise');
  const code = entry.code.trim().toUpperCase();
  const name = writtenText(entry.name, 120, 'name') ?? '';
  if (!/^[A-Z0-9][A-Z0-9-]{0,19}$/.test(code) || name === '') refuse(ERRORS.INSTRUMENT_UNREADABLE);
  return changeSetting<Omit<RegisteredInstrument, 'version'>>(
    parts,
    principal,
    { area: 'INSTRUMENT', key: code, basedOn: entry.basedOn },
    {
      read: async (tx) =>
        (
          await tx.query<Omit<RegisteredInstrument, 'version'>>(
            `SELECT ${REGISTERED} FROM lab_instrument WHERE code = $1`,
            [code],
          )
        )[0] ?? null,
      async write(tx) {
        const [saved] = await tx.query<Omit<RegisteredInstrument, 'version'>>(
          `INSERT INTO lab_instrument (id, code, kind, name, calibration_due_on, retired_at) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name = excluded.name,
             calibration_due_on = excluded.calibration_due_on, retired_at = excluded.retired_at RETURNING ${REGISTERED}`,
          [
            newId('instrument'),
            code,
            entry.kind,
            name,
            entry.calibrationDueOn,
            entry.retired ? parts.clock.now() : null,
          ],
        );
        return saved!;
      },
    },
  );
}
