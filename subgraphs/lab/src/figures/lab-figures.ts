import type { LabJobStatus } from '../jobs/lab-job.state.ts';
import type { LabParts } from '../parts.ts';
import { type Kpi, kpiReport } from './kpi-report.ts';

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
  const report = await kpiReport(parts, from, to);
  const kpi = (code: Kpi['code'], label?: string) =>
    report.kpis.find((one) => one.code === code && (!label || one.label === label));
  const first = kpi('FIRST_PASS_YIELD');
  const spoilage = kpi('SPOILAGE');
  const remakes = kpi('REMAKE_RATE');
  const tenth = (value: number | null | undefined) => (value == null ? null : value.toFixed(1));
  return {
    firstPassYieldPercent: tenth(first?.value),
    passedFirst: first?.numerator ?? 0,
    inspected: first?.denominator ?? 0,
    spoiledLenses: spoilage?.numerator ?? 0,
    startedLenses: spoilage?.denominator ?? 0,
    remakes: remakes?.numerator ?? 0,
    shipped: remakes?.denominator ?? 0,
    onTime: kpi('ON_TIME')?.numerator ?? 0,
    wip: kpi('WIP')?.numerator ?? 0,
    byStatus: report.byStatus as LabFigures['byStatus'],
    medianTurnaroundHours: tenth(kpi('TURNAROUND', 'Turnaround, median')?.value),
    p90TurnaroundHours: tenth(kpi('TURNAROUND', 'Turnaround, P90')?.value),
  };
}
