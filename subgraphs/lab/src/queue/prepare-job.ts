import { newId, type Tx } from '@opticworks/kernel';
import {
  decideBlanks,
  type Finding,
  type MakingRules,
  unusedHeight,
  waitsForStock,
  withMeasured,
} from '@opticworks/optics';
import { ReadPrescription } from '@opticworks/schema/operations/customer-rx';
import { blankRuleOf, levelIn, stockOfCandidates } from '../blanks/blank-stock.ts';
import {
  type Bases,
  type CalculatedJob,
  calculateLenses,
  type LensBlank,
  orderOf,
} from '../calculation/calculate-lenses.ts';
import { rulesOfJob, rulesToKeep } from '../calculation/job-rules.ts';
import { seal } from '../calculation/lab-vault.ts';
import { judgedBy } from '../calculation/prescription-rules.ts';
import { jobsById, type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { isOpen } from '../jobs/lab-job.state.ts';
import { placeHold, settleHolds } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { planJob } from '../promise/promise.ts';
import { besideFellow, withFellow } from '../remakes/fellow-lens.rules.ts';
import { readFellow } from '../remakes/fellow-lens.ts';
import { policyNow, switchedOn } from '../settings/policies.ts';
import { readGivenHeight, settleHeight, withGivenHeight } from '../wear/given-height.ts';
import { readWear, withMeasuredWear } from '../wear/position-of-wear.ts';
import { readSlabOff, settleSlabOff } from '../wear/slab-off.ts';
import { AllocateBlanks } from './lab-queue.ts';

/**
 * Prepares an entered job. The siblings are asked outside any transaction; what they answered is then stored under the job's lock, and
 * only if nobody did so before. What cannot be calculated becomes a question to the customer.
 */
export async function prepareJob(parts: LabParts, jobId: string): Promise<void> {
  const [job] = await jobsById(parts.database.query.bind(parts.database), [jobId]);
  if (!job || job.calculatedAt || !isOpen(job.status)) return;
  const query = parts.database.query.bind(parts.database);
  const [read, today, deskRules, wear, wearProfile, slabOff, givenHeight] = await Promise.all([
    parts.caller.call(ReadPrescription, {
      prescriptionId: job.prescriptionId,
      owner: null,
      reason: `lab job ${job.number}`,
      measurementId: job.lens.measurementId ?? null,
    }),
    parts.making(),
    parts.prescriptionRules(),
    readWear(parts, query, job),
    policyNow(parts, query, 'WEAR'),
    readSlabOff(parts, query, job),
    readGivenHeight(parts, query, job),
  ]);
  const eyes = job.remakeEyes ?? (['OD', 'OS'] as const);
  // One lens is made to go with the one that stays, by the rules that was made by.
  const fellow = job.remakeOfId === null ? null : await readFellow(parts, { id: job.remakeOfId, eyes });
  const rules = fellow ? rulesOfJob(fellow.job, today) : today;
  // A design nobody knows needs no height; the calculation says what it is.
  const design = rules.designs[orderOf(job.lens).design] ?? {};
  const entered = withGivenHeight(read.prescription, givenHeight, design);
  const prescription = withMeasuredWear(
    withMeasured(entered, read.measurement, job.frame.sku, design),
    // The bench and the desk measure the same: the newer one counts.
    wear && (!read.measurement || wear.at.toISOString() >= read.measurement.measuredAt) ? wear.measured : null,
  );
  // Measured since, the given height says nothing any more.
  const isGiven = entered !== read.prescription && prescription.heightsMm === entered.heightsMm;
  const heightUnused = unusedHeight(entered, read.measurement, job.frame.sku, design);
  const context = {
    today: parts.clock.today(),
    eyes,
    slabOff,
    heightUnused,
    heightGivenBy: isGiven ? (givenHeight?.givenBy ?? null) : null,
    judgedBy: judgedBy(deskRules),
    ...switchedOn(wearProfile),
    ...(fellow ? { wearProfile: fellow.values.wearProfile } : {}),
  };
  // Beside a lens that stays, blanks are looked for around its base.
  const around = fellow ? { bases: { OD: fellow.lens.baseCurve, OS: fellow.lens.baseCurve } } : {};
  const planned = calculateLenses(prescription, job.lens, job.frame, rules, { ...context, ...around });
  const blanks = planned.calculated?.blanks ?? [];
  const candidates = fellow ? besideFellow(blanks, fellow.lens, rules.limits.pairBaseSlack) : blanks;
  const decided = await decide(parts, job, candidates);
  const bases = basesOf(decided);
  // The shelf may have had another base than planned: curves and thickness are those of the blank that is taken.
  const outcome = planned.calculated
    ? calculateLenses(prescription, job.lens, job.frame, rules, { ...context, bases })
    : planned;
  await parts.database.transaction(
    async (tx) => {
      const locked = await lockJob(tx, jobId);
      if (locked.calculatedAt || !isOpen(locked.status)) return;
      // Traced or corrected while the siblings were asked: whoever did that asked for another preparation.
      if (!saysTheSame(job, locked)) return;
      if (read.status === 'SIGNED_OFF' && !locked.rxVerified) {
        await tx.query('UPDATE lab_job SET rx_verified = true WHERE id = $1', [jobId]);
        locked.rxVerified = true;
      }
      if (outcome.calculated) {
        const isLost = decided.some(({ eye, blank }) => !blank && blanks.some((one) => one.eye === eye && one.blank));
        const { values: made } = outcome.calculated;
        const values = fellow ? withFellow(made, fellow.lens, !isLost) : made;
        await storeCalculation(parts, tx, locked, values, decided, rules);
        // A missing blank waits for stock by itself; any other reason somebody has to settle with the customer.
        const reason = values.problems.find((problem) => !waitsForStock(problem));
        if (reason) await question(parts, tx, locked, reason);
      } else await question(parts, tx, locked, outcome.problem);
      await settleHolds(parts, tx, locked);
    },
    { name: 'prepare lab job' },
  );
}

const saysTheSame = (a: LabJobRow, b: LabJobRow): boolean =>
  a.prescriptionId === b.prescriptionId &&
  a.wearVersion === b.wearVersion &&
  a.lens.measurementId === b.lens.measurementId &&
  JSON.stringify(a.frame) === JSON.stringify(b.frame);

export const basesOf = (decided: readonly LensBlank[]): Bases =>
  Object.fromEntries(decided.flatMap(({ eye, blank }) => (blank?.base == null ? [] : [[eye, blank.base]])));

async function storeCalculation(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  values: CalculatedJob['values'],
  blanks: readonly LensBlank[],
  rules: MakingRules,
): Promise<void> {
  const isSurfaced = blanks.some(({ blank }) => blank?.kind === 'SURFACED');
  job.calculatedAt = parts.clock.now();
  job.isSurfaced = isSurfaced;
  job.madeBy = rulesToKeep(rules, job.lens);
  await tx.query('UPDATE lab_job SET sealed = $2, calculated_at = $3, is_surfaced = $4, made_by = $5 WHERE id = $1', [
    job.id,
    await seal(parts.cipher, tx, job, values),
    job.calculatedAt,
    isSurfaced,
    JSON.stringify(job.madeBy),
  ]);
  for (const { eye, blank, stockFill } of blanks) {
    await tx.query(
      `INSERT INTO lab_lens (id, job_id, eye, kind, blank_sku, blank_name, blank_diameter_mm, blank_status, stock_fill)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        newId('lens'),
        job.id,
        eye,
        blank?.kind ?? 'SURFACED',
        blank?.sku ?? null,
        blank?.name ?? null,
        blank?.diameterMm ?? null,
        // What is not in the list cannot be asked for: somebody has to order it by hand.
        blank ? 'NEEDED' : 'WAITING',
        stockFill,
      ],
    );
  }
  await settleSlabOff(parts, tx, job, values, rules);
  await settleHeight(tx, job, values);
  await planJob(parts, tx, job.id);
  await tx.enqueue(AllocateBlanks, { jobId: job.id });
}

/** Which of the listed blanks, by the shelf and by the rule of the material. */
async function decide(parts: LabParts, job: LabJobRow, blanks: CalculatedJob['blanks']): Promise<LensBlank[]> {
  const stock = await stockOfCandidates(parts, blanks);
  // With one candidate there is nothing to choose: the store says whether it has to be waited for.
  if (stock.size === 0) return blanks.map(({ eye, blank }) => ({ eye, blank, stockFill: null }));
  return decideBlanks(blanks, levelIn(stock), await blankRuleOf(parts, job.lens.materialCode));
}

/** The finding's code only: what is missing may be told, the values may not. */
async function question(parts: LabParts, tx: Tx, job: LabJobRow, problem: Finding): Promise<void> {
  await placeHold(parts, tx, job.id, 'CUSTOMER_QUESTION', 'system', problem.code);
  job.holdReasons = [...new Set([...job.holdReasons, 'CUSTOMER_QUESTION' as const])];
}
