import type { Tx } from '@opticworks/kernel';
import { sumBySku } from '../stock/stock-item.rules.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';

export interface SentPurchaseOrder {
  purchaseOrderId: string;
  number: string;
  lines: { sku: string; quantity: number; expectedOn: string | null }[];
}

/** A purchase order is on its way: its quantities count as on order at the items' home. */
export async function expectGoods(tx: Tx, warehouse: Warehouse, order: SentPurchaseOrder): Promise<void> {
  const ledger = new StockLedger(tx, warehouse.clock.now(), 'purchasing');
  await ledger.lock(order.lines.map((line) => line.sku));
  for (const { sku, quantity } of sumBySku(order.lines)) {
    if (!ledger.knows(sku)) continue;
    const { homeLocationId } = ledger.item(sku);
    const expectedOn = order.lines.find((line) => line.sku === sku)?.expectedOn ?? null;
    const inserted = await tx.query(
      `INSERT INTO inbound (purchase_order_id, sku, number, location_id, quantity, open, expected_on)
       VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT DO NOTHING RETURNING 1`,
      [order.purchaseOrderId, sku, order.number, homeLocationId, quantity, expectedOn],
    );
    if (inserted.length > 0) ledger.change(sku, homeLocationId, { onOrder: quantity });
  }
  await ledger.write();
}

/** A cancelled purchase order brings nothing more. */
export async function stopExpecting(tx: Tx, warehouse: Warehouse, purchaseOrderId: string): Promise<void> {
  const rows = await tx.query<{ sku: string }>('SELECT sku FROM inbound WHERE purchase_order_id = $1 AND open > 0', [
    purchaseOrderId,
  ]);
  const ledger = new StockLedger(tx, warehouse.clock.now(), 'purchasing');
  await ledger.lock(rows.map((row) => row.sku));
  const open = await tx.query<{ sku: string; open: number; location_id: string }>(
    'SELECT sku, open, location_id FROM inbound WHERE purchase_order_id = $1 AND open > 0 FOR UPDATE',
    [purchaseOrderId],
  );
  for (const row of open) ledger.change(row.sku, row.location_id, { onOrder: -row.open });
  await tx.query('UPDATE inbound SET open = 0 WHERE purchase_order_id = $1', [purchaseOrderId]);
  await ledger.write();
}
