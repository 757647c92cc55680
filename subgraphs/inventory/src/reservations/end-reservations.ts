import type { Tx } from '@opticworks/kernel';
import { ReservationExpired } from '@opticworks/schema/events/inventory';
import type { StockLedger } from '../stock/stock-ledger.ts';
import { endReservation, type ReservationAction, type ReservationStatus } from './reservation.state.ts';

export interface ReservationRow {
  id: string;
  reference: string;
  status: ReservationStatus;
  expiresAt: Date;
  /** An empty locationId means promised from the supplier. */
  lines: { sku: string; locationId: string; quantity: number }[];
}

/**
 * Reads leases whose rows the caller has locked.
 * @param options.lockActive locks them here instead, and only those that are still alive
 */
export async function loadReservations(
  tx: Tx,
  ids: readonly string[],
  options: { lockActive?: boolean } = {},
): Promise<ReservationRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{
    id: string;
    reference: string;
    status: ReservationStatus;
    expires_at: Date;
    sku: string;
    location_id: string;
    quantity: number;
  }>(
    `SELECT r.id, r.reference, r.status, r.expires_at, l.sku, l.location_id, l.quantity
     FROM reservation r JOIN reservation_line l ON l.reservation_id = r.id
     WHERE r.id = ANY($1)${options.lockActive ? " AND r.status = 'ACTIVE'" : ''} ORDER BY r.id, l.sku
     ${options.lockActive ? 'FOR UPDATE OF r' : ''}`,
    [[...ids]],
  );
  const leases = new Map<string, ReservationRow>();
  for (const row of rows) {
    const lease = leases.get(row.id) ?? {
      id: row.id,
      reference: row.reference,
      status: row.status,
      expiresAt: row.expires_at,
      lines: [],
    };
    lease.lines.push({ sku: row.sku, locationId: row.location_id, quantity: row.quantity });
    leases.set(row.id, lease);
  }
  return [...leases.values()];
}

/**
 * Ends live leases and gives their reserved stock back (the placed order then allocates it in the same transaction).
 * The caller has locked the leases and the stock rows of their SKUs.
 */
export async function endReservations(
  tx: Tx,
  ledger: StockLedger,
  leases: readonly ReservationRow[],
  action: ReservationAction,
  now: Date,
): Promise<void> {
  const live = leases.filter((lease) => endReservation(lease.status, action) !== null);
  if (live.length === 0) return;
  tx.send("UPDATE reservation SET status = $2, settled_at = $3 WHERE id = ANY($1) AND status = 'ACTIVE'", [
    live.map((lease) => lease.id),
    endReservation('ACTIVE', action),
    now,
  ]);
  for (const lease of live) {
    for (const line of lease.lines) {
      if (line.locationId !== '') ledger.change(line.sku, line.locationId, { reserved: -line.quantity });
    }
    if (action === 'expire') {
      await tx.publish(
        ReservationExpired,
        { reservationId: lease.id, reference: lease.reference },
        { aggregate: 'reservation', aggregateId: lease.id },
      );
    }
  }
}
