import { Fault, type Tx } from '@opticworks/kernel';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { bundleParts } from '../stock/bundle-parts.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';

export interface InspectedReturn {
  number: string;
  lines: { sku: string; quantity: number; restock: boolean }[];
}

/** Good pieces go back to their shelf; the rest comes in and is written off in one step, so the books show both. */
export async function takeBackReturn(tx: Tx, warehouse: Warehouse, inspected: InspectedReturn): Promise<void> {
  const parts = await bundleParts(
    tx,
    inspected.lines.map((line) => line.sku),
  );
  const lines = inspected.lines.flatMap((line) => {
    const contents = parts.get(line.sku);
    if (!contents) return [line];
    return contents.map((part) => ({ ...line, sku: part.sku, quantity: part.quantity * line.quantity }));
  });
  const ledger = new StockLedger(tx, warehouse.clock.now(), 'returns');
  await ledger.lock(lines.map((line) => line.sku));
  const returns = await returnsBin(tx);
  for (const line of lines) {
    if (!ledger.knows(line.sku)) continue;
    const item = ledger.item(line.sku);
    const move = { sku: line.sku, quantity: line.quantity, reference: inspected.number };
    if (line.restock) {
      ledger.move({
        ...move,
        locationId: item.homeLocationId,
        binId: item.homeBinId,
        kind: 'RETURN',
        reason: 'Restocked after inspection',
      });
      continue;
    }
    await ledger.ensureLevel(line.sku, returns.locationId, returns.id);
    const place = { locationId: returns.locationId, binId: returns.id };
    ledger.move({ ...move, ...place, kind: 'RETURN', reason: 'Returned' });
    ledger.move({
      ...move,
      ...place,
      kind: 'WRITE_OFF',
      quantity: -line.quantity,
      reason: 'Not fit for sale after inspection',
    });
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

async function returnsBin(tx: Tx): Promise<{ id: string; locationId: string }> {
  const [bin] = await tx.query<{ id: string; location_id: string }>(
    `SELECT b.id, b.location_id FROM bin b JOIN location l ON l.id = b.location_id
     WHERE l.kind = 'RETURNS' ORDER BY b.pick_sequence, b.code LIMIT 1`,
  );
  if (!bin) throw new Fault('There is no returns location. Create one with a bin first.');
  return { id: bin.id, locationId: bin.location_id };
}
