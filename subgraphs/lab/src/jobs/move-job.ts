import { newId, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { LabJobMoved, LabJobPassed } from '@opticworks/schema/events/lab';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { blankWeekdays } from '../promise/blank-weekdays.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import { carryLenses } from '../stages/lens-steps.ts';
import type { LabJobRow } from './job.rows.ts';
import { canMove, type LabJobStatus, nextStatuses } from './lab-job.state.ts';

export interface Scan {
  station: string;
  operator: string;
  /** Whose badge it was, where it was somebody's. */
  operatorId?: string | null;
  /** The lens it is about, when it is about one. */
  eye?: Eye | null;
  /** The lenses the operator named; whatever is due when absent. */
  eyes?: readonly Eye[] | null;
  note?: string | null;
}

const stamps: Partial<Record<LabJobStatus, string>> = {
  RELEASED: 'released_at = coalesce(released_at, $4)',
  PASSED: 'passed_at = coalesce(passed_at, $4)',
  SHIPPED: 'shipped_at = coalesce(shipped_at, $4)',
  DISPENSED: 'shipped_at = coalesce(shipped_at, $4)',
};

/**
 * Moves a locked job and tells of it: the guarded update, the steps of its lenses, the scan and the event in one transaction. The job
 * record is changed along, so that the next step of the same transaction sees where it is.
 */
export async function moveJob(parts: LabParts, tx: Tx, job: LabJobRow, to: LabJobStatus, scan: Scan): Promise<void> {
  const from = job.status;
  if (!canMove(from, to)) refuseMove(job, to);
  const stamp = stamps[to];
  const [moved] = await tx.query<{ version: number }>(
    `UPDATE lab_job SET status = $2, version = version + 1${stamp ? `, ${stamp}` : ''}
     WHERE id = $1 AND status = $3 RETURNING version`,
    [job.id, to, from, ...(stamp ? [parts.clock.now()] : [])],
  );
  if (!moved) refuseMove(job, to);
  job.status = to;
  job.version = moved.version;
  const scanId = newId('scan');
  const { eyes, result } = await carryLenses(parts, tx, job, to, scanId, scan);
  await recordScan(parts, tx, job.id, from, to, { ...scan, eyes }, { id: scanId, result });
  await announceMove(tx, job, from, to, to === 'PASSED' ? await blankWeekdays(parts, tx, job.id) : 0);
}

export async function announceMove(
  tx: Tx,
  job: LabJobRow,
  from: LabJobStatus,
  to: LabJobStatus,
  waitedForBlanks = 0,
): Promise<void> {
  const { number, orderId, orderLineId, version } = job;
  const about = { jobId: job.id, number, orderId, orderLineId };
  const address = { aggregate: 'lab-job', aggregateId: job.id, topics: ['lab', `order:${orderId}`] };
  await tx.publish(LabJobMoved, { ...about, from, to, version }, address);
  if (to === 'PASSED') await tx.publish(LabJobPassed, { ...about, blankWeekdays: waitedForBlanks }, address);
}

export async function recordScan(
  parts: LabParts,
  tx: Tx,
  jobId: string,
  from: LabJobStatus | null,
  to: LabJobStatus,
  scan: Scan,
  outcome: { id: string; result: 'GOOD' | 'REWORK' | 'SPOILED' | 'UNDO' | null } = { id: newId('scan'), result: null },
): Promise<void> {
  await tx.query(
    `INSERT INTO lab_scan (id, job_id, at, from_status, status, station, operator, eye, note, eyes, operator_id, result)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      outcome.id,
      jobId,
      parts.clock.now(),
      from,
      to,
      scan.station,
      scan.operator,
      scan.eye ?? (scan.eyes?.length === 1 ? scan.eyes[0] : null),
      writtenText(scan.note, 500, 'note'),
      scan.eyes ?? (scan.eye ? [scan.eye] : []),
      scan.operatorId ?? null,
      outcome.result,
    ],
  );
}

/** @throws LAB_JOB_ON_HOLD or LAB_MOVE_NOT_ALLOWED, naming what is possible */
export function refuseMove(job: LabJobRow, to: LabJobStatus): never {
  if (job.status === 'ON_HOLD')
    refuse(ERRORS.LAB_JOB_ON_HOLD, { number: job.number, reasons: job.holdReasons.join(', ') || 'preparing' });
  const allowed = nextStatuses(routeOf(job)).join(', ') || (job.status === 'INSPECTION' ? 'inspection' : 'none');
  refuse(ERRORS.LAB_MOVE_NOT_ALLOWED, { number: job.number, from: job.status, to, allowed });
}

/** Clear lenses get no tint and no vacuum: their treatments say whether there is a coating stage. */
export const routeOf = (
  job: Pick<LabJobRow, 'status' | 'isSurfaced' | 'lens'> & Partial<Pick<LabJobRow, 'surfacingDue' | 'coatingDue'>>,
) => ({
  status: job.status,
  isSurfaced: job.isSurfaced,
  hasCoating: hasCoating(job.lens.treatmentCodes),
  ...(job.surfacingDue === undefined ? {} : { surfacingDue: job.surfacingDue }),
  ...(job.coatingDue === undefined ? {} : { coatingDue: job.coatingDue }),
});

/** Absorbers in the mass of the lens are no coating. */
export const hasCoating = (treatments: readonly string[]): boolean =>
  treatments.some((code) => code !== 'uv400' && code !== 'blue-mass');
