import { isUniqueViolation, newId, type Principal, refuse, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { readEye } from '../jobs/report-breakage.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';

export interface BlankRecord {
  jobId: string;
  eye: string;
  /** As scanned from its envelope: it must be the one that was allocated. */
  sku: string;
  lot: string | null;
  serial: string | null;
  powerErrorMdpt: number | null;
  measuredBaseMdpt: number | null;
  measuredThicknessUm: number | null;
}

/**
 * Writes down which blank a lens is made from, each for itself. Scanning the wrong envelope, or the right one for the wrong eye, is refused
 * before it is cut; one serial number goes into one lens. What the blank measures goes with it into tool curves and inspection.
 */
export async function recordBlank(parts: LabParts, principal: Principal, record: BlankRecord): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const eye = readEye(record.eye);
  const outside = (value: number | null, least: number, most: number) =>
    value !== null && !(value >= least && value <= most);
  if (outside(record.powerErrorMdpt, -2_000, 2_000)) refuse(ERRORS.BLANK_UNREADABLE, { field: 'powerError' });
  if (outside(record.measuredBaseMdpt, 0, 20_000)) refuse(ERRORS.BLANK_UNREADABLE, { field: 'measuredBase' });
  if (outside(record.measuredThicknessUm, 500, 30_000))
    refuse(ERRORS.BLANK_UNREADABLE, { field: 'measuredThicknessMm' });
  const text = (value: string | null, field: string) => writtenText(value, 80, field)?.toUpperCase() ?? null;
  const sku = record.sku.trim();
  try {
    return await parts.database.transaction(
      async (tx) => {
        const job = await lockJob(tx, record.jobId);
        const [lens] = await tx.query<{ id: string; attempt: number; sku: string | null; status: string }>(
          'SELECT id, attempt, blank_sku AS sku, blank_status AS status FROM lab_lens WHERE job_id = $1 AND eye = $2',
          [job.id, eye],
        );
        if (!lens) refuse(ERRORS.LENS_NOT_IN_JOB, { number: job.number, eye });
        if (!['ALLOCATED', 'PICKED', 'CONSUMED'].includes(lens.status))
          refuse(ERRORS.BLANK_NOT_DUE, { number: job.number, eye });
        if (lens.sku?.toUpperCase() !== sku.toUpperCase())
          refuse(ERRORS.BLANK_WRONG, { number: job.number, eye, scanned: sku.slice(0, 60), wanted: lens.sku ?? '?' });
        await tx.query(
          `INSERT INTO lab_lens_blank (id, job_id, lens_id, eye, attempt, sku, lot, serial, power_error_mdpt, measured_base_mdpt,
             measured_thickness_um, recorded_at, recorded_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
           ON CONFLICT (lens_id, attempt) DO UPDATE SET lot = $7, serial = $8, power_error_mdpt = $9, measured_base_mdpt = $10,
             measured_thickness_um = $11, recorded_at = $12, recorded_by = $13`,
          [
            newId('blank'),
            job.id,
            lens.id,
            eye,
            lens.attempt,
            lens.sku,
            text(record.lot, 'lot'),
            text(record.serial, 'serial'),
            record.powerErrorMdpt,
            record.measuredBaseMdpt,
            record.measuredThicknessUm,
            parts.clock.now(),
            nameOf(principal),
          ],
        );
        await tellChange(tx, job, 'BLANK');
        return job;
      },
      { name: 'record blank' },
    );
  } catch (error) {
    if (isUniqueViolation(error, 'lab_lens_blank_serial'))
      refuse(ERRORS.BLANK_ALREADY_USED, { serial: record.serial ?? '?', sku });
    throw error;
  }
}
