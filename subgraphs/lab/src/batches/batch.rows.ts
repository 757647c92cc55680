import { type Page, refuse, type Tx, toConnection } from '@opticworks/kernel';
import type { LensChoiceValue } from '@opticworks/schema';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import type { BatchKind, BatchStatus, Remedy } from './batch.rules.ts';

export interface BatchRow {
  id: string;
  number: string;
  kind: BatchKind;
  machine: string;
  machineName: string;
  capacity: number | null;
  status: BatchStatus;
  version: number;
  lot: string | null;
  note: string | null;
  openedAt: Date;
  openedBy: string;
  startedAt: Date | null;
  startedBy: string | null;
  finishedAt: Date | null;
  finishedBy: string | null;
  failureReason: string | null;
  remedy: Remedy | null;
  lensCount: number;
  trayCount: number;
  /** Of one of the pairs in it; they share what this machine colours. */
  colours: LensChoiceValue['colours'];
}

export interface BatchLensRow {
  batchId: string;
  lensId: string;
  jobId: string;
  eye: Eye;
  attempt: number;
  addedAt: Date;
  addedBy: string;
  splitReason: string | null;
  jobNumber: string;
  trayCode: string | null;
}

const COLUMNS = `b.id, b.number, b.kind, b.machine, s.name AS "machineName", s.batch_capacity AS capacity, b.status, b.version, b.lot, b.note,
  b.opened_at AS "openedAt", b.opened_by AS "openedBy", b.started_at AS "startedAt", b.started_by AS "startedBy",
  b.finished_at AS "finishedAt", b.finished_by AS "finishedBy", b.failure_reason AS "failureReason", b.remedy,
  (SELECT count(*)::int FROM lab_batch_lens x WHERE x.batch_id = b.id) AS "lensCount",
  (SELECT count(DISTINCT x.job_id)::int FROM lab_batch_lens x WHERE x.batch_id = b.id) AS "trayCount",
  (SELECT j.lens->'colours' FROM lab_batch_lens x JOIN lab_job j ON j.id = x.job_id
   WHERE x.batch_id = b.id AND j.lens->'colours' IS NOT NULL LIMIT 1) AS colours`;
const FROM = 'lab_batch b JOIN lab_station s ON s.code = b.machine';

/**
 * Locks a batch. Whoever needs a batch and jobs locks the batch first and the jobs in the order of their ids: two stations never wait
 * for each other in a circle. @throws BATCH_NOT_FOUND
 */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRow> {
  await tx.query('SELECT 1 FROM lab_batch WHERE id = $1 FOR UPDATE', [id]);
  const [batch] = await tx.query<BatchRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE b.id = $1`, [id]);
  return batch ?? refuse(ERRORS.BATCH_NOT_FOUND);
}

export async function findBatch(parts: LabParts, number: string): Promise<BatchRow | null> {
  const [batch] = await parts.database.query<BatchRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE b.number = $1`, [
    number.trim().toUpperCase(),
  ]);
  return batch ?? null;
}

/** Newest first. */
export async function listBatches(parts: LabParts, status: readonly BatchStatus[] | null, page: Page) {
  const rows = await parts.database.query<BatchRow>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ($1::text[] IS NULL OR b.status = ANY ($1))
       AND ($2::timestamptz IS NULL OR (b.opened_at, b.id) < ($2, $3))
     ORDER BY b.opened_at DESC, b.id DESC LIMIT $4`,
    [status, page.from?.[0] ?? null, page.from?.[1] ?? null, page.limit + 1],
  );
  return toConnection(rows, page, (row) => [row.openedAt.toISOString(), row.id]);
}

export const batchLenses = (query: Tx['query'], batchIds: readonly string[]): Promise<BatchLensRow[]> =>
  query<BatchLensRow>(
    `SELECT x.batch_id AS "batchId", x.lens_id AS "lensId", x.job_id AS "jobId", x.eye, x.attempt, x.added_at AS "addedAt",
       x.added_by AS "addedBy", x.split_reason AS "splitReason", j.number AS "jobNumber", j.tray_code AS "trayCode"
     FROM lab_batch_lens x JOIN lab_job j ON j.id = x.job_id WHERE x.batch_id = ANY($1) ORDER BY x.added_at, x.job_id, x.eye`,
    [batchIds],
  );
