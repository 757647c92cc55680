import { WORK_STAGES, type WorkStage } from '../stages/lens-stage.rules.ts';

/** What a stage gets through. */
export interface StageCapacity {
  stage: WorkStage;
  lensesPerDay: number;
  /** Time a tray spends there beside its own work: curing, cooling, the round of the trolley. Working days. */
  dwellDays: number;
}

/** Lenses of one job that still have a stage before them. */
export type StageWork = Readonly<Partial<Record<WorkStage, number>>>;

export interface QueuedJob {
  id: string;
  work: StageWork;
  /** Days that pass before the lab can begin: prescription, frame, blanks. */
  preparationDays: number;
  /** Days its route takes beside stages, such as the engraving of a free-form lens. */
  extraDays: number;
}

export interface StageForecast {
  stage: WorkStage;
  /** Lenses that pass this stage before the job's own. */
  queueAhead: number;
  lensesPerDay: number;
  lenses: number;
  dwellDays: number;
  /** Working days from now until its lenses are through. */
  readyAfterDays: number;
}

/**
 * When each job of a queue is through the lab, in working days from now. Every stage is one server that takes jobs in the order of the
 * queue, `lenses ÷ lenses per day` each; no job overtakes another. So a job starts at a stage when it has arrived there *and* the one before
 * it is through. All of this is maximum and sum: one job more before it, or one lens more, never makes anything earlier.
 * @returns per job, in the order given, days and what each stage had ahead of it
 * @see docs/adr/0018-promises-follow-from-the-queue.md
 */
export function forecast(
  queue: readonly QueuedJob[],
  capacities: readonly StageCapacity[],
): { id: string; days: number; stages: StageForecast[] }[] {
  const free = new Map<WorkStage, number>();
  const ahead = new Map<WorkStage, number>();
  const inOrder = WORK_STAGES.flatMap((stage) => capacities.find((one) => one.stage === stage) ?? []);
  return queue.map((job) => {
    let at = job.preparationDays;
    const stages: StageForecast[] = [];
    for (const { stage, lensesPerDay, dwellDays } of inOrder) {
      const lenses = job.work[stage] ?? 0;
      if (lenses === 0) continue;
      const through = Math.max(at, free.get(stage) ?? 0) + lenses / lensesPerDay;
      const queueAhead = ahead.get(stage) ?? 0;
      free.set(stage, through);
      ahead.set(stage, queueAhead + lenses);
      at = through + dwellDays;
      stages.push({ stage, queueAhead, lensesPerDay, lenses, dwellDays, readyAfterDays: at });
    }
    return { id: job.id, days: at + job.extraDays, stages };
  });
}

/** What is promised is whole days; a hair over a day is a day more, a rounding error is not. */
export const wholeDays = (days: number): number => Math.max(0, Math.ceil(days - 1e-6));

/**
 * The stage to look at when somebody asks why it takes so long: where the queue costs most days. Null where nobody waits.
 */
export function bottleneck(stages: readonly StageForecast[]): StageForecast | null {
  const cost = ({ queueAhead, lensesPerDay }: StageForecast) => queueAhead / lensesPerDay;
  const worst = stages.reduce<StageForecast | null>((a, b) => (a === null || cost(b) > cost(a) ? b : a), null);
  return worst && worst.queueAhead > 0 ? worst : null;
}
