import { idempotent } from '@opticworks/kernel';
import { type Demand, sumBySku } from '../stock/stock-item.rules.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { allocateIn } from './allocate.ts';

export interface AllocateStockInput {
  reference: string;
  lines: Demand[];
  neededOn: string | null;
}

/** Allocates items to a lab job or an order; what is missing waits. One answer per idempotency key. */
export async function allocateStock(
  warehouse: Warehouse,
  input: AllocateStockInput,
  idempotencyKey: string,
): Promise<{ allocated: Demand[]; waiting: Demand[] }> {
  const now = warehouse.clock.now();
  return warehouse.database.transaction(
    (tx) =>
      idempotent(tx, { scope: 'allocate-stock', key: idempotencyKey, request: input, at: now }, async () => {
        const lines = sumBySku(input.lines);
        const ledger = new StockLedger(tx, now, actorOfReference(input.reference));
        await ledger.lock(lines.map((line) => line.sku));
        const { allocated, waiting } = await allocateIn(tx, ledger, { ...input, lines, now });
        await ledger.write();
        return { allocated: sumBySku(allocated), waiting };
      }),
    { name: 'allocate stock' },
  );
}

/** Who stands behind a change that no person made at a screen. */
export function actorOfReference(reference: string): string {
  return reference.startsWith('job:') ? 'lab' : 'orders';
}
