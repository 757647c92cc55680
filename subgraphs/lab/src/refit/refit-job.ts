import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { MakingRules } from '@opticworks/optics';
import { basesOfValues, calculateFor } from '../calculation/calculate-lenses.ts';
import { rulesOfJob } from '../calculation/job-rules.ts';
import { openValues, seal } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { canMove } from '../jobs/lab-job.state.ts';
import { moveJob } from '../jobs/move-job.ts';
import { settleHolds } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import { readSlabOff } from '../wear/slab-off.ts';
import { type FittedLens, refit, type Unfit } from './refit.rules.ts';

export const fittedLenses = async (query: Tx['query'], jobId: string): Promise<FittedLens[]> =>
  (
    await query<Omit<FittedLens, 'diameterMm'> & { diameter: string | null }>(
      'SELECT eye, kind, stage, blank_diameter_mm AS diameter FROM lab_lens WHERE job_id = $1 ORDER BY eye',
      [jobId],
    )
  ).map(({ diameter, ...lens }) => ({ ...lens, diameterMm: diameter === null ? null : Number(diameter) }));

/**
 * Calculates a locked job anew on the frame it now has, for lenses that are picked or in work: decentration, smallest blank and thickness
 * follow the frame, powers and bases stay. A lens that no longer does holds the job, wherever the tray is; one that does again lets it go.
 * @throws LENS_IN_BATCH when a lens that does not do is in a machine: the tray can be held when it comes out
 */
export async function refitJob(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  today: MakingRules,
): Promise<ReadonlyMap<Eye, Unfit>> {
  const [before] = await openValues(parts, tx, principal, [job], 'calculated anew on the traced frame');
  if (!before) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
  const lenses = await fittedLenses(tx.query, job.id);
  const { values: after } = calculateFor(before, job.lens, job.frame, rulesOfJob(job, today), {
    today: parts.clock.today(),
    eyes: lenses.map(({ eye }) => eye),
    bases: basesOfValues(before),
    wearProfile: before.wearProfile,
    slabOff: await readSlabOff(parts, tx.query, job),
  });
  const { values, unfit } = refit(before, after, lenses);
  if (unfit.size > 0 && job.batchNumber) refuse(ERRORS.LENS_IN_BATCH, { number: job.number, batch: job.batchNumber });
  job.sealed = await seal(parts.cipher, tx, job, values);
  job.calculatedAt = parts.clock.now();
  await tx.query('UPDATE lab_job SET sealed = $2, calculated_at = $3 WHERE id = $1', [
    job.id,
    job.sealed,
    job.calculatedAt,
  ]);
  for (const { eye } of lenses)
    await tx.query('UPDATE lab_lens SET unfit = $3 WHERE job_id = $1 AND eye = $2', [
      job.id,
      eye,
      unfit.get(eye) ?? null,
    ]);
  if (unfit.size > 0 && canMove(job.status, 'ON_HOLD'))
    await moveJob(parts, tx, job, 'ON_HOLD', { station: 'system', operator: 'system', note: unfitNote(unfit) });
  await settleHolds(parts, tx, job);
  return unfit;
}

const unfitNote = (unfit: ReadonlyMap<Eye, Unfit>): string =>
  `LENS_UNFIT: ${[...unfit].map(([eye, why]) => `${eye} ${why}`).join(', ')}`;
