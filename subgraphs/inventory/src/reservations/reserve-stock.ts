import { type Issue, isRefusal, newId, refuse, type Tx } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { bundleParts } from '../stock/bundle-parts.ts';
import type { Demand } from '../stock/stock-item.rules.ts';
import { expandBundles, sumBySku } from '../stock/stock-item.rules.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import { takeFrom } from '../stock/supply.rules.ts';
import type { Warehouse } from '../use-case.ts';
import { endReservations, loadReservations, type ReservationRow } from './end-reservations.ts';

export interface ReserveStockInput {
  reference: string;
  lines: Demand[];
  leaseSeconds: number;
}

/**
 * Takes a lease on all lines or on none. The same reference has one lease: asking again extends it, and asking for other lines
 * exchanges it in one step, so the checkout never competes with itself.
 * @throws STOCK_SHORT with one issue per missing item
 */
export async function reserveStock(
  warehouse: Warehouse,
  input: ReserveStockInput,
): Promise<{ reservationId: string; expiresAt: string }> {
  const attempt = (lines: Demand[]) =>
    warehouse.database.transaction((tx) => reserveIn(tx, warehouse, { ...input, lines: sumBySku(lines) }), {
      name: 'reserve stock',
    });
  try {
    return await attempt(input.lines);
  } catch (error) {
    if (isDuplicateLease(error)) return attempt(input.lines);
    if (!isRefusal(error) || error.code !== ERRORS.STOCK_SHORT.code) throw error;
    // Callers name the parts of a bundle as a rule; one that names the bundle itself pays this second look.
    const parts = await bundleParts(
      warehouse.database,
      input.lines.map((line) => line.sku),
    );
    if (parts.size === 0) throw error;
    return attempt(expandBundles(input.lines, (sku) => parts.get(sku)));
  }
}

/** Two requests of one checkout at once: the loser finds the winner's lease when it looks again. */
function isDuplicateLease(error: unknown): boolean {
  const cause = error as { code?: string; constraint?: string };
  return cause.code === '23505' && cause.constraint === 'reservation_one_lease';
}

async function reserveIn(
  tx: Tx,
  warehouse: Warehouse,
  { reference, lines, leaseSeconds }: ReserveStockInput,
): Promise<{ reservationId: string; expiresAt: string }> {
  const now = warehouse.clock.now();
  const expiresAt = new Date(now.getTime() + leaseSeconds * 1000);
  const ledger = new StockLedger(tx, now, 'checkout');
  // One trip: the lease of this reference, then the stock of what is asked for and of what that lease holds.
  const [previous] = await Promise.all([
    lockLease(tx, reference),
    ledger.lock(
      lines.map((line) => line.sku),
      { reference },
    ),
  ]);
  if (previous && sameLines(previous, lines)) {
    await tx.query('UPDATE reservation SET expires_at = greatest(expires_at, $2) WHERE id = $1', [
      previous.id,
      expiresAt,
    ]);
    return { reservationId: previous.id, expiresAt: expiresAt.toISOString() };
  }

  if (previous) await endReservations(tx, ledger, [previous], 'release', now);

  const takes: { sku: string; locationId: string; quantity: number }[] = [];
  let short = missingOf(ledger, lines);
  if (short.length > 0) {
    // Leases past their time still hold stock until the next sweep; a paying customer does not wait for it.
    await endDueLeases(
      tx,
      ledger,
      short.map((line) => line.sku),
      now,
    );
    short = missingOf(ledger, lines);
  }
  if (short.length > 0) refuse(ERRORS.STOCK_SHORT, {}, { issues: short.map((line) => shortIssue(ledger, line)) });

  for (const line of lines) {
    const { takes: taken, missing } = takeFrom(ledger.supplyOf(line.sku), line.quantity);
    for (const take of taken) ledger.change(take.sku, take.locationId, { reserved: take.quantity });
    takes.push(...taken);
    if (missing > 0) takes.push({ sku: line.sku, locationId: '', quantity: missing });
  }
  const id = newId('reservation');
  tx.send(
    `WITH lease AS (
       INSERT INTO reservation (id, reference, status, expires_at, created_at) VALUES ($1, $2, 'ACTIVE', $3, $4)
     )
     INSERT INTO reservation_line (reservation_id, sku, location_id, quantity)
     SELECT $1, d.* FROM unnest($5::text[], $6::text[], $7::int[]) AS d`,
    [
      id,
      reference,
      expiresAt,
      now,
      takes.map((take) => take.sku),
      takes.map((take) => take.locationId),
      takes.map((take) => take.quantity),
    ],
  );
  await ledger.write();
  return { reservationId: id, expiresAt: expiresAt.toISOString() };
}

async function lockLease(tx: Tx, reference: string): Promise<ReservationRow | null> {
  const rows = await tx.query<{ id: string }>(
    "SELECT id FROM reservation WHERE reference = $1 AND status = 'ACTIVE' FOR UPDATE",
    [reference],
  );
  const [lease] = await loadReservations(
    tx,
    rows.map((row) => row.id),
  );
  return lease ?? null;
}

async function endDueLeases(tx: Tx, ledger: StockLedger, skus: string[], now: Date): Promise<void> {
  // Rivals that hold a lease's row are placing its order right now: skip those. Only leases wholly inside the locked SKUs can
  // be ended without taking further locks out of order.
  const due = await tx.query<{ id: string }>(
    `SELECT r.id FROM reservation r
     WHERE r.status = 'ACTIVE' AND r.expires_at <= $2
       AND EXISTS (SELECT 1 FROM reservation_line l WHERE l.reservation_id = r.id AND l.sku = ANY($1))
       AND NOT EXISTS (SELECT 1 FROM reservation_line l WHERE l.reservation_id = r.id AND NOT l.sku = ANY($1))
     ORDER BY r.expires_at LIMIT 100 FOR UPDATE OF r SKIP LOCKED`,
    [skus, now],
  );
  const leases = await loadReservations(
    tx,
    due.map((row) => row.id),
  );
  await endReservations(tx, ledger, leases, 'expire', now);
}

function missingOf(ledger: StockLedger, lines: readonly Demand[]): Demand[] {
  return lines.filter(
    (line) =>
      !ledger.knows(line.sku) ||
      (!ledger.item(line.sku).backorderable && takeFrom(ledger.supplyOf(line.sku), line.quantity).missing > 0),
  );
}

function shortIssue(ledger: StockLedger, line: Demand): Issue {
  const name = ledger.knows(line.sku) ? ledger.item(line.sku).name : line.sku;
  const available = Math.max(0, ledger.availableOf(line.sku));
  return {
    code: 'STOCK_SHORT',
    message: available === 0 ? `${name} is sold out.` : `Only ${available} of ${name} are left.`,
    field: line.sku,
    severity: 'error',
  };
}

function sameLines(lease: ReservationRow, lines: readonly Demand[]): boolean {
  const held = sumBySku(lease.lines);
  return (
    held.length === lines.length &&
    held.every((line, i) => line.sku === lines[i]!.sku && line.quantity === lines[i]!.quantity)
  );
}
