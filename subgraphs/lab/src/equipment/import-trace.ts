import { createHash } from 'node:crypto';
import { type Issue, newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { DcsProblem, MakingRules, TraceLimits } from '@opticworks/optics';
import type { FrameGeometryValue } from '@opticworks/schema';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import { startOver } from '../jobs/start-over.ts';
import { insistNotAway } from '../outside-labs/insist-not-away.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { refitJob } from '../refit/refit-job.ts';
import { standingTraceLimits } from '../settings/bench-terms.ts';
import { EQUIPMENT_ERRORS } from './equipment.errors.ts';
import { type JudgedTrace, judgeTrace, type SizeDifference, tracedGeometry, tracePurpose } from './trace.rules.ts';

export interface TraceFile {
  bytes: Uint8Array;
  source: 'UPLOAD' | 'DEVICE';
  fileName: string | null;
  /** Maker, model and machine id, where a machine sent it. */
  device: string | null;
}

export interface ImportedTrace {
  traceId: string;
  job: LabJobRow;
  /** False when this very file is already the job's trace. */
  isNew: boolean;
}

const sizeNames = { eyeSizeMm: 'Eye size (A)', lensHeightMm: 'Lens height (B)', dblMm: 'DBL' } as const;

/** The frame's own measurements replace the catalogue's: for staff, who need the right to work on jobs. */
export async function importTrace(
  parts: LabParts,
  principal: Principal,
  jobId: string,
  file: TraceFile,
): Promise<ImportedTrace> {
  insist({ principal }, 'work');
  const rules = await parts.making();
  return parts.database.transaction(
    async (tx) => takeTrace(parts, tx, principal, await lockJob(tx, jobId), file, rules),
    { name: 'import trace' },
  );
}

/**
 * Takes a trace for a locked job. Before the blanks are picked the job is calculated anew from it, with the blanks that follow; later the
 * lenses keep power and base, everything that follows from the frame is calculated anew, and a lens that no longer does holds the job.
 * @param rules asked before the job was locked
 * @throws TRACE_UNREADABLE, TRACE_OF_OTHER_JOB, TRACE_OF_OTHER_FRAME, TRACE_NOT_POSSIBLE, LENS_IN_BATCH
 */
export async function takeTrace(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  file: TraceFile,
  rules: MakingRules,
): Promise<ImportedTrace> {
  const purpose =
    tracePurpose(job) ?? refuse(EQUIPMENT_ERRORS.TRACE_NOT_POSSIBLE, { number: job.number, from: job.status });
  await insistNotAway(tx.query, job);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const [present] = await tx.query<{ id: string; sha256: string; ordered: FrameGeometryValue }>(
    'SELECT id, sha256, ordered_frame AS ordered FROM lab_trace WHERE job_id = $1 AND superseded_at IS NULL',
    [job.id],
  );
  if (present?.sha256 === sha256) return { traceId: present.id, job, isNew: false };
  const ordered = present?.ordered ?? job.frame;
  const { version: limitsVersion, ...limits } = await standingTraceLimits(parts, tx.query);
  const trace = acceptTrace(job, ordered, file.bytes, { toleranceMm: parts.traceToleranceMm, limits });

  await tx.query('UPDATE lab_trace SET superseded_at = $2 WHERE job_id = $1 AND superseded_at IS NULL', [
    job.id,
    parts.clock.now(),
  ]);
  const traceId = newId('trace');
  await insertTrace(parts, tx, principal, job, { traceId, sha256, purpose, ordered, trace, file, limitsVersion });
  job.frame = tracedGeometry(ordered, trace.measured);
  await tx.query('UPDATE lab_job SET frame = $2 WHERE id = $1', [job.id, JSON.stringify(job.frame)]);
  if (purpose === 'CALCULATION') await startOver(parts, tx, job, 'frame traced');
  else await refitJob(parts, tx, principal, job, rules);
  await tellChange(tx, job, 'TRACE');
  return { traceId, job, isNew: true };
}

function acceptTrace(
  job: LabJobRow,
  ordered: FrameGeometryValue,
  bytes: Uint8Array,
  { toleranceMm, limits }: { toleranceMm: number; limits: TraceLimits },
): JudgedTrace {
  const verdict = judgeTrace(bytes, { number: job.number, trayCode: job.trayCode, ordered }, toleranceMm, limits);
  if (verdict.ok) return verdict.trace;
  switch (verdict.reason) {
    case 'UNREADABLE':
      return refuse(
        EQUIPMENT_ERRORS.TRACE_UNREADABLE,
        { detail: verdict.problems[0]?.detail ?? '' },
        { issues: verdict.problems.map((problem) => issueOf(problem, 'error')) },
      );
    case 'OTHER_JOB':
      return refuse(EQUIPMENT_ERRORS.TRACE_OF_OTHER_JOB, { number: job.number, other: verdict.named.slice(0, 40) });
    default:
      return refuse(
        EQUIPMENT_ERRORS.TRACE_OF_OTHER_FRAME,
        { frame: job.frameName, tolerance: toleranceMm },
        { issues: verdict.differences.map(differenceIssue) },
      );
  }
}

export const issueOf = ({ code, line, label, detail, advice }: DcsProblem, severity: Issue['severity']): Issue => ({
  code,
  message: `${detail} ${advice}`,
  field: [line === undefined ? null : `line ${line}`, label ?? null].filter(Boolean).join(', ') || null,
  severity,
});

const differenceIssue = ({ field, orderedMm, tracedMm }: SizeDifference): Issue => ({
  code: 'SIZE_DIFFERS',
  message: `${sizeNames[field]}: ordered ${orderedMm.toFixed(1)} mm, traced ${tracedMm.toFixed(2)} mm.`,
  field,
  severity: 'error',
});

interface NewTrace {
  traceId: string;
  sha256: string;
  purpose: string;
  ordered: FrameGeometryValue;
  trace: JudgedTrace;
  file: TraceFile;
  limitsVersion: number;
}

async function insertTrace(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  { traceId, sha256, purpose, ordered, trace, file, limitsVersion }: NewTrace,
): Promise<void> {
  const { measured } = trace;
  const synthetic = measured.syntheticEye === null ? null : measured.syntheticEye === 'od' ? 'OD' : 'OS';
  await tx.query(
    `INSERT INTO lab_trace (id, job_id, purpose, source, file, file_name, sha256, right_radii, left_radii, synthetic_eye, eye_size_mm,
       lens_height_mm, dbl_mm, circumference_mm, sides_differ_mm, carried, warnings, ordered_frame, taken_at, taken_by, device, limits_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      traceId,
      job.id,
      purpose,
      file.source,
      Buffer.from(file.bytes),
      file.fileName?.slice(0, 200) ?? null,
      sha256,
      JSON.stringify(measured.od.radii),
      JSON.stringify(measured.os.radii),
      synthetic,
      measured.eyeSizeMm.toFixed(2),
      measured.lensHeightMm.toFixed(2),
      measured.dblMm?.toFixed(2) ?? null,
      measured.circumferenceMm.toFixed(2),
      measured.sidesDifferMm.toFixed(2),
      JSON.stringify(trace.carried),
      JSON.stringify(trace.warnings.map((problem) => issueOf(problem, 'warning'))),
      JSON.stringify(ordered),
      parts.clock.now(),
      nameOf(principal),
      file.device,
      limitsVersion,
    ],
  );
}
