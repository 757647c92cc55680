import { z } from 'zod';
import { defineOperation } from '../define.ts';
import { isoDate } from '../values.ts';

const demand = z.object({ sku: z.string(), quantity: z.number().int().positive() });

/** Takes a lease on stock for a running checkout: all lines or none (refusal STOCK_SHORT lists what is missing). Same reference twice is one lease. */
export const ReserveStock = defineOperation('inventory.reserveStock', {
  input: z.object({ reference: z.string(), lines: z.array(demand), leaseSeconds: z.number().int().positive() }),
  output: z.object({ reservationId: z.string(), expiresAt: z.string() }),
  changes: true,
});
export const ExtendReservation = defineOperation('inventory.extendReservation', {
  input: z.object({ reservationId: z.string(), leaseSeconds: z.number().int().positive() }),
  output: z.object({ alive: z.boolean(), expiresAt: z.string().nullable() }),
  changes: true,
});
export const ReleaseReservation = defineOperation('inventory.releaseReservation', {
  input: z.object({ reservationId: z.string() }),
  output: z.object({ released: z.boolean() }),
  changes: true,
});
/**
 * Allocates items to a lab job or order (reference). What is missing becomes a waiting demand (inventory.StockShort.v1 is published)
 * that later receipts fill first come, first served (inventory.DemandAllocated.v1).
 */
export const AllocateStock = defineOperation('inventory.allocateStock', {
  input: z.object({ reference: z.string(), lines: z.array(demand), neededOn: z.string().nullable() }),
  output: z.object({ allocated: z.array(demand), waiting: z.array(demand) }),
  changes: true,
});
/** The allocated items were used (consumed), broken (scrapped) or are no longer needed (released). */
export const SettleAllocation = defineOperation('inventory.settleAllocation', {
  input: z.object({
    reference: z.string(),
    sku: z.string(),
    quantity: z.number().int().positive(),
    outcome: z.enum(['consumed', 'scrapped', 'released']),
    reason: z.string(),
  }),
  output: z.object({ settled: z.number().int() }),
  changes: true,
});
/** Consumed items come back whole: onto the item's own shelf, for whoever waits for them first. Answers with the shelf's code. */
export const ReturnStock = defineOperation('inventory.returnStock', {
  input: z.object({
    reference: z.string(),
    sku: z.string(),
    quantity: z.number().int().positive(),
    reason: z.string(),
    /** Who put them there. */
    by: z.string(),
  }),
  output: z.object({ bin: z.string() }),
  changes: true,
});
export const StockOf = defineOperation('inventory.stockOf', {
  input: z.object({ skus: z.array(z.string()).max(2000) }),
  output: z.object({
    levels: z.array(
      z.object({
        sku: z.string(),
        onHand: z.number().int(),
        reserved: z.number().int(),
        allocated: z.number().int(),
        available: z.number().int(),
        onOrder: z.number().int(),
        waiting: z.number().int(),
        /** When the last piece that is waited for would be there, by open orders or the usual time of supply; null while there is one. */
        expectedOn: isoDate.nullish(),
        /** Set by hand per item; null where only the demand decides. */
        reorderPoint: z.number().int().nullish(),
        /** Code of the item's own shelf: where a delivery is put away. */
        homeBin: z.string().nullish(),
      }),
    ),
  }),
});
/** Lens blanks of which fewer than `below` can be had now, and when the next piece nobody waits for yet would be there. */
export const ScarceBlanks = defineOperation('inventory.scarceBlanks', {
  input: z.object({ below: z.number().int().positive().max(10) }),
  output: z.object({
    blanks: z.array(
      z.object({
        sku: z.string(),
        available: z.number().int().nonnegative(),
        /** On order and not spoken for by what waits already. */
        coming: z.number().int().nonnegative(),
        /** By open orders, or by the usual time of supply. */
        expectedOn: isoDate,
      }),
    ),
  }),
});
/** Demand per day over a window, for replenishment: units consumed or shipped. */
export const DemandHistory = defineOperation('inventory.demandHistory', {
  input: z.object({ skus: z.array(z.string()).max(2000), days: z.number().int().positive().max(366) }),
  output: z.object({
    skus: z.array(z.object({ sku: z.string(), units: z.number().int(), meanPerDay: z.number(), sdPerDay: z.number() })),
  }),
});
