import { z } from 'zod';
import { defineOperation } from '../define.ts';
import { OrderPlaced } from '../events/orders.ts';
import { isoInstant } from '../values.ts';

/** Numbers of a customer's orders that are paid for and not yet with them: what must not be forgotten. */
export const OpenOrders = defineOperation('orders.openOrders', {
  input: z.object({ customerId: z.string() }),
  output: z.object({ numbers: z.array(z.string()) }),
});

/**
 * Orders with lenses that have left the house, the oldest first, told as they were when they were placed: for a lab that opens its books
 * after they were sent.
 */
export const ShippedLensOrders = defineOperation('orders.shippedLensOrders', {
  input: z.object({ afterId: z.string().nullable(), limit: z.number().int().min(1).max(500) }),
  output: z.object({
    orders: z.array(
      z.object({ placed: OrderPlaced.payload, shippedAt: isoInstant, deliveredAt: isoInstant.nullable() }),
    ),
    nextAfterId: z.string().nullable(),
  }),
});
