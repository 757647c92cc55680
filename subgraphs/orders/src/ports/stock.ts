import type { Caller } from '@opticworks/kernel';
import { ExtendReservation, ReleaseReservation, ReserveStock } from '@opticworks/schema/operations/inventory';

/** What orders asks of the stock: leases for running checkouts. */
export interface Stock {
  reserve(
    reference: string,
    lines: { sku: string; quantity: number }[],
    leaseSeconds: number,
  ): Promise<{ reservationId: string; expiresAt: Date }>;
  /** @returns until when, or null when the lease has ended */
  extend(reservationId: string, leaseSeconds: number, key: string): Promise<Date | null>;
  release(reservationId: string): Promise<void>;
}

export function stockThrough(caller: Caller): Stock {
  return {
    reserve: async (reference, lines, leaseSeconds) => {
      const lease = await caller.call(
        ReserveStock,
        { reference, lines, leaseSeconds },
        { idempotencyKey: `${reference}:reserve` },
      );
      return { reservationId: lease.reservationId, expiresAt: new Date(lease.expiresAt) };
    },
    extend: async (reservationId, leaseSeconds, key) => {
      const lease = await caller.call(ExtendReservation, { reservationId, leaseSeconds }, { idempotencyKey: key });
      return lease.alive && lease.expiresAt ? new Date(lease.expiresAt) : null;
    },
    release: async (reservationId) => {
      await caller.call(ReleaseReservation, { reservationId }, { idempotencyKey: `${reservationId}:release` });
    },
  };
}
