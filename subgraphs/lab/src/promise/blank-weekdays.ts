import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { weekdaysBetween } from './working-days.rules.ts';

/** On how many days from Monday to Friday a job stood still because a blank was missing: what the shop measures its promise with. */
export async function blankWeekdays(
  parts: Pick<LabParts, 'timeZone' | 'clock'>,
  tx: Pick<Tx, 'query'>,
  jobId: string,
): Promise<number> {
  const waits = await tx.query<{ from: string; to: string }>(
    `SELECT (placed_at AT TIME ZONE $2)::date::text AS from, (coalesce(released_at, $3) AT TIME ZONE $2)::date::text AS to
     FROM lab_hold WHERE job_id = $1 AND reason = 'STOCK_OUT'`,
    [jobId, parts.timeZone, parts.clock.now()],
  );
  return waits.reduce((days, { from, to }) => days + weekdaysBetween(from, to), 0);
}
