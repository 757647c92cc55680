import { isUniqueViolation, type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { BatchKind } from '../batches/batch.rules.ts';
import { ERRORS } from '../errors.ts';
import type { LabJobStatus } from '../jobs/lab-job.state.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { changeSetting, versionOf } from '../settings/change-setting.ts';
import { SETTING_ERRORS } from '../settings/setting.errors.ts';

export interface StationRow {
  code: string;
  name: string;
  /** Stages it may scan a tray into. */
  statuses: LabJobStatus[];
  batchKinds: BatchKind[];
  /** Lenses that fit into one batch; null when nobody counts. */
  batchCapacity: number | null;
  active: boolean;
}

/** Stages a tray is scanned into; the others follow from what happens. The table says the same. */
const STATION_STAGES: readonly LabJobStatus[] = [
  'PICKED',
  'SURFACING',
  'COATING',
  'FINISHING',
  'INSPECTION',
  'SHIPPED',
  'DISPENSED',
];

const COLUMNS = `code, name, statuses, batch_kinds AS "batchKinds", batch_capacity AS "batchCapacity", active`;

export const listStations = (parts: LabParts): Promise<(StationRow & { version: number })[]> =>
  parts.database.query<StationRow & { version: number }>(
    `SELECT ${COLUMNS}, ${versionOf('STATION', 'lab_station.code')} AS version FROM lab_station ORDER BY position, code LIMIT 500`,
  );

/** By code or name, as it is printed on the station's label. @throws STATION_UNKNOWN */
export async function stationOf(tx: Pick<Tx, 'query'>, name: string): Promise<StationRow> {
  const [station] = await tx.query<StationRow>(
    `SELECT ${COLUMNS} FROM lab_station WHERE active AND (code = upper($1) OR lower(name) = lower($1))`,
    [name.trim()],
  );
  return station ?? refuse(ERRORS.STATION_UNKNOWN, { station: name.trim().slice(0, 60) || '?' });
}

/** @throws STATION_UNKNOWN, STATION_MAY_NOT */
export async function stationFor(tx: Pick<Tx, 'query'>, name: string, to: LabJobStatus): Promise<StationRow> {
  const station = await stationOf(tx, name);
  if (!station.statuses.includes(to))
    refuse(ERRORS.STATION_MAY_NOT, { station: station.name, allowed: station.statuses.join(', '), to });
  return station;
}

export interface StationInput {
  code: string;
  name: string;
  statuses: readonly LabJobStatus[];
  batchKinds: readonly BatchKind[];
  batchCapacity: number | null;
  active: boolean;
  basedOn?: number | null;
}

/** Adds a station or changes the one of that code. History keeps the name under which a scan was made. */
export async function saveStation(
  parts: LabParts,
  principal: Principal,
  input: StationInput,
): Promise<StationRow & { version: number }> {
  insist({ principal }, 'manageLab');
  const code = input.code.trim().toUpperCase();
  const name = input.name.trim();
  const takesBatches = input.batchKinds.length > 0;
  const isWhole =
    /^[A-Z0-9][A-Z0-9-]{0,19}$/.test(code) &&
    name.length > 0 &&
    name.length <= 60 &&
    input.statuses.length > 0 &&
    input.statuses.every((status) => STATION_STAGES.includes(status)) &&
    (input.batchCapacity === null || input.batchCapacity > 0) &&
    (!takesBatches || input.statuses.includes('COATING'));
  if (!isWhole) refuse(ERRORS.STATION_UNREADABLE);
  try {
    return await writeStation(parts, principal, { ...input, code, name });
  } catch (error) {
    // Scans name a station by its code or by its name: two of one name would be one too many.
    if (isUniqueViolation(error)) refuse(SETTING_ERRORS.STATION_NAME_TAKEN, { name }, { cause: error });
    throw error;
  }
}

const writeStation = (
  parts: LabParts,
  principal: Principal,
  { code, name, ...input }: StationInput,
): Promise<StationRow & { version: number }> =>
  changeSetting<StationRow>(
    parts,
    principal,
    { area: 'STATION', key: code, basedOn: input.basedOn },
    {
      read: async (tx) =>
        (await tx.query<StationRow>(`SELECT ${COLUMNS} FROM lab_station WHERE code = $1`, [code]))[0] ?? null,
      async write(tx) {
        const [station] = await tx.query<StationRow>(
          `INSERT INTO lab_station (code, name, statuses, batch_kinds, batch_capacity, active, position)
           VALUES ($1, $2, $3, $4, $5, $6, (SELECT coalesce(max(position), 0) + 10 FROM lab_station))
           ON CONFLICT (code) DO UPDATE SET name = $2, statuses = $3, batch_kinds = $4, batch_capacity = $5, active = $6
           RETURNING ${COLUMNS}`,
          [code, name, input.statuses, input.batchKinds, input.batchCapacity, input.active],
        );
        return station!;
      },
    },
  );
