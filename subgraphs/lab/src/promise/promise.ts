import type { Tx } from '@opticworks/kernel';
import type { LabParts } from '../parts.ts';
import { type LabTerms, labTerms, type RouteCode } from './lab-terms.ts';
import { bottleneck, forecast, type QueuedJob, type StageForecast, wholeDays } from './lead-time.rules.ts';
import { inLabOrder, newPair, type OpenJob, openJobsOfLab, queuedJob } from './queue-ahead.ts';
import { addWorkingDays } from './working-days.rules.ts';

/** The state of the lab a promise is made from: read once, asked for as many routes as needed. */
export interface LabLoad {
  terms: LabTerms;
  jobs: OpenJob[];
}

export async function labLoad(query: Tx['query']): Promise<LabLoad> {
  return { terms: await labTerms(query), jobs: await openJobsOfLab(query) };
}

export interface RoutePromise {
  route: RouteCode;
  rush: boolean;
  earliestOn: string;
  workingDays: number;
  preparationDays: number;
  extraDays: number;
  jobsAhead: number;
  stages: StageForecast[];
  bottleneck: string | null;
  /** The rush class is full: a rush pair is promised like any other. */
  rushFull: boolean;
}

/** How many of so many open jobs may be rush: the share of the house, and one in a small lab, unless there is to be none. */
export const rushLimit = (open: number, sharePercent: number): number =>
  sharePercent === 0 ? 0 : Math.max(1, Math.floor((open * sharePercent) / 100 + 1e-9));

/**
 * The earliest day a pair ordered today could leave the lab, explained by numbers. It queues behind all open work; a rush pair behind
 * rush work only, while the class has room; what is made again goes first without taking that room.
 */
export function promiseFor(
  load: LabLoad,
  today: string,
  asked: { route: RouteCode; rush: boolean; tinted?: boolean; lenses?: number },
): RoutePromise {
  const { terms, jobs } = load;
  const route = terms.routes.find(({ code }) => code === asked.route);
  if (!route) throw new Error(`There is no route ${asked.route} in lab_route.`);
  // The pair asked for is one more of the open work, and one more of the rush.
  const rushFull =
    asked.rush &&
    jobs.filter((job) => job.rush && job.remakeEyes === null).length + 1 >
      rushLimit(jobs.length + 1, terms.rushSharePercent);
  const before = inLabOrder(jobs).filter((job) => !asked.rush || rushFull || job.rush);
  const pair = newPair(route, terms, { tinted: asked.tinted ?? false, lenses: asked.lenses ?? 2 });
  const queue: QueuedJob[] = [...before.map((job) => queuedJob(job, terms, today)), pair];
  const own = forecast(queue, terms.capacities).at(-1)!;
  const workingDays = wholeDays(own.days);
  return {
    route: asked.route,
    rush: asked.rush,
    workingDays,
    earliestOn: addWorkingDays(today, workingDays, terms.calendar),
    preparationDays: pair.preparationDays,
    extraDays: pair.extraDays,
    jobsAhead: before.length,
    stages: own.stages,
    bottleneck: bottleneck(own.stages)?.stage ?? null,
    rushFull,
  };
}

/** When each open job is through, if nothing happens to it: what makes a job late before it is. */
export function projectedDates(load: LabLoad, today: string): Map<string, string> {
  const queue = inLabOrder(load.jobs).map((job) => queuedJob(job, load.terms, today));
  return new Map(
    forecast(queue, load.terms.capacities).map(({ id, days }) => [
      id,
      addWorkingDays(today, wholeDays(days), load.terms.calendar),
    ]),
  );
}

/**
 * Writes down when a job can be through, as of now: where nothing was promised to the customer, it is also the day it is due. Asked again
 * when a blank turns out to be missing.
 */
export async function planJob(parts: LabParts, tx: Tx, jobId: string): Promise<string | null> {
  const plannedOn = projectedDates(await labLoad(tx.query), parts.today()).get(jobId) ?? null;
  if (!plannedOn) return null;
  await tx.query('UPDATE lab_job SET planned_on = $2::date, due_on = coalesce(due_on, $2::date) WHERE id = $1', [
    jobId,
    plannedOn,
  ]);
  return plannedOn;
}
