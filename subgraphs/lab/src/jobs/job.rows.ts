import { type Page, refuse, type Tx, toConnection } from '@opticworks/kernel';
import type { FrameGeometryValue, LensChoiceValue } from '@opticworks/schema';
import type { JobRules } from '../calculation/job-rules.ts';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import type { HoldReason } from './hold.rules.ts';
import type { LabJobStatus } from './lab-job.state.ts';
import { isOpen, OPEN_STATUSES } from './lab-job.state.ts';

export interface LabJobRow {
  id: string;
  number: string;
  orderId: string;
  orderNumber: string;
  orderLineId: string;
  ownerKind: 'customer' | 'guest';
  ownerId: string;
  prescriptionId: string;
  status: LabJobStatus;
  version: number;
  lens: LensChoiceValue;
  frame: FrameGeometryValue;
  frameSku: string;
  frameName: string;
  rush: boolean;
  trayCode: string | null;
  rxVerified: boolean;
  frameInHand: boolean;
  isSurfaced: boolean;
  sealed: string | null;
  calculatedAt: Date | null;
  dueOn: string | null;
  remakeOfId: string | null;
  remakeEyes: ('OD' | 'OS')[] | null;
  createdAt: Date;
  releasedAt: Date | null;
  firstInspectedAt: Date | null;
  passedAt: Date | null;
  shippedAt: Date | null;
  holdReasons: HoldReason[];
  /** A lens has the stage before it, or stands there while its fellow was picked again; see nextStatuses. */
  surfacingDue: boolean;
  coatingDue: boolean;
  /** The batch that one of its lenses is in. */
  batchNumber: string | null;
  plannedOn: string | null;
  /** HH:MM on the due day, for rush. */
  dueTime: string | null;
  rushAt: Date | null;
  rushBy: string | null;
  rushReason: string | null;
  /** A lens lies in the tray, or did: what it was calculated for can no longer be thrown away. */
  isPicked: boolean;
  /** How often the position of wear was measured at the bench. */
  wearVersion: number;
  /** Slab-off is advised and nobody decided yet. */
  slabOffDue: boolean;
  /** It cannot be centred until its height is measured or given. */
  heightDue: boolean;
  /** What it was calculated by, see `rulesOfJob`. */
  madeBy: JobRules | null;
}

export const JOB_COLUMNS = `
  j.id, j.number, j.order_id AS "orderId", j.order_number AS "orderNumber", j.order_line_id AS "orderLineId",
  j.owner_kind AS "ownerKind", j.owner_id AS "ownerId", j.prescription_id AS "prescriptionId", j.status, j.version, j.lens, j.frame,
  j.frame_sku AS "frameSku", j.frame_name AS "frameName", j.rush, j.tray_code AS "trayCode", j.rx_verified AS "rxVerified",
  j.frame_in_hand AS "frameInHand", j.is_surfaced AS "isSurfaced", j.sealed, j.calculated_at AS "calculatedAt",
  j.due_on::text AS "dueOn", j.remake_of AS "remakeOfId", j.remake_eyes AS "remakeEyes", j.created_at AS "createdAt",
  j.released_at AS "releasedAt", j.first_inspected_at AS "firstInspectedAt", j.passed_at AS "passedAt", j.shipped_at AS "shippedAt",
  ARRAY(SELECT h.reason FROM lab_hold h WHERE h.job_id = j.id AND h.released_at IS NULL ORDER BY h.placed_at, h.id) AS "holdReasons",
  EXISTS (SELECT 1 FROM lab_lens l WHERE l.job_id = j.id AND l.kind = 'SURFACED' AND l.stage IN ('WAITING', 'PICKED')) AS "surfacingDue",
  EXISTS (SELECT 1 FROM lab_lens l WHERE l.job_id = j.id AND l.kind = 'SURFACED' AND l.stage IN ('SURFACING', 'COATING'))
    AND (j.lens->'treatmentCodes') - 'uv400' - 'blue-mass' <> '[]'::jsonb AS "coatingDue",
  (SELECT b.number FROM lab_batch_lens x JOIN lab_batch b ON b.id = x.batch_id WHERE x.job_id = j.id AND x.is_open LIMIT 1) AS "batchNumber",
  j.planned_on::text AS "plannedOn", to_char(j.due_time, 'HH24:MI') AS "dueTime", j.rush_at AS "rushAt", j.rush_by AS "rushBy", j.rush_reason AS "rushReason",
  EXISTS (SELECT 1 FROM lab_lens l WHERE l.job_id = j.id AND (l.stage <> 'WAITING' OR l.attempt > 1)) AS "isPicked",
  j.wear_version AS "wearVersion", j.slab_off_due AS "slabOffDue", j.height_due AS "heightDue", j.made_by AS "madeBy"`;

type Query = Tx['query'];

export const jobsById = (query: Query, ids: readonly string[]): Promise<LabJobRow[]> =>
  query<LabJobRow>(`SELECT ${JOB_COLUMNS} FROM lab_job j WHERE j.id = ANY($1)`, [ids]);

/** Locks the job's row until the transaction ends: whoever changes a job comes through here first. @throws LAB_JOB_NOT_FOUND */
export async function lockJob(tx: Tx, id: string): Promise<LabJobRow> {
  await tx.query('SELECT 1 FROM lab_job WHERE id = $1 FOR UPDATE', [id]);
  const [job] = await jobsById(tx.query, [id]);
  return job ?? refuse(ERRORS.LAB_JOB_NOT_FOUND);
}

/** Locks several in the order of their ids, in which everybody locks them, and reads them in that order: two statements for all. */
export async function lockJobs(tx: Tx, ids: readonly string[]): Promise<LabJobRow[]> {
  if (ids.length === 0) return [];
  const sorted = [...new Set(ids)].sort();
  await tx.query('SELECT 1 FROM lab_job WHERE id = ANY($1) ORDER BY id COLLATE "C" FOR UPDATE', [sorted]);
  const found = new Map((await jobsById(tx.query, sorted)).map((job) => [job.id, job]));
  return sorted.map((id) => found.get(id) ?? refuse(ERRORS.LAB_JOB_NOT_FOUND));
}

/** Locks the open job in a tray. @throws LAB_JOB_NOT_FOUND */
export async function lockJobInTray(tx: Tx, trayCode: string): Promise<LabJobRow> {
  const [found] = await tx.query<{ id: string }>(
    `SELECT id FROM lab_job WHERE tray_code = $1 AND status NOT IN ('SHIPPED', 'DISPENSED', 'CANCELLED') FOR UPDATE`,
    [trayCode.trim().toUpperCase()],
  );
  return found ? lockJob(tx, found.id) : refuse(ERRORS.LAB_JOB_NOT_FOUND);
}

export async function findJob(
  parts: LabParts,
  by: { id?: string | null; number?: string | null; trayCode?: string | null },
): Promise<LabJobRow | null> {
  const [job] = await parts.database.query<LabJobRow>(
    `SELECT ${JOB_COLUMNS} FROM lab_job j
     WHERE ($1::text IS NOT NULL AND j.id = $1) OR ($2::text IS NOT NULL AND j.number = $2) OR ($3::text IS NOT NULL AND j.tray_code = $3)
     ORDER BY (j.status NOT IN ('SHIPPED', 'DISPENSED', 'CANCELLED')) DESC, j.created_at DESC LIMIT 1`,
    [by.id ?? null, by.number?.trim().toUpperCase() ?? null, by.trayCode?.trim().toUpperCase() ?? null],
  );
  return job ?? null;
}

export interface JobFilter {
  status?: readonly LabJobStatus[] | null;
  query?: string | null;
  late?: boolean | null;
  holdReason?: HoldReason | null;
}

/** A job is late after its due day; a rush job after its hour on that day. */
export const isLate = (
  job: Pick<LabJobRow, 'dueOn' | 'dueTime' | 'status'>,
  now: { today: string; timeOfDay: string },
): boolean =>
  job.dueOn !== null &&
  isOpen(job.status) &&
  (job.dueOn < now.today || (job.dueOn === now.today && job.dueTime !== null && job.dueTime < now.timeOfDay));

const FILTER = `($1::text[] IS NULL OR j.status = ANY ($1))
  AND ($2::text IS NULL OR j.number ILIKE $2 || '%' OR j.tray_code ILIKE $2 || '%' OR j.order_number ILIKE $2 || '%' OR j.frame_name ILIKE '%' || $2 || '%')
  AND ($3::boolean IS NULL OR
    ((coalesce(j.due_on, 'infinity'::date), coalesce(j.due_time, '24:00'::time)) < ($4::date, $7::time) AND j.status = ANY ($5)) = $3)
  AND ($6::text IS NULL OR EXISTS (SELECT 1 FROM lab_hold h WHERE h.job_id = j.id AND h.reason = $6 AND h.released_at IS NULL))`;

/** The board: what is due first comes first. One statement, holds included. */
export async function listJobs(parts: LabParts, filter: JobFilter, page: Page) {
  const text = filter.query?.trim().replace(/[%_\\]/g, '\\$&') || null;
  const params = [
    filter.status ?? null,
    text,
    filter.late ?? null,
    parts.today(),
    OPEN_STATUSES,
    filter.holdReason ?? null,
    parts.timeOfDay(),
  ];
  const rows = await parts.database.query<LabJobRow & { sortedBy: string }>(
    `SELECT ${JOB_COLUMNS}, coalesce(j.due_on, 'infinity'::date)::text AS "sortedBy" FROM lab_job j
     WHERE ${FILTER} AND ($8::date IS NULL OR (coalesce(j.due_on, 'infinity'::date), j.id) > ($8, $9))
     ORDER BY coalesce(j.due_on, 'infinity'::date), j.id LIMIT $10`,
    [...params, page.from?.[0] ?? null, page.from?.[1] ?? null, page.limit + 1],
  );
  return {
    ...toConnection(rows, page, (row) => [row.sortedBy, row.id]),
    count: async () => {
      const [row] = await parts.database.query<{ count: string }>(
        `SELECT count(*) FROM lab_job j WHERE ${FILTER}`,
        params,
      );
      return Number(row!.count);
    },
  };
}
