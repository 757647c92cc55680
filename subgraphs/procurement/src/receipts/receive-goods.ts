import { idempotent, newId, refuse, type StaffPrincipal, type Tx } from '@opticworks/kernel';
import { GoodsReceived } from '@opticworks/schema/events/procurement';
import { ERRORS } from '../errors.ts';
import { rematchInvoices } from '../invoices/rematch-invoices.ts';
import { type LockedOrder, lockOrder, moveOf, note, saveOrder } from '../purchase-orders/locked-order.ts';
import type { Purchasing } from '../use-case.ts';

export interface ReceiptLine {
  purchaseOrderLineId: string;
  /** Accepted pieces. */
  quantity: number;
  /** Pieces that came but go back. */
  rejected: number;
  binCode: string;
  lot: string | null;
  expiresOn: string | null;
}

export interface ReceiveGoodsInput {
  purchaseOrderId: string;
  lines: ReceiptLine[];
}

/**
 * Books what came against an order, in parts if need be, never more than was ordered. Inventory puts the accepted pieces on the
 * shelf when it hears of it. With an idempotency key a repeated scan books once.
 */
export async function receiveGoods(
  purchasing: Purchasing,
  staff: StaffPrincipal,
  input: ReceiveGoodsInput,
  idempotencyKey: string | null,
): Promise<string> {
  return purchasing.database.transaction(
    async (tx) => {
      const work = () => book(tx, purchasing, staff, input);
      if (idempotencyKey === null) return work();
      return idempotent(
        tx,
        { scope: `receive-goods ${staff.id}`, key: idempotencyKey, request: input, at: purchasing.clock.now() },
        work,
      );
    },
    { name: 'receive goods' },
  );
}

async function book(tx: Tx, purchasing: Purchasing, staff: StaffPrincipal, input: ReceiveGoodsInput): Promise<string> {
  const now = purchasing.clock.now();
  const locked = await lockOrder(tx, input.purchaseOrderId);
  const { order, lines } = locked;
  moveOf(order, 'receivePart');
  const received = checkLines(locked, input.lines);

  const receiptId = newId('receipt');
  await tx.query('INSERT INTO goods_receipt (id, purchase_order_id, at, received_by) VALUES ($1, $2, $3, $4)', [
    receiptId,
    order.id,
    now,
    staff.name,
  ]);
  await writeReceiptLines(tx, receiptId, received);
  const complete = lines.every((line) => line.received + line.rejected >= line.quantity);
  order.status = moveOf(order, complete ? 'receiveAll' : 'receivePart');
  const accepted = received.reduce((sum, { entry }) => sum + entry.quantity, 0);
  const rejected = received.reduce((sum, { entry }) => sum + entry.rejected, 0);
  await note(
    tx,
    order,
    now,
    'RECEIVED',
    `${accepted} accepted${rejected > 0 ? `, ${rejected} rejected` : ''}`,
    staff.name,
  );
  await rematchInvoices(tx, purchasing, locked);
  await saveOrder(tx, order);
  await tx.publish(
    GoodsReceived,
    {
      purchaseOrderId: order.id,
      number: order.number,
      receiptId,
      lines: received.map(({ line, entry }) => ({
        sku: line.sku,
        quantity: entry.quantity,
        rejected: entry.rejected,
        binCode: entry.binCode,
        lot: entry.lot,
        expiresOn: entry.expiresOn,
      })),
    },
    { aggregate: 'purchase_order', aggregateId: order.id, topics: ['purchasing'] },
  );
  return order.id;
}

type Received = ReturnType<typeof checkLines>;

async function writeReceiptLines(tx: Tx, receiptId: string, received: Received): Promise<void> {
  // One row of the order may be named twice: with two lots, or with what was accepted and what goes back.
  await tx.query(
    `UPDATE purchase_order_line l SET received = l.received + d.quantity, rejected = l.rejected + d.rejected
     FROM (SELECT id, sum(quantity)::int AS quantity, sum(rejected)::int AS rejected
           FROM unnest($1::text[], $2::int[], $3::int[]) AS t(id, quantity, rejected) GROUP BY id) d WHERE l.id = d.id`,
    [
      received.map(({ line }) => line.id),
      received.map(({ entry }) => entry.quantity),
      received.map(({ entry }) => entry.rejected),
    ],
  );
  await tx.query(
    `INSERT INTO goods_receipt_line (id, receipt_id, line_id, sku, quantity, rejected, bin_code, lot, expires_on)
     SELECT d.id, $1, d.line_id, d.sku, d.quantity, d.rejected, d.bin_code, d.lot, d.expires_on
     FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::date[])
       AS d(id, line_id, sku, quantity, rejected, bin_code, lot, expires_on)`,
    [
      receiptId,
      received.map(() => newId('receiptline')),
      received.map(({ line }) => line.id),
      received.map(({ line }) => line.sku),
      received.map(({ entry }) => entry.quantity),
      received.map(({ entry }) => entry.rejected),
      received.map(({ entry }) => entry.binCode),
      received.map(({ entry }) => entry.lot),
      received.map(({ entry }) => entry.expiresOn),
    ],
  );
}

/** Also counts the entries up on the lines, so that two entries of one line are checked together. */
function checkLines({ order, lines }: LockedOrder, entries: readonly ReceiptLine[]) {
  const filled = entries.filter((entry) => entry.quantity !== 0 || entry.rejected !== 0);
  if (filled.length === 0) refuse(ERRORS.RECEIPT_EMPTY);
  return filled.map((entry) => {
    const line = lines.find((other) => other.id === entry.purchaseOrderLineId);
    if (!line) refuse(ERRORS.RECEIPT_LINE_UNKNOWN, { number: order.number });
    if (entry.quantity < 0 || entry.rejected < 0) refuse(ERRORS.RECEIPT_QUANTITY);
    if (entry.quantity > 0 && entry.binCode.trim() === '') refuse(ERRORS.RECEIPT_BIN_REQUIRED, { item: line.itemName });
    const open = line.quantity - line.received - line.rejected;
    if (entry.quantity + entry.rejected > open) refuse(ERRORS.RECEIPT_OVER, { open, item: line.itemName });
    line.received += entry.quantity;
    line.rejected += entry.rejected;
    return { line, entry: { ...entry, binCode: entry.binCode.trim().toUpperCase(), lot: entry.lot?.trim() || null } };
  });
}
