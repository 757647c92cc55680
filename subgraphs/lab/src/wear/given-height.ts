import { type Principal, refuse, type Tx, writtenText } from '@opticworks/kernel';
import {
  type EyePairMm,
  findingMessage,
  type HeightDesign,
  type HeightKind,
  heightFieldOf,
  heightKindOf,
  type MakingRules,
} from '@opticworks/optics';
import type { PrescriptionValue } from '@opticworks/schema';
import { basesOfValues, calculateFor } from '../calculation/calculate-lenses.ts';
import { designOfJob, rulesOfJob } from '../calculation/job-rules.ts';
import type { LabValues } from '../calculation/lab-values.ts';
import { openValues, subjectOf } from '../calculation/lab-vault.ts';
import { ERRORS } from '../errors.ts';
import { type LabJobRow, lockJob } from '../jobs/job.rows.ts';
import { tellChange } from '../jobs/settle-holds.ts';
import { startOver } from '../jobs/start-over.ts';
import { insistNotAway } from '../outside-labs/insist-not-away.ts';
import type { LabParts } from '../parts.ts';
import { insist, nameOf } from '../permissions.ts';
import { WEAR_ERRORS } from './wear.errors.ts';

/** Heights an optician gave although nobody measured them in this frame, and why. */
export interface GivenHeight extends EyePairMm {
  kind: HeightKind;
  reason: string;
}

const cell = (jobId: string) => ({ table: 'lab_given_height', row: jobId, column: 'sealed' });

/** What was given for a pair. A remake has that of its original, unless the height was what was wrong with it. */
export async function readGivenHeight(
  parts: LabParts,
  query: Tx['query'],
  job: Pick<LabJobRow, 'id' | 'ownerKind' | 'ownerId'>,
): Promise<(GivenHeight & { at: Date; givenBy: string }) | null> {
  const [row] = await query<{ jobId: string; sealed: string; at: Date; givenBy: string }>(
    `WITH RECURSIVE line AS (
       SELECT id, remake_of, remake_reason, 0 AS back FROM lab_job WHERE id = $1
       UNION ALL SELECT j.id, j.remake_of, j.remake_reason, line.back + 1 FROM lab_job j JOIN line ON j.id = line.remake_of
       WHERE line.remake_reason <> 'HEIGHT_WRONG')
     SELECT g.job_id AS "jobId", g.sealed, g.at, g.given_by AS "givenBy" FROM line JOIN lab_given_height g ON g.job_id = line.id
     ORDER BY line.back LIMIT 1`,
    [job.id],
  );
  if (!row) return null;
  const [text] = await parts.cipher.decryptMany({ query }, [
    { subject: subjectOf(job), cell: cell(row.jobId), sealed: row.sealed },
  ]);
  return text ? { ...(JSON.parse(text) as GivenHeight), at: row.at, givenBy: row.givenBy } : null;
}

/** In place of a typed height; what is measured counts before both. One given for a design with another kind of height says nothing. */
export const withGivenHeight = (
  prescription: PrescriptionValue,
  given: GivenHeight | null,
  design: HeightDesign,
): PrescriptionValue =>
  given && given.kind === heightKindOf(design)
    ? { ...prescription, heightsMm: { odMm: given.odMm, osMm: given.osMm } }
    : prescription;

/** A design with a segment or a fitting cross cannot be centred without its height. Changes the fact in the job's row. */
export async function settleHeight(tx: Tx, job: LabJobRow, values: LabValues): Promise<void> {
  const design = designOfJob(job);
  const isDue = design !== undefined && heightKindOf(design) !== null && values.heights === null;
  if (isDue === job.heightDue) return;
  await tx.query('UPDATE lab_job SET height_due = $2 WHERE id = $1', [job.id, isDue]);
  job.heightDue = isDue;
}

/**
 * Gives the heights of a pair that nobody measured in its frame, and has it calculated anew. An optician does it, before the pair is
 * picked, and says why: the wearer's old pair in the same frame, say.
 * @throws HEIGHT_NOT_ASKED, HEIGHT_OFF_LENS, HEIGHT_NOT_POSSIBLE, HEIGHT_REASON_MISSING
 */
export async function giveHeights(
  parts: LabParts,
  principal: Principal,
  request: { jobId: string; heights: EyePairMm; reason: string | null },
): Promise<LabJobRow> {
  insist({ principal }, 'vouchForRx');
  const reason = writtenText(request.reason, 500, 'reason') ?? refuse(WEAR_ERRORS.HEIGHT_REASON_MISSING);
  const today = await parts.making();
  return parts.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, request.jobId);
      const [values] = await openValues(parts, tx, principal, [job], 'height given');
      if (!values) refuse(ERRORS.NOT_CALCULATED, { number: job.number });
      const kind = await insistItIsAsked(parts, tx, job);
      insistOnLens(job, request.heights);
      insistItCanBeMade(parts, job, values, request.heights, rulesOfJob(job, today));
      const given: GivenHeight = { kind, odMm: request.heights.odMm, osMm: request.heights.osMm, reason };
      const sealed = await parts.cipher.encrypt(tx, subjectOf(job), cell(job.id), JSON.stringify(given));
      await tx.query(
        `INSERT INTO lab_given_height (job_id, sealed, at, given_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (job_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at, given_by = excluded.given_by`,
        [job.id, sealed, parts.clock.now(), nameOf(principal)],
      );
      // A preparation that runs at this moment read the job before: its answer is not stored.
      await tx.query('UPDATE lab_job SET wear_version = wear_version + 1 WHERE id = $1', [job.id]);
      await startOver(parts, tx, job, 'height given');
      await tellChange(tx, job, 'HEIGHT');
      return lockJob(tx, job.id);
    },
    { name: 'give heights' },
  );
}

/** Due, or given before: a height that was measured or typed is put right where it stands. */
async function insistItIsAsked(parts: LabParts, tx: Tx, job: LabJobRow): Promise<HeightKind> {
  const design = designOfJob(job);
  const kind = design ? heightKindOf(design) : null;
  const isAsked = job.heightDue || (await readGivenHeight(parts, tx.query, job)) !== null;
  if (!kind || !isAsked || job.isPicked || !['ENTERED', 'ON_HOLD', 'RELEASED'].includes(job.status))
    refuse(WEAR_ERRORS.HEIGHT_NOT_ASKED, { number: job.number });
  await insistNotAway(tx.query, job);
  return kind;
}

function insistOnLens({ frame }: LabJobRow, heights: EyePairMm): void {
  const max = frame.lensHeightTenthsMm / 10;
  for (const value of [heights.odMm, heights.osMm])
    if (!(value > 0 && value < max) || Math.abs(value * 10 - Math.round(value * 10)) > 1e-9)
      refuse(WEAR_ERRORS.HEIGHT_OFF_LENS, { max });
}

/** What the rules of making and the checks of a pair have against these heights is said at once, not as a hold afterwards. */
function insistItCanBeMade(
  parts: LabParts,
  job: LabJobRow,
  values: LabValues,
  heights: EyePairMm,
  rules: MakingRules,
): void {
  const { problems } = calculateFor({ ...values, heights }, job.lens, job.frame, rules, {
    today: parts.clock.today(),
    eyes: values.lenses.map(({ eye }) => eye),
    bases: basesOfValues(values),
  }).values;
  const problem = problems.find(({ field }) => heightFieldOf(field).startsWith('heights'));
  if (problem) refuse(WEAR_ERRORS.HEIGHT_NOT_POSSIBLE, { why: findingMessage(problem, 'en') });
}
