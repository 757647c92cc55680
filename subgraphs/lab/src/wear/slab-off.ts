import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import type { MakingRules } from '@opticworks/optics';
import { basesOfValues, calculateFor } from '../calculation/calculate-lenses.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import { openValues, seal, subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { settleHolds, tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { type SlabOffDecision, slabOffAdvice } from './slab-off.rules.ts';
import { WEAR_ERRORS } from './wear.errors.ts';

const cell = (jobId: string) => ({ table: 'lab_slab_off', row: jobId, column: 'sealed' });

export async function readSlabOff(
  parts: LabParts,
  query: Tx['query'],
  job: Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>,
): Promise<(SlabOffDecision & { at: Date; decidedBy: string }) | null> {
  const [row] = await query<{ sealed: string; at: Date; decidedBy: string }>(
    'SELECT sealed, at, decided_by AS "decidedBy" FROM lab_slab_off WHERE job_id = $1',
    [job.id],
  );
  if (!row) return null;
  const [text] = await parts.cipher.decryptMany({ query }, [
    { subject: subjectOf(job), cell: cell(job.id), sealed: row.sealed },
  ]);
  return text ? { ...(JSON.parse(text) as SlabOffDecision), at: row.at, decidedBy: row.decidedBy } : null;
}

/** Whether somebody still has to decide: advised, and not decided on this very imbalance. Changes the fact in the job's row. */
export async function settleSlabOff(parts: LabParts, tx: Tx, job: LabJobRow, values: LabValues): Promise<void> {
  const advice = slabOffAdvice(values, job.lens.designCode);
  const decided = advice?.isAdvised ? await readSlabOff(parts, tx.query, job) : null;
  const isDue = advice?.isAdvised === true && decided?.imbalance !== advice.imbalance;
  if (isDue === job.slabOffDue) return;
  await tx.query('UPDATE lab_job SET slab_off_due = $2 WHERE id = $1', [job.id, isDue]);
  job.slabOffDue = isDue;
}

/** Records whether a pair is made with slab-off, and lets it go on. Refusing the advice needs a reason; it may be changed until picking. */
export async function decideSlabOff(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; isMade: boolean; reason: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'vouchForRx');
  const reason = request.reason?.trim().slice(0, 500) || null;
  const rules = await parts.making();
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      const [values] = await openValues(parts, tx, principal, [job], 'slab-off decided');
      if (!values) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
      const advice = slabOffAdvice(values, job.lens.designCode);
      if (!advice?.eye || !['ENTERED', 'ON_HOLD', 'RELEASED'].includes(job.status))
        refuse(WEAR_ERRORS.SLAB_OFF_NOT_DUE, { number: job.number });
      if (advice.isAdvised && !request.isMade && !reason) refuse(WEAR_ERRORS.SLAB_OFF_REASON_MISSING);
      const decision: SlabOffDecision = {
        eye: request.isMade ? advice.eye : null,
        amount: request.isMade ? advice.imbalance : null,
        imbalance: advice.imbalance,
        reason,
      };
      const sealed = await parts.cipher.encrypt(tx, subjectOf(job), cell(job.id), JSON.stringify(decision));
      await tx.query(
        `INSERT INTO lab_slab_off (job_id, sealed, at, decided_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (job_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, decided_by = excluded.decided_by`,
        [job.id, sealed, parts.clock.now(), nameOf(principal)],
      );
      await grindAnew(parts, tx, job, values, rules, decision);
      await settleSlabOff(parts, tx, job, values);
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
