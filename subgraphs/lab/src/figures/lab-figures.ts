import type { LabJobStatus } from '../jobs/lab-job.state.ts';
import type { LabParts } from '../parts.ts';
import { countsOf, openByStatus, percentOf } from './kpi-report.ts';

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

/** The few figures of the start screen: the same numbers as in the lab's own report, from the same place. */
export async function labFigures(parts: LabParts, from: string, to: string): Promise<LabFigures> {
  const [found, byStatus] = await Promise.all([countsOf(parts, from, to), openByStatus(parts)]);
  const first = found.FIRST_PASS_YIELD;
  const yieldPercent = percentOf(first.hits, first.members);
  return {
    firstPassYieldPercent: yieldPercent === null ? null : yieldPercent.toFixed(1),
    passedFirst: first.hits,
    inspected: first.members,
    spoiledLenses: found.SPOILAGE.hits,
    startedLenses: found.SPOILAGE.members,
    remakes: found.REMAKE_RATE.hits,
    shipped: found.REMAKE_RATE.members,
    onTime: found.ON_TIME.hits,
    wip: byStatus.reduce((sum, row) => sum + row.count, 0),
    byStatus: byStatus as LabFigures['byStatus'],
    medianTurnaroundHours: found.TURNAROUND.median,
    p90TurnaroundHours: found.TURNAROUND.p90,
  };
}
