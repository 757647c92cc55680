import { refuse, type Tx } from '@opticworks/kernel';
import {
  type ChargedParty,
  chargedParties,
  freeBy,
  isRemakeReason,
  type RemakeGroup,
  type RemakeReason,
  remakeTaxonomy,
  replacesFrame,
} from '@opticworks/optics';
import { ERRORS } from '../errors.ts';
import type { LabJobRow } from '../jobs/job.rows.ts';
import { readEye } from '../jobs/report-breakage.ts';
import type { LabParts } from '../parts.ts';
import { policyNow } from '../settings/policies.ts';
import type { MadeInstead, RemakeChanges } from './made-instead.ts';
import { type RemakeCost, remakeCost, type StandardCost } from './remake-cost.rules.ts';
import { partyByTerms, remakeTermsVersion } from './remake-terms.ts';

export interface RemakeRequest {
  jobId: string;
  reasonCode: string;
  eyes: readonly string[];
  /** Somebody else than the reason says; a supervisor decides it and says why. */
  chargedParty: string | null;
  /** What the reason usually asks for, where nobody says. */
  replacesFrame: boolean | null;
  /** What is made otherwise than before. */
  changes?: RemakeChanges | null;
}

export interface RemakeQuote {
  reason: RemakeReason;
  group: RemakeGroup;
  defaultParty: ChargedParty;
  chargedParty: ChargedParty;
  eyes: ('OD' | 'OS')[];
  replacesFrame: boolean;
  cost: RemakeCost;
  /** The policy that makes it free to the party, or null where it is charged. */
  policy: string | null;
  originalId: string;
  /** Which remake of the original it is, from 1. */
  sequence: number;
  daysSinceShipped: number | null;
  /** The version of the terms it is charged by. */
  termsVersion: number;
  /** What it is made of. */
  made: MadeInstead;
}

const DAY_MS = 86_400_000;

/** The lenses to make again. @throws EYE_UNKNOWN */
export function eyesOf({ eyes }: Pick<RemakeRequest, 'eyes'>): ('OD' | 'OS')[] {
  const named = [...new Set(eyes.map(readEye))].sort();
  return named.length > 0 ? named : refuse(ERRORS.EYE_UNKNOWN);
}

/**
 * What a remake would cost and who would pay it, from the book of standard costs, the taxonomy and the policies.
 * @param made what it is made of, read before any transaction
 * @throws REASON_UNKNOWN, EYE_UNKNOWN, PARTY_UNKNOWN, REMAKE_NOT_POSSIBLE
 */
export async function quoteRemake(
  parts: LabParts,
  query: Tx['query'],
  job: LabJobRow,
  request: RemakeRequest,
  made: MadeInstead,
): Promise<RemakeQuote> {
  const { reasonCode } = request;
  const reason = isRemakeReason(reasonCode)
    ? reasonCode
    : refuse(ERRORS.REASON_UNKNOWN, { code: reasonCode.slice(0, 40) });
  const eyes = eyesOf(request);
  if (!['PASSED', 'SHIPPED', 'DISPENSED'].includes(job.status))
    refuse(ERRORS.REMAKE_NOT_POSSIBLE, { number: job.number, from: job.status });
  const [terms, termsVersion] = await Promise.all([policyNow(parts, query, 'REMAKES'), remakeTermsVersion(query)]);
  const { group } = remakeTaxonomy[reason];
  const defaultParty = partyByTerms(terms, reason);
  const chargedParty = partyOf(request.chargedParty) ?? defaultParty;
  const hasNewFrame = made.changed.includes('frame') || (request.replacesFrame ?? replacesFrame.has(reason));
  const earlier = await earlierRemakes(query, job);
  const daysSinceShipped = job.shippedAt
    ? Math.floor((parts.clock.now().getTime() - job.shippedAt.getTime()) / DAY_MS)
    : null;
  const policy = freeBy(
    {
      reason,
      party: chargedParty,
      daysSinceShipped,
      earlierOf: (parties) => earlier.parties.filter((party) => parties.includes(party)).length,
    },
    terms.free,
  );
  const [book, kinds] = await Promise.all([standardCosts(query), lensKinds(query, job, eyes)]);
  return {
    reason,
    group,
    defaultParty,
    chargedParty,
    eyes,
    replacesFrame: hasNewFrame,
    cost: remakeCost(
      {
        lenses: kinds,
        material: made.lens.materialCode,
        design: made.lens.designCode,
        treatments: made.lens.treatmentCodes,
        replacesFrame: hasNewFrame,
        isSent: job.status !== 'PASSED',
      },
      book,
    ),
    policy: policy?.code ?? null,
    originalId: earlier.originalId,
    sequence: earlier.count + 1,
    daysSinceShipped,
    termsVersion,
    made,
  };
}

function partyOf(named: string | null | undefined): ChargedParty | null {
  // The graph leaves out what was not said.
  if (named === null || named === undefined) return null;
  return chargedParties.find((party) => party === named) ?? refuse(ERRORS.PARTY_UNKNOWN, { party: named.slice(0, 40) });
}

/** The chain back to the first job, and what was remade of it since. */
async function earlierRemakes(
  query: Tx['query'],
  job: LabJobRow,
): Promise<{ originalId: string; count: number; parties: ChargedParty[] }> {
  const [root] = await query<{ id: string }>(
    `WITH RECURSIVE chain AS (
       SELECT id, remake_of FROM lab_job WHERE id = $1
       UNION SELECT j.id, j.remake_of FROM lab_job j JOIN chain c ON j.id = c.remake_of
     ) SELECT id FROM chain WHERE remake_of IS NULL`,
    [job.id],
  );
  const originalId = root!.id;
  const rows = await query<{ party: ChargedParty }>(
    `WITH RECURSIVE tree AS (
       SELECT id, remake_party FROM lab_job WHERE remake_of = $1
       UNION SELECT j.id, j.remake_party FROM lab_job j JOIN tree t ON j.remake_of = t.id
     ) SELECT coalesce(r.charged_party, t.remake_party) AS party FROM tree t LEFT JOIN lab_remake r ON r.job_id = t.id`,
    [originalId],
  );
  return { originalId, count: rows.length, parties: rows.map(({ party }) => party) };
}

export async function standardCosts(query: Tx['query']): Promise<StandardCost[]> {
  const rows = await query<Omit<StandardCost, 'amountMinor'> & { amount: string }>(
    'SELECT kind, code, amount_minor AS amount, currency FROM lab_standard_cost ORDER BY kind, code',
  );
  return rows.map(({ amount, ...row }) => ({ ...row, amountMinor: BigInt(amount) }));
}

/** Made the same way again: from stock or ground. A lens this job did not make itself is taken as the job is. */
async function lensKinds(
  query: Tx['query'],
  job: LabJobRow,
  eyes: readonly string[],
): Promise<{ isSurfaced: boolean }[]> {
  const rows = await query<{ eye: string; kind: string }>('SELECT eye, kind FROM lab_lens WHERE job_id = $1', [job.id]);
  return eyes.map((eye) => {
    const made = rows.find((row) => row.eye === eye);
    return { isSurfaced: made ? made.kind === 'SURFACED' : job.isSurfaced };
  });
}
