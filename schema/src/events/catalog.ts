import { z } from 'zod';
import { defineEvent } from '../define.ts';

export const VariantCreated = defineEvent(
  'catalog.VariantCreated.v1',
  z.object({
    variantId: z.string(),
    productId: z.string(),
    sku: z.string(),
    gtin: z.string().nullable(),
    name: z.string(),
    kind: z.enum(['FRAME', 'LENS', 'CONTACT_LENS', 'ACCESSORY', 'SENSOR', 'BUNDLE']),
    /** What a bundle is made of; empty otherwise. */
    components: z.array(z.object({ variantId: z.string(), sku: z.string(), quantity: z.number().int().positive() })),
  }),
);
export const PriceChanged = defineEvent(
  'catalog.PriceChanged.v1',
  z.object({ variantId: z.string(), amountMinor: z.string(), currency: z.string() }),
);
