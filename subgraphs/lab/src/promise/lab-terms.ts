import type { Tx } from '@opticworks/kernel';
import type { WorkStage } from '../stages/lens-stage.rules.ts';
import type { StageCapacity } from './lead-time.rules.ts';
import type { WorkCalendar } from './working-days.rules.ts';

export type RouteCode = 'FINISHED' | 'SURFACED' | 'SURFACED_COATED' | 'FREE_FORM';
export const ROUTES: readonly RouteCode[] = ['FINISHED', 'SURFACED', 'SURFACED_COATED', 'FREE_FORM'];

export interface LabRoute {
  code: RouteCode;
  stages: WorkStage[];
  extraDays: number;
}

/** All the data a promise rests on. */
export interface LabTerms {
  capacities: StageCapacity[];
  routes: LabRoute[];
  calendar: WorkCalendar;
  closedDays: { day: string; reason: string }[];
  preparationDays: number;
  tintDays: number;
  /** Working days of a remake; it goes before ordinary jobs. */
  remakeDays: number;
  rushSharePercent: number;
  /** `HH:MM`, in the zone of the shop. */
  rushDueTime: string;
}

interface Row {
  capacities: StageCapacity[];
  routes: LabRoute[];
  closed: { day: string; reason: string }[];
  preparation: string;
  tint: string;
  remake: number;
  weekdays: number[];
  holidays: WorkCalendar['holidays'];
  share: string;
  due: string;
}

export async function labTerms(query: Tx['query']): Promise<LabTerms> {
  const [row] = await query<Row>(`
    SELECT t.preparation_days AS preparation, t.tint_days AS tint, t.remake_days AS remake, t.working_weekdays AS weekdays, t.holidays,
      t.rush_share_percent AS share, to_char(t.rush_due_time, 'HH24:MI') AS due,
      (SELECT json_agg(json_build_object('stage', stage, 'lensesPerDay', lenses_per_day, 'dwellDays', dwell_days) ORDER BY position)
         FROM lab_capacity) AS capacities,
      (SELECT json_agg(json_build_object('code', code, 'stages', stages, 'extraDays', extra_days) ORDER BY position) FROM lab_route) AS routes,
      (SELECT coalesce(json_agg(json_build_object('day', day::text, 'reason', reason) ORDER BY day), '[]') FROM lab_closed_day) AS closed
    FROM lab_terms t`);
  if (!row) throw new Error('The row of lab_terms is gone; the migration puts it there.');
  return {
    capacities: row.capacities,
    routes: row.routes,
    closedDays: row.closed,
    calendar: { weekdays: row.weekdays, holidays: row.holidays, closed: new Set(row.closed.map(({ day }) => day)) },
    preparationDays: Number(row.preparation),
    tintDays: Number(row.tint),
    remakeDays: row.remake,
    rushSharePercent: Number(row.share),
    rushDueTime: row.due,
  };
}
