import { newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { type ImpactRule, impactRules, type MaterialId } from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { isOpen } from '../jobs/lab-job.state.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';

export type ImpactMethod = 'DROP_BALL' | 'BATCH_SAMPLE';

export interface ImpactTestRow {
  jobId: string;
  eye: 'OD' | 'OS';
  method: ImpactMethod;
  batch: string | null;
  passed: boolean;
  at: Date;
  operator: string;
}

/** @returns null where the house follows no such rule */
export const impactRuleOf = (parts: LabParts, job: LabJobRow): ImpactRule | null =>
  parts.inspection.impactTests === 'none' ? null : (impactRules[job.lens.materialCode as MaterialId] ?? 'batch');

/** Writes down a test of one lens. A lens that broke in it is written off as a breakage. */
export async function recordImpactTest(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; eye: string; method: ImpactMethod; batch: string | null; passed: boolean },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const eye = request.eye === 'OD' || request.eye === 'OS' ? request.eye : refuse(ERRORS.EYE_UNKNOWN);
  const batch = request.batch?.trim().slice(0, 60) || null;
  if (request.method === 'BATCH_SAMPLE' && !batch) refuse(ERRORS.IMPACT_BATCH_MISSING);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      if (!isOpen(job.status)) refuse(ERRORS.INSPECTION_NOT_DUE, { number: job.number, from: job.status });
      const isThere = await insertTest(parts, tx, principal, job, { ...request, eye, batch });
      if (!isThere) refuse(ERRORS.LENS_NOT_IN_JOB, { number: job.number, eye });
      await tellChange(tx, job, 'IMPACT_TEST');
      return job;
    },
    { name: 'record impact test' },
  );
}

/** The batch both lenses of a job are from was sampled. */
export async function recordBatchSample(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  batch: string,
): Promise<void> {
  for (const eye of ['OD', 'OS'] as const) {
    const test = { eye, method: 'BATCH_SAMPLE', batch: batch.trim().slice(0, 60), passed: true } as const;
    if (test.batch !== '') await insertTest(parts, tx, principal, job, test);
  }
}

/** @returns whether the job makes this lens */
async function insertTest(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  test: { eye: 'OD' | 'OS'; method: ImpactMethod; batch: string | null; passed: boolean },
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO lab_impact_test (id, job_id, eye, attempt, method, batch, passed, at, operator)
     SELECT $1, l.job_id, l.eye, l.attempt, $4, $5, $6, $7, $8 FROM lab_lens l WHERE l.job_id = $2 AND l.eye = $3 RETURNING id`,
    [newId('impact'), job.id, test.eye, test.method, test.batch, test.passed, parts.clock.now(), nameOf(principal)],
  );
  return rows.length > 0;
}

/** @throws IMPACT_TEST_MISSING naming the lenses whose present blank has no drop ball test that it passed last */
export async function insistOnImpactTest(parts: LabParts, tx: Tx, job: LabJobRow): Promise<void> {
  if (impactRuleOf(parts, job) !== 'each-lens') return;
  const missing = await tx.query<{ eye: string }>(
    `SELECT l.eye FROM lab_lens l WHERE l.job_id = $1 AND NOT coalesce((
       SELECT t.passed FROM lab_impact_test t WHERE t.job_id = l.job_id AND t.eye = l.eye AND t.attempt = l.attempt AND t.method = 'DROP_BALL'
       ORDER BY t.at DESC, t.id DESC LIMIT 1), false) ORDER BY l.eye`,
    [job.id],
  );
  if (missing.length > 0)
    refuse(ERRORS.IMPACT_TEST_MISSING, { number: job.number, eyes: missing.map(({ eye }) => eye).join(', ') });
}
