import { type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import type { MakingRules } from '@opticworks/optics';
import { basesOfValues, calculateFor } from '../calculation/calculate-lenses.ts';
import { designOfJob, rulesOfJob } from '../calculation/job-rules.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import { openValues, seal, subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { settleHolds, tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { isOnLens, slabLineOf } from './slab-line.rules.ts';
import { type SlabOffAdvice, type SlabOffDecision, slabOffAdvice } from './slab-off.rules.ts';
import { WEAR_ERRORS } from './wear.errors.ts';

const cell = (jobId: string) => ({ table: 'lab_slab_off', row: jobId, column: 'sealed' });

/** What was decided for a pair; a remake follows its original until somebody decides otherwise. */
export async function readSlabOff(
  parts: LabParts,
  query: Tx['query'],
  job: Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>,
): Promise<(SlabOffDecision & { at: Date; decidedBy: string }) | null> {
  const [row] = await query<{ jobId: string; sealed: string; at: Date; decidedBy: string }>(
    `WITH RECURSIVE line AS (
       SELECT id, remake_of, 0 AS back FROM lab_job WHERE id = $1
       UNION ALL SELECT j.id, j.remake_of, line.back + 1 FROM lab_job j JOIN line ON j.id = line.remake_of)
     SELECT s.job_id AS "jobId", s.sealed, s.at, s.decided_by AS "decidedBy" FROM line JOIN lab_slab_off s ON s.job_id = line.id
     ORDER BY line.back LIMIT 1`,
    [job.id],
  );
  if (!row) return null;
  const [text] = await parts.cipher.decryptMany({ query }, [
    { subject: subjectOf(job), cell: cell(row.jobId), sealed: row.sealed },
  ]);
  return text ? { ...(JSON.parse(text) as SlabOffDecision), at: row.at, decidedBy: row.decidedBy } : null;
}

/**
 * Whether somebody still has to decide: advised or once decided for, and not decided on this very imbalance; or decided with a line that
 * no longer lies on the lens, in this frame and with these heights. Changes the fact in the job's row.
 */
export async function settleSlabOff(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  values: LabValues,
  rules: MakingRules,
): Promise<void> {
  const advice = slabOffAdvice(values, designOfJob(job));
  const decided = advice ? await readSlabOff(parts, tx.query, job) : null;
  const isDue =
    decided && decided.imbalance === advice?.imbalance
      ? isLineLost(decided, job, values, rules)
      : advice?.isAdvised === true || isSlabLost(decided, advice);
  if (isDue === job.slabOffDue) return;
  await tx.query('UPDATE lab_job SET slab_off_due = $2 WHERE id = $1', [job.id, isDue]);
  job.slabOffDue = isDue;
}

/** A slab that was wanted is never left out because the values turned out otherwise: somebody says again. */
const isSlabLost = (decided: SlabOffDecision | null, advice: SlabOffAdvice | null): boolean =>
  decided?.eye != null && advice?.eye != null;

function isLineLost(decided: SlabOffDecision, job: LabJobRow, values: LabValues, rules: MakingRules): boolean {
  const { eye, lineHeightMm } = decided;
  return eye !== null && lineHeightMm != null && !isOnLens(lineHeightMm, slabLineOf(values, job, eye, rules));
}

/** @throws SLAB_LINE_OFF_LENS */
function insistOnLens(heightMm: number, job: LabJobRow, values: LabValues, eye: 'OD' | 'OS', rules: MakingRules): void {
  const line = slabLineOf(values, job, eye, rules);
  if (isOnLens(heightMm, line)) return;
  refuse(WEAR_ERRORS.SLAB_LINE_OFF_LENS, { min: line.minMm, max: line.maxMm, usual: line.usualMm });
}

/** Records whether a pair is made with slab-off, and lets it go on. Refusing the advice needs a reason; it may be changed until picking. */
export async function decideSlabOff(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; isMade: boolean; reason: string | null; lineHeightMm?: number | null },
): Promise<LabJobRow> {
  insist({ principal }, 'vouchForRx');
  const reason = writtenText(request.reason, 500, 'reason');
  const lineHeightMm = (request.isMade ? request.lineHeightMm : null) ?? null;
  return decideOn(parts, principal, request.jobId, async ({ job, values, eye, imbalance, isAdvised, rules }) => {
    if (isAdvised && !request.isMade && !reason) refuse(WEAR_ERRORS.SLAB_OFF_REASON_MISSING);
    if (lineHeightMm !== null) insistOnLens(lineHeightMm, job, values, eye, rules);
    return {
      eye: request.isMade ? eye : null,
      amount: request.isMade ? imbalance : null,
      imbalance,
      reason,
      lineHeightMm,
      lineSetBy: lineHeightMm === null ? null : nameOf(principal),
      decidedBy: nameOf(principal),
    };
  });
}

/**
 * Sets where the slab of a pair begins, or puts it back to the usual place: whoever grinds it may know better than whoever decided on it.
 * The decision itself, and who took it, stays.
 */
export async function setSlabLine(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; lineHeightMm: number | null },
): Promise<LabJobRow> {
  insist({ principal }, 'measure');
  const { lineHeightMm } = request;
  return decideOn(parts, principal, request.jobId, async ({ tx, job, values, imbalance, rules }) => {
    const decided = await readSlabOff(parts, tx.query, job);
    if (!decided?.eye || decided.imbalance !== imbalance) refuse(WEAR_ERRORS.SLAB_OFF_NOT_MADE, { number: job.number });
    if (lineHeightMm !== null) insistOnLens(lineHeightMm, job, values, decided.eye, rules);
    const { at: _, ...kept } = decided;
    return { ...kept, lineHeightMm, lineSetBy: lineHeightMm === null ? null : nameOf(principal) };
  });
}

/** What a decision is taken on: the imbalance of the job as it is calculated now, and the lens that would get the slab. */
interface Question {
  tx: Tx;
  job: LabJobRow;
  values: LabValues;
  rules: MakingRules;
  eye: 'OD' | 'OS';
  imbalance: number;
  isAdvised: boolean;
}

/** Asks for a decision on a locked job before it is picked, keeps it, calculates the lens anew and lets the job go on. */
async function decideOn(
  parts: LabParts,
  principal: Principal,
  jobId: string,
  decide: (question: Question) => Promise<SlabOffDecision & { decidedBy: string }>,
): Promise<LabJobRow> {
  const today = await parts.making();
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const rules = rulesOfJob(job, today);
      const [values] = await openValues(parts, tx, principal, [job], 'slab-off decided');
      if (!values) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
      const advice = slabOffAdvice(values, designOfJob(job));
      if (!advice?.eye || !['ENTERED', 'ON_HOLD', 'RELEASED'].includes(job.status))
        refuse(WEAR_ERRORS.SLAB_OFF_NOT_DUE, { number: job.number });
      const { eye, imbalance, isAdvised } = advice;
      const { decidedBy, ...decision } = await decide({ tx, job, values, rules, eye, imbalance, isAdvised });
      const sealed = await parts.cipher.encrypt(tx, subjectOf(job), cell(job.id), JSON.stringify(decision));
      await tx.query(
        `INSERT INTO lab_slab_off (job_id, sealed, at, decided_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (job_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, decided_by = excluded.decided_by`,
        [job.id, sealed, parts.clock.now(), decidedBy],
      );
      await grindAnew(parts, tx, job, values, rules, decision);
      await settleSlabOff(parts, tx, job, values, rules);
      await settleHolds(parts, tx, job);
      await tellChange(tx, job, 'SLAB_OFF');
      return job;
    },
    { name: 'decide slab-off' },
  );
}

/** A slab takes thickness away below its line, and may ask for more above: the lens that gets or loses it is calculated anew, on its base. */
async function grindAnew(
  parts: LabParts,
  tx: Tx,
  job: LabJobRow,
  values: LabValues,
  rules: MakingRules,
  decision: SlabOffDecision,
): Promise<void> {
  const after = calculateFor(values, job.lens, job.frame, rules, {
    today: parts.clock.today(),
    eyes: values.lenses.map(({ eye }) => eye),
    bases: basesOfValues(values),
    wearProfile: values.wearProfile,
    slabOff: decision,
  }).values.lenses;
  const lenses = values.lenses.map((old) => {
    const made = after.find(({ eye }) => eye === old.eye);
    return made && (made.slab || old.slab) ? made : old;
  });
  await tx.query('UPDATE lab_job SET sealed = $2 WHERE id = $1', [
    job.id,
    await seal(parts.cipher, tx, job, { ...values, lenses }),
  ]);
}
