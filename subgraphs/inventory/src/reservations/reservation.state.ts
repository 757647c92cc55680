/**
 * A lease on stock for a running checkout. ACTIVE holds stock; the placed order turns it into allocations (CONVERTED), the
 * checkout gives it back (RELEASED), or its time ends (EXPIRED). Every end is final.
 */
export type ReservationStatus = 'ACTIVE' | 'CONVERTED' | 'RELEASED' | 'EXPIRED';
export type ReservationAction = 'convert' | 'release' | 'expire';

const ENDS: Record<ReservationAction, ReservationStatus> = {
  convert: 'CONVERTED',
  release: 'RELEASED',
  expire: 'EXPIRED',
};

/** @returns the next status, or null when the lease has already ended */
export function endReservation(status: ReservationStatus, action: ReservationAction): ReservationStatus | null {
  return status === 'ACTIVE' ? ENDS[action] : null;
}
