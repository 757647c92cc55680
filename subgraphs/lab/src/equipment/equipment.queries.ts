import { actorOf, appendAuditAll, type Issue, type Principal, type Tx } from '@opticworks/kernel';
import type { DcsRecord } from '@opticworks/optics';
import { LAB_AUDIT, subjectOf } from '../calculation/lab-vault.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import { resultCell } from './import-result.ts';
import type { MachineResult } from './result.rules.ts';

export interface TraceRow {
  id: string;
  purpose: 'CALCULATION' | 'EDGING';
  source: 'UPLOAD' | 'DEVICE';
  fileName: string | null;
  syntheticEye: 'OD' | 'OS' | null;
  eyeSizeMm: string;
  lensHeightMm: string;
  dblMm: string | null;
  circumferenceMm: string;
  sidesDifferMm: string;
  warnings: Issue[];
  takenAt: Date;
  takenBy: string;
  device: string | null;
  isPresent: boolean;
}

/** The newest traces of a job first; more than a handful is a frame that was traced again and again. */
export const tracesOfJob = (parts: LabParts, jobId: string): Promise<TraceRow[]> =>
  parts.database.query<TraceRow>(
    `SELECT id, purpose, source, file_name AS "fileName", synthetic_eye AS "syntheticEye", eye_size_mm AS "eyeSizeMm",
       lens_height_mm AS "lensHeightMm", dbl_mm AS "dblMm", circumference_mm AS "circumferenceMm",
       sides_differ_mm AS "sidesDifferMm", warnings, taken_at AS "takenAt", taken_by AS "takenBy", device,
       superseded_at IS NULL AS "isPresent"
     FROM lab_trace WHERE job_id = $1 ORDER BY taken_at DESC, id DESC LIMIT 20`,
    [jobId],
  );

/** What machine files are written from, beside the calculation: each side as it was traced, and records for the edger. */
export interface PresentTrace {
  rightRadii: number[];
  leftRadii: number[];
  carried: DcsRecord[];
}

export async function presentTrace(query: Tx['query'], jobId: string): Promise<PresentTrace | null> {
  const [row] = await query<PresentTrace>(
    `SELECT right_radii AS "rightRadii", left_radii AS "leftRadii", carried FROM lab_trace
     WHERE job_id = $1 AND superseded_at IS NULL`,
    [jobId],
  );
  return row ?? null;
}

export async function traceFileOf(
  parts: LabParts,
  traceId: string,
): Promise<{ file: Buffer; fileName: string | null; number: string } | null> {
  const [row] = await parts.database.query<{ file: Buffer; fileName: string | null; number: string }>(
    `SELECT t.file, t.file_name AS "fileName", j.number FROM lab_trace t JOIN lab_job j ON j.id = t.job_id WHERE t.id = $1`,
    [traceId],
  );
  return row ?? null;
}

export interface ExchangeRow {
  id: string;
  at: Date;
  durationMs: number;
  remote: string;
  vendor: string | null;
  model: string | null;
  machineId: string | null;
  operator: string | null;
  request: string;
  jobNumber: string | null;
  status: number | null;
  outcome: string;
  detail: string | null;
}

const EXCHANGE_COLUMNS = `id, at, duration_ms AS "durationMs", remote, vendor, model, machine_id AS "machineId", operator, request,
  job_number AS "jobNumber", status, outcome, detail`;

export const exchangesOfJob = (parts: LabParts, jobId: string): Promise<ExchangeRow[]> =>
  parts.database.query<ExchangeRow>(
    `SELECT ${EXCHANGE_COLUMNS} FROM lab_device_exchange WHERE job_id = $1 ORDER BY at DESC, id DESC LIMIT 50`,
    [jobId],
  );

/** The last exchanges of all machines, also those of no job: what a person looks at when a machine "does not connect". */
export const latestExchanges = (parts: LabParts, limit: number): Promise<ExchangeRow[]> =>
  parts.database.query<ExchangeRow>(
    `SELECT ${EXCHANGE_COLUMNS} FROM lab_device_exchange ORDER BY at DESC, id DESC LIMIT $1`,
    [limit],
  );

export interface ResultRow {
  id: string;
  takenAt: Date;
  takenBy: string;
  device: string | null;
  /** Null after the person was erased. */
  result: MachineResult | null;
}

/** Reports of machines, opened for somebody; each reading is in the audit chain. */
export async function resultsOfJob(parts: LabParts, principal: Principal, job: LabJobRow): Promise<ResultRow[]> {
  return parts.database.transaction(
    async (tx) => {
      const rows = await tx.query<Omit<ResultRow, 'result'> & { sealed: string }>(
        `SELECT id, taken_at AS "takenAt", taken_by AS "takenBy", device, sealed FROM lab_device_result
         WHERE job_id = $1 ORDER BY taken_at DESC, id DESC LIMIT 50`,
        [job.id],
      );
      if (rows.length === 0) return [];
      const texts = await parts.cipher.decryptMany(
        tx,
        rows.map((row) => ({ subject: subjectOf(job), cell: resultCell(row.id), sealed: row.sealed })),
      );
      const reading = { action: 'lab-job.read-results', subject: job.id, reason: 'shown at the bench' };
      await appendAuditAll(tx, LAB_AUDIT, [{ actor: actorOf(principal), ...reading }], parts.clock.now());
      return rows.map(({ sealed: _, ...row }, i) => ({
        ...row,
        result: texts[i] ? (JSON.parse(texts[i]) as MachineResult) : null,
      }));
    },
    { name: 'read machine results' },
  );
}
