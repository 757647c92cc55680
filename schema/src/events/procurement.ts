import { z } from 'zod';
import { defineEvent } from '../define.ts';
import { isoDate } from '../values.ts';

export const PurchaseOrderSent = defineEvent(
  'procurement.PurchaseOrderSent.v1',
  z.object({
    purchaseOrderId: z.string(),
    number: z.string(),
    lines: z.array(
      z.object({ sku: z.string(), quantity: z.number().int().positive(), expectedOn: isoDate.nullable() }),
    ),
  }),
);
export const PurchaseOrderCancelled = defineEvent(
  'procurement.PurchaseOrderCancelled.v1',
  z.object({
    purchaseOrderId: z.string(),
    number: z.string(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.number().int().positive() })),
  }),
);
export const GoodsReceived = defineEvent(
  'procurement.GoodsReceived.v1',
  z.object({
    purchaseOrderId: z.string(),
    number: z.string(),
    receiptId: z.string(),
    lines: z.array(
      z.object({
        sku: z.string(),
        quantity: z.number().int().nonnegative(),
        rejected: z.number().int().nonnegative(),
        binCode: z.string(),
        lot: z.string().nullable(),
        expiresOn: isoDate.nullable(),
      }),
    ),
  }),
);
export const PurchasingChanged = defineEvent(
  'procurement.PurchasingChanged.v1',
  z.object({ purchaseOrderId: z.string().nullable(), proposalId: z.string().nullable(), status: z.string() }),
);
