import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import { insistOnCoats } from '../batches/coats.ts';
import { ERRORS } from '../errors.ts';
import { insistNotAway } from '../outside-labs/insist-not-away.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { SettleBlank } from '../queue/lab-queue.ts';
import { insistOnEmptyPlace } from '../refit/blank-returns.ts';
import { stationFor } from '../stages/stations.ts';
import { type LabJobRow, lockJob, lockJobInTray } from './job.rows.ts';
import { type LabJobStatus, nextStatuses } from './lab-job.state.ts';
import { moveJob, refuseMove, routeOf, type Scan } from './move-job.ts';
import { readEye } from './report-breakage.ts';

export interface ScanRequest {
  to: LabJobStatus;
  station: string;
  note: string | null;
  /** The lenses it is about; whatever is due when absent. */
  eyes?: readonly string[] | null;
}

/** A scan at a station. Two scanners that read the same tray move it once; the second is told where the job is. */
export const scanTray = (
  parts: LabParts,
  principal: Principal,
  trayCode: string,
  request: ScanRequest,
): Promise<LabJobRow> => scan(parts, principal, request, (tx) => lockJobInTray(tx, trayCode));

export const moveLabJob = (
  parts: LabParts,
  principal: Principal,
  id: string,
  request: ScanRequest,
): Promise<LabJobRow> => scan(parts, principal, request, (tx) => lockJob(tx, id));

async function scan(
  parts: LabParts,
  principal: Principal,
  request: ScanRequest,
  lock: (tx: Tx) => Promise<LabJobRow>,
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const eyes = request.eyes?.length ? [...new Set(request.eyes.map(readEye))] : null;
  return parts.database.transaction(
    async (tx) => {
      const job = await lock(tx);
      if (request.to === 'PASSED' && job.status === 'INSPECTION')
        refuse(ERRORS.INSPECTION_REQUIRED, { number: job.number });
      await scanLockedJob(parts, tx, job, request.to, {
        station: request.station,
        operator: nameOf(principal),
        operatorId: principal.kind === 'staff' ? principal.id : null,
        note: request.note,
        eyes,
      });
      return lockJob(tx, job.id);
    },
    { name: `scan to ${request.to}` },
  );
}

/** What a scan may do, wherever it comes from: the station may, the stage is next, no machine holds a lens of the tray. */
export async function scanLockedJob(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  to: LabJobStatus,
  by: Scan,
): Promise<void> {
  await insistNotAway(tx.query, job);
  if (!nextStatuses(routeOf(job)).includes(to)) refuseMove(job, to);
  if (job.batchNumber) refuse(ERRORS.LENS_IN_BATCH, { number: job.number, batch: job.batchNumber });
  if (to === 'PICKED') await insistOnEmptyPlace(tx, job);
  await insistOnCoats(tx, job, to, by.eyes ?? null);
  const station = await stationFor(tx, by.station, to);
  await moveJob(parts, tx, job, to, { ...by, station: station.name });
  if (to === 'PICKED') await takeBlanks(tx, job);
}

/** The blanks leave the shelf with the pick; the store is told afterwards, once per blank. */
async function takeBlanks(tx: Tx, job: LabJobRow): Promise<void> {
  const lenses = await tx.query<{ id: string; sku: string; attempt: number }>(
    `UPDATE lab_lens SET blank_status = 'PICKED' WHERE job_id = $1 AND blank_status = 'ALLOCATED'
     RETURNING id, blank_sku AS sku, attempt`,
    [job.id],
  );
  for (const lens of lenses) {
    await tx.enqueue(SettleBlank, {
      jobId: job.id,
      lensId: lens.id,
      attempt: lens.attempt,
      sku: lens.sku,
      outcome: 'consumed',
      reason: `picked for ${job.number}`,
    });
  }
}
