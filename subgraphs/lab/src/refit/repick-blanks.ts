import { newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { decideBlanks } from '@opticworks/optics';
import { blankRuleOf, levelIn, stockOfCandidates } from '../blanks/blank-stock.ts';
import { basesOfValues, calculateFor, type LensBlank } from '../calculation/calculate-lenses.ts';
import { rulesOfJob } from '../calculation/job-rules.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import { openValues, seal } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { jobsById, type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { recordScan } from '../jobs/move-job.ts';
import { settleHolds, tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { AllocateBlanks, SettleBlank } from '../queue/lab-queue.ts';
import type { Eye, LensStage } from '../stages/lens-stage.rules.ts';
import { endSteps } from '../stages/lens-steps.ts';
import { readSlabOff } from '../wear/slab-off.ts';
import { openReturns } from './blank-returns.ts';
import { recordLoss } from './record-loss.ts';
import type { Unfit } from './refit.rules.ts';

/** What a lens is charged to when the frame turned out other than ordered. */
const REASON = 'FRAME_SIZE_WRONG';

interface UnfitLens {
  id: string;
  eye: Eye;
  kind: 'FINISHED' | 'SURFACED';
  sku: string | null;
  name: string | null;
  unfit: Unfit;
  attempt: number;
  status: string;
  stage: LensStage;
}

const unfitLenses = (query: Tx['query'], jobId: string): Promise<UnfitLens[]> =>
  query<UnfitLens>(
    `SELECT id, eye, kind, blank_sku AS sku, blank_name AS name, unfit, attempt, blank_status AS status, stage FROM lab_lens
     WHERE job_id = $1 AND unfit IS NOT NULL ORDER BY eye`,
    [jobId],
  );

/**
 * The way on for lenses that no longer do: another blank is chosen for each by the same rules and the same shelf, and asked for. A blank
 * that lies whole in the tray is to be put back (see `put-back-blank.ts`), one that never left its shelf is released, what is cut already is
 * lost and counted; the other lens of the pair stays as it is.
 * @throws LENSES_FIT, NO_BLANK_FITS
 */
export async function repickBlanks(parts: LabParts, principal: Principal, jobId: string): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const query = parts.database.query.bind(parts.database);
  const [job] = await jobsById(query, [jobId]);
  if (!job) refuse(ERRORS.LAB_JOB_NOT_FOUND);
  const rules = rulesOfJob(job, await parts.making());
  const [before] = await parts.database.transaction(
    (tx) => openValues(parts, tx, principal, [job], 'another blank chosen'),
    { name: 'read for another blank' },
  );
  if (!before) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
  const lost = await unfitLenses(query, jobId);
  if (lost.length === 0) refuse(ERRORS.LENSES_FIT, { number: job.number });
  const eyes = lost.map(({ eye }) => eye);
  const context = {
    today: parts.clock.today(),
    eyes,
    wearProfile: before.wearProfile,
    slabOff: await readSlabOff(parts, query, job),
  };
  // On the bases of the pair first, so that the other lens keeps its match; where its curve cannot span the frame, on what is planned.
  const same = calculateFor(before, job.lens, job.frame, rules, { ...context, bases: basesOfValues(before) });
  const { blanks } = same.blanks.some(({ finished, surfaced }) => finished.length + surfaced.length === 0)
    ? calculateFor(before, job.lens, job.frame, rules, context)
    : same;
  const stock = await stockOfCandidates(parts, blanks);
  const decided: LensBlank[] =
    stock.size === 0
      ? blanks.map(({ eye, finished, surfaced }) => ({
          eye,
          blank: finished[0] ?? surfaced[0] ?? null,
          stockFill: null,
        }))
      : decideBlanks(blanks, levelIn(stock), await blankRuleOf(parts, job.lens.materialCode));
  const missing = decided.find(({ blank }) => blank === null);
  if (missing) refuse(ERRORS.NO_BLANK_FITS, { number: job.number, eye: missing.eye });
  const bases = {
    ...basesOfValues(before),
    ...Object.fromEntries(decided.flatMap(({ eye, blank }) => (blank?.base == null ? [] : [[eye, blank.base]]))),
  };
  const { values } = calculateFor(before, job.lens, job.frame, rules, { ...context, bases });
  return parts.database.transaction(
    async (tx) => {
      const locked = await lockJob(tx, jobId);
      const now = await unfitLenses(tx.query, jobId);
      // Traced again, or chosen by somebody else meanwhile: what was chosen here is not for these lenses.
      if (JSON.stringify(now) !== JSON.stringify(lost) || locked.version !== job.version)
        refuse(ERRORS.LENSES_FIT, { number: job.number });
      await keepValues(parts, tx, locked, before, values, eyes);
      await takeOthers(parts, tx, locked, now, decided, nameOf(principal));
      await tx.enqueue(AllocateBlanks, { jobId });
      await settleHolds(parts, tx, locked);
      await tellChange(tx, locked, 'BLANK');
      return lockJob(tx, jobId);
    },
    { name: 're-pick blanks' },
  );
}

/** Only the lenses that start again are calculated anew; the others are what they are. */
async function keepValues(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  before: LabValues,
  after: LabValues,
  eyes: readonly Eye[],
): Promise<void> {
  const lenses = before.lenses.map((old) =>
    eyes.includes(old.eye) ? (after.lenses.find(({ eye }) => eye === old.eye) ?? old) : old,
  );
  await tx.query('UPDATE lab_job SET sealed = $2 WHERE id = $1', [
    job.id,
    await seal(parts.cipher, tx, job, { ...before, problems: after.problems, lenses }),
  ]);
}

async function takeOthers(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  lost: readonly UnfitLens[],
  decided: readonly LensBlank[],
  operator: string,
): Promise<void> {
  const at = parts.clock.now();
  const scanId = newId('scan');
  for (const lens of lost) {
    const isCut = !['WAITING', 'PICKED'].includes(lens.stage);
    await endSteps(tx, [lens], isCut ? 'SPOILED' : 'CANCELLED', { scanId, at, reason: REASON });
    if (isCut)
      await recordLoss(parts, tx, job, lens, {
        reasonCode: REASON,
        note: 'traced frame',
        operator,
        station: 're-pick',
      });
    if (lens.sku && ['NEEDED', 'WAITING', 'ALLOCATED'].includes(lens.status))
      await tx.enqueue(SettleBlank, {
        jobId: job.id,
        lensId: lens.id,
        attempt: lens.attempt,
        sku: lens.sku,
        outcome: 'released',
        reason: REASON,
      });
    const blank = decided.find(({ eye }) => eye === lens.eye)?.blank;
    await tx.query(
      `UPDATE lab_lens SET kind = $2, blank_sku = $3, blank_name = $4, blank_diameter_mm = $5, blank_status = 'NEEDED', stage = 'WAITING',
         unfit = NULL, attempt = attempt + 1, breakages = breakages + $6 WHERE id = $1`,
      [
        lens.id,
        blank?.kind ?? lens.kind,
        blank?.sku ?? null,
        blank?.name ?? null,
        blank?.diameterMm ?? null,
        isCut ? 1 : 0,
      ],
    );
  }
  await tx.query(
    `UPDATE lab_job SET is_surfaced = EXISTS (SELECT 1 FROM lab_lens WHERE job_id = $1 AND kind = 'SURFACED') WHERE id = $1`,
    [job.id],
  );
  const returned = lost.filter(({ stage, sku }) => stage === 'PICKED' && sku !== null);
  for (const lens of returned) await openReturns(parts, tx, job, [lens], lens.unfit, operator);
  await recordScan(
    parts,
    tx,
    job.id,
    job.status,
    job.status,
    {
      station: 're-pick',
      operator,
      eyes: lost.map(({ eye }) => eye),
      note: returned.length > 0 ? `to be put back: ${returned.map(({ sku }) => sku).join(', ')}` : REASON,
    },
    { id: scanId, result: null },
  );
}
