import {
  type Caller,
  fixedClock,
  type OperationDef,
  quietDatabase,
  type StaffPrincipal,
  toDecimalString,
} from '@opticworks/kernel';
import { DemandHistory, StockOf } from '@opticworks/schema/operations/inventory';
import { recordSupplierInvoice } from '../invoices/record-supplier-invoice.ts';
import { handleMailPurchaseOrder } from '../jobs/mail-purchase-order.handler.ts';
import { approvePurchaseOrder } from '../purchase-orders/approve-purchase-order.ts';
import { orderProposals } from '../purchase-orders/order-proposals.ts';
import { receiveGoods } from '../receipts/receive-goods.ts';
import { proposeFor } from '../replenishment/recalculate-proposals.ts';
import type { Purchasing } from '../use-case.ts';
import type { SeededItem } from './seed-purchasing.ts';
import type { Random } from './seeded-random.ts';
import type { SupplierProfile } from './supplier-base.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ORDERS_PER_SUPPLIER = 7;
const OLDEST_DAYS = 160;
const DAYS_APART = 18;

export interface PastOrders {
  profile: SupplierProfile;
  items: readonly SeededItem[];
  random: Random;
  /** How many times the ordinary number of orders lies in the same months. */
  scale: number;
}

const staff = (id: string, name: string, role: string): StaffPrincipal => ({
  kind: 'staff',
  id,
  name,
  roles: [role],
  stores: [],
});
const robin = staff('seed_buyer', 'Robin Buyer', 'buyer');
const alex = staff('seed_admin', 'Alex Admin', 'admin');
const wim = staff('seed_warehouse', 'Wim Warehouse', 'warehouse');

/**
 * Closed orders of the last months, so that scorecards and lead times speak: proposed, ordered, approved, sent, received, billed and
 * matched on days of their own by the use cases of the desk. Nobody else hears of them: their goods were counted in the opening stock.
 */
export async function seedPastOrders(purchasing: Purchasing, past: PastOrders): Promise<void> {
  if (past.items.length === 0) return;
  for (let i = 0; i < ORDERS_PER_SUPPLIER * past.scale; i += 1) await seedOrder(purchasing, past, i);
}

/** Purchasing on another day, with shelves as empty as they were then. */
function purchasingAt(real: Purchasing, at: Date): Purchasing {
  return {
    ...real,
    clock: fixedClock(at.toISOString()),
    database: quietDatabase(real.database, { events: false }),
    caller: emptyShelves,
  };
}

const level = (sku: string) => ({
  sku,
  onHand: 0,
  reserved: 0,
  allocated: 0,
  available: 0,
  onOrder: 0,
  waiting: 0,
  reorderPoint: 4,
  homeBin: null,
});
const emptyShelves: Caller = {
  call: async <I, O>(operation: OperationDef<I, O>, input: I): Promise<O> => {
    const { skus } = input as { skus: string[] };
    if (operation.name === StockOf.name) return operation.output.parse({ levels: skus.map(level) });
    if (operation.name === DemandHistory.name) return operation.output.parse({ skus: [] });
    throw new Error(`Nobody answered ${operation.name} in the past.`);
  },
};

async function seedOrder(
  real: Purchasing,
  { profile, items, random, scale }: PastOrders,
  index: number,
): Promise<void> {
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const age = OLDEST_DAYS - Math.floor(index / scale) * DAYS_APART - between(0, 6);
  const sentAt = new Date(real.clock.now().getTime() - age * DAY_MS);
  const chosen = new Map(
    Array.from({ length: between(4, 9) }, () => items[Math.floor(random() * items.length)]!).map((item) => [
      item.sku,
      item,
    ]),
  );
  const packs = profile.packSize * Math.ceil(profile.minimumQuantity / profile.packSize);
  const wished = new Map([...chosen.keys()].map((sku) => [sku, packs * between(1, 6)]));

  const id = await order(purchasingAt(real, new Date(sentAt.getTime() - HOUR_MS)), wished);
  const then = purchasingAt(real, sentAt);
  await approvePurchaseOrder(then, alex, id);
  // Nothing is written to anybody about goods that came long ago.
  if (profile.ediKind === 'NONE')
    await handleMailPurchaseOrder(then, { send: async () => 'sent' }).run(
      { purchaseOrderId: id },
      { jobId: id, attempt: 1, log: real.log, signal: new AbortController().signal },
    );

  const late = random() > profile.onTime;
  const days = profile.leadTimeDays + (late ? between(1, 4) : -between(0, 1));
  const receivedAt = new Date(Date.parse(`${sentAt.toISOString().slice(0, 10)}T10:00:00Z`) + days * DAY_MS);
  const lines = await linesOf(real, id);
  const received = lines.map((line) => {
    const rejected = Array.from({ length: line.quantity }, () => random() < profile.rejected).filter(Boolean).length;
    return { ...line, rejected, accepted: line.quantity - rejected };
  });
  await receiveGoods(
    purchasingAt(real, receivedAt),
    wim,
    {
      purchaseOrderId: id,
      lines: received.map((line) => ({
        purchaseOrderLineId: line.id,
        quantity: line.accepted,
        rejected: line.rejected,
        binCode: 'RECEIVING',
        lot: null,
        expiresOn: null,
      })),
    },
    null,
  );
  // Within the tolerance of one per cent, so the invoice was paid; the scorecard still sees that it was not the agreed price.
  const billed = received
    .filter(({ accepted }) => accepted > 0)
    .map(({ sku, accepted, cost }) => ({
      sku,
      quantity: accepted,
      unitCost: toDecimalString({
        amountMinor: random() < profile.atPrice ? cost : cost + 1n + cost / 200n,
        currency: profile.currency,
      }),
    }));
  await recordSupplierInvoice(purchasingAt(real, new Date(receivedAt.getTime() + 2 * DAY_MS)), robin, id, {
    number: `INV-${lines[0]!.number.slice(3)}`,
    lines: billed,
    total: null,
    tax: null,
  });
}

/** What the shelves lack is proposed, and the buyer orders as much of it as somebody wished for. */
async function order(purchasing: Purchasing, wished: ReadonlyMap<string, number>): Promise<string> {
  await proposeFor(purchasing, [...wished.keys()]);
  const proposals = await purchasing.database.query<{ id: string; sku: string }>(
    "SELECT id, sku FROM proposal WHERE status = 'OPEN' AND sku = ANY($1) ORDER BY sku",
    [[...wished.keys()]],
  );
  const [id] = await orderProposals(purchasing, robin, {
    proposalIds: proposals.map((proposal) => proposal.id),
    quantities: proposals.map(({ sku }) => wished.get(sku)!),
  });
  return id!;
}

async function linesOf(purchasing: Purchasing, orderId: string) {
  const rows = await purchasing.database.query<{
    id: string;
    sku: string;
    quantity: number;
    cost: string;
    number: string;
  }>(
    `SELECT l.id, l.sku, l.quantity, l.unit_cost_minor AS cost, o.number FROM purchase_order_line l
     JOIN purchase_order o ON o.id = l.purchase_order_id WHERE o.id = $1 ORDER BY l.position`,
    [orderId],
  );
  return rows.map((row) => ({ ...row, cost: BigInt(row.cost) }));
}
