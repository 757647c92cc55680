import { refuse, type StaffPrincipal, type Tx, writtenText } from '@opticworks/kernel';
import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { yieldCommitments } from '../allocations/yield-commitments.ts';
import { ERRORS } from '../errors.ts';
import { unplanEmptyBin } from '../picking/unplan-empty-bin.ts';
import type { Warehouse } from '../use-case.ts';
import { type FoundBin, findBin, type LotInBin, lotsInBin, spreadOverLots } from './find-bin.ts';
import { insistOnQuantity } from './quantity.rules.ts';
import { type MovementKind, StockLedger } from './stock-ledger.ts';

export interface AdjustStockInput {
  sku: string;
  binCode: string;
  delta: number;
  reason: string;
}

/** Corrects a bin by hand, with a reason. @returns id of the stock level */
export async function adjustStock(
  warehouse: Warehouse,
  staff: StaffPrincipal,
  input: AdjustStockInput,
): Promise<string> {
  insistOnQuantity(Math.abs(input.delta), 1);
  const reason = writtenText(input.reason, 500, 'reason') ?? refuse(ERRORS.STOCK_REASON_REQUIRED);
  return warehouse.database.transaction(
    async (tx) => {
      const ledger = new StockLedger(tx, warehouse.clock.now(), staff.name);
      await ledger.lock([input.sku]);
      ledger.item(input.sku);
      const bin = await findBin(tx, input.binCode);
      const lots = await lotsInBin(tx, input.sku, bin.id);
      await correctBin(tx, warehouse, ledger, { ...input, bin, lots, kind: 'ADJUSTMENT', reason });
      return ledger.level(input.sku, bin.locationId).id;
    },
    { name: 'adjust stock' },
  );
}

export interface BinCorrection {
  sku: string;
  bin: FoundBin;
  /** What lies in the bin, read under the lock of the item's stock rows. */
  lots: readonly LotInBin[];
  delta: number;
  kind: MovementKind;
  reason: string;
}

/**
 * Puts a difference into the books. What is gone is gone: when less is left than promised, the newest orders go back to
 * waiting and the buyer hears of it; leases of running checkouts are never taken away.
 */
export async function correctBin(
  tx: Tx,
  warehouse: Warehouse,
  ledger: StockLedger,
  correction: BinCorrection,
): Promise<void> {
  const { sku, bin, lots, delta, kind, reason } = correction;
  await ledger.ensureLevel(sku, bin.locationId, bin.id);
  const move = { sku, locationId: bin.locationId, binId: bin.id, kind, reason };
  if (delta > 0) {
    ledger.move({ ...move, lot: lots.at(-1)?.lot ?? '', quantity: delta });
  } else {
    const { parts, left } = spreadOverLots(lots, -delta);
    if (left > 0) refuse(ERRORS.BIN_EMPTY, { bin: bin.code, quantity: -delta - left, item: ledger.item(sku).name });
    for (const part of parts) ledger.move({ ...move, lot: part.lot, quantity: -part.part });
    await yieldCommitments(tx, ledger, sku, bin.locationId, warehouse.clock);
  }
  await ledger.flushBins();
  if (delta < 0) await unplanEmptyBin(tx, sku, bin.id);
  await fillWaitingDemands(tx, ledger, [sku], warehouse.clock);
  await ledger.write();
}
