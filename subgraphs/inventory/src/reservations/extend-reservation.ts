import type { Warehouse } from '../use-case.ts';

/** Keeps a lease alive while a payment runs. A lease that has ended does not come back. */
export async function extendReservation(
  warehouse: Warehouse,
  input: { reservationId: string; leaseSeconds: number },
): Promise<{ alive: boolean; expiresAt: string | null }> {
  const now = warehouse.clock.now();
  const until = new Date(now.getTime() + input.leaseSeconds * 1000);
  const [row] = await warehouse.database.query<{ expires_at: Date }>(
    `UPDATE reservation SET expires_at = greatest(expires_at, $2)
     WHERE id = $1 AND status = 'ACTIVE' AND expires_at > $3 RETURNING expires_at`,
    [input.reservationId, until, now],
  );
  return row ? { alive: true, expiresAt: row.expires_at.toISOString() } : { alive: false, expiresAt: null };
}
