import { newId, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabJobStatus } from '../jobs/lab-job.state.ts';
import type { Scan } from '../jobs/move-job.ts';
import type { LabParts } from '../parts.ts';
import {
  carriedLenses,
  type Eye,
  isWorkStage,
  type LensStage,
  type StandingLens,
  type WorkStage,
} from './lens-stage.rules.ts';

export type StepOutcome = 'GOOD' | 'REWORK' | 'SPOILED' | 'UNDONE' | 'CANCELLED';

/**
 * Brings the lenses of a locked job along with a move of its tray: the step each of them was at ends with its outcome, the next begins.
 * @returns eyes that moved, and what became of the stage they left
 * @throws NO_LENS_FOR_STAGE when the stage is behind every lens the operator named
 */
export async function carryLenses(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  to: LabJobStatus,
  scanId: string,
  scan: Scan,
): Promise<{ eyes: Eye[]; result: 'GOOD' | 'REWORK' | 'SPOILED' | null }> {
  const lenses = await standingLenses(tx, job.id);
  const named = scan.eyes ?? (scan.eye ? [scan.eye] : null);
  const end = { scanId, at: parts.clock.now(), reason: scan.note ?? null };
  if (isWorkStage(to)) {
    const carried = carriedLenses(to, lenses, named);
    if (carried.length === 0) {
      // A tray that was held after picking is picked again without a lens to move, and brought back to the lens that waits in coating.
      const waitsThere = to === 'COATING' && lenses.some(({ stage }) => stage === 'COATING');
      if (lenses.length > 0 && to !== 'INSPECTION' && to !== 'PICKED' && !waitsThere)
        refuse(ERRORS.NO_LENS_FOR_STAGE, { number: job.number, to });
      return { eyes: [], result: null };
    }
    await endSteps(tx, carried, 'GOOD', { ...end, reason: null });
    await beginSteps(tx, job.id, carried, to, { scanId, at: end.at, station: scan.station, operator: scan.operator });
    return { eyes: carried.map(({ eye }) => eye), result: 'GOOD' };
  }
  if (to === 'PASSED') {
    await endSteps(tx, lenses, 'GOOD', { ...end, reason: null });
    return { eyes: lenses.map(({ eye }) => eye), result: 'GOOD' };
  }
  if (to === 'REWORK' || to === 'SPOILED') {
    const hit = lenses.filter(({ eye }) => named === null || named.includes(eye));
    await endSteps(tx, hit, to, end);
    await setStage(tx, hit, to === 'REWORK' ? 'REWORK' : 'WAITING');
    return { eyes: hit.map(({ eye }) => eye), result: to };
  }
  if (to === 'CANCELLED') await endSteps(tx, lenses, 'CANCELLED', end);
  return { eyes: [], result: null };
}

export const standingLenses = (tx: Pick<Tx, 'query'>, jobId: string): Promise<StandingLens[]> =>
  tx.query<StandingLens>('SELECT id, eye, kind, stage, attempt FROM lab_lens WHERE job_id = $1 ORDER BY eye', [jobId]);

export async function endSteps(
  tx: Tx,
  lenses: readonly Pick<StandingLens, 'id'>[],
  outcome: StepOutcome,
  end: { scanId: string; at: Date; reason: string | null },
): Promise<void> {
  // Two scans within the same tick of a clock that was set back must not make a step end before it began.
  await tx.query(
    `UPDATE lab_lens_step SET ended_at = greatest(started_at, $2), outcome = $3, ended_by_scan = $4, reason = $5
     WHERE lens_id = ANY($1) AND ended_at IS NULL`,
    [lenses.map(({ id }) => id), end.at, outcome, end.scanId, end.reason],
  );
}

export async function beginSteps(
  tx: Tx,
  jobId: string,
  lenses: readonly StandingLens[],
  stage: WorkStage,
  begin: { scanId: string; at: Date; station: string; operator: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO lab_lens_step (id, job_id, lens_id, eye, attempt, stage, station, operator, scan_id, started_at)
     SELECT s.id, $1, s.lens_id, s.eye, s.attempt, $6, $7, $8, $9, $10
     FROM unnest($2::text[], $3::text[], $4::text[], $5::int[]) AS s (id, lens_id, eye, attempt)`,
    [
      jobId,
      lenses.map(() => newId('step')),
      lenses.map(({ id }) => id),
      lenses.map(({ eye }) => eye),
      lenses.map(({ attempt }) => attempt),
      stage,
      begin.station,
      begin.operator,
      begin.scanId,
      begin.at,
    ],
  );
  await setStage(tx, lenses, stage);
}

const setStage = (tx: Tx, lenses: readonly Pick<StandingLens, 'id'>[], stage: LensStage) =>
  tx.query('UPDATE lab_lens SET stage = $2 WHERE id = ANY($1)', [lenses.map(({ id }) => id), stage]);
