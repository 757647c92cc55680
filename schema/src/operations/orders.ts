import { z } from 'zod';
import { defineOperation } from '../define.ts';
import { OrderPlaced } from '../events/orders.ts';
import { isoInstant, ownerValue } from '../values.ts';

/** Header facts of an order for a subgraph below it; no money, no health data. */
export const OrderSummary = defineOperation('orders.orderSummary', {
  input: z.object({ orderIds: z.array(z.string()).max(500) }),
  output: z.object({
    orders: z.array(
      z.object({
        orderId: z.string(),
        number: z.string(),
        status: z.string(),
        owner: ownerValue,
        promiseDate: z.string().nullable(),
      }),
    ),
  }),
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
