import { createHash } from 'node:crypto';
import { newId, type Principal, refuse, type Tx } from '@opticworks/kernel';
import { subjectOf } from '../calculation/lab-vault.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { EQUIPMENT_ERRORS } from './equipment.errors.ts';
import { issueOf } from './import-trace.ts';
import { judgeResult, type MachineResult } from './result.rules.ts';

export interface ResultFile {
  bytes: Uint8Array;
  source: 'UPLOAD' | 'DEVICE';
  device: string | null;
}

export const resultCell = (id: string) => ({ table: 'lab_device_result', row: id, column: 'sealed' });

/** A machine's report from a file: for staff, who need the right to work on jobs. */
export async function importResult(
  parts: LabParts,
  principal: Principal,
  jobId: string,
  file: ResultFile,
): Promise<LabJobRow> {
  insist({ principal }, 'work');
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      await takeResult(parts, tx, principal, job, file);
      return job;
    },
    { name: 'import machine result' },
  );
}

/**
 * Keeps what a machine reports about a job: how it ended, and what it measured. Measured powers are health data and sealed. The same
 * report twice is one report. It moves no job: a scan does that, by the person who holds the lens.
 * @throws RESULT_UNREADABLE, RESULT_OF_OTHER_JOB
 */
export async function takeResult(
  parts: LabParts,
  tx: Tx,
  principal: Principal,
  job: LabJobRow,
  file: ResultFile,
): Promise<MachineResult> {
  const verdict = judgeResult(file.bytes, job);
  if (!verdict.ok && verdict.reason === 'OTHER_JOB')
    refuse(EQUIPMENT_ERRORS.RESULT_OF_OTHER_JOB, { number: job.number, other: verdict.named?.slice(0, 40) ?? '–' });
  if (!verdict.ok)
    refuse(
      EQUIPMENT_ERRORS.RESULT_UNREADABLE,
      { detail: verdict.problems[0]?.detail ?? '' },
      { issues: verdict.problems.map((problem) => issueOf(problem, 'error')) },
    );
  const id = newId('result');
  const { result } = verdict;
  const [kept] = await tx.query(
    `INSERT INTO lab_device_result (id, job_id, source, sha256, status, sealed, taken_at, taken_by, device)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (job_id, sha256) DO NOTHING RETURNING id`,
    [
      id,
      job.id,
      file.source,
      createHash('sha256').update(file.bytes).digest('hex'),
      result.status,
      await parts.cipher.encrypt(tx, subjectOf(job), resultCell(id), JSON.stringify(result)),
      parts.clock.now(),
      nameOf(principal),
      file.device,
    ],
  );
  if (kept) await tellChange(tx, job, 'MACHINE_RESULT');
  return result;
}
