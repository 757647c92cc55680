import type { Tx } from '@opticworks/kernel';
import { StockReceived } from '@opticworks/schema/events/inventory';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';

export interface GoodsReceipt {
  purchaseOrderId: string;
  number: string;
  receiptId: string;
  lines: {
    sku: string;
    quantity: number;
    rejected: number;
    binCode: string;
    lot: string | null;
    expiresOn: string | null;
  }[];
}

/**
 * Accepted goods go into their bins, and those who wait get them at once. Rejected pieces never enter the books; they only
 * stop being on order. A bin nobody knows does not lose a delivery: the goods go to the item's own shelf.
 */
export async function receiveGoods(tx: Tx, warehouse: Warehouse, receipt: GoodsReceipt): Promise<void> {
  const now = warehouse.clock.now();
  const ledger = new StockLedger(tx, now, 'receiving');
  await ledger.lock(receipt.lines.map((line) => line.sku));
  const lines = receipt.lines.filter((line) => ledger.knows(line.sku));
  const bins = await tx.query<{ id: string; code: string; location_id: string }>(
    'SELECT id, code, location_id FROM bin WHERE code = ANY($1)',
    [lines.map((line) => line.binCode.toUpperCase())],
  );
  for (const line of lines) {
    await reduceInbound(tx, ledger, receipt.purchaseOrderId, line.sku, line.quantity + line.rejected);
    if (line.quantity === 0) continue;
    const item = ledger.item(line.sku);
    const bin = bins.find((row) => row.code === line.binCode.toUpperCase());
    const binId = bin?.id ?? item.homeBinId;
    const locationId = bin?.location_id ?? item.homeLocationId;
    await ledger.ensureLevel(line.sku, locationId, binId);
    ledger.move({
      sku: line.sku,
      locationId,
      binId,
      lot: line.lot ?? '',
      expiresOn: line.expiresOn,
      kind: 'RECEIPT',
      quantity: line.quantity,
      reason: bin
        ? `Purchase order ${receipt.number}`
        : `Purchase order ${receipt.number}; bin ${line.binCode} is unknown`,
      reference: receipt.receiptId,
    });
    await tx.publish(
      StockReceived,
      { sku: line.sku, quantity: line.quantity, binCode: bin?.code ?? line.binCode, reference: receipt.number },
      { aggregate: 'stock', aggregateId: line.sku, topics: ['inventory'] },
    );
  }
  await ledger.flushBins();
  await fillWaitingDemands(
    tx,
    ledger,
    lines.map((line) => line.sku),
    warehouse.clock,
  );
  await ledger.write();
}

async function reduceInbound(
  tx: Tx,
  ledger: StockLedger,
  purchaseOrderId: string,
  sku: string,
  quantity: number,
): Promise<void> {
  const [row] = await tx.query<{ open: number; location_id: string }>(
    'SELECT open, location_id FROM inbound WHERE purchase_order_id = $1 AND sku = $2 FOR UPDATE',
    [purchaseOrderId, sku],
  );
  const arrived = Math.min(row?.open ?? 0, quantity);
  if (!row || arrived === 0) return;
  await tx.query('UPDATE inbound SET open = open - $3 WHERE purchase_order_id = $1 AND sku = $2', [
    purchaseOrderId,
    sku,
    arrived,
  ]);
  ledger.change(sku, row.location_id, { onOrder: -arrived });
}
