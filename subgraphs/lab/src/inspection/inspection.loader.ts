import { groupedInOrder, type RequestContext } from '@opticworks/kernel';
import { subjectOf } from '../calculation/lab-vault.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { loadValues } from '../jobs/lab-job.loader.ts';
import type { LabParts } from '../parts.ts';
import { insist } from '../permissions.ts';
import type { ImpactTestRow } from './impact-tests.ts';
import { INSPECTION_COLUMNS, type InspectionContent, type InspectionRow, inspectionCell } from './inspection.rows.ts';
import type { ReworkRow } from './route-rework.ts';

export interface WaiverRow {
  jobId: string;
  inspectionId: string;
  at: Date;
  supervisor: string;
  reason: string;
  items: string[];
}

export type OpenInspection = InspectionRow & { content: InspectionContent | null };

const ofJob = async <Row extends { jobId: string }>(
  parts: LabParts,
  ctx: RequestContext,
  name: string,
  sql: string,
  jobId: string,
): Promise<Row[]> =>
  (await ctx
    .loader<string, Row[]>(name, async (ids) =>
      groupedInOrder(ids, await parts.database.query<Row>(sql, [ids]), (row) => row.jobId),
    )
    .load(jobId)) ?? [];

export async function loadInspections(parts: LabParts, ctx: RequestContext, job: LabJobRow): Promise<OpenInspection[]> {
  insist(ctx, 'seeValues');
  const rows = await ofJob<InspectionRow & { sealed: string }>(
    parts,
    ctx,
    'lab.inspections',
    `SELECT ${INSPECTION_COLUMNS}, sealed FROM lab_inspection WHERE job_id = ANY($1) ORDER BY at, scans NULLS FIRST, id`,
    job.id,
  );
  if (rows.length === 0) return [];
  // The measurements are values like the others: opening those first writes the audit entry.
  await loadValues(parts, ctx, job);
  const items = rows.map((row) => ({ subject: subjectOf(job), cell: inspectionCell(row.id), sealed: row.sealed }));
  const texts = await parts.cipher.decryptMany(parts.database, items);
  return rows.map((row, i) => ({ ...row, content: texts[i] ? (JSON.parse(texts[i]) as InspectionContent) : null }));
}

export const loadWaivers = (parts: LabParts, ctx: RequestContext, jobId: string): Promise<WaiverRow[]> =>
  ofJob<WaiverRow>(
    parts,
    ctx,
    'lab.waivers',
    'SELECT job_id AS "jobId", inspection_id AS "inspectionId", at, supervisor, reason, items FROM lab_waiver WHERE job_id = ANY($1)',
    jobId,
  );

export const loadReworks = (parts: LabParts, ctx: RequestContext, jobId: string): Promise<ReworkRow[]> =>
  ofJob<ReworkRow>(
    parts,
    ctx,
    'lab.reworks',
    'SELECT job_id AS "jobId", route, eyes, note, at, operator FROM lab_rework WHERE job_id = ANY($1) ORDER BY at, id',
    jobId,
  );

export const loadImpactTests = (parts: LabParts, ctx: RequestContext, jobId: string): Promise<ImpactTestRow[]> =>
  ofJob<ImpactTestRow>(
    parts,
    ctx,
    'lab.impact-tests',
    'SELECT job_id AS "jobId", eye, method, batch, passed, at, operator FROM lab_impact_test WHERE job_id = ANY($1) ORDER BY at, id',
    jobId,
  );
