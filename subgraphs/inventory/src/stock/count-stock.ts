import { refuse, type StaffPrincipal } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import type { Warehouse } from '../use-case.ts';
import { correctBin } from './adjust-stock.ts';
import { findBin, lotsInBin } from './find-bin.ts';
import { insistOnQuantity } from './quantity.rules.ts';
import { StockLedger } from './stock-ledger.ts';

/** What somebody counted in a bin becomes what the books say. A count that agrees changes nothing. */
export async function countStock(
  warehouse: Warehouse,
  staff: StaffPrincipal,
  input: { sku: string; binCode: string; counted: number },
): Promise<string> {
  insistOnQuantity(input.counted, 0);
  return warehouse.database.transaction(
    async (tx) => {
      const ledger = new StockLedger(tx, warehouse.clock.now(), staff.name);
      await ledger.lock([input.sku]);
      ledger.item(input.sku);
      const bin = await findBin(tx, input.binCode);
      const lots = await lotsInBin(tx, input.sku, bin.id);
      const held = lots.reduce((sum, lot) => sum + lot.quantity, 0);
      const delta = input.counted - held;
      await ledger.ensureLevel(input.sku, bin.locationId, bin.id);
      if (delta !== 0) {
        const reason = `Counted ${input.counted}, books said ${held}`;
        await correctBin(tx, warehouse, ledger, { sku: input.sku, bin, lots, delta, kind: 'COUNT', reason });
      }
      return ledger.level(input.sku, bin.locationId).id;
    },
    { name: 'count stock' },
  );
}
