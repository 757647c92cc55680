import { newId, type Tx } from '@opticworks/kernel';
import { PurchaseOrderEntity } from '../purchase-orders/purchase-order.entity.ts';
import { PurchaseOrderLineEntity } from '../purchase-orders/purchase-order-line.entity.ts';
import type { SupplierEntity } from '../suppliers/supplier.entity.ts';
import type { SeededItem } from './seed-purchasing.ts';
import type { Random } from './seeded-random.ts';
import type { SupplierProfile } from './supplier-base.ts';

const DAY_MS = 86_400_000;
const ORDERS_PER_SUPPLIER = 7;
const OLDEST_DAYS = 160;

export interface PastOrders {
  supplier: SupplierEntity;
  profile: SupplierProfile;
  items: readonly SeededItem[];
  now: Date;
  random: Random;
}

/** Closed orders of the last months, so that scorecards and lead times speak. Their goods were counted in the opening stock. */
export async function seedPastOrders(tx: Tx, past: PastOrders): Promise<void> {
  if (past.items.length === 0) return;
  for (let i = 0; i < ORDERS_PER_SUPPLIER; i += 1) await seedOrder(tx, past, i);
}

async function seedOrder(tx: Tx, { supplier, profile, items, now, random }: PastOrders, index: number): Promise<void> {
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const age = OLDEST_DAYS - index * 18 - between(0, 6);
  const sentAt = new Date(now.getTime() - age * DAY_MS);
  const dueOn = new Date(sentAt.getTime() + profile.leadTimeDays * DAY_MS).toISOString().slice(0, 10);
  const chosen = new Map(
    Array.from({ length: between(4, 9) }, () => items[Math.floor(random() * items.length)]!).map((item) => [
      item.sku,
      item,
    ]),
  );
  const id = newId('po');
  const [number] = await tx.query<{ number: string }>("SELECT 'PO-' || nextval('purchase_order_number') AS number");
  const lines: PurchaseOrderLineEntity[] = [...chosen.values()].map((item, position) => {
    const quantity = profile.packSize * Math.ceil(profile.minimumQuantity / profile.packSize) * between(1, 6);
    const rejected = Array.from({ length: quantity }, () => random() < profile.rejected).filter(Boolean).length;
    return {
      id: newId('poline'),
      purchaseOrderId: id,
      position: position + 1,
      sku: item.sku,
      itemName: item.name,
      supplierSku: item.supplierSku,
      gtin: item.gtin,
      quantity,
      received: quantity - rejected,
      rejected,
      invoiced: quantity - rejected,
      unitCostMinor: BigInt(item.costMinor),
      confirmedOn: dueOn,
      demand: [],
    };
  });
  const order: PurchaseOrderEntity = {
    id,
    number: number!.number,
    supplierId: supplier.id,
    status: 'CLOSED',
    version: 5,
    currency: supplier.currency,
    totalMinor: lines.reduce((sum, line) => sum + line.unitCostMinor * BigInt(line.quantity), 0n),
    requestedOn: dueOn,
    createdAt: new Date(sentAt.getTime() - 3_600_000),
    createdBy: 'Robin Buyer',
    createdById: 'seed_buyer',
    approvedBy: 'Alex Admin',
    approvedById: 'seed_admin',
    approvedAt: sentAt,
    sentAt,
  };
  await tx.manager.insert(PurchaseOrderEntity, order);
  await tx.manager.insert(PurchaseOrderLineEntity, lines);

  const late = random() > profile.onTime;
  const days = profile.leadTimeDays + (late ? between(1, 4) : -between(0, 1));
  const receivedAt = new Date(Date.parse(`${sentAt.toISOString().slice(0, 10)}T10:00:00Z`) + days * DAY_MS);
  await insertReceipt(tx, order, lines, receivedAt);
  await insertInvoice(tx, order, lines, new Date(receivedAt.getTime() + 2 * DAY_MS), profile, random);
  const history: [Date, string, string, string][] = [
    [order.createdAt, 'CREATED', `${lines.length} items from proposals`, order.createdBy],
    [sentAt, 'APPROVED', 'Approved', 'Alex Admin'],
    [
      sentAt,
      'SENT',
      supplier.ediKind === 'NONE'
        ? `Sent by mail to ${supplier.email}`
        : `Sent as ${supplier.ediKind} to ${supplier.name}`,
      'system',
    ],
    [receivedAt, 'RECEIVED', `${lines.reduce((sum, line) => sum + line.received, 0)} accepted`, 'Wim Warehouse'],
    [new Date(receivedAt.getTime() + 2 * DAY_MS), 'CLOSED', 'Goods and invoices are complete', 'system'],
  ];
  await tx.query(
    `INSERT INTO purchasing_entry (id, purchase_order_id, at, kind, text, actor)
     SELECT d.id, $6, d.at, d.kind, d.text, d.actor FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[]) AS d(id, at, kind, text, actor)`,
    [
      history.map(() => newId('entry')),
      history.map(([at]) => at),
      history.map(([, kind]) => kind),
      history.map(([, , text]) => text),
      history.map(([, , , actor]) => actor),
      id,
    ],
  );
}

async function insertReceipt(
  tx: Tx,
  order: PurchaseOrderEntity,
  lines: readonly PurchaseOrderLineEntity[],
  at: Date,
): Promise<void> {
  const receiptId = newId('receipt');
  await tx.query('INSERT INTO goods_receipt (id, purchase_order_id, at, received_by) VALUES ($1, $2, $3, $4)', [
    receiptId,
    order.id,
    at,
    'Wim Warehouse',
  ]);
  await tx.query(
    `INSERT INTO goods_receipt_line (id, receipt_id, line_id, sku, quantity, rejected, bin_code)
     SELECT d.id, $6, d.line_id, d.sku, d.quantity, d.rejected, 'RECEIVING'
     FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[]) AS d(id, line_id, sku, quantity, rejected)`,
    [
      lines.map(() => newId('receiptline')),
      lines.map((line) => line.id),
      lines.map((line) => line.sku),
      lines.map((line) => line.received),
      lines.map((line) => line.rejected),
      receiptId,
    ],
  );
}

async function insertInvoice(
  tx: Tx,
  order: PurchaseOrderEntity,
  lines: readonly PurchaseOrderLineEntity[],
  at: Date,
  profile: SupplierProfile,
  random: Random,
): Promise<void> {
  // Within the tolerance of one per cent, so the invoice was paid; the scorecard still sees that it was not the agreed price.
  const priced = lines.map((line) => ({
    line,
    unitCostMinor:
      random() < profile.atPrice ? line.unitCostMinor : line.unitCostMinor + 1n + line.unitCostMinor / 200n,
  }));
  const invoiceId = newId('invoice');
  const total = priced.reduce((sum, { line, unitCostMinor }) => sum + unitCostMinor * BigInt(line.invoiced), 0n);
  await tx.query(
    `INSERT INTO supplier_invoice (id, purchase_order_id, supplier_id, number, at, total_minor, match_status, holds)
     VALUES ($1, $2, $3, $4, $5, $6, 'APPROVED', '[]')`,
    [invoiceId, order.id, order.supplierId, `INV-${order.number.slice(3)}`, at, total.toString()],
  );
  const billed = priced.filter(({ line }) => line.invoiced > 0);
  await tx.query(
    `INSERT INTO supplier_invoice_line (id, invoice_id, line_id, sku, quantity, unit_cost_minor)
     SELECT d.id, $6, d.line_id, d.sku, d.quantity, d.cost FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bigint[]) AS d(id, line_id, sku, quantity, cost)`,
    [
      billed.map(() => newId('invoiceline')),
      billed.map(({ line }) => line.id),
      billed.map(({ line }) => line.sku),
      billed.map(({ line }) => line.invoiced),
      billed.map(({ unitCostMinor }) => unitCostMinor.toString()),
      invoiceId,
    ],
  );
}
