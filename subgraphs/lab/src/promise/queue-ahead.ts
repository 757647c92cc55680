import type { Tx } from '@opticworks/kernel';
import type { LensDesign } from '@opticworks/optics';
import { designOfJob, type JobRules } from '../calculation/job-rules.ts';
import { type LabJobStatus, OPEN_STATUSES } from '../jobs/lab-job.state.ts';
import { hasCoating } from '../jobs/move-job.ts';
import type { Eye, LensStage, WorkStage } from '../stages/lens-stage.rules.ts';
import { blankWait } from './blank-wait.rules.ts';
import type { LabRoute, LabTerms, RouteCode } from './lab-terms.ts';
import type { QueuedJob, StageWork } from './lead-time.rules.ts';

/** An open job as the queue sees it. */
export interface OpenJob {
  id: string;
  status: LabJobStatus;
  rush: boolean;
  dueOn: string | null;
  design: string;
  /** What it was calculated by: the design as the owner had it then. */
  madeBy?: Pick<JobRules, 'design'> | null;
  treatments: string[];
  remakeEyes: Eye[] | null;
  isCalculated: boolean;
  /** The day the last missing blank is expected; null where none is missing or nobody knows. */
  blanksOn: string | null;
  lenses: { kind: 'FINISHED' | 'SURFACED'; stage: LensStage }[];
}

export const openJobsOfLab = (query: Tx['query']): Promise<OpenJob[]> =>
  query<OpenJob>(
    `SELECT j.id, j.status, j.rush, j.due_on::text AS "dueOn", j.lens->>'designCode' AS design, CASE WHEN j.made_by IS NOT NULL THEN json_build_object('design', j.made_by->'design') END AS "madeBy", j.lens->'treatmentCodes' AS treatments,
       j.remake_eyes AS "remakeEyes", (max(l.blank_expected_on) FILTER (WHERE l.blank_status = 'WAITING'))::text AS "blanksOn", j.calculated_at IS NOT NULL AS "isCalculated",
       coalesce(json_agg(json_build_object('kind', l.kind, 'stage', l.stage)) FILTER (WHERE l.id IS NOT NULL), '[]') AS lenses
     FROM lab_job j LEFT JOIN lab_lens l ON l.job_id = j.id WHERE j.status = ANY ($1) GROUP BY j.id ORDER BY j.due_on NULLS LAST, j.id`,
    [OPEN_STATUSES],
  );

const isTinted = (treatments: readonly string[]): boolean =>
  treatments.some((code) => code.startsWith('tint-') || code === 'mirror');

/** The route of a lens before and after it is calculated: designs that have stock lenses are taken to come from stock until told otherwise. */
export function routeOfLens(
  design: Pick<LensDesign, 'hasFinished' | 'isFreeForm'> | undefined,
  treatments: readonly string[],
  kind: 'FINISHED' | 'SURFACED' | null,
): RouteCode {
  if ((kind ?? (design?.hasFinished ? 'FINISHED' : 'SURFACED')) === 'FINISHED') return 'FINISHED';
  if (design?.isFreeForm) return 'FREE_FORM';
  return hasCoating(treatments) ? 'SURFACED_COATED' : 'SURFACED';
}

/** A stage a lens stands at is still to be done; a picked blank is picked. */
const isBefore = (stage: WorkStage, lens: LensStage, stages: readonly WorkStage[]): boolean => {
  if (lens === 'WAITING') return true;
  if (lens === 'REWORK' || lens === 'PICKED') return stage !== 'PICKED';
  return stages.indexOf(stage) >= stages.indexOf(lens) && stage !== 'PICKED';
};

/** What a job still asks of each stage, and when it can begin: not before its blanks are there. */
export function queuedJob(job: OpenJob, terms: LabTerms, today: string): QueuedJob {
  const routeByCode = (code: RouteCode): LabRoute =>
    terms.routes.find((route) => route.code === code) ?? terms.routes.at(-1)!;
  const design = designOfJob({ lens: { designCode: job.design }, madeBy: job.madeBy ?? null });
  const planned: OpenJob['lenses'] =
    job.lenses.length > 0
      ? job.lenses
      : (job.remakeEyes ?? ['OD', 'OS']).map(() => ({
          kind: routeOfLens(design, job.treatments, null) === 'FINISHED' ? 'FINISHED' : 'SURFACED',
          stage: 'WAITING',
        }));
  const work: Partial<Record<WorkStage, number>> = {};
  let extraDays = 0;
  for (const lens of planned) {
    const route = routeByCode(routeOfLens(design, job.treatments, lens.kind));
    const left = route.stages.filter((stage) => isBefore(stage, lens.stage, route.stages));
    for (const stage of left) work[stage] = (work[stage] ?? 0) + 1;
    if (left.includes('SURFACING') || left.includes('COATING'))
      extraDays = Math.max(extraDays, route.extraDays + (isTinted(job.treatments) ? terms.tintDays : 0));
  }
  const isReady = !['ENTERED', 'ON_HOLD'].includes(job.status);
  const preparationDays = isReady ? 0 : terms.preparationDays;
  // A job without its blanks keeps its place and holds nobody up: others are worked on meanwhile, and it alone is later.
  const waitsFor =
    job.blanksOn === null ? 0 : blankWait(today, job.blanksOn, { ...terms, preparationDays }).workingDays;
  return { id: job.id, work, preparationDays, extraDays: extraDays + waitsFor };
}

/** A pair that is not ordered yet, on a route. */
export function newPair(route: LabRoute, terms: LabTerms, options: { tinted: boolean; lenses: number }): QueuedJob {
  const work: StageWork = Object.fromEntries(route.stages.map((stage) => [stage, options.lenses]));
  const tint = options.tinted && route.stages.includes('COATING') ? terms.tintDays : 0;
  return { id: 'new', work, preparationDays: terms.preparationDays, extraDays: route.extraDays + tint };
}

const progress = (job: OpenJob): number =>
  job.status === 'ENTERED' || job.status === 'ON_HOLD' ? 0 : job.status === 'RELEASED' ? 1 : 2;

/**
 * The order in which the lab works: rush first, then what is furthest on, then what is due first. Held jobs keep their place: they come
 * back, and a promise must hold when they do.
 */
export const inLabOrder = (jobs: readonly OpenJob[]): OpenJob[] =>
  [...jobs].sort(
    (a, b) =>
      Number(b.rush) - Number(a.rush) ||
      progress(b) - progress(a) ||
      (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
      a.id.localeCompare(b.id),
  );
