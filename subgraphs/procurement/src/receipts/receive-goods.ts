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
  for (const { line, entry } of received) {
    await tx.query('UPDATE purchase_order_line SET received = received + $2, rejected = rejected + $3 WHERE id = $1', [
      line.id,
      entry.quantity,
      entry.rejected,
    ]);
    await tx.query(
      `INSERT INTO goods_receipt_line (id, receipt_id, line_id, sku, quantity, rejected, bin_code, lot, expires_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        newId('receiptline'),
        receiptId,
        line.id,
        line.sku,
        entry.quantity,
        entry.rejected,
        entry.binCode,
        entry.lot,
        entry.expiresOn,
      ],
    );
  }
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
