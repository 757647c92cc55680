import type { LabParts } from '../parts.ts';
import type { InspectionFiguresType, ReworkCountType } from './inspection.type.ts';

/** Inspections, waivers and reworks of a span of days, both included. */
export async function inspectionFigures(parts: LabParts, from: string, to: string): Promise<InspectionFiguresType> {
  const [[row], reworks] = await Promise.all([
    parts.database.query<Record<'inspections' | 'failed' | 'uncut' | 'uncutFailed' | 'waived', number>>(
      `SELECT count(*) FILTER (WHERE stage = 'FINAL')::int AS inspections,
         count(*) FILTER (WHERE stage = 'FINAL' AND verdict = 'FAIL')::int AS failed,
         count(*) FILTER (WHERE stage = 'UNCUT')::int AS uncut,
         count(*) FILTER (WHERE stage = 'UNCUT' AND verdict = 'FAIL')::int AS "uncutFailed",
         (SELECT count(*)::int FROM lab_waiver WHERE at >= $1::date AND at < $2::date + 1) AS waived
       FROM lab_inspection WHERE at >= $1::date AND at < $2::date + 1`,
      [from, to],
    ),
    parts.database.query<ReworkCountType>(
      `SELECT route, count(*)::int AS count FROM lab_rework WHERE at >= $1::date AND at < $2::date + 1 GROUP BY route ORDER BY route`,
      [from, to],
    ),
  ]);
  const { inspections, failed, uncut, uncutFailed, waived } = row!;
  return {
    inspections,
    failed,
    uncutInspections: uncut,
    uncutFailed,
    waived,
    waiverPercent: inspections === 0 ? null : ((100 * waived) / inspections).toFixed(1),
    reworks,
  };
}
