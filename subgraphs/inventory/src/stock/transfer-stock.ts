import { refuse, type StaffPrincipal } from '@opticworks/kernel';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { ERRORS } from '../errors.ts';
import { unplanEmptyBin } from '../picking/unplan-empty-bin.ts';
import type { Warehouse } from '../use-case.ts';
import { findBins, lotsInBin, spreadOverLots } from './find-bin.ts';
import { insistOnQuantity } from './quantity.rules.ts';
import { StockLedger } from './stock-ledger.ts';
import { availableOf } from './supply.rules.ts';

export interface TransferStockInput {
  sku: string;
  fromBin: string;
  toBin: string;
  quantity: number;
}

/** Moves pieces to another bin, also of another location; only what nobody has a claim on may leave a location. */
export async function transferStock(
  warehouse: Warehouse,
  staff: StaffPrincipal,
  input: TransferStockInput,
): Promise<string> {
  insistOnQuantity(input.quantity, 1);
  return warehouse.database.transaction(
    async (tx) => {
      const ledger = new StockLedger(tx, warehouse.clock.now(), staff.name);
      await ledger.lock([input.sku]);
      const item = ledger.item(input.sku);
      const [from, to] = await findBins(tx, [input.fromBin, input.toBin]);
      if (from.id === to.id) refuse(ERRORS.SAME_BIN);
      const { parts, left } = spreadOverLots(await lotsInBin(tx, input.sku, from.id), input.quantity);
      if (left > 0) refuse(ERRORS.BIN_EMPTY, { bin: from.code, quantity: input.quantity - left, item: item.name });

      await ledger.ensureLevel(input.sku, to.locationId, to.id);
      const reason = `${from.code} → ${to.code}`;
      for (const part of parts) {
        const move = { sku: input.sku, lot: part.lot, expiresOn: part.expires_on, kind: 'TRANSFER' as const, reason };
        const out = { ...move, locationId: from.locationId, binId: from.id, quantity: -part.part };
        const into = { ...move, locationId: to.locationId, binId: to.id, quantity: part.part };
        if (from.locationId === to.locationId) {
          ledger.moveBetweenBins(out, into);
        } else {
          ledger.move(out);
          ledger.move(into);
        }
      }
      const source = ledger.level(input.sku, from.locationId);
      if (availableOf(source) < 0) {
        refuse(ERRORS.STOCK_COMMITTED, { committed: source.reserved + source.allocated, item: item.name });
      }
      await ledger.flushBins();
      await unplanEmptyBin(tx, input.sku, from.id);
      await fillWaitingDemands(tx, ledger, [input.sku], warehouse.clock);
      await ledger.write();
      return ledger.level(input.sku, to.locationId).id;
    },
    { name: 'transfer stock' },
  );
}
