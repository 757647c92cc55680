import { type Principal, refuse, type Tx } from '@opticworks/kernel';
import { type LensmeterEyes, parseLensmeter } from '@opticworks/optics';
import { subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { isOpen } from '../jobs/lab-job.state.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';

const cell = (jobId: string) => ({ table: 'lab_expected_reading', row: jobId, column: 'sealed' });

/**
 * Keeps what the maker of a compensated lens says the lensmeter will show (LDDRSPH and its kin). Inspections from then on hold the lens
 * against it: the ordered power would be wrong by the compensation.
 */
export async function setExpectedReadings(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; text: string },
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  const parsed = parseLensmeter(request.text);
  if (!parsed.ok) refuse(ERRORS.EXPECTED_UNREADABLE, { line: parsed.line });
  if (!parsed.expected.od && !parsed.expected.os) refuse(ERRORS.EXPECTED_UNREADABLE, { line: 1 });
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      if (!isOpen(job.status)) refuse(ERRORS.INSPECTION_NOT_DUE, { number: job.number, from: job.status });
      const sealed = await parts.cipher.encrypt(tx, subjectOf(job), cell(job.id), JSON.stringify(parsed.expected));
      await tx.query(
        `INSERT INTO lab_expected_reading (job_id, sealed, at, operator) VALUES ($1, $2, $3, $4)
         ON CONFLICT (job_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, operator = excluded.operator`,
        [job.id, sealed, parts.clock.now(), nameOf(principal)],
      );
      await tellChange(tx, job, 'EXPECTED_READINGS');
      return job;
    },
    { name: 'set expected readings' },
  );
}

/** @returns null where none were given, or their owner was erased */
export async function readExpected(
  parts: LabParts,
  tx: Pick<Tx, 'query'>,
  job: Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>,
): Promise<LensmeterEyes | null> {
  const [row] = await tx.query<{ sealed: string }>('SELECT sealed FROM lab_expected_reading WHERE job_id = $1', [
    job.id,
  ]);
  if (!row) return null;
  const [text] = await parts.cipher.decryptMany(tx, [
    { subject: subjectOf(job), cell: cell(job.id), sealed: row.sealed },
  ]);
  return text ? (JSON.parse(text) as LensmeterEyes) : null;
}
