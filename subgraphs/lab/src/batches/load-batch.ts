import { isUniqueViolation, newId, type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob, lockJobInTray } from '../jobs/job.rows.ts';
import { nextStatuses } from '../jobs/lab-job.state.ts';
import { routeOf } from '../jobs/move-job.ts';
import { readEye } from '../jobs/report-breakage.ts';
import { scanLockedJob } from '../jobs/scan-job.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import type { Eye } from '../stages/lens-stage.rules.ts';
import { stationOf } from '../stages/stations.ts';
import { type BatchRow, lockBatch } from './batch.rows.ts';
import { type BatchableLens, type BatchKind, isOrdered, splitOf } from './batch.rules.ts';
import { insistOnColour } from './batch-colour.ts';
import { coatedLenses, dueCoats, missingUnder } from './coats.ts';

/** Opens the next batch of a machine. One at a time is loaded: the second station to open it is told which one it is. */
export async function openBatch(
  parts: LabParts,
  principal: Principal,
  request: { station: string; kind: BatchKind; lot: string | null; note: string | null },
): Promise<BatchRow> {
  insist({ principal }, 'work');
  return parts.database.transaction(
    async (tx) => {
      const station = await stationOf(tx, request.station);
      if (!station.batchKinds.includes(request.kind))
        refuse(ERRORS.BATCH_KIND_NOT_HERE, { station: station.name, kind: request.kind });
      const id = newId('batch');
      const [opened] = await tx.query(
        `INSERT INTO lab_batch (id, kind, machine, status, lot, note, opened_at, opened_by)
         VALUES ($1, $2, $3, 'OPEN', $4, $5, $6, $7) ON CONFLICT (machine, kind) WHERE status = 'OPEN' DO NOTHING RETURNING 1`,
        [
          id,
          request.kind,
          station.code,
          lotOf(request.lot),
          textOf(request.note),
          parts.clock.now(),
          nameOf(principal),
        ],
      );
      if (!opened) {
        const [there] = await tx.query<{ number: string }>(
          `SELECT number FROM lab_batch WHERE machine = $1 AND kind = $2 AND status = 'OPEN'`,
          [station.code, request.kind],
        );
        refuse(ERRORS.BATCH_ALREADY_OPEN, { batch: there?.number ?? '?', station: station.name });
      }
      return lockBatch(tx, id);
    },
    { name: 'open batch' },
  );
}

export const lotOf = (lot: string | null): string | null => writtenText(lot, 60, 'lot')?.toUpperCase() ?? null;
export const textOf = (text: string | null): string | null => writtenText(text, 500, 'note');

/**
 * Scans a tray onto the carrier. The tray is moved into coating at the machine if it comes from the stage before; its lenses go in as a
 * pair, unless a reason is given for splitting them.
 */
export async function addTrayToBatch(
  parts: LabParts,
  principal: Principal,
  request: { batchId: string; trayCode: string; eyes: readonly string[] | null; splitReason: string | null },
): Promise<BatchRow> {
  insist({ principal }, 'work');
  const asked = request.eyes?.length ? [...new Set(request.eyes.map(readEye))] : null;
  try {
    return await parts.database.transaction(
      async (tx) => {
        const batch = await lockBatch(tx, request.batchId);
        if (batch.status !== 'OPEN') refuse(ERRORS.BATCH_NOT_OPEN, { batch: batch.number, status: batch.status });
        const job = await lockJobInTray(tx, request.trayCode);
        if (job.batchNumber && job.batchNumber !== batch.number)
          refuse(ERRORS.LENS_IN_BATCH, { number: job.number, batch: job.batchNumber });
        if (!isOrdered(batch.kind, job.lens.treatmentCodes))
          refuse(ERRORS.COAT_NOT_ORDERED, { number: job.number, kind: batch.kind });
        insistOnColour(job, batch);
        await bringToCoating(parts, tx, principal, job, batch);
        await load(parts, tx, principal, job, batch, asked, textOf(request.splitReason));
        await tellChange(tx, job, 'BATCH');
        return lockBatch(tx, batch.id);
      },
      { name: 'add tray to batch' },
    );
  } catch (error) {
    // The same lens was put on another carrier in the same moment.
    if (isUniqueViolation(error))
      refuse(ERRORS.LENS_IN_BATCH, { number: request.trayCode, batch: 'of another machine' });
    throw error;
  }
}

async function bringToCoating(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  batch: BatchRow,
): Promise<void> {
  if (job.status === 'COATING') return;
  if (!nextStatuses(routeOf(job)).includes('COATING'))
    refuse(ERRORS.NOT_READY_FOR_BATCH, { number: job.number, from: job.status });
  await scanLockedJob(parts, tx, job, 'COATING', {
    station: batch.machine,
    operator: nameOf(principal),
    operatorId: principal.kind === 'staff' ? principal.id : null,
    note: `batch ${batch.number}`,
  });
}

async function load(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  batch: BatchRow,
  asked: readonly Eye[] | null,
  splitReason: string | null,
): Promise<void> {
  const lenses = await batchableLenses(tx, job.id, batch.kind);
  const inside = await tx.query<{ eye: Eye }>('SELECT eye FROM lab_batch_lens WHERE batch_id = $1 AND job_id = $2', [
    batch.id,
    job.id,
  ]);
  const alreadyIn = inside.map(({ eye }) => eye);
  const loaded = lenses.filter(
    ({ eye, stage, coatedIn }) =>
      stage === 'COATING' &&
      !alreadyIn.includes(eye) &&
      // Its turn is over unless somebody names it: it was coated already.
      (asked === null ? coatedIn === null : asked.includes(eye)),
  );
  if (loaded.length === 0) {
    if (alreadyIn.length > 0) return;
    refuse(ERRORS.NOT_READY_FOR_BATCH, { number: job.number, from: job.status });
  }
  await insistOnWhatLiesUnder(tx, job, batch.kind, loaded);
  const eyes = loaded.map(({ eye }) => eye);
  const why = splitOf(lenses, eyes, batch, alreadyIn);
  if (why && !splitReason) refuse(ERRORS.PAIR_SPLIT, { number: job.number, why });
  if (batch.capacity !== null && batch.lensCount + loaded.length > batch.capacity)
    refuse(ERRORS.BATCH_FULL, {
      batch: batch.number,
      lenses: batch.lensCount,
      capacity: batch.capacity,
      wanted: loaded.length,
    });
  for (const lens of loaded) {
    await tx.query(
      `INSERT INTO lab_batch_lens (batch_id, lens_id, attempt, job_id, eye, added_at, added_by, split_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        batch.id,
        lens.id,
        lens.attempt,
        job.id,
        lens.eye,
        parts.clock.now(),
        nameOf(principal),
        why ? splitReason : null,
      ],
    );
  }
}

/** What is evaporated onto a bare lens peels off it. @throws COAT_TOO_EARLY */
async function insistOnWhatLiesUnder(
  tx: Tx,
  job: LabJobRow,
  kind: BatchKind,
  loaded: readonly BatchableLens[],
): Promise<void> {
  for (const lens of await coatedLenses(tx.query, [job.id])) {
    if (!loaded.some(({ eye }) => eye === lens.eye)) continue;
    const missing = missingUnder(kind, dueCoats(lens.kind, job.lens), lens.coats);
    if (missing.length > 0)
      refuse(ERRORS.COAT_TOO_EARLY, { number: job.number, eye: lens.eye, kind, below: missing.join(', ') });
  }
}

const batchableLenses = (tx: Tx, jobId: string, kind: BatchKind): Promise<BatchableLens[]> =>
  tx.query<BatchableLens>(
    `SELECT l.id, l.eye, l.kind, l.stage, l.attempt,
       (SELECT json_build_object('number', b.number, 'lot', b.lot) FROM lab_batch_lens x JOIN lab_batch b ON b.id = x.batch_id
        WHERE x.lens_id = l.id AND x.attempt = l.attempt AND b.kind = $2 AND b.status = 'GOOD'
        ORDER BY b.finished_at DESC LIMIT 1) AS "coatedIn"
     FROM lab_lens l WHERE l.job_id = $1 ORDER BY l.eye`,
    [jobId, kind],
  );

/** Takes a tray off the carrier again, while that stands open. */
export async function removeTrayFromBatch(
  parts: LabParts,
  principal: Principal,
  request: { batchId: string; jobId: string },
): Promise<BatchRow> {
  insist({ principal }, 'work');
  return parts.database.transaction(
    async (tx) => {
      const batch = await lockBatch(tx, request.batchId);
      if (batch.status !== 'OPEN') refuse(ERRORS.BATCH_NOT_OPEN, { batch: batch.number, status: batch.status });
      const job = await lockJob(tx, request.jobId);
      const gone = await tx.query('DELETE FROM lab_batch_lens WHERE batch_id = $1 AND job_id = $2 RETURNING 1', [
        batch.id,
        job.id,
      ]);
      if (gone.length > 0) await tellChange(tx, job, 'BATCH');
      return lockBatch(tx, batch.id);
    },
    { name: 'remove tray from batch' },
  );
}
