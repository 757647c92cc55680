import type { Warehouse } from '../use-case.ts';
import { endLeases } from './release-reservation.ts';

const BATCH = 50;

/** Ends every lease whose time has passed, some at a time. @returns how many ended */
export async function expireReservations(warehouse: Warehouse): Promise<number> {
  let ended = 0;
  for (;;) {
    const due = await warehouse.database.query<{ id: string }>(
      "SELECT id FROM reservation WHERE status = 'ACTIVE' AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
      [warehouse.clock.now(), BATCH],
    );
    const batch = await endLeases(
      warehouse,
      due.map((row) => row.id),
      'expire',
    );
    ended += batch;
    if (due.length < BATCH || batch === 0) return ended;
  }
}
