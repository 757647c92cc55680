import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { SettleBlank } from '../queue/lab-queue.ts';
import { type LabJobRow, lockJob, lockJobInTray } from './job.rows.ts';
import { type LabJobStatus, nextStatuses } from './lab-job.state.ts';
import { moveJob, refuseMove, routeOf, type Scan } from './move-job.ts';

export interface ScanRequest {
  to: LabJobStatus;
  station: string;
  note: string | null;
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
  return parts.database.transaction(
    async (tx) => {
      const job = await lock(tx);
      if (request.to === 'PASSED' && job.status === 'INSPECTION')
        refuse(ERRORS.INSPECTION_REQUIRED, { number: job.number });
      if (!nextStatuses(routeOf(job)).includes(request.to)) refuseMove(job, request.to);
      const by: Scan = {
        station: request.station.trim().slice(0, 60) || 'unknown',
        operator: nameOf(principal),
        note: request.note,
      };
      await moveJob(parts, tx, job, request.to, by);
      if (request.to === 'PICKED') await takeBlanks(tx, job);
      return job;
    },
    { name: `scan to ${request.to}` },
  );
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
