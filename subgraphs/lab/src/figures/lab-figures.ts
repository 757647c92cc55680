import { type LabJobStatus, OPEN_STATUSES } from '../jobs/lab-job.state.ts';
import type { LabParts } from '../parts.ts';

export interface LabFigures {
  firstPassYieldPercent: string | null;
  passedFirst: number;
  inspected: number;
  spoiledLenses: number;
  startedLenses: number;
  remakes: number;
  shipped: number;
  onTime: number;
  wip: number;
  byStatus: { status: LabJobStatus; count: number; late: number }[];
  medianTurnaroundHours: string | null;
  p90TurnaroundHours: string | null;
}

/**
 * The lab's key figures of a span of days, both included. Yield: jobs that passed their first inspection ÷ jobs first inspected in the
 * span. Spoilage: lenses broken ÷ lenses picked. Remakes are counted at the shipping day of the original job. Turnaround: shipped − released.
 */
export async function labFigures(parts: LabParts, from: string, to: string): Promise<LabFigures> {
  const [[span], byStatus] = await Promise.all([
    parts.database.query<Record<string, string | null>>(
      `WITH shipped AS (
         SELECT j.*, extract(epoch FROM j.shipped_at - j.released_at) / 3600 AS hours FROM lab_job j
         WHERE j.shipped_at >= $1::date AND j.shipped_at < $2::date + 1
       ), inspected AS (
         SELECT first_pass FROM lab_job WHERE first_inspected_at >= $1::date AND first_inspected_at < $2::date + 1
       )
       SELECT (SELECT count(*) FROM inspected WHERE first_pass) AS passed_first, (SELECT count(*) FROM inspected) AS inspected,
         (SELECT count(*) FROM lab_breakage WHERE at >= $1::date AND at < $2::date + 1) AS spoiled,
         (SELECT count(*) FROM lab_scan s JOIN lab_lens l ON l.job_id = s.job_id
            WHERE s.status = 'PICKED' AND s.at >= $1::date AND s.at < $2::date + 1) AS started,
         (SELECT count(*) FROM lab_job r JOIN shipped o ON o.id = r.remake_of) AS remakes,
         (SELECT count(*) FROM shipped) AS shipped,
         (SELECT count(*) FROM shipped WHERE due_on IS NULL OR shipped_at < due_on + 1) AS on_time,
         (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY hours)::numeric, 1) FROM shipped) AS median_hours,
         (SELECT round(percentile_cont(0.9) WITHIN GROUP (ORDER BY hours)::numeric, 1) FROM shipped) AS p90_hours`,
      [from, to],
    ),
    parts.database.query<{ status: LabJobStatus; count: number; late: number }>(
      `SELECT status, count(*)::int AS count, count(*) FILTER (WHERE due_on < $2::date)::int AS late
       FROM lab_job WHERE status = ANY($1) GROUP BY status ORDER BY status`,
      [OPEN_STATUSES, parts.clock.today()],
    ),
  ]);
  const count = (name: string) => Number(span?.[name] ?? 0);
  const inspected = count('inspected');
  return {
    firstPassYieldPercent: inspected === 0 ? null : ((100 * count('passed_first')) / inspected).toFixed(1),
    passedFirst: count('passed_first'),
    inspected,
    spoiledLenses: count('spoiled'),
    startedLenses: count('started'),
    remakes: count('remakes'),
    shipped: count('shipped'),
    onTime: count('on_time'),
    wip: byStatus.reduce((sum, row) => sum + row.count, 0),
    byStatus,
    medianTurnaroundHours: span?.median_hours ?? null,
    p90TurnaroundHours: span?.p90_hours ?? null,
  };
}
