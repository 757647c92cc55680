import { type Database, encodeCursor, MoneyType, type Page } from '@opticworks/kernel';
import type { ProposalType } from './proposal.type.ts';

interface ProposalRow extends Omit<ProposalType, 'unitCost'> {
  cost_minor: string;
  currency: string;
}

const SELECT = `
  SELECT p.id, p.sku, p.item_name AS "itemName", p.supplier_id AS "supplierId", p.quantity, i.cost_minor, s.currency, p.reason, p.urgent,
         p.formula, p.on_hand AS "onHand", p.reserved, p.on_order AS "onOrder", p.daily_demand AS "dailyDemand",
         p.safety_stock AS "safetyStock", p.reorder_point AS "reorderPoint", p.lead_time_days AS "leadTimeDays",
         p.demand_references AS "demandReferences", p.created_at AS "createdAt", p.status
  FROM proposal p JOIN supplier_item i ON i.id = p.supplier_item_id JOIN supplier s ON s.id = p.supplier_id`;

function shape({ cost_minor, currency, ...row }: ProposalRow): ProposalType {
  return { ...row, unitCost: MoneyType.of({ amountMinor: BigInt(cost_minor), currency }) };
}

/** Open proposals, urgent first, newest first; one row more than asked. */
export async function proposalPage(db: Database, urgentOnly: boolean, page: Page): Promise<ProposalType[]> {
  const params: unknown[] = [page.limit + 1];
  let after = '';
  if (page.from) {
    params.push(page.from[0] === 1, page.from[1], page.from[2]);
    after = 'AND (p.urgent, p.created_at, p.id) < ($2, $3::timestamptz, $4)';
  }
  const rows = await db.query<ProposalRow>(
    `${SELECT} WHERE p.status = 'OPEN' ${urgentOnly ? 'AND p.urgent' : ''} ${after}
     ORDER BY p.urgent DESC, p.created_at DESC, p.id DESC LIMIT $1`,
    params,
  );
  return rows.map(shape);
}

export async function countProposals(db: Database, urgentOnly: boolean): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM proposal WHERE status = 'OPEN' ${urgentOnly ? 'AND urgent' : ''}`,
  );
  return row!.count;
}

export async function proposalsById(db: Database, ids: readonly string[]): Promise<ProposalType[]> {
  return (await db.query<ProposalRow>(`${SELECT} WHERE p.id = ANY($1)`, [[...ids]])).map(shape);
}

export function cursorOf(proposal: ProposalType): string {
  return encodeCursor([proposal.urgent ? 1 : 0, proposal.createdAt.toISOString(), proposal.id]);
}
