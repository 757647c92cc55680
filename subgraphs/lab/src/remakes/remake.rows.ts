import { groupedInOrder, MoneyType, type RequestContext } from '@opticworks/kernel';
import { isWarranty, kpiMembers, remakesOf } from '../figures/kpi.members.ts';
import { percentOf } from '../figures/kpi-report.ts';
import type { LabParts } from '../parts.ts';
import type { RemakeCostType, RemakeFiguresType, RemakeRecordType, RemakeShareType } from './remake.type.ts';
import { type RemakeCost, totalOf } from './remake-cost.rules.ts';

interface RecordRow extends Omit<RemakeRecordType, 'cost' | 'charged'> {
  jobId: string;
  lenses: string;
  frame: string;
  labour: string;
  shipping: string;
  currency: string;
}

export function costView(cost: RemakeCost): RemakeCostType {
  const money = (amountMinor: bigint) => MoneyType.of({ amountMinor, currency: cost.currency });
  return {
    lenses: money(cost.lensesMinor),
    frame: money(cost.frameMinor),
    labour: money(cost.labourMinor),
    shipping: money(cost.shippingMinor),
    total: money(totalOf(cost)),
  };
}

/** A policy makes it free to the party; the cost stays where it came up. */
export const chargedOf = (cost: RemakeCost, policy: string | null) =>
  MoneyType.of({ amountMinor: policy === null ? totalOf(cost) : 0n, currency: cost.currency });

export async function loadRemakeRecord(
  parts: LabParts,
  ctx: RequestContext,
  jobId: string,
): Promise<RemakeRecordType | null> {
  const loader = ctx.loader<string, RecordRow[]>('lab.remake-records', async (ids) =>
    groupedInOrder(ids, await recordRows(parts, ids), (row) => row.jobId),
  );
  const [row] = (await loader.load(jobId)) ?? [];
  if (!row) return null;
  const cost: RemakeCost = {
    lensesMinor: BigInt(row.lenses),
    frameMinor: BigInt(row.frame),
    labourMinor: BigInt(row.labour),
    shippingMinor: BigInt(row.shipping),
    currency: row.currency,
  };
  return { ...row, cost: costView(cost), charged: chargedOf(cost, row.policy) };
}

const recordRows = (parts: LabParts, ids: readonly string[]): Promise<RecordRow[]> =>
  parts.database.query<RecordRow>(
    `SELECT r.job_id AS "jobId", j.remake_reason AS reason, r.reason_group AS "group", r.default_party AS "defaultParty",
       r.charged_party AS "chargedParty", r.party_reason AS "partyReason", r.party_by AS "partyBy", r.replaces_frame AS "replacesFrame",
       r.lenses_minor AS lenses, r.frame_minor AS frame, r.labour_minor AS labour, r.shipping_minor AS shipping, r.currency, r.policy,
       r.sequence, r.terms_version AS "termsVersion", o.number AS "originalNumber", r.started_by AS "startedBy", r.note,
       greatest(0, floor(extract(epoch FROM coalesce(j.shipped_at, $2) - coalesce(o.shipped_at, o.passed_at)) / 86400))::int AS "daysLost"
     FROM lab_remake r JOIN lab_job j ON j.id = r.job_id JOIN lab_job o ON o.id = r.original_id WHERE r.job_id = ANY($1)`,
    [ids, parts.clock.now()],
  );

/** The members of the figure of the same name, so that the number here and there is one; warranty apart. */
export async function remakeFigures(parts: LabParts, from: string, to: string): Promise<RemakeFiguresType> {
  const params = [from, to, parts.timeZone];
  const ORIGINALS = `originals AS (SELECT job_id AS id, hit FROM (${kpiMembers.REMAKE_RATE}) m), remade AS (
    SELECT r.*, r.lenses_minor + r.frame_minor + r.labour_minor + r.shipping_minor AS cost, ${isWarranty} AS is_warranty
    FROM originals o CROSS JOIN LATERAL (SELECT r.* ${remakesOf('o.id')}) r
  )`;
  const shares = (column: 'reason_group' | 'charged_party') =>
    parts.database.query<{ name: string; count: number; cost: string; charged: string; currency: string }>(
      `WITH ${ORIGINALS} SELECT ${column} AS name, count(*)::int AS count, sum(cost) AS cost,
         sum(cost) FILTER (WHERE policy IS NULL) AS charged, currency
       FROM remade GROUP BY ${column}, currency ORDER BY count(*) DESC, ${column}`,
      params,
    );
  const [[row], byGroup, byParty] = await Promise.all([
    parts.database.query<{ shipped: number; remakes: number; warranty: number }>(
      `WITH ${ORIGINALS} SELECT (SELECT count(*)::int FROM originals) AS shipped,
         (SELECT coalesce(sum(hit), 0)::int FROM originals) AS remakes,
         (SELECT count(*)::int FROM remade WHERE is_warranty) AS warranty`,
      params,
    ),
    shares('reason_group'),
    shares('charged_party'),
  ]);
  const { shipped, remakes, warranty } = row!;
  const view = (share: (typeof byGroup)[number]): RemakeShareType => ({
    name: share.name,
    count: share.count,
    cost: MoneyType.of({ amountMinor: BigInt(share.cost), currency: share.currency }),
    charged: MoneyType.of({ amountMinor: BigInt(share.charged ?? 0), currency: share.currency }),
  });
  return {
    from,
    to,
    shipped,
    remakes,
    warrantyRemakes: warranty,
    remakePercent: percentOf(remakes, shipped)?.toFixed(2) ?? null,
    byGroup: byGroup.map(view),
    byParty: byParty.map(view),
  };
}
