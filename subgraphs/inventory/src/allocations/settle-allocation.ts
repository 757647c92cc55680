import { idempotent, type Tx } from '@opticworks/kernel';
import { freeBins } from '../stock/free-bins.ts';
import { type MovementKind, StockLedger } from '../stock/stock-ledger.ts';
import { chooseBins, type Take } from '../stock/supply.rules.ts';
import type { Warehouse } from '../use-case.ts';
import { actorOfReference } from './allocate-stock.ts';
import { fillWaitingDemands } from './fill-waiting-demands.ts';

export interface SettleAllocationInput {
  reference: string;
  sku: string;
  quantity: number;
  outcome: 'consumed' | 'scrapped' | 'released';
  reason: string;
}

/**
 * Ends allocated quantity: used, broken or not needed any more. Settles at most what is open and says how much that was.
 * A release also withdraws what the reference still waits for. One answer per idempotency key.
 */
export async function settleAllocation(
  warehouse: Warehouse,
  input: SettleAllocationInput,
  idempotencyKey: string,
): Promise<{ settled: number }> {
  const now = warehouse.clock.now();
  return warehouse.database.transaction(
    (tx) =>
      idempotent(tx, { scope: 'settle-allocation', key: idempotencyKey, request: input, at: now }, async () => {
        const ledger = new StockLedger(tx, now, actorOfReference(input.reference));
        await ledger.lock([input.sku]);
        ledger.item(input.sku);
        const closed = await closeAllocations(tx, ledger, input.reference, [input]);
        const settled = closed.reduce((sum, take) => sum + take.quantity, 0);
        if (input.outcome === 'released') {
          await withdrawDemands(tx, input.reference, input.sku, input.quantity - settled);
          await fillWaitingDemands(tx, ledger, [input.sku], warehouse.clock);
        } else {
          const kind = input.outcome === 'consumed' ? 'CONSUME' : 'SCRAP';
          for (const take of closed) await takeOut(tx, ledger, take, kind, input, warehouse.clock.today());
        }
        await ledger.write();
        return { settled };
      }),
    { name: 'settle allocation' },
  );
}

export interface AllocationToClose {
  sku: string;
  /** At most; all there is when left out. */
  quantity?: number;
  /** Only what is held there. */
  locationId?: string | undefined;
}

/**
 * Closes open allocations of a reference, oldest first, all that are named in two statements.
 * @returns what was closed where; the counters follow
 */
export async function closeAllocations(
  tx: Tx,
  ledger: StockLedger,
  reference: string,
  wanted: readonly AllocationToClose[],
): Promise<Take[]> {
  const rows = await tx.query<{ id: string; sku: string; location_id: string; open: number }>(
    `SELECT id, sku, location_id, open FROM allocation WHERE reference = $1 AND sku = ANY($2) AND open > 0
     ORDER BY created_at, id FOR UPDATE`,
    [reference, wanted.map(({ sku }) => sku)],
  );
  const closed: (Take & { id: string })[] = [];
  for (const { sku, quantity = Number.MAX_SAFE_INTEGER, locationId } of wanted) {
    let left = quantity;
    for (const row of rows) {
      if (left === 0) break;
      if (row.sku !== sku || row.open === 0 || (locationId !== undefined && row.location_id !== locationId)) continue;
      const taken = Math.min(left, row.open);
      row.open -= taken;
      left -= taken;
      ledger.change(sku, row.location_id, { allocated: -taken });
      closed.push({ id: row.id, sku, locationId: row.location_id, quantity: taken });
    }
  }
  if (closed.length > 0)
    await tx.query(
      `UPDATE allocation a SET open = a.open - d.taken
       FROM (SELECT id, sum(taken)::int AS taken FROM unnest($1::text[], $2::int[]) AS t(id, taken) GROUP BY id) d WHERE a.id = d.id`,
      [closed.map(({ id }) => id), closed.map(({ quantity }) => quantity)],
    );
  return closed;
}

/** Takes waiting quantity of a reference out of the queue, the newest first. */
export async function withdrawDemands(tx: Tx, reference: string, sku: string, quantity: number): Promise<void> {
  let left = quantity;
  const rows = await tx.query<{ id: string; remaining: number }>(
    `SELECT id, remaining FROM waiting_demand WHERE reference = $1 AND sku = $2 AND remaining > 0
     ORDER BY created_at DESC, id DESC FOR UPDATE`,
    [reference, sku],
  );
  for (const row of rows) {
    if (left <= 0) return;
    const taken = Math.min(left, row.remaining);
    await tx.query('UPDATE waiting_demand SET remaining = remaining - $2 WHERE id = $1', [row.id, taken]);
    left -= taken;
  }
}

async function takeOut(
  tx: Tx,
  ledger: StockLedger,
  take: Take,
  kind: MovementKind,
  input: SettleAllocationInput,
  today: string,
): Promise<void> {
  const bins = await freeBins(tx, [take.sku], take.locationId);
  const chosen = chooseBins(bins.get(take.sku) ?? [], take.quantity, today);
  // The lab has the piece in its hand: when only expired or planned lots are left in the books, those are what was used.
  const rest = chosen.missing > 0 ? await anyBins(tx, take, chosen.missing, chosen.takes) : [];
  for (const bin of [...chosen.takes, ...rest]) {
    ledger.move({
      sku: take.sku,
      locationId: take.locationId,
      binId: bin.binId,
      lot: bin.lot,
      kind,
      quantity: -bin.quantity,
      reason: input.reason,
      reference: input.reference,
    });
  }
}

async function anyBins(
  tx: Tx,
  take: Take,
  quantity: number,
  taken: readonly { binId: string; lot: string; quantity: number }[],
) {
  const rows = await tx.query<{ bin_id: string; lot: string; quantity: number }>(
    `SELECT b.bin_id, b.lot, b.quantity FROM bin_stock b JOIN bin ON bin.id = b.bin_id
     WHERE b.sku = $1 AND bin.location_id = $2 AND b.quantity > 0 ORDER BY bin.kind = 'SHELF' DESC, bin.pick_sequence`,
    [take.sku, take.locationId],
  );
  const bins = rows.map((row) => ({
    binId: row.bin_id,
    lot: row.lot,
    expiresOn: null,
    pickSequence: 0,
    free: row.quantity - (taken.find((other) => other.binId === row.bin_id && other.lot === row.lot)?.quantity ?? 0),
  }));
  return chooseBins(bins, quantity, '').takes;
}
