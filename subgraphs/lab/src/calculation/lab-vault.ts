import { actorOf, appendAuditAll, type PersonalCipher, type Principal, type Tx } from '@opticworks/kernel';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabParts } from '../parts.ts';
import type { LabValues } from './lab-values.ts';

/** The audit chain of every read of lens values. */
export const LAB_AUDIT = 'lab-values';

type Owned = Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>;

/** Values are sealed under the key of the person they are made for: erasing the person erases them here too. */
export const subjectOf = (job: Pick<LabJobRow, 'ownerKind' | 'ownerId'>): string => `${job.ownerKind}:${job.ownerId}`;

const cell = (jobId: string) => ({ table: 'lab_job', row: jobId, column: 'sealed' });

export const seal = (cipher: PersonalCipher, tx: Pick<Tx, 'query'>, job: Owned, values: LabValues): Promise<string> =>
  cipher.encrypt(tx, subjectOf(job), cell(job.id), JSON.stringify(values));

/**
 * Opens the values of jobs for somebody, with one look-up of keys and one audit append; no audit, no values.
 * @returns null where a job is not calculated yet or its owner was erased
 */
export async function openValues(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  jobs: readonly Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId' | 'sealed'>[],
  reason: string,
): Promise<(LabValues | null)[]> {
  const sealed = jobs.filter((job) => job.sealed);
  const texts = await parts.cipher.decryptMany(
    tx,
    sealed.map((job) => ({ subject: subjectOf(job), cell: cell(job.id), sealed: job.sealed! })),
  );
  const values = new Map(sealed.map((job, i) => [job.id, texts[i] ? (JSON.parse(texts[i]) as LabValues) : null]));
  await appendAuditAll(
    tx,
    LAB_AUDIT,
    sealed.map((job) => ({ actor: actorOf(principal), action: 'lab-job.read-values', subject: job.id, reason })),
    parts.clock.now(),
  );
  return jobs.map((job) => values.get(job.id) ?? null);
}
