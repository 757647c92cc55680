import { fillWaitingDemands } from '../allocations/fill-waiting-demands.ts';
import { StockLedger } from '../stock/stock-ledger.ts';
import type { Warehouse } from '../use-case.ts';
import { endReservations, loadReservations } from './end-reservations.ts';
import type { ReservationAction } from './reservation.state.ts';

/** Gives the stock of a running checkout back. A lease that has ended stays as it ended. */
export async function releaseReservation(warehouse: Warehouse, reservationId: string): Promise<{ released: boolean }> {
  const ended = await endLeases(warehouse, [reservationId], 'release');
  return { released: ended > 0 };
}

/** Ends leases and lets waiting demands have what they held. @returns how many were still live */
export async function endLeases(
  warehouse: Warehouse,
  ids: readonly string[],
  action: ReservationAction,
): Promise<number> {
  if (ids.length === 0) return 0;
  return warehouse.database.transaction(
    async (tx) => {
      const now = warehouse.clock.now();
      const due = action === 'expire' ? 'AND expires_at <= $2' : 'AND $2::timestamptz IS NOT NULL';
      const rows = await tx.query<{ id: string }>(
        `SELECT id FROM reservation WHERE id = ANY($1) AND status = 'ACTIVE' ${due} ORDER BY id FOR UPDATE`,
        [[...ids], now],
      );
      const leases = await loadReservations(
        tx,
        rows.map((row) => row.id),
      );
      const ledger = new StockLedger(tx, now, 'checkout');
      const skus = leases.flatMap((lease) => lease.lines.map((line) => line.sku));
      await ledger.lock(skus);
      await endReservations(tx, ledger, leases, action, now);
      await fillWaitingDemands(tx, ledger, skus, warehouse.clock);
      await ledger.write();
      return leases.length;
    },
    { name: `${action} reservations` },
  );
}
