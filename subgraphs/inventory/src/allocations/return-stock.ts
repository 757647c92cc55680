import { idempotent, type Tx } from '@opticworks/kernel';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { fillWaitingDemands } from './fill-waiting-demands.ts';

export interface ReturnStockInput {
  reference: string;
  sku: string;
  quantity: number;
  reason: string;
  by: string;
}

/**
 * Pieces that were consumed for a reference and come back whole: they lie on the item's own shelf again, in the lot they were taken from,
 * and whoever waits for the item gets them first. One answer per idempotency key.
 * @returns code of the shelf
 */
export async function returnStock(
  warehouse: Warehouse,
  input: ReturnStockInput,
  idempotencyKey: string,
): Promise<{ bin: string }> {
  const now = warehouse.clock.now();
  return warehouse.database.transaction(
    (tx) =>
      idempotent(tx, { scope: 'return-stock', key: idempotencyKey, request: input, at: now }, async () => {
        const ledger = new StockLedger(tx, now, input.by);
        await ledger.lock([input.sku]);
        const { homeBinId, homeLocationId } = ledger.item(input.sku);
        await ledger.ensureLevel(input.sku, homeLocationId, homeBinId);
        for (const { lot, quantity } of await lotsTaken(tx, input)) {
          ledger.move({
            sku: input.sku,
            locationId: homeLocationId,
            binId: homeBinId,
            lot,
            kind: 'PUT_BACK',
            quantity,
            reason: input.reason,
            reference: input.reference,
          });
        }
        await ledger.flushBins();
        await fillWaitingDemands(tx, ledger, [input.sku], warehouse.clock);
        await ledger.write();
        const [bin] = await tx.query<{ code: string }>('SELECT code FROM bin WHERE id = $1', [homeBinId]);
        return { bin: bin!.code };
      }),
    { name: 'return stock' },
  );
}

/** The lots the reference took and did not give back yet, the newest first; what no movement explains has none. */
async function lotsTaken(
  tx: Tx,
  { reference, sku, quantity }: ReturnStockInput,
): Promise<{ lot: string; quantity: number }[]> {
  const rows = await tx.query<{ lot: string; taken: number }>(
    `SELECT lot, -sum(quantity)::int AS taken FROM movement
     WHERE reference = $1 AND sku = $2 AND kind IN ('CONSUME', 'PUT_BACK')
     GROUP BY lot HAVING sum(quantity) < 0 ORDER BY max(at) DESC, lot`,
    [reference, sku],
  );
  const parts: { lot: string; quantity: number }[] = [];
  let left = quantity;
  for (const row of rows) {
    const part = Math.min(left, row.taken);
    if (part > 0) parts.push({ lot: row.lot, quantity: part });
    left -= part;
  }
  return left > 0 ? [...parts, { lot: '', quantity: left }] : parts;
}
