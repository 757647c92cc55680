import { groupedInOrder, inOrder, type RequestContext } from '@opticworks/kernel';
import type { LabValues } from '../calculation/lab-values.ts';
import { openValues } from '../calculation/lab-vault.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import { JOB_COLUMNS, jobsById, type LabJobRow } from './job.rows.ts';
import type { LabJobStatus } from './lab-job.state.ts';

export interface LensRow {
  id: string;
  jobId: string;
  eye: 'OD' | 'OS';
  kind: 'FINISHED' | 'SURFACED';
  blankSku: string | null;
  blankName: string | null;
  blankDiameterMm: string | null;
  blankStatus: string;
  breakages: number;
  stage: string;
  unfit: string | null;
}

export interface ScanRow {
  jobId: string;
  at: Date;
  status: LabJobStatus;
  station: string;
  operator: string;
  eye: string | null;
  eyes: string[];
  result: string | null;
  undoneAt: Date | null;
  note: string | null;
}

const many = async <V>(
  parts: LabParts,
  ctx: RequestContext,
  name: string,
  sql: string,
  jobId: string,
  keyOf: (row: V) => string,
): Promise<V[]> =>
  (await ctx
    .loader<string, V[]>(name, async (ids) => groupedInOrder(ids, await parts.database.query<V>(sql, [ids]), keyOf))
    .load(jobId)) ?? [];

export const loadLenses = (parts: LabParts, ctx: RequestContext, jobId: string): Promise<LensRow[]> =>
  many<LensRow>(
    parts,
    ctx,
    'lab.lenses',
    `SELECT id, job_id AS "jobId", eye, kind, blank_sku AS "blankSku", blank_name AS "blankName", blank_diameter_mm AS "blankDiameterMm",
       blank_status AS "blankStatus", breakages, stage, unfit FROM lab_lens WHERE job_id = ANY($1) ORDER BY eye`,
    jobId,
    (row) => row.jobId,
  );

export const loadScans = (parts: LabParts, ctx: RequestContext, jobId: string): Promise<ScanRow[]> =>
  many<ScanRow>(
    parts,
    ctx,
    'lab.scans',
    `SELECT job_id AS "jobId", at, status, station, operator, eye, eyes, result, undone_at AS "undoneAt", note
     FROM lab_scan WHERE job_id = ANY($1) ORDER BY at, id`,
    jobId,
    (row) => row.jobId,
  );

export const loadRemakes = (parts: LabParts, ctx: RequestContext, jobId: string): Promise<LabJobRow[]> =>
  many<LabJobRow>(
    parts,
    ctx,
    'lab.remakes',
    `SELECT ${JOB_COLUMNS} FROM lab_job j WHERE j.remake_of = ANY($1) ORDER BY j.created_at, j.id`,
    jobId,
    (row) => row.remakeOfId ?? '',
  );

export const loadJobsOfOrder = (parts: LabParts, ctx: RequestContext, orderId: string): Promise<LabJobRow[]> =>
  many<LabJobRow>(
    parts,
    ctx,
    'lab.jobs-of-order',
    `SELECT ${JOB_COLUMNS} FROM lab_job j WHERE j.order_id = ANY($1) ORDER BY j.created_at, j.id`,
    orderId,
    (row) => row.orderId,
  );

export const loadJob = (parts: LabParts, ctx: RequestContext, id: string): Promise<LabJobRow | null> =>
  ctx
    .loader<string, LabJobRow>('lab.job', async (ids) =>
      inOrder(ids, await jobsById(parts.database.query.bind(parts.database), ids), (row) => row.id),
    )
    .load(id);

/** Values of all jobs a request shows are opened together, with one audit append. @throws FORBIDDEN without the right to see them */
export function loadValues(parts: LabParts, ctx: RequestContext, job: LabJobRow): Promise<LabValues | null> {
  insist(ctx, 'seeValues');
  const loader = ctx.loader<LabJobRow, LabValues>('lab.values', (jobs) =>
    parts.database.transaction((tx) => openValues(parts, tx, ctx.principal, jobs, 'shown at the bench'), {
      name: 'read lab values',
    }),
  );
  return loader.load(job);
}
