import { type OperationContext, type ProvidedOperation, provide } from '@opticworks/kernel';
import * as contracts from '@opticworks/schema/operations/inventory';
import { allocateStock } from './allocations/allocate-stock.ts';
import { returnStock } from './allocations/return-stock.ts';
import { settleAllocation } from './allocations/settle-allocation.ts';
import { extendReservation } from './reservations/extend-reservation.ts';
import { releaseReservation } from './reservations/release-reservation.ts';
import { reserveStock } from './reservations/reserve-stock.ts';
import { demandHistory } from './stock/demand-history.ts';
import { scarceBlanks } from './stock/scarce-blanks.ts';
import { stockOf } from './stock/stock-of.ts';
import type { Warehouse } from './use-case.ts';

/** What other subgraphs may ask. Reservations are idempotent by their reference, allocations by the caller's key. */
export function operationsOf(warehouse: Warehouse): ProvidedOperation[] {
  return [
    provide(contracts.ReserveStock, (input) => reserveStock(warehouse, input)),
    provide(contracts.ExtendReservation, (input) => extendReservation(warehouse, input)),
    provide(contracts.ReleaseReservation, (input) => releaseReservation(warehouse, input.reservationId)),
    provide(contracts.AllocateStock, (input, ctx) => allocateStock(warehouse, input, keyOf(ctx))),
    provide(contracts.SettleAllocation, (input, ctx) => settleAllocation(warehouse, input, keyOf(ctx))),
    provide(contracts.ReturnStock, (input, ctx) => returnStock(warehouse, input, keyOf(ctx))),
    provide(contracts.StockOf, async (input) => ({ levels: await stockOf(warehouse, input.skus) })),
    provide(contracts.ScarceBlanks, async ({ below }) => ({ blanks: await scarceBlanks(warehouse, below) })),
    provide(contracts.DemandHistory, async (input) => ({
      skus: await demandHistory(warehouse, input.skus, input.days),
    })),
  ];
}

/** The kernel refuses changing operations without a key before they get here. */
function keyOf(ctx: OperationContext): string {
  return ctx.idempotencyKey ?? ctx.requestId;
}
