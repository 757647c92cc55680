import { actorOf, newId, type Principal, refuse, writtenText } from '@opticworks/kernel';
import { insistOnCoats } from '../batches/coats.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { type LabJobStatus, nextStatuses } from '../jobs/lab-job.state.ts';
import { moveJob, routeOf } from '../jobs/move-job.ts';
import { readEye } from '../jobs/report-breakage.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';

/** Where each kind of rework begins. */
export const reworkRoutes = {
  RE_POLISH: 'SURFACING',
  RE_COAT: 'COATING',
  RE_EDGE: 'FINISHING',
  RE_MOUNT: 'FINISHING',
} as const satisfies Record<string, LabJobStatus>;

export type ReworkRoute = keyof typeof reworkRoutes;

export interface ReworkRow {
  jobId: string;
  route: ReworkRoute;
  eyes: string[];
  note: string | null;
  at: Date;
  operator: string;
}

/** The routes a job in rework can take: a stock lens is neither polished nor coated here. */
export const possibleRoutes = (job: LabJobRow): ReworkRoute[] => {
  const next = nextStatuses(routeOf(job));
  return job.status === 'REWORK'
    ? (Object.keys(reworkRoutes) as ReworkRoute[]).filter((route) => next.includes(reworkRoutes[route]))
    : [];
};

/** What failed is worked on again with the same lenses: by which route, which lens, and why, so that reworks can be counted. */
export async function routeRework(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; route: ReworkRoute; eyes: readonly string[]; note: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const eyes = [...new Set(request.eyes.map(readEye))].sort();
  if (eyes.length === 0) refuse(ERRORS.EYE_UNKNOWN);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      const possible = possibleRoutes(job);
      if (!possible.includes(request.route))
        refuse(ERRORS.REWORK_ROUTE_NOT_POSSIBLE, {
          number: job.number,
          from: job.status,
          route: request.route,
          allowed: possible.join(', ') || 'none',
        });
      const lenses = await tx.query<{ eye: string }>('SELECT eye FROM lab_lens WHERE job_id = $1', [job.id]);
      const stranger = eyes.find((eye) => !lenses.some((lens) => lens.eye === eye));
      if (stranger) refuse(ERRORS.LENS_NOT_IN_JOB, { number: job.number, eye: stranger });
      await insistOnCoats(tx, job, reworkRoutes[request.route], eyes);
      const note = writtenText(request.note, 500, 'note');
      await tx.query(
        `INSERT INTO lab_rework (id, job_id, inspection_id, route, eyes, note, at, operator)
         VALUES ($1, $2, (SELECT id FROM lab_inspection WHERE job_id = $2 ORDER BY at DESC, id DESC LIMIT 1), $3, $4, $5, $6, $7)`,
        [newId('rework'), job.id, request.route, eyes, note, parts.clock.now(), nameOf(principal)],
      );
      await moveJob(parts, tx, job, reworkRoutes[request.route], {
        station: 'rework',
        operator: nameOf(principal),
        operatorId: actorOf(principal),
        eyes,
        note: [request.route, note].filter(Boolean).join(': '),
      });
      return job;
    },
    { name: 'route rework' },
  );
}
