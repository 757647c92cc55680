import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { PrescriptionThresholds } from '@opticworks/optics';
import type { PrescriptionValue } from '@opticworks/schema';
import { subjectOf } from '../calculation/lab-vault.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import { startOver } from '../jobs/start-over.ts';
import { insistNotAway } from '../outside-labs/insist-not-away.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { WEAR_ERRORS } from './wear.errors.ts';

/** How the glasses sit, measured on the wearer in this frame. What was not measured is null and keeps what the prescription says. */
export interface MeasuredWear {
  vertexMm: number | null;
  fittedVertexMm: number | null;
  pantoscopicTiltDeg: number | null;
  wrapAngleDeg: number | null;
}

const limitsOf = ({
  vertex,
  tilt,
  wrap,
}: PrescriptionThresholds): Record<keyof MeasuredWear, { min: number; max: number }> => ({
  vertexMm: vertex,
  fittedVertexMm: vertex,
  pantoscopicTiltDeg: tilt,
  wrapAngleDeg: wrap,
});

const cell = (jobId: string) => ({ table: 'lab_position_of_wear', row: jobId, column: 'sealed' });

/**
 * Keeps the position of wear for a job and calculates it anew: the compensated power follows from it. Lenses that are picked are cut
 * for what was known then.
 */
export async function setPositionOfWear(
  parts: LabParts,
  principal: Principal,
  jobId: string,
  measured: MeasuredWear,
): Promise<LabJobRow> {
  insist({ principal }, 'measure');
  const { thresholds } = await parts.prescriptionRules();
  for (const [field, { min, max }] of Object.entries(limitsOf(thresholds))) {
    const value = measured[field as keyof MeasuredWear];
    if (value !== null && !(value >= min && value <= max)) refuse(WEAR_ERRORS.WEAR_UNREADABLE, { field, min, max });
  }
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      if (job.isPicked || !['ENTERED', 'ON_HOLD', 'RELEASED'].includes(job.status))
        refuse(WEAR_ERRORS.WEAR_TOO_LATE, { number: job.number });
      await insistNotAway(tx.query, job);
      const sealed = await parts.cipher.encrypt(tx, subjectOf(job), cell(job.id), JSON.stringify(measured));
      await tx.query(
        `INSERT INTO lab_position_of_wear (job_id, sealed, at, operator) VALUES ($1, $2, $3, $4)
         ON CONFLICT (job_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, operator = excluded.operator`,
        [job.id, sealed, parts.clock.now(), nameOf(principal)],
      );
      await tx.query('UPDATE lab_job SET wear_version = wear_version + 1 WHERE id = $1', [job.id]);
      await startOver(parts, tx, job, 'position of wear measured');
      await tellChange(tx, job, 'POSITION_OF_WEAR');
      return lockJob(tx, job.id);
    },
    { name: 'set position of wear' },
  );
}

interface WearRow {
  jobId: string;
  sealed: string;
  at: Date;
  operator: string;
}

/** What was measured for this job, or for the one it remakes; null where nobody did or the person was erased. */
export async function readWear(
  parts: LabParts,
  query: Tx['query'],
  job: Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>,
): Promise<{ measured: MeasuredWear; at: Date; operator: string } | null> {
  const [row] = await query<WearRow>(
    `WITH RECURSIVE line AS (
       SELECT id, remake_of, 0 AS back FROM lab_job WHERE id = $1
       UNION ALL SELECT j.id, j.remake_of, line.back + 1 FROM lab_job j JOIN line ON j.id = line.remake_of)
     SELECT w.job_id AS "jobId", w.sealed, w.at, w.operator FROM line JOIN lab_position_of_wear w ON w.job_id = line.id
     ORDER BY line.back LIMIT 1`,
    [job.id],
  );
  if (!row) return null;
  const [text] = await parts.cipher.decryptMany({ query }, [
    { subject: subjectOf(job), cell: cell(row.jobId), sealed: row.sealed },
  ]);
  return text ? { measured: JSON.parse(text) as MeasuredWear, at: row.at, operator: row.operator } : null;
}

/** A prescription with what was measured at the bench, which is newer than what the paper says. */
export const withMeasuredWear = (prescription: PrescriptionValue, measured: MeasuredWear | null): PrescriptionValue =>
  measured === null
    ? prescription
    : {
        ...prescription,
        vertexMm: measured.vertexMm ?? prescription.vertexMm,
        fittedVertexMm: measured.fittedVertexMm ?? prescription.fittedVertexMm,
        pantoscopicTiltDeg: measured.pantoscopicTiltDeg ?? prescription.pantoscopicTiltDeg,
        wrapAngleDeg: measured.wrapAngleDeg ?? prescription.wrapAngleDeg,
      };
