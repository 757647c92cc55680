import { type Principal, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';

/** Paid hours of the lab on one day, by hand or from time keeping; what is not recorded stays unknown. */
export async function recordLabourHours(
  parts: LabParts,
  principal: Principal,
  request: { day: string; hours: number | null },
): Promise<{ day: string; hours: string | null }> {
  insist({ principal }, 'manageLab');
  const { day, hours } = request;
  if (hours === null) {
    await parts.database.query('DELETE FROM lab_labour_hours WHERE day = $1', [day]);
    return { day, hours: null };
  }
  if (!(hours > 0 && hours <= 10_000)) refuse(ERRORS.LAB_TERMS_UNREADABLE, { field: 'hours' });
  const [row] = await parts.database.query<{ hours: string }>(
    `INSERT INTO lab_labour_hours (day, hours, recorded_at, recorded_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (day) DO UPDATE SET hours = $2, recorded_at = $3, recorded_by = $4 RETURNING hours`,
    [day, hours, parts.clock.now(), nameOf(principal)],
  );
  return { day, hours: row!.hours };
}
