import { refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import type { LabJobStatus } from '../jobs/lab-job.state.ts';
import { carriedLenses, type Eye, type StandingLens } from '../stages/lens-stage.rules.ts';
import { BATCH_KINDS, type BatchKind, isOrdered } from './batch.rules.ts';

/** What a lens wears: coats of batches that came out well since it was last ground, and those of its present visit to coating. */
export interface CoatedLens extends StandingLens {
  jobId: string;
  coats: BatchKind[];
  coatsHere: BatchKind[];
}

/** A stock lens came coated, glass takes anti-reflection without a hard coat; every other lens gets what is ordered, in this order. */
export function dueCoats(
  kind: StandingLens['kind'],
  lens: { treatmentCodes: readonly string[]; materialCode: string },
): BatchKind[] {
  if (kind === 'FINISHED') return [];
  return BATCH_KINDS.filter(
    (coat) =>
      isOrdered(coat, lens.treatmentCodes) &&
      !(coat === 'HARD_COAT' && lens.materialCode === 'crown' && !lens.treatmentCodes.includes('hard-coat')),
  );
}

/** Tint goes into the bare lens and the hard coat onto it; what is evaporated comes last. */
const under: Readonly<Record<BatchKind, readonly BatchKind[]>> = {
  TINT: [],
  HARD_COAT: [],
  AR: ['TINT', 'HARD_COAT'],
  MIRROR: ['TINT', 'HARD_COAT'],
};

/** Coats that must be on a lens before it gets this one, and are not. */
export const missingUnder = (coat: BatchKind, due: readonly BatchKind[], worn: readonly BatchKind[]): BatchKind[] =>
  under[coat].filter((below) => due.includes(below) && !worn.includes(below));

/**
 * Coats a lens still lacks before it may leave coating. A lens that came back to coating lost at least its outermost coat: that one must be
 * from this visit, the ones below it may be from before.
 */
export function missingCoats(
  lens: Pick<CoatedLens, 'stage' | 'coats' | 'coatsHere'>,
  due: readonly BatchKind[],
): BatchKind[] {
  const outermost = due.at(-1);
  return due.filter((coat) =>
    coat === outermost && lens.stage === 'COATING' ? !lens.coatsHere.includes(coat) : !lens.coats.includes(coat),
  );
}

export const coatedLenses = (query: Tx['query'], jobIds: readonly string[]): Promise<CoatedLens[]> =>
  query<CoatedLens>(
    `WITH good AS (SELECT x.lens_id, x.attempt, b.kind, b.finished_at FROM lab_batch_lens x JOIN lab_batch b ON b.id = x.batch_id
       WHERE x.job_id = ANY($1) AND b.status = 'GOOD')
     SELECT l.id, l.job_id AS "jobId", l.eye, l.kind, l.stage, l.attempt,
       ARRAY(SELECT DISTINCT g.kind FROM good g WHERE g.lens_id = l.id AND g.attempt = l.attempt AND g.finished_at >= coalesce(
         (SELECT max(s.started_at) FROM lab_lens_step s WHERE s.lens_id = l.id AND s.attempt = l.attempt AND s.stage = 'SURFACING'
            AND s.outcome IS DISTINCT FROM 'UNDONE'), '-infinity')) AS coats,
       ARRAY(SELECT DISTINCT g.kind FROM good g WHERE g.lens_id = l.id AND g.attempt = l.attempt AND g.finished_at >= coalesce(
         (SELECT s.started_at FROM lab_lens_step s WHERE s.lens_id = l.id AND s.stage = 'COATING' AND s.ended_at IS NULL),
         '-infinity')) AS "coatsHere"
     FROM lab_lens l WHERE l.job_id = ANY($1) ORDER BY l.job_id, l.eye`,
    [jobIds],
  );

/**
 * No lens leaves coating, or gets past it, without the coats that are ordered: each from a batch that came out well.
 * @param asked the lenses the operator named; whatever is carried when null
 * @throws COAT_MISSING
 */
export async function insistOnCoats(
  tx: Tx,
  job: LabJobRow,
  to: LabJobStatus,
  asked: readonly Eye[] | null,
): Promise<void> {
  if (to !== 'FINISHING' && to !== 'INSPECTION') return;
  const carried = carriedLenses(to, await coatedLenses(tx.query, [job.id]), asked).filter(
    ({ stage }) => stage !== 'FINISHING',
  );
  for (const lens of carried) {
    const missing = missingCoats(lens, dueCoats(lens.kind, job.lens));
    if (missing.length > 0)
      refuse(ERRORS.COAT_MISSING, { number: job.number, eye: lens.eye, coats: missing.join(', '), to });
  }
}

/** Batches a tray still has before it in coating, in their order: what any lens lacks that is not further on. */
export const coatsLeft = (job: Pick<LabJobRow, 'lens'>, lenses: readonly CoatedLens[]): BatchKind[] => {
  const left = new Set(
    lenses
      .filter(({ stage }) => stage === 'SURFACING' || stage === 'COATING' || stage === 'REWORK')
      .flatMap((lens) => missingCoats(lens, dueCoats(lens.kind, job.lens))),
  );
  return BATCH_KINDS.filter((kind) => left.has(kind));
};
