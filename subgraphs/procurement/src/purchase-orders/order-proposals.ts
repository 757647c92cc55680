import { newId, refuse, type StaffPrincipal } from '@opticworks/kernel';
import { PurchasingChanged } from '@opticworks/schema/events/procurement';
import { ERRORS } from '../errors.ts';
import { roundUpToPack } from '../replenishment/reorder.rules.ts';
import type { Purchasing } from '../use-case.ts';
import { noteOrders, orderChanged } from './locked-order.ts';
import { PurchaseOrderEntity } from './purchase-order.entity.ts';
import { PurchaseOrderLineEntity } from './purchase-order-line.entity.ts';

interface ChosenProposal {
  id: string;
  sku: string;
  item_name: string;
  supplier_id: string;
  currency: string;
  quantity: number;
  supplier_sku: string;
  gtin: string | null;
  cost_minor: string;
  pack_size: number;
  minimum_quantity: number;
  lead_time_days: number;
  urgent: boolean;
  demand_references: string[];
}

const DAY_MS = 86_400_000;

/**
 * One purchase order per supplier from the chosen proposals, waiting for approval. Quantities of the buyer are rounded up to packs
 * and the supplier's minimum. A proposal is ordered once, whoever clicks first.
 */
export async function orderProposals(
  purchasing: Purchasing,
  staff: StaffPrincipal,
  input: { proposalIds: string[]; quantities: number[] | null },
): Promise<string[]> {
  const ids = [...new Set(input.proposalIds)];
  if (ids.length === 0 || ids.length > 500) refuse(ERRORS.NOTHING_CHOSEN);
  if (
    input.quantities &&
    (input.quantities.length !== input.proposalIds.length ||
      input.quantities.some((n) => !Number.isInteger(n) || n < 1))
  ) {
    refuse(ERRORS.RECEIPT_QUANTITY);
  }
  const wanted = new Map(input.proposalIds.map((id, i) => [id, input.quantities?.[i] ?? null]));
  return purchasing.database.transaction(
    async (tx) => {
      const proposals = await tx.query<ChosenProposal>(
        `SELECT p.id, p.sku, p.item_name, p.supplier_id, s.currency, p.quantity, i.supplier_sku, i.gtin, i.cost_minor, i.pack_size,
                i.minimum_quantity, p.lead_time_days, p.urgent, p.demand_references
         FROM proposal p JOIN supplier s ON s.id = p.supplier_id JOIN supplier_item i ON i.id = p.supplier_item_id
         WHERE p.id = ANY($1) AND p.status = 'OPEN' ORDER BY p.id FOR UPDATE OF p`,
        [ids],
      );
      if (proposals.length !== ids.length) refuse(ERRORS.PROPOSAL_NOT_OPEN);
      const suppliers = [...new Set(proposals.map((proposal) => proposal.supplier_id))];
      const numbers = await tx.query<{ number: string }>(
        "SELECT 'PO-' || nextval('purchase_order_number') AS number FROM generate_series(1, $1::int)",
        [suppliers.length],
      );
      const now = purchasing.clock.now();
      const drafts = suppliers.map((supplierId, i) => {
        const own = proposals.filter((proposal) => proposal.supplier_id === supplierId);
        return draftOrder(own, wanted, numbers[i]!.number, staff, now);
      });
      await tx.manager.insert(
        PurchaseOrderEntity,
        drafts.map(({ order }) => order),
      );
      await tx.manager.insert(
        PurchaseOrderLineEntity,
        drafts.flatMap(({ lines }) => lines),
      );
      await noteOrders(
        tx,
        now,
        drafts.map(({ order, text }) => ({ orderId: order.id, kind: 'CREATED', text })),
        staff.name,
      );
      for (const { order } of drafts) await orderChanged(tx, order);
      await tx.query("UPDATE proposal SET status = 'ORDERED' WHERE id = ANY($1)", [ids]);
      for (const { id } of proposals) {
        await tx.publish(
          PurchasingChanged,
          { purchaseOrderId: null, proposalId: id, status: 'ORDERED' },
          { aggregate: 'proposal', aggregateId: id, topics: ['purchasing'] },
        );
      }
      return drafts.map(({ order }) => order.id);
    },
    { name: 'order proposals' },
  );
}

/** What is ordered of one supplier, and how its history begins. */
function draftOrder(
  proposals: readonly ChosenProposal[],
  wanted: ReadonlyMap<string, number | null>,
  number: string,
  staff: StaffPrincipal,
  now: Date,
): { order: PurchaseOrderEntity; lines: PurchaseOrderLineEntity[]; text: string } {
  const id = newId('po');
  const lines = proposals.map((proposal, i) => ({
    id: newId('poline'),
    purchaseOrderId: id,
    position: i + 1,
    sku: proposal.sku,
    itemName: proposal.item_name,
    supplierSku: proposal.supplier_sku,
    gtin: proposal.gtin,
    quantity: roundUpToPack(
      wanted.get(proposal.id) ?? proposal.quantity,
      proposal.pack_size,
      proposal.minimum_quantity,
    ),
    received: 0,
    rejected: 0,
    invoiced: 0,
    unitCostMinor: BigInt(proposal.cost_minor),
    confirmedOn: null,
    demand: proposal.demand_references,
  }));
  const leadDays = Math.max(...proposals.map((proposal) => proposal.lead_time_days));
  const order: PurchaseOrderEntity = {
    id,
    number,
    supplierId: proposals[0]!.supplier_id,
    status: 'AWAITING_APPROVAL',
    version: 1,
    currency: proposals[0]!.currency,
    totalMinor: lines.reduce((sum, line) => sum + line.unitCostMinor * BigInt(line.quantity), 0n),
    requestedOn: new Date(now.getTime() + leadDays * DAY_MS).toISOString().slice(0, 10),
    createdAt: now,
    createdBy: staff.name,
    createdById: staff.id,
    approvedBy: null,
    approvedById: null,
    approvedAt: null,
    sentAt: null,
  };
  const urgent = proposals.some((proposal) => proposal.urgent) ? ', somebody waits for it' : '';
  return { order, lines, text: `${lines.length} items from proposals${urgent}` };
}
