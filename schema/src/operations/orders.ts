import { z } from 'zod';
import { defineOperation } from '../define.ts';
import { ownerValue } from '../values.ts';

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
