import type { Principal, Tx } from '@opticworks/kernel';
import type { LabValues, LensValues } from '../calculation/lab-values.ts';
import { openValues } from '../calculation/lab-vault.ts';
import { jobsById, type LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';

type Eye = 'OD' | 'OS';

/** The lens that stays in the frame when one is made again. */
export interface FellowLens {
  /** The job that made it: the new lens follows its rules. */
  job: LabJobRow;
  values: LabValues;
  lens: LensValues;
}

const SYSTEM: Principal = { kind: 'service', name: 'lab' };

/**
 * The other lens of a pair of which one is made again, as the last job that finished one made it: the original, or a remake of it.
 * @param of the job that is remade
 * @returns null where both are made, and where its values are gone with an erased person
 */
export async function readFellow(
  parts: LabParts,
  of: { id: string; eyes: readonly Eye[] },
  principal: Principal = SYSTEM,
): Promise<FellowLens | null> {
  const [made] = of.eyes;
  if (!made || of.eyes.length > 1) return null;
  const eye: Eye = made === 'OD' ? 'OS' : 'OD';
  return parts.database.transaction(
    async (tx) => {
      const job = await lastThatMade(tx, of.id, eye);
      if (!job) return null;
      const [values] = await openValues(parts, tx, principal, [job], 'fellow lens of a remake');
      const lens = values?.lenses.find((one) => one.eye === eye);
      return values && lens ? { job, values, lens } : null;
    },
    { name: 'read fellow lens' },
  );
}

async function lastThatMade(tx: Tx, jobId: string, eye: Eye): Promise<LabJobRow | null> {
  const [found] = await tx.query<{ id: string }>(
    `WITH RECURSIVE chain AS (
       SELECT id, remake_of FROM lab_job WHERE id = $1
       UNION SELECT j.id, j.remake_of FROM lab_job j JOIN chain c ON j.id = c.remake_of
     ), tree AS (
       SELECT id FROM chain WHERE remake_of IS NULL
       UNION SELECT j.id FROM lab_job j JOIN tree t ON j.remake_of = t.id
     )
     SELECT j.id FROM lab_job j JOIN tree t ON t.id = j.id
     WHERE j.status IN ('PASSED', 'SHIPPED', 'DISPENSED') AND (j.remake_eyes IS NULL OR $2 = ANY(j.remake_eyes))
     ORDER BY j.created_at DESC, j.number DESC LIMIT 1`,
    [jobId, eye],
  );
  return found ? ((await jobsById(tx.query, [found.id]))[0] ?? null) : null;
}
