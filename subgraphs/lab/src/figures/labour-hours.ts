import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { changeSetting, versionOf } from '../settings/change-setting.ts';

export interface LabourDay {
  day: string;
  hours: string | null;
  version: number;
}

/** They are kept in hundredths. */
const LEAST_HOURS = 0.01;

/** Recorded days of a span, the latest first. */
export const labourDays = (query: Tx['query'], from: string, to: string) =>
  query<LabourDay & { recordedBy: string; recordedAt: Date }>(
    `SELECT day::text, hours, recorded_by AS "recordedBy", recorded_at AS "recordedAt", ${versionOf('LABOUR_HOURS', 'h.day::text')} AS version
     FROM lab_labour_hours h WHERE day BETWEEN $1 AND $2 ORDER BY day DESC LIMIT 400`,
    [from, to],
  );

/** Paid hours of the lab on one day, by hand or from time keeping; what is not recorded stays unknown. */
export async function recordLabourHours(
  parts: LabParts,
  principal: Principal,
  request: { day: string; hours: number | null; basedOn?: number | null },
): Promise<LabourDay> {
  insist({ principal }, 'manageLab');
  const { day, hours, basedOn } = request;
  if (hours !== null && !(hours >= LEAST_HOURS && hours <= 10_000))
    refuse(ERRORS.LAB_TERMS_UNREADABLE, { field: 'hours' });
  const kept = await changeSetting<{ hours: string | null }>(
    parts,
    principal,
    { area: 'LABOUR_HOURS', key: day, basedOn },
    {
      read: async (tx) =>
        (await tx.query<{ hours: string }>('SELECT hours FROM lab_labour_hours WHERE day = $1', [day]))[0] ?? null,
      async write(tx) {
        if (hours === null) {
          await tx.query('DELETE FROM lab_labour_hours WHERE day = $1', [day]);
          return { hours: null };
        }
        const [row] = await tx.query<{ hours: string }>(
          `INSERT INTO lab_labour_hours (day, hours, recorded_at, recorded_by) VALUES ($1, $2, $3, $4)
           ON CONFLICT (day) DO UPDATE SET hours = $2, recorded_at = $3, recorded_by = $4 RETURNING hours`,
          [day, hours, parts.clock.now(), nameOf(principal)],
        );
        return { hours: row!.hours };
      },
    },
  );
  return { day, ...kept };
}
