import { newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { type DesignId, type Inspection, inspect } from '@opticworks/optics';
import { openValues, subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { moveJob } from '../jobs/move-job.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { inspectionKind, nominalPair } from './nominal-pair.ts';
import { type MeasuredEye, readMeasurements } from './read-measurements.ts';

export interface InspectionRequest {
  jobId: string;
  od: MeasuredEye;
  os: MeasuredEye;
  cosmeticPass: boolean;
  cosmeticNotes: readonly string[];
}

/** The measured part of an inspection, kept sealed: nominal values are the prescription. */
export interface InspectionContent {
  checks: Inspection['checks'];
  cosmeticPass: boolean;
  cosmeticNotes: readonly string[];
}

export interface InspectionRow {
  id: string;
  jobId: string;
  at: Date;
  inspector: string;
  verdict: 'PASS' | 'FAIL';
  profile: string;
}

/**
 * The final inspection: the mounted pair is held against the calculated one. A pass lets the job be packed, a failure sends it to rework;
 * the reading stays either way. The first inspection of a job decides whether it counts as passed at first.
 */
export async function inspectJob(
  parts: LabParts,
  principal: Principal,
  request: InspectionRequest,
): Promise<{ job: LabJobRow; inspection: InspectionRow & { content: InspectionContent } }> {
  insist({ principal }, 'work');
  const measured = readMeasurements(request.od, request.os);
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      if (job.status !== 'INSPECTION') refuse(ERRORS.INSPECTION_NOT_DUE, { number: job.number, from: job.status });
      const [values] = await openValues(parts, tx, principal, [job], 'final inspection');
      if (!values) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
      const design = job.lens.designCode as DesignId;
      const result = inspect(nominalPair(values, design), measured, parts.tolerances, { kind: inspectionKind(design) });
      const verdict = result.verdict === 'pass' && request.cosmeticPass ? 'PASS' : 'FAIL';
      const content: InspectionContent = {
        checks: result.checks,
        cosmeticPass: request.cosmeticPass,
        cosmeticNotes: request.cosmeticNotes.map((note) => note.trim().slice(0, 300)).filter(Boolean),
      };
      const inspection = await store(parts, tx, job, {
        verdict,
        profile: result.profile,
        inspector: nameOf(principal),
        content,
      });
      await moveJob(parts, tx, job, verdict === 'PASS' ? 'PASSED' : 'REWORK', {
        station: 'final inspection',
        operator: nameOf(principal),
      });
      return { job, inspection: { ...inspection, content } };
    },
    { name: 'inspect lab job' },
  );
}

async function store(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  done: { verdict: 'PASS' | 'FAIL'; profile: string; inspector: string; content: InspectionContent },
): Promise<InspectionRow> {
  const id = newId('inspection');
  const at = parts.clock.now();
  const sealed = await parts.cipher.encrypt(tx, subjectOf(job), inspectionCell(id), JSON.stringify(done.content));
  await tx.query(
    'INSERT INTO lab_inspection (id, job_id, at, inspector, verdict, profile, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, job.id, at, done.inspector, done.verdict, done.profile, sealed],
  );
  await tx.query(
    'UPDATE lab_job SET first_pass = $3, first_inspected_at = $2 WHERE id = $1 AND first_inspected_at IS NULL',
    [job.id, at, done.verdict === 'PASS'],
  );
  return { id, jobId: job.id, at, inspector: done.inspector, verdict: done.verdict, profile: done.profile };
}

export const inspectionCell = (id: string) => ({ table: 'lab_inspection', row: id, column: 'sealed' });
